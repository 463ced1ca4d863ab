"""The article's text as HTML, with every claim marked where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.desk.segments import Mark, Paragraph, Segment, layers, paragraphs
from claims.models import Claim

# So many lines under one word can still be told apart.
LAYERS = 4


class Numbered(Protocol):
    """A claim with the number that the list gives it."""

    @property
    def number(self) -> int: ...
    @property
    def claim(self) -> Claim: ...
    @property
    def unlikely(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One claim alone, as the workbench shows it."""

    number: int
    claim: Claim
    unlikely: bool = False


def passage_html(text: str, shown: Shown) -> SafeString:
    """The paragraphs that the claim stands in, with the one before and the one after."""
    mark = Mark(shown.claim.pk, shown.claim.start or 0, shown.claim.end or 0)
    found = paragraphs(text, [mark])
    inside = [n for n, line in enumerate(found) if any(piece.marks for piece in line.segments)]
    if not inside:
        return SafeString("")
    around = found[max(0, inside[0] - 1) : inside[-1] + 2]
    return format_html_join(
        "\n", "<p>{}</p>",
        ((_plain_paragraph(paragraph, shown),) for paragraph in around),
    )  # fmt: skip


def _plain_paragraph(paragraph: Paragraph, shown: Shown) -> SafeString:
    pieces = (
        format_html('<mark class="mark layer-0 is-{}">{}</mark>', shown.claim.status, piece.text)
        if piece.marks
        else piece.text
        for piece in paragraph.segments
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def text_html(text: str, rows: Sequence[Numbered]) -> SafeString:
    """Paragraphs. Every run of text says where it begins, so that a selection can be placed."""
    row_of = {row.claim.pk: row for row in rows}
    marks = [Mark(row.claim.pk, row.claim.start or 0, row.claim.end or 0) for row in rows]
    layer_of = layers(marks)
    return format_html_join(
        "\n",
        '<p id="at-{}">{}</p>',
        (
            (paragraph.start, _paragraph(paragraph, row_of, layer_of))
            for paragraph in paragraphs(text, marks)
        ),
    )


def _paragraph(
    paragraph: Paragraph, row_of: Mapping[int, Numbered], layer_of: Mapping[int, int]
) -> SafeString:
    pieces = ((_segment(segment, row_of, layer_of),) for segment in paragraph.segments)
    return format_html_join("", "{}", pieces)


def _segment(
    segment: Segment, row_of: Mapping[int, Numbered], layer_of: Mapping[int, int]
) -> SafeString:
    html = format_html('<span data-start="{}">{}</span>', segment.start, segment.text)
    for pk in reversed(segment.marks):
        row = row_of[pk]
        html = format_html(
            '<span class="mark is-{} layer-{}{}" data-claim="{}">{}</span>',
            row.claim.status,
            min(layer_of[pk], LAYERS - 1),
            " is-unlikely" if row.unlikely else "",
            pk,
            html,
        )
    return format_html("{}{}", _numbers(segment, row_of), html)


def _numbers(segment: Segment, row_of: Mapping[int, Numbered]) -> SafeString:
    """The claims that begin here, as links to their places in the list."""
    return format_html_join(
        "",
        '<a class="number is-{}" href="#claim-{}" data-claim="{}" tabindex="-1">'
        '<span class="unseen">Claim </span>{}<span class="unseen">, {}. </span></a>',
        (
            (row.claim.status, pk, pk, row.number, row.claim.get_status_display())
            for pk, row in ((pk, row_of[pk]) for pk in segment.begins)
        ),
    )
