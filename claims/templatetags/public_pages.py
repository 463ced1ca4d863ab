"""How a published value looks: filters of the readers' pages."""

from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe

from claims.claimreview import PublishedReview, Rating, embed, render
from claims.public.prose import Block, blocks
from sources.passage import text_fragment_url

register = template.Library()


@register.filter
def tone(rating: Rating) -> int:
    """Where a rating lies between false (1) and true (5); 0 off that axis."""
    if rating.value is None or rating.best is None or rating.worst is None:
        return 0
    span = rating.best - rating.worst
    return 1 + round(4 * (rating.value - rating.worst) / span) if span else 0


@register.filter
def prose(text: str) -> list[Block]:
    return blocks(text)


@register.filter
def web_address(url: str) -> str:
    """The address if it is one that a page may link to, otherwise nothing."""
    return url if url.lower().startswith(("https://", "http://")) else ""


@register.filter
def at_passage(url: str, excerpt: str) -> str:
    """The address, leading a browser to the words that we quote from it."""
    return text_fragment_url(url, excerpt) if excerpt and url else url


@register.filter
def site(url: str) -> str:
    """The host as a reader would say it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def claimreview(review: PublishedReview) -> SafeString:
    """Safe because `embed` escapes what could end the script element."""
    return mark_safe(embed(render(review)))
