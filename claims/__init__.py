"""What was said, by whom, and what we found."""
