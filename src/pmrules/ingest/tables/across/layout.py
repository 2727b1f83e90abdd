"""Where the days of a grid stand: in which row, over which columns, with what beside them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pmrules.ingest.cells.texts import is_blank
from pmrules.ingest.tables.across.days import EPOCH, Day, day_said
from pmrules.tabular import HEADER_WITHIN

_FEWEST = {"date": 5, "day-month": 5, "number": 14, "weekday": 4}
"""So many days of a kind make a row of days; fewer may stand in any row."""
_RANK = ("weekday", "number", "day-month", "date")
_WIDEST_GAP = 3
"""Days from a Friday to a Monday."""
_WEEK = 7
_LEAP_YEAR = 366

Row = Sequence[Any]
Days = Mapping[int, Day]


class Across(Struct, frozen=True):
    """A row of days found, and the rows right above and below that say more of them."""

    index: int
    """Row of the grid, from 0."""
    days: Days
    """What is said of the day of each column."""
    first: int
    last: int
    """First and last row of the header."""

    @property
    def kind(self) -> str:
        """What every day says of itself."""
        return min((day.kind for day in self.days.values()), key=_RANK.index)


def find_days(rows: Sequence[Row]) -> Across | None:
    """Return the row that says most of most days, the first of equals."""
    found = [
        Across(at, days, at, at)
        for at, row in enumerate(rows[:HEADER_WITHIN])
        if (days := days_in(row))
    ]
    best = max(found, key=lambda each: (_RANK.index(each.kind), len(each.days)), default=None)
    return with_neighbours(best, rows) if best else None


def days_in(row: Row) -> Days:
    """Return the days of a row by column; none where they are not a row of days."""
    said = {at: day for at, cell in enumerate(row) if (day := day_said(cell))}
    for kind in reversed(_RANK):
        days = _of_kind(said, kind)
        if len(days) >= _FEWEST[kind] and _follow(list(days.values()), kind):
            return days
    return {}


def weekdays_of(days: Iterable[Day]) -> tuple[int, ...]:
    """Return the weekdays of columns side by side, Monday as 0; none where they do not follow."""
    named = [day.weekdays for day in days]
    if all(len(each) == 1 for each in named):
        numbers = tuple(next(iter(each)) for each in named)
        return numbers if _cyclic(numbers) else ()
    starts = [
        start
        for start in range(_WEEK)
        if all((start + at) % _WEEK in each for at, each in enumerate(named))
    ]
    if len(starts) == 1:
        return tuple((starts[0] + at) % _WEEK for at in range(len(named)))
    return _with_gaps(named) if not starts else ()


def _with_gaps(named: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """Return the only weekdays of one week that follow each other with days left out."""
    found: list[tuple[int, ...]] = [(start,) for start in named[0]] if len(named) <= _WEEK else []
    for each in named[1:]:
        found = [(*way, then) for way in found for then in each if _cyclic((way[-1], then))]
    found = [way for way in found if len(set(way)) == len(way)]
    return found[0] if len(found) == 1 else ()


def _cyclic(numbers: Sequence[int]) -> bool:
    """Whether weekdays follow each other, with days left out or weeks joined."""
    return all((then - now) % _WEEK in range(1, _WIDEST_GAP + 1) for now, then in pairwise(numbers))


def _of_kind(said: Days, kind: str) -> Days:
    if kind == "weekday":
        return {at: Day(day.weekdays) for at, day in said.items() if day.weekdays}
    if kind == "number":
        numbers = {at: day for at, day in said.items() if day.number}
        return {at: replace(day, month=0) for at, day in numbers.items()}
    days = {at: day for at, day in said.items() if day.kind == kind}
    same = len({day.weekdays for day in days.values()}) == 1
    # Days in March begin like Tuesdays of the French.
    return {at: replace(day, weekdays=frozenset()) for at, day in days.items()} if same else days


def _follow(days: Sequence[Day], kind: str) -> bool:
    """Whether days come one after the other as in a calendar."""
    if kind == "weekday":
        return bool(weekdays_of(days))
    if kind == "number":
        return all(then.number - now.number == 1 for now, then in pairwise(days))
    if kind == "day-month":
        return any(_months_follow(days, order) for order in ("dmy", "mdy"))
    return bool(orders(days))


def _months_follow(days: Sequence[Day], order: str) -> bool:
    """Whether days such as 07.09. follow each other, as hours such as 7.5 do not."""
    numbers = [_in_leap_year(day, order) for day in days]
    return all(
        now and then and (then - now) % _LEAP_YEAR in range(1, _WIDEST_GAP + 2)
        for now, then in pairwise(numbers)
    )


def _in_leap_year(day: Day, order: str) -> int:
    """Return which day of a leap year is meant, 0 where it is none."""
    number, month = day.number, day.month
    if day.pair:
        number, month = day.pair if order == "dmy" else day.pair[::-1]
    try:
        return dt.date(2000, month, number).timetuple().tm_yday
    except ValueError:
        return 0


def orders(days: Sequence[Day]) -> list[str]:
    """Return the orders of day and month in which written dates follow each other."""
    return [order for order in ("dmy", "mdy", "ymd") if _dates_follow(days, order)]


def _dates_follow(days: Sequence[Day], order: str) -> bool:
    numbers = [day_number(day, order) for day in days]
    return all(
        now is not None and then is not None and 1 <= then - now <= _WIDEST_GAP
        for now, then in pairwise(numbers)
    )


def day_number(day: Day, order: str) -> int | None:
    """Return a date as a number, read in an order where it leaves that open."""
    if day.date is None:
        return None
    if isinstance(day.date, tuple):
        return day.date.readings().get(order)
    return (day.date - EPOCH).days


def with_neighbours(found: Across, rows: Sequence[Row]) -> Across:
    """Return the days with what the rows next to the days say of the same columns."""
    days, first, last = dict(found.days), found.index, found.index
    for at in (found.index - 1, found.index + 1):
        more = _beside(rows, at, found.index, days)
        if more:
            first, last = min(first, at), max(last, at)
            days = {column: _both(day, more.get(column)) for column, day in days.items()}
    return Across(found.index, days, first, last)


def _beside(rows: Sequence[Row], at: int, index: int, days: Days) -> Days:
    if not 0 <= at < len(rows):
        return {}
    said = {column: day for column in days if (day := _said_at(rows[at], column))}
    names = {column: day for column, day in said.items() if day.weekdays}
    if 2 * len(names) > len(days) and weekdays_of(names.values()):
        return said
    bare = _only_days(rows[at], days) or (at < index and _only_days(rows[index], days))
    if bare and all(day.kind == "weekday" for day in days.values()) and _is_number_row(said, days):
        return said
    return {}


def _only_days(row: Row, days: Days) -> bool:
    """Whether nothing stands beside the days: hours have a name beside them."""
    return all(column in days or is_blank(cell) for column, cell in enumerate(row))


def _said_at(row: Row, column: int) -> Day | None:
    return day_said(row[column]) if column < len(row) else None


def _is_number_row(said: Days, days: Days) -> bool:
    """Whether the numbers 31, 1, 2 ... stand over weekdays: each one further, or from 1 again."""
    numbers = [day.number for day in said.values()]
    return len(said) == len(days) and all(
        then in (now + 1, 1) and then for now, then in pairwise(numbers)
    )


def _both(day: Day, more: Day | None) -> Day:
    if more is None:
        return day
    return Day(
        weekdays=day.weekdays or more.weekdays,
        date=day.date or more.date,
        number=day.number or more.number,
        month=day.month or more.month,
        pair=day.pair or more.pair,
    )
