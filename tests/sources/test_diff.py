"""What has changed between two texts, as a person reads it."""

from sources.diff import MOST_LINES, diff, to_show


def test_a_diff_shows_words_in_a_changed_line_and_whole_new_lines() -> None:
    changes = diff("one two three\nsame", "one four three\nsame\nnew line")
    assert [(each.kind, each.text) for each in changes] == [
        ("same", "one"), ("removed", "two"), ("added", "four"), ("same", "three"),
        ("same", "same"), ("added", "new line"),
    ]  # fmt: skip
    assert diff("", "") == []


def test_the_words_of_a_changed_line_stand_on_one_line() -> None:
    changes = diff("one two three\nsame", "one four three\nsame\nnew line")
    assert [each.line for each in changes] == [0, 0, 0, 0, 1, 2]


def test_unchanged_lines_far_from_a_change_are_counted() -> None:
    old = [f"line {n}" for n in range(20)]
    new = [*old[:9], "line nine", *old[10:]]
    shown = to_show(diff("\n".join(old), "\n".join(new)))
    assert [(line.passed_over, line.is_changed) for line in shown] == [
        (8, False),
        (0, False),
        (0, True),
        (0, False),
        (9, False),
    ]
    assert [piece.text for piece in shown[2].pieces] == ["line", "9", "nine"]
    assert to_show([]) == []


def test_a_diff_without_end_is_shown_in_part() -> None:
    old, new = ("\n".join(f"{word} {n}" for n in range(9000)) for word in ("old", "new"))
    shown = to_show(diff(old, new))
    assert len(shown) == MOST_LINES + 1 and shown[-1].passed_over > 8000
