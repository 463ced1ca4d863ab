"""`python -m benchmarks.drift`: how often the fingerprint errs, either way, on pages made here.

Pages of four layouts are changed in their frame only (navigation, adverts, dates, counters, lists
of other articles) and in their text (a word, a figure, a sentence more or less). One kind of advert
has no name that gives it away: the fingerprint is expected to fall for it, as the table shows.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from benchmarks.processes import table
from sources.text import read_page

PAGES = 200
SUBJECTS = [
    "The council",
    "A court",
    "The ministry",
    "The ferry company",
    "One witness",
    "The union",
]
VERBS = ["approved", "rejected", "counted", "delayed", "announced", "denied"]
OBJECTS = ["the contract", "a new tariff", "the survey", "twelve permits", "the report", "a strike"]
TAILS = [
    "after a long debate",
    "in its last session",
    "without giving reasons",
    "for the second time",
]


@dataclass(frozen=True)
class Draft:
    """A page before it is written: what stands in its frame and in its text."""

    layout: int
    paragraphs: tuple[str, ...]
    frame: dict[str, str] = field(default_factory=dict)

    def html(self) -> str:
        text = "".join(f"<p>{each}</p>" for each in self.paragraphs)
        get = self.frame.get
        top = f"<nav><a href=/>Home</a> {get('nav', '')}</nav>{get('banner', '')}"
        stamp = f"<p class=meta>{get('stamp', 'Published 3 May 2026')}</p>"
        body = f"<h1>Report from the harbour</h1>{stamp}{text}{get('inside', '')}"
        wrapped = [
            f"<main>{body}</main>",
            f"<article>{body}</article>",
            f"<div id=wrap><div class=col>{body}</div></div>",
            f"<table><tr><td>{body}</td></tr></table>",
        ][self.layout]
        end = f"{get('after', '')}<footer>© 2026 {get('footer', '')}</footer>"
        return f"<!doctype html><title>Report</title><body>{top}{wrapped}{end}</body>"


def sentence(chance: random.Random) -> str:
    who, did, what, how = (chance.choice(each) for each in (SUBJECTS, VERBS, OBJECTS, TAILS))
    return f"{who} {did} {what} {how}, {chance.randint(2, 98)} of 99 members agreed."


def draft(chance: random.Random) -> Draft:
    paragraphs = tuple(
        " ".join(sentence(chance) for _ in range(chance.randint(2, 5)))
        for _ in range(chance.randint(4, 12))
    )
    return Draft(chance.randrange(4), paragraphs)


Change = Callable[[Draft, random.Random], Draft]


def framed(place: str, *values: str) -> Change:
    def change(page: Draft, chance: random.Random) -> Draft:
        value = chance.choice(values).format(n=chance.randint(2, 9999))
        return replace(page, frame={**page.frame, place: value})

    return change


def edited(edit: Callable[[list[str], random.Random], None]) -> Change:
    def change(page: Draft, chance: random.Random) -> Draft:
        paragraphs = list(page.paragraphs)
        edit(paragraphs, chance)
        return replace(page, paragraphs=tuple(paragraphs))

    return change


def swap_word(paragraphs: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(paragraphs))
    found = next(verb for verb in VERBS if verb in paragraphs[at])
    other = chance.choice([verb for verb in VERBS if verb != found])
    paragraphs[at] = paragraphs[at].replace(found, other, 1)


def swap_figure(paragraphs: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(paragraphs))
    paragraphs[at] = paragraphs[at].replace(" of 99", "1 of 99", 1)


def add_sentence(paragraphs: list[str], chance: random.Random) -> None:
    paragraphs[chance.randrange(len(paragraphs))] += f" {sentence(chance)}"


def drop_paragraph(paragraphs: list[str], chance: random.Random) -> None:
    del paragraphs[chance.randrange(len(paragraphs))]


HARMLESS: dict[str, Change] = {
    "navigation": framed("nav", "<a href=/{n}>Section {n}</a>", "<b>Breaking now</b>"),
    "date": framed("stamp", "Updated 4 June 2026", "Updated {n} minutes ago", "5 June 2026, 9:15"),
    "counter": framed("inside", "<p>{n} views</p>", "<span class=share>{n} shares</span>"),
    "named advert": framed(
        "inside", "<div class='ad-box'><p>Buy {n} ropes today, cheap.</p></div>"
    ),
    "cookie bar": framed("banner", "<div id=cookie-bar><p>We use {n} cookies here.</p></div>"),
    "other articles": framed(
        "after", "<ul><li><a href=/{n}>The story number {n} of today</a></li></ul>"
    ),
    "comments": framed("after", "<section id=comments><p>I read it {n} times.</p></section>"),
    "footer": framed("footer", "Edition {n} of the paper"),
    "advert without a name": framed("inside", "<div class=x{n}><p>Buy {n} ropes now.</p></div>"),
}
REAL: dict[str, Change] = {
    "one word": edited(swap_word),
    "one figure": edited(swap_figure),
    "a sentence more": edited(add_sentence),
    "a paragraph less": edited(drop_paragraph),
}


def share_noticed(change: Change, chance: random.Random) -> float:
    """The share of pages on which the fingerprint moved."""
    moved = 0
    for _ in range(PAGES):
        before = draft(chance)
        moved += _fingerprint(before) != _fingerprint(change(before, chance))
    return moved / PAGES


def _fingerprint(page: Draft) -> str:
    read = read_page(page.html().encode())
    assert read is not None
    return read.fingerprint


def main() -> int:
    chance = random.Random(20261122)
    rows = [
        [kind, name, f"{share_noticed(change, chance):.1%}", wanted]
        for kind, changes, wanted in (("frame", HARMLESS, "0%"), ("text", REAL, "100%"))
        for name, change in changes.items()
    ]
    print(f"The fingerprint on {PAGES} pages for each kind of change")
    print(table(["changed", "what", "noticed", "wanted"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
