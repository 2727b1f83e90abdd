"""What a header cell of a grid says of its day: a date, a part of one, a weekday."""

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from msgspec import Struct

from pmrules.ingest.cells.days import Triple, day_of
from pmrules.ingest.cells.months import month_number, weekday_numbers
from pmrules.ingest.cells.texts import EDGES

EPOCH = dt.date(1970, 1, 1)

_LONGEST = 40
_SHORT = {
    "m": frozenset({0, 1, 2}),
    "t": frozenset({1, 3}),
    "w": frozenset({2}),
    "d": frozenset({1, 3, 6}),
    "f": frozenset({4}),
    "s": frozenset({5, 6}),
    "l": frozenset({0}),
    "j": frozenset({3}),
    "v": frozenset({4}),
    "di": frozenset({1, 6}),
    "ma": frozenset({0, 1}),
    "me": frozenset({2}),
    "je": frozenset({3}),
    "ve": frozenset({4}),
    "tu": frozenset({1}),
    "we": frozenset({2}),
    "th": frozenset({3}),
    "su": frozenset({6}),
}
"""Short forms that are weekdays in a row of them, and may be other words alone."""
_DAY_WORDS = frozenset({"day", "tag", "jour", "día", "dia", "dag"})
_NAMED = re.compile(r"(?P<name>[^\W\d_]{1,12})(?:[.,;:]|\s|$)+(?P<rest>.*)")
_NUMBER = re.compile(r"([0-9]{1,2})\.?")
_WITH_DOT = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.?")
_PAIR = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})")
_NUMBER_NAME = re.compile(r"([0-9]{1,2})(?:\.|st|nd|rd|th)?[\s-]{0,2}([^\W\d_]{3,10})\.?")
_NAME_NUMBER = re.compile(r"([^\W\d_]{3,10})\.?[\s-]([0-9]{1,2})(?:st|nd|rd|th)?")


class Day(Struct, frozen=True):
    """What is said of a day; what is not said is empty."""

    weekdays: frozenset[int] = frozenset()
    """The weekdays that the name may mean, Monday as 0."""
    date: dt.date | Triple | None = None
    number: int = 0
    """Day of the month."""
    month: int = 0
    pair: tuple[int, int] | None = None
    """Day and month in an order that is open."""

    @property
    def kind(self) -> str:
        """The most that it says: `date`, `day-month`, `number` or `weekday`."""
        if self.date:
            return "date"
        if self.month or self.pair:
            return "day-month"
        return "number" if self.number else "weekday"


def day_said(cell: Any) -> Day | None:
    """Return what a cell says of a day, None where it says anything else."""
    kind = type(cell)
    if kind is dt.datetime or kind is dt.date:
        return Day(date=dt.date(cell.year, cell.month, cell.day))
    if kind is int or (kind is float and cell.is_integer()):
        return Day(number=int(cell)) if 1 <= cell <= 31 else None
    return _day_of_text(" ".join(cell.strip(EDGES).split())) if kind is str else None


@lru_cache(maxsize=4096)
def _day_of_text(text: str) -> Day | None:
    if not text or len(text) > _LONGEST:
        return None
    named = _NAMED.fullmatch(text)
    name, rest = (named["name"], named["rest"].strip("() ")) if named else ("", text)
    weekdays = weekday_numbers(name) | _SHORT.get(name.casefold(), frozenset())
    if weekdays and not rest:
        return Day(weekdays=weekdays)
    if weekdays and not month_number(name):
        return _numbers(rest, weekdays)
    if name.casefold() in _DAY_WORDS:
        return _numbers(rest, weekdays)
    return _numbers(text, weekdays)


def _numbers(text: str, weekdays: frozenset[int]) -> Day | None:
    """Read the numbers of a day: all of a date, or a part of it."""
    day = day_of(text)
    if day is not None:
        date = day if isinstance(day, Triple) else EPOCH + dt.timedelta(day)
        return Day(weekdays, date=date)
    if match := _NUMBER.fullmatch(text):
        return _checked(Day(weekdays, number=int(match[1])))
    if match := _WITH_DOT.fullmatch(text):
        return _checked(Day(weekdays, number=int(match[1]), month=int(match[2])))
    if match := _PAIR.fullmatch(text):
        return Day(weekdays, pair=(int(match[1]), int(match[2])))
    return _with_month_name(text, weekdays)


def _with_month_name(text: str, weekdays: frozenset[int]) -> Day | None:
    if match := _NUMBER_NAME.fullmatch(text):
        number, name = match[1], match[2]
    elif match := _NAME_NUMBER.fullmatch(text):
        name, number = match[1], match[2]
    else:
        return None
    month = month_number(name)
    # `Mar 3` is a day in March, and to the French a Tuesday: its row will tell.
    return _checked(Day(weekdays, number=int(number), month=month)) if month else None


def _checked(day: Day) -> Day | None:
    fits = 1 <= day.number <= 31 and 0 <= day.month <= 12
    return day if fits else None
