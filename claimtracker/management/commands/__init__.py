"""Commands of the project: what belongs to no domain."""
