"""A small chart of link health, as SVG that a server writes and a style sheet colours. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

HEIGHT = 120
BAR, GAP = 16, 4
# Room for the two dates under the bars.
FOOT = 18


@dataclass(frozen=True, slots=True)
class Band:
    """One kind of ending: the class that colours it, and what it is called."""

    name: str
    label: str


BANDS = (
    Band("alive", "answered"),
    # Neither alive nor dead: nobody could tell.
    Band("unsure", "could not tell"),
    Band("gone", "failed"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """One day's looks, by band."""

    day: dt.date
    looks: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.looks.values())


def draw(days: Sequence[Day], *, date_format: str = "%-d %b") -> str:
    """Stacked bars, a day each, the last one today. In words for those who do not see it."""
    most = max((day.total for day in days), default=0)
    width = len(days) * (BAR + GAP)
    bars = [_bar(day, most, place * (BAR + GAP)) for place, day in enumerate(days)]
    first, last = (f"{days[end].day:{date_format}}" for end in (0, -1)) if days else ("", "")
    return (
        f'<svg class="health-chart" viewBox="0 0 {width} {HEIGHT + FOOT}" role="img" '
        f'aria-label="{escape(in_words(days))}">{"".join(bars)}'
        f'<text x="0" y="{HEIGHT + FOOT - 4}">{escape(first)}</text>'
        f'<text x="{width - GAP}" y="{HEIGHT + FOOT - 4}" text-anchor="end">{escape(last)}</text>'
        "</svg>"
    )


def in_words(days: Sequence[Day]) -> str:
    """What the chart says."""
    total = sum(day.total for day in days)
    if not total:
        return f"No link was checked in {len(days)} days."
    parts = [f"{sum(day.looks.get(band.name, 0) for day in days):,} {band.label}" for band in BANDS]
    return f"{total:,} link checks in {len(days)} days: {', '.join(parts)}."


def _bar(day: Day, most: int, left: int) -> str:
    """From the ground up. A day with failures shows them, however few they are."""
    pieces, top = [], float(HEIGHT)
    for band in BANDS:
        number = day.looks.get(band.name, 0)
        if not number:
            continue
        height = max(number / most * (HEIGHT - 4), 2)
        top -= height
        pieces.append(
            f'<rect class="chart-{band.name}" x="{left}" y="{top:.1f}" '
            f'width="{BAR}" height="{height:.1f}"/>'
        )
    title = f"{day.day.isoformat()}: {in_words([day])}"
    return f"<g><title>{escape(title)}</title>{''.join(pieces)}</g>"
