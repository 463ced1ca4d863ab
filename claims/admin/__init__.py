"""The back office of the desk: lists and forms over the rows, and the verbs as buttons."""

from claims.admin import people

__all__ = ["people"]
