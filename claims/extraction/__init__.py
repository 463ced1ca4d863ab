"""Who said what, exactly where: an article's text becomes claims. Pure: no Django, no network."""

from claims.extraction.debates import check_worthiness
from claims.extraction.pipeline import extract

__all__ = ["check_worthiness", "extract"]
