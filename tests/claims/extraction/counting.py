"""Counts work instead of timing it, so that a busy machine changes no result."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

OURS = str(Path(__file__).parents[3] / "claims")


class TooMuchWork(Exception):
    """A function ran more lines than it may: as good as for ever."""


def lines_run(function: Callable[[], object], most: int) -> int:
    """Lines of our own code that the call runs, loops included; stopped when it runs too many."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        if count > most:
            raise TooMuchWork(f"more than {most} lines, in {frame.f_code.co_qualname}")
        return line

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        function()
    finally:
        sys.settrace(before)
    return count
