"""The rows of link health: a source, and every look that we took at it."""

from sources.models.source import LinkCheck, Source

__all__ = ["LinkCheck", "Source"]
