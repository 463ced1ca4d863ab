"""The rows of link health: a source, every look that we took at it, and who is told."""

from sources.models.host import Host
from sources.models.passage import Passage
from sources.models.snapshot import PageText, Snapshot
from sources.models.source import LinkCheck, Source
from sources.models.watch import Alert, Watch

__all__ = ["Alert", "Host", "LinkCheck", "PageText", "Passage", "Snapshot", "Source", "Watch"]
