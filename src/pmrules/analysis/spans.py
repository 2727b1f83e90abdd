"""Weeks, months and quarters: which one each day belongs to, and how it is called."""

import datetime as dt

import numpy as np
from msgspec import Struct

from pmrules.analysis.sums import Days, Ints
from pmrules.rules.rulebook import Over

_DAYS_FROM_MONDAY = 3
"""Day 0 of numpy's calendar, 1 January 1970, is a Thursday."""


class Period(Struct, frozen=True):
    """A span of days, both ends included."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Span(Struct, frozen=True):
    """A week, month or quarter with both its ends, or the whole period of a report."""

    key: str
    """`2026-W37`, `2026-09`, `2026-Q3` or `all`."""
    first: dt.date
    last: dt.date

    def within(self, period: Period) -> Period:
        """Return the days of the span that lie in a period."""
        return Period(max(self.first, period.first), min(self.last, period.last))

    def inside(self, period: Period) -> bool:
        """Return whether a period holds all days of the span from Monday to Friday."""
        return working_days(self.within(period)) == working_days(Period(self.first, self.last))


def period_of(days: Days) -> Period | None:
    """Return the first and the last day, or None where there is none."""
    if not len(days):
        return None
    return Period(_date(days.min()), _date(days.max()))


def numbered(days: Days, over: Over) -> Ints:
    """Return for each day a number that all days of one span share and that grows with time."""
    if over is Over.ALL:
        return np.zeros(len(days), dtype=np.int64)
    if over is Over.WEEK:
        weeks: Ints = (days.astype(np.int64) + _DAYS_FROM_MONDAY) // 7
        return weeks
    months: Ints = days.astype("datetime64[M]").astype(np.int64)
    return months if over is Over.MONTH else months // 3


def span(number: int, over: Over, period: Period) -> Span:
    """Return the span that a number stands for."""
    if over is Over.ALL:
        return Span("all", period.first, period.last)
    if over is Over.WEEK:
        monday = _date(np.datetime64(number * 7 - _DAYS_FROM_MONDAY, "D"))
        year, week, _ = monday.isocalendar()
        return Span(f"{year}-W{week:02d}", monday, monday + dt.timedelta(days=6))
    size = 1 if over is Over.MONTH else 3
    first = _date(np.datetime64(number * size, "M"))
    last = _date(np.datetime64((number + 1) * size, "M") - np.timedelta64(1, "D"))
    if over is Over.MONTH:
        return Span(f"{first:%Y-%m}", first, last)
    return Span(f"{first.year}-Q{(first.month + 2) // 3}", first, last)


def working_days(period: Period) -> int:
    """Return how many days from Monday to Friday a period has."""
    return int(np.busday_count(period.first, period.last + dt.timedelta(days=1)))


def _date(day: np.datetime64) -> dt.date:
    value: dt.date = day.astype("datetime64[D]").item()
    return value
