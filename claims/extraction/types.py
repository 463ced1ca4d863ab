"""The values the extraction returns. Offsets are Unicode code points into the text as given."""

from dataclasses import dataclass
from typing import Literal

AttributionKind = Literal["direct", "indirect", "mixed", "outlet"]
KindOfClaim = Literal[
    "event", "figure", "quote", "comparison", "causal", "attribute",
    "prediction", "opinion", "promise_or_call", "other",
]  # fmt: skip
TextKind = Literal["news", "speech", "interview", "release", "other"]
"""What a text is: decides whose words they are that nobody is said to say."""
ClaimantKind = Literal["person", "organization", "group", "document", "unnamed"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text: `text == article[start:end]`, always."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of saying: who (source), by which word (cue), what (contents)."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]
    kind: AttributionKind
    nested: bool = False
    """Whether it stands in another's words: who said that who said."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """One speaker of the article, with every mention of him, her or it resolved to one name."""

    name: str
    kind: ClaimantKind
    description: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that can be true or false by itself.

    `exact == article[start:end]`; `text` is the wording that stands alone, with what was added in
    square brackets. `attribution` is an index into `Extraction.attributions`, `claimants` are
    indices into `Extraction.claimants`; both are empty for the outlet's own voice. `also` are
    places that say the same (the lead after the headline, a paraphrase beside its quotation).
    """

    start: int
    end: int
    exact: str
    text: str
    attribution: int | None
    claimants: tuple[int, ...]
    kind: AttributionKind
    kind_of_claim: KindOfClaim
    check_worthiness: float
    reasons: tuple[str, ...]
    confidence: float
    also: tuple[tuple[int, int], ...] = ()
    said_on: str = ""
    """ISO date of the utterance where the text gives one that can be resolved; empty otherwise."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one text. `method` and `version` say how, for provenance."""

    language: str
    attributions: tuple[Attribution, ...]
    claimants: tuple[Claimant, ...]
    claims: tuple[Claim, ...]
    method: str
    version: str
    notes: tuple[str, ...] = ()
    """What a reviewer should know, such as "This text is in German: …"."""
