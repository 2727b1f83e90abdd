"""The grammars of dates: a day, or three numbers whose order the column has to prove."""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from pmrules.ingest.cells.clock import clock_seconds
from pmrules.ingest.cells.months import is_weekday, month_number

PLAUSIBLE = range(1980, 2101)
"""Years in which work may have been tracked."""

ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}

_EPOCH = dt.date(1970, 1, 1).toordinal()


class Triple(NamedTuple):
    """Three numbers between slashes or hyphens, as written."""

    numbers: tuple[str, str, str]
    hyphens: bool

    def readings(self) -> dict[str, int]:
        """Return the day in every order in which this is a plausible date."""
        return _readings(self.numbers)


Day = int | Triple
"""Days since 1970, or an open question."""

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})\s?([-/.])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})\.?")
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY_AND_NAME = re.compile(
    r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th|er|º)?[\s/-]{0,2}(?:de\s|of\s)?"
    rf"(?P<name>[^\W\d_]{{3,10}})\.?[\s,/-]{{0,2}}(?:del?\s)?{_YEAR}",
    re.IGNORECASE,
)
_NAME_AND_DAY = re.compile(
    rf"(?P<name>[^\W\d_]{{3,10}})\.?[\s/-](?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s,/-]{{1,2}}{_YEAR}",
    re.IGNORECASE,
)
_YEAR_NAME_DAY = re.compile(
    r"(?P<year>[0-9]{4})[\s-](?P<name>[^\W\d_]{3,10})\.?[\s-](?P<day>[0-9]{1,2})"
)
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]{2,10})(?:[.,\s–-]+)(?=[^\W_])")
_TIME_BEHIND = re.compile(
    r"(?P<day>.*[0-9.])(?:(?P<t>T)|,?\s{1,3}(?:(?:at|um|à|om|-)\s)?)"
    r"(?P<time>[0-9]{1,2}(?:[:h.][0-9]{2}|\s?[ap]\.?\s?m).*)",
    re.IGNORECASE,
)
_STRICT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 64


def day_and_time(text: str) -> tuple[Day | None, int | None]:
    """Read a trimmed text as a date with or without a time behind it, in seconds.

    Neither is read where a part of the text stays unexplained.
    """
    if len(text) > _LONGEST:
        return None, None
    if ":" not in text:
        day = day_of(text)
        return (day, None) if day is not None else _split(text)
    # The plain case first: days repeat, so their reading is at hand.
    before, _, behind = text.partition("T" if text[10:11] == "T" else " ")
    day, seconds = day_of(before), clock_seconds(behind)
    return (day, seconds) if day is not None and seconds is not None else _split(text)


def _split(text: str) -> tuple[Day | None, int | None]:
    match = _TIME_BEHIND.fullmatch(text)
    if match is None or (match["t"] and not _STRICT.fullmatch(match["day"])):
        return None, None
    seconds = clock_seconds(match["time"])
    day = day_of(match["day"]) if seconds is not None else None
    return (None, None) if day is None else (day, seconds)


@lru_cache(maxsize=8192)
def day_of(text: str) -> Day | None:
    """Read a text that holds a date and nothing else; without a year it is none."""
    first = _YEAR_FIRST.fullmatch(text)
    if first:
        return _number(int(first[1]), int(first[3]), int(first[4]))
    last = _YEAR_LAST.fullmatch(text)
    if last:
        return _year_last(last)
    for grammar in (_DAY_AND_NAME, _NAME_AND_DAY, _YEAR_NAME_DAY):
        named = grammar.fullmatch(text)
        if named and month_number(named["name"]):
            return _number(_year(named["year"]), month_number(named["name"]), int(named["day"]))
    return _behind_weekday(text)


def day_number(day: dt.date) -> int | None:
    """Return days since 1970 of a plausible date."""
    return day.toordinal() - _EPOCH if day.year in PLAUSIBLE else None


def _year_last(match: re.Match[str]) -> Day | None:
    first, mark, second, year = match.groups()
    if mark == ".":
        # Whoever writes dates with dots writes the day first, in every country.
        return _number(_year(year), int(second), int(first))
    triple = Triple((first, second, year), mark == "-")
    return triple if triple.readings() else None


def _behind_weekday(text: str) -> Day | None:
    match = _WEEKDAY.match(text)
    return day_of(text[match.end() :]) if match and is_weekday(match["name"]) else None


@lru_cache(maxsize=8192)
def _readings(numbers: tuple[str, str, str]) -> dict[str, int]:
    first, second, third = numbers
    found = {
        "dmy": _number(_year(third), int(second), int(first)),
        "mdy": _number(_year(third), int(first), int(second)),
        "ymd": _number(_year(first), int(second), int(third)) if len(first + third) == 4 else None,
    }
    return {order: day for order, day in found.items() if day is not None}


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _number(year: int, month: int, day: int) -> int | None:
    if year not in PLAUSIBLE:
        return None
    try:
        return dt.date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
