"""The lint: what schema.org, Google and other readers of ClaimReview will not take, said plainly.

Each rule is a function from markup to findings. A finding says where, how grave, and what to do.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from claims.claimreview.reading import (
    day,
    is_web_address,
    leaves,
    number,
    object_at,
    objects_at,
    parsed,
    site,
    text_at,
)

Level = Literal["error", "warning", "advice"]
Markup = Mapping[str, Any]

CLAIM_LENGTH = 75
"""Google's aim for claimReviewed: longer ones are cut in its lists."""
RATING_LENGTH = 40
ADDRESSES = ("url", "sameAs", "archivedAt")
TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """`error`: readers reject it; `warning`: they misread it; `advice`: it could be better."""

    level: Level
    path: str
    message: str


def lint(markup: Any, *, scale: Mapping[str, float | None] | None = None) -> list[Finding]:
    """Everything to mend, gravest first. `scale` is the desk's own: label to number, or to none."""
    if not isinstance(markup, Mapping) or "@graph" in markup:
        return [Finding("error", "", "A page carries one ClaimReview object: give exactly one.")]
    found = [finding for rule in RULES for finding in rule(markup)]
    if scale is not None:
        found += _same_scale(object_at(markup, "reviewRating"), scale)
    return sorted(found, key=lambda finding: ("error", "warning", "advice").index(finding.level))


def _type(markup: Markup) -> Iterator[Finding]:
    context = str(markup.get("@context", "")).rstrip("/")
    if context not in ("https://schema.org", "http://schema.org"):
        yield Finding("error", "@context", "Set @context to https://schema.org.")
    if markup.get("@type") != "ClaimReview":
        yield Finding("error", "@type", "Set @type to ClaimReview.")


def _url(markup: Markup) -> Iterator[Finding]:
    url = markup.get("url")
    if not is_web_address(url):
        yield Finding("error", "url", "Give the full address of the page with this check.")
    elif urlsplit(str(url)).path in ("", "/"):
        yield Finding("error", "url", "Give the page of this check, not the site's front page.")


def _claim_reviewed(markup: Markup) -> Iterator[Finding]:
    claim = text_at(markup, "claimReviewed")
    if not claim:
        yield Finding("error", "claimReviewed", "Say in one sentence which claim was checked.")
        return
    if len(claim) > CLAIM_LENGTH:
        yield Finding(
            "advice",
            "claimReviewed",
            f"Shorten the claim to {CLAIM_LENGTH} characters or fewer: it has {len(claim)}, "
            "and search results cut it.",
        )
    label = text_at(object_at(markup, "reviewRating"), "alternateName")
    if label and _gives_away(claim, label):
        yield Finding(
            "warning", "claimReviewed", f"State the claim alone, without the rating “{label}”."
        )


def _gives_away(claim: str, label: str) -> bool:
    """The label set off from the rest of the sentence; the plain word “true” may be the claim's."""
    mark = re.escape(label)
    return bool(re.search(rf"^\W*{mark}\s*[:–—|]|[:–—|(\[]\s*{mark}\W*$", claim, re.IGNORECASE))


def _rating(markup: Markup) -> Iterator[Finding]:
    rating = object_at(markup, "reviewRating")
    if not rating:
        yield Finding("error", "reviewRating", "Give the review a rating.")
        return
    yield from _label(rating)
    yield from _numbers(rating)
    if not text_at(rating, "ratingExplanation"):
        yield Finding(
            "advice",
            "reviewRating.ratingExplanation",
            "Say the finding in one line.",
        )


def _label(rating: Markup) -> Iterator[Finding]:
    path, label = "reviewRating.alternateName", text_at(rating, "alternateName")
    if not label:
        yield Finding("error", path, "Say the rating in words, such as “Mostly false”.")
    elif not any(character.isalpha() for character in label):
        yield Finding("warning", path, "Say the rating in words: a number means nothing by itself.")
    elif len(label) > RATING_LENGTH:
        yield Finding(
            "warning", path, "Start with the meaning and keep the rating to a few words: it is cut."
        )


def _numbers(rating: Markup) -> Iterator[Finding]:
    path, names = "reviewRating.ratingValue", ("worstRating", "ratingValue", "bestRating")
    given = {name: rating[name] for name in names if name in rating}
    if not given:
        return
    if "ratingValue" not in given:
        yield Finding("warning", path, "Leave out best and worst where the rating has no number.")
    elif len(given) < 3:
        yield Finding("warning", path, "Give the number together with its best and its worst.")
    elif (numbers := [number(given[name]) for name in names]) and None in numbers:
        yield Finding("error", path, "Value, best and worst must be numbers.")
    else:
        yield from _range(path, *(item for item in numbers if item is not None))


def _range(path: str, worst: float, value: float, best: float) -> Iterator[Finding]:
    if worst < 1:
        yield Finding("error", path, "Let the scale begin at 1 or higher: readers reject 0.")
    if best <= worst:
        yield Finding("error", path, "The best number must be higher than the worst.")
    elif not worst <= value <= best:
        yield Finding("error", path, f"Choose a number from {worst:g} to {best:g}.")
    if value != int(value):
        yield Finding("advice", path, "Prefer whole numbers.")


