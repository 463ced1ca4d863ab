"""Who said what, exactly where: an article's text becomes claims. Pure: no Django, no network."""

from claims.extraction.pipeline import extract
from claims.extraction.worth import check_worthiness

__all__ = ["check_worthiness", "extract"]
