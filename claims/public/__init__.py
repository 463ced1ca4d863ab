"""What readers see, without an account: only what has been published."""
