"""Reading annotations in brat's standoff format."""

from pathlib import Path

from benchmarks.attribution_metrics import Marked
from benchmarks.polnear import articles

MARKS = """T1\tSource 0 4
T2\tCue 5 9\tsaid
T3\tContent 10 16;20 24\tit was
over two lines
E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1
E2\tAttribution:T2 Cue:T2
"""


def test_spans_in_parts_and_over_lines_are_read_and_empty_contents_left_out(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "one [1].txt").write_bytes(b"Anna said it was\r\nover.\n")
    (tmp_path / "text" / "unmarked.txt").write_text("Nobody read this.")
    (tmp_path / "attributions" / "one [1]_mary.ann").write_text(MARKS)
    (article,) = articles(tmp_path)
    assert article.text == "Anna said it was\r\nover.\n"
    assert article.readings == (
        (Marked(source=((0, 4),), cue=((5, 9),), contents=((10, 16), (20, 24))),),
    )