def _same_scale(rating: Markup, scale: Mapping[str, float | None]) -> Iterator[Finding]:
    """One documented system from number to words: Google's condition for showing either."""
    label, value = text_at(rating, "alternateName"), number(rating.get("ratingValue"))
    if label not in scale:
        yield Finding(
            "warning", "reviewRating.alternateName", "Choose a rating from the desk's scale."
        )
    elif scale[label] != value:
        meant = "no number" if scale[label] is None else f"the number {scale[label]:g}"
        yield Finding("error", "reviewRating.ratingValue", f"On the scale “{label}” has {meant}.")


def _author(markup: Markup) -> Iterator[Finding]:
    author = object_at(markup, "author")
    if not (text_at(author, "name") or text_at(author, "url")):
        yield Finding("warning", "author", "Name the organization that publishes this check.")
    elif author.get("@type") not in ("Organization", "NewsMediaOrganization", "Person"):
        yield Finding("warning", "author.@type", "The publisher is an Organization or a Person.")


def _item(markup: Markup) -> Iterator[Finding]:
    claim = object_at(markup, "itemReviewed")
    if not claim:
        yield Finding("warning", "itemReviewed", "Say who made the claim, when and where.")
        return
    if claim.get("@type") != "Claim":
        yield Finding("warning", "itemReviewed.@type", "Use the type Claim; others are legacy.")
    yield from _claimants(markup, objects_at(claim, "author"))
    yield from _places(markup, claim)
    if not claim.get("datePublished"):
        yield Finding("advice", "itemReviewed.datePublished", "Say when the claim was made.")


def _claimants(markup: Markup, claimants: list[Markup]) -> Iterator[Finding]:
    path, publisher = "itemReviewed.author", object_at(markup, "author")
    if not claimants:
        yield Finding(
            "advice", path, "Say who made the claim, unless nobody knows: then leave it out."
        )
    for claimant in claimants:
        yield from _claimant(path, claimant, publisher)


def _claimant(path: str, claimant: Markup, publisher: Markup) -> Iterator[Finding]:
    name = text_at(claimant, "name")
    if not name:
        yield Finding("error", f"{path}.name", "A claimant needs a name, or leave the author out.")
        return
    if claimant.get("@type") not in ("Person", "Organization"):
        yield Finding("warning", f"{path}.@type", f"{name} must be a Person or an Organization.")
    if name.casefold() == text_at(publisher, "name").casefold():
        yield Finding(
            "warning",
            path,
            "The claim must come from somebody other than the publisher.",
        )
    if not claimant.get("sameAs"):
        yield Finding(
            "advice", f"{path}.sameAs", f"Link {name} to a home page, Wikipedia or Wikidata."
        )


def _places(markup: Markup, claim: Markup) -> Iterator[Finding]:
    if not claim.get("firstAppearance") and not claim.get("appearance"):
        yield Finding("warning", "itemReviewed.appearance", "Say where the claim was made.")
    if len(objects_at(claim, "firstAppearance")) > 1:
        yield Finding("warning", "itemReviewed.firstAppearance", "Only one can be the first.")
    here = site(markup.get("url"))
    for name in ("firstAppearance", "appearance"):
        for place in objects_at(claim, name):
            if here and site(place.get("url")) == here:
                yield Finding(
                    "warning",
                    f"itemReviewed.{name}",
                    "The claim must stand outside this site.",
                )


def _dates(markup: Markup) -> Iterator[Finding]:
    if not markup.get("datePublished"):
        yield Finding("warning", "datePublished", "Say when the check was published.")
    made, checked = day(object_at(markup, "itemReviewed")), day(markup)
    if made and checked and made > checked:
        yield Finding(
            "warning",
            "itemReviewed.datePublished",
            f"The claim is dated {made}, after its check of {checked}: mend the date.",
        )


def _language(markup: Markup) -> Iterator[Finding]:
    if not markup.get("inLanguage"):
        yield Finding("advice", "inLanguage", "Say which language the check is in.")


def _every_value(markup: Markup) -> Iterator[Finding]:
    for path, value in leaves(markup, ""):
        name = path.rsplit(".", 1)[-1]
        if value is None or value == "" or value == {} or value == []:
            yield Finding("error", path, "Leave the property out: it is empty.")
        elif name.startswith("date") and parsed(value) is None:
            yield Finding("error", path, "Write the date as 2026-03-02, with a time if you like.")
        elif name in ADDRESSES and path != "url" and not is_web_address(value):
            yield Finding("error", path, "Give a full address that begins with https://.")
        elif isinstance(value, str) and TAG.search(value):
            yield Finding("warning", path, "Write plain text: readers show HTML tags as they are.")


RULES: tuple[Callable[[Markup], Iterator[Finding]], ...] = (
    _type, _url, _claim_reviewed, _rating, _author, _item, _dates, _language, _every_value,
)  # fmt: skip
