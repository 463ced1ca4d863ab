"""The learned part: which files are run, how a text is cut for it, what is made of its answers."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from claims.extraction.attribution import attribute, method
from claims.extraction.document import parse
from claims.extraction.pieces import LONGEST, lines, pieces
from claims.extraction.tagger import CHUNK, DIGESTS, FOLDER, Reading, read, tagger
from claims.extraction.windows import MOST_PIECES, SEP, Piece, Window, pack, paragraphs


def line(length: int, start: int = 0) -> tuple[Piece, ...]:
    return tuple(Piece(7, start + i, start + i + 1) for i in range(length))


def test_the_model_in_the_repository_is_the_one_measured() -> None:
    assert tagger() is not None
    assert method() == "rules+minilm 3"
    assert sum((FOLDER / name).stat().st_size for name in DIGESTS) <= 25_000_000


def test_without_its_files_there_is_no_tagger(tmp_path: Path) -> None:
    assert tagger(tmp_path) is None


def test_a_file_that_was_changed_is_not_run(tmp_path: Path) -> None:
    for name in DIGESTS:
        shutil.copy(FOLDER / name, tmp_path)
    with (tmp_path / "tokenizer.json").open("ab") as file:
        file.write(b"\n")
    assert tagger(tmp_path) is None


def test_lines_are_packed_while_they_fit_with_a_mark_between() -> None:
    first, second = pack([line(100), line(100), line(100)])
    assert [piece.id for piece in first].count(SEP) == 1
    assert len(first) == 201
    assert len(second) == 100


def test_no_window_is_longer_than_the_tagger_reads() -> None:
    learned = tagger()
    assert learned is not None
    text = "The mayor said that crime fell. " * 400
    windows = pack(paragraphs(text, learned.tokenizer))
    assert max(map(len, windows)) <= MOST_PIECES
    assert all(text[p.start : p.end].strip() for w in windows for p in w if p.id != SEP)


@pytest.mark.parametrize("text", ["", "\n\n", "one\ntwo\r\n\n three", "x" * 9_001, "a b. " * 2_000])
def test_pieces_are_bounded_and_together_the_text(text: str) -> None:
    for cut in (lines, pieces):
        assert "".join(text[start:end] for start, end in cut(text)) == text
    assert all(end - start <= LONGEST for start, end in pieces(text))


def test_what_no_space_divides_is_cut_too() -> None:
    text = "He said so. " + "/x" * 2_500 + " And left."
    cuts = list(pieces(text))
    assert "".join(text[start:end] for start, end in cuts) == text
    assert max(len(word) for start, end in cuts for word in text[start:end].split()) <= 250


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The mayor of Hull said on Friday that crime fell by 5% last year.",
            "The mayor of Hull", "that crime fell by 5% last year",
        ),
        (
            "“We will rebuild the pier,” Ms Hester told reporters in Margate.",
            "Ms Hester", "“We will rebuild the pier,”",
        ),
        (
            "Nurses want the minister to resign.\n\nThe weather was fine.",
            "Nurses", "the minister to resign",
        ),
    ],
)  # fmt: skip
def test_tagger_and_rules_together_take_a_report_apart(
    text: str, source: str, content: str
) -> None:
    (found,) = attribute(parse(text), read(text))
    assert found.source is not None
    assert (found.source.text, found.contents[0].text) == (source, content)


def test_a_book_is_read_a_few_windows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    learned = tagger()
    assert learned is not None
    windows, one_batch = 0, learned._read

    def counted(batch: Sequence[Window]) -> Iterator[Reading]:
        nonlocal windows
        windows += len(batch)
        return one_batch(batch)

    monkeypatch.setattr(learned, "_read", counted)
    readings = learned.read("The mayor said that crime fell.\n" * 2_000)
    next(readings)
    assert windows == CHUNK
    assert 1 + sum(1 for _ in readings) == windows > CHUNK


def test_cost_grows_with_the_text_and_no_faster() -> None:
    learned = tagger()
    assert learned is not None
    text = "The mayor said that crime fell.\n\nMs Hester wants to know why it did.\n\n" * 30

    def work(times: int) -> int:
        """Attention looks at every pair of pieces of a window."""
        return sum(len(w) ** 2 for w in pack(paragraphs(text * times, learned.tokenizer)))

    assert work(10) <= 12 * work(1)
