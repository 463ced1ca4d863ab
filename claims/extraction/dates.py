"""Resolves "on Thursday" or "last month" against the day of publication; guesses nothing."""

import re
from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = (
    r"jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust"
    r"|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
)
RELATIVE = re.compile(
    r"\b(?:(?P<near>yesterday|today|tomorrow|tonight|last night)"
    r"|(?:(?P<which>last|next|this|earlier this|later this) )(?P<unit>week|month|year|(?:mon"
    r"|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?<!every )(?<!each )(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!s"
    rf"|,? (?:the )?\d)(?! (?:{MONTH})\b))\b",
    re.IGNORECASE,
)  # fmt: skip
EXACT = re.compile(
    rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>(?:19"
    rf"|20)\d\d))?\b(?!-)|\b(?P<day2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)? (?P<month2>{MONTH})(?:,? (?P<year2>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|shall|would|scheduled|set|due|expected|going|plans?|next|coming|upcoming|faces?"
    r"|meet)\b",
    re.IGNORECASE,
)


def meant(words: re.Match[str], published: date, around: str) -> str:
    """ISO date, month or year of a relative date; empty where two readings are open."""
    near, day = words["near"], words["day"]
    if near:
        return (published + timedelta(days=_days_off(near.lower()))).isoformat()
    if day:
        return _weekday(day, published, ahead=bool(FUTURE.search(around))).isoformat()
    which, unit = words["which"].lower(), words["unit"].lower()
    if unit.endswith("day"):
        ahead = which in {"next", "later this", "this"} and bool(
            FUTURE.search(around) or which == "next"
        )
        return _weekday(unit, published, ahead=ahead).isoformat()
    return _period(which.split()[-1], unit, published)


def _days_off(word: str) -> int:
    return {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)


def _weekday(name: str, published: date, *, ahead: bool) -> date:
    distance = (published.weekday() - DAYS.index(name.lower())) % 7
    if ahead:
        return published + timedelta(days=(7 - distance) % 7)
    return published - timedelta(days=distance)


def _period(which: str, unit: str, published: date) -> str:
    step = {"last": -1, "next": 1, "this": 0}[which]
    if unit == "year":
        return str(published.year + step)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02d}"
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
    return f"week of {monday.isoformat()}"


def said_on(frame: str, published: date | None) -> str:
    """The day of an utterance from the words around it: "said on Feb. 9", "told CNN on Monday"."""
    exact = EXACT.search(frame)
    if exact and (year := exact["year"] or exact["year2"]):
        return _exact_day(exact, int(year))
    if published is None:
        return ""
    if exact:
        this_year = _exact_day(exact, published.year)
        return (
            this_year
            if this_year <= published.isoformat()
            else _exact_day(exact, published.year - 1)
        )
    relative = RELATIVE.search(frame)
    found = meant(relative, published, "") if relative else ""
    return (
        found if re.fullmatch(r"\d{4}-\d\d-\d\d", found) and found <= published.isoformat() else ""
    )


def _exact_day(words: re.Match[str], year: int) -> str:
    name = (words["month"] or words["month2"]).lower()[:3]
    number = next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name))
    try:
        return date(year, number, int(words["day"] or words["day2"])).isoformat()
    except ValueError:
        return ""
