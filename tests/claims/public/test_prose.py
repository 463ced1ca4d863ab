"""Plain text as paragraphs, headings and lists."""

from claims.public.prose import Block, blocks


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not() -> None:
    assert blocks("One\nline.\r\n\r\n\n  Two.  ") == [
        Block("paragraph", ("One line.",)),
        Block("paragraph", ("Two.",)),
    ]


def test_headings_and_lists_need_no_blank_lines_around_them() -> None:
    assert blocks("# Why\nSo:\n- one\n- two\nThus.") == [
        Block("heading", ("Why",)),
        Block("paragraph", ("So:",)),
        Block("list", ("one", "two")),
        Block("paragraph", ("Thus.",)),
    ]


def test_a_sign_inside_a_line_is_text() -> None:
    assert blocks("We are #1 - really.") == [Block("paragraph", ("We are #1 - really.",))]


def test_nothing_is_nothing() -> None:
    assert blocks(" \n\n ") == []
