"""The desk's own pages inside the admin: reading, working on a claim, approving."""
