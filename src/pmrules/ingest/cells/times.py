"""Times of day of a file's columns, with the date where a cell holds one too."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from pmrules.ingest.cells.clock import DAY, clock_seconds, plain_clocks
from pmrules.ingest.cells.dates import date_notices, open_dates, serial_day, settle
from pmrules.ingest.cells.days import Day, day_and_time, day_number
from pmrules.ingest.cells.epochs import since_calendar_start
from pmrules.ingest.cells.order import Order, decide_order
from pmrules.ingest.cells.parsed import Named, Parsed
from pmrules.ingest.cells.texts import EDGES, is_blank

_EXPECTED = "a time of day such as 9:00, with or without a date before it"
# 24:00 in a cell is a day of the year in which the sheet's calendar begins.
_BEFORE_DATES = 1905

_LONGEST_CLOCK = 12

_Moment = tuple[Day | None, int | None]
_NOTHING: _Moment = (None, None)


class ParsedTimes(Parsed, frozen=True, kw_only=True):
    """Times as int64 seconds since midnight; 24:00 is 86,400."""

    days: npt.NDArray[np.datetime64]
    """The date in the cell, datetime64[D], NaT where it holds none. A date without a time of day
    stands here too, though the cell is not `ok`."""


def read_times(columns: Sequence[Named], *, order: str | Order = "") -> tuple[ParsedTimes, ...]:
    """Read times of day; dates before them share one order, as in `read_dates`."""
    found = [_Cells.of(column) for column in columns]
    decided = decide_order(columns, [each.days for each in found], order)
    return tuple(
        _parsed(column, each, decided) for column, each in zip(columns, found, strict=True)
    )


def time_order(columns: Sequence[Named], order: str) -> Order:
    """Return the order of the dates before times, as in `date_order`."""
    return decide_order(columns, [_Cells.of(column).days for column in columns], order)


class _Cells(Struct, frozen=True):
    """The distinct cells of a column: plain clocks at once, what reads otherwise one by one."""

    clocks: npt.NDArray[np.int64]
    """Seconds of plain clocks, -1 for the others."""
    others: list[int]
    moments: list[_Moment]
    """By `others`."""

    @classmethod
    def of(cls, column: Named) -> "_Cells":
        values = column.coded.values
        clocks = plain_clocks(values)
        clocks[clocks > DAY] = -1
        others: list[int] = np.flatnonzero(clocks < 0).tolist()
        moments = [_read(values[at]) for at in others]
        return cls(clocks, others, _with_midnights([values[at] for at in others], moments))

    @property
    def days(self) -> list[Day | None]:
        days: list[Day | None] = [None] * len(self.clocks)
        for at, (day, _) in zip(self.others, self.moments, strict=True):
            days[at] = day
        return days


def _read(value: Any) -> _Moment:
    if isinstance(value, str):
        return _of_text(value.strip(EDGES))
    if isinstance(value, dt.date):
        return _of_date(value)
    if isinstance(value, dt.time):
        return None, _seconds(value)
    if isinstance(value, dt.timedelta):
        return None, _within_day(value / dt.timedelta(seconds=1))
    if type(value) in (int, float):
        return _of_number(value)
    return _NOTHING


def _of_text(text: str) -> _Moment:
    if len(text) > _LONGEST_CLOCK:
        moment = day_and_time(text)
        if moment != _NOTHING:
            return moment
    seconds = clock_seconds(text)
    return (None, seconds) if seconds is not None else day_and_time(text)


def _of_date(value: dt.date) -> _Moment:
    if value.year < _BEFORE_DATES:
        return None, _within_day(since_calendar_start(value))
    day = day_number(value)
    seconds = _seconds(value.time()) if isinstance(value, dt.datetime) else None
    return _NOTHING if day is None else (day, seconds)


def _of_number(value: float) -> _Moment:
    """Read a fraction of a day, alone or behind the number of the day."""
    if 0 <= value < 1:
        return None, _within_day(value * DAY)
    day = serial_day(value)
    return _NOTHING if day is None else (day, _within_day(value % 1 * DAY))


def _seconds(value: dt.time) -> int:
    whole = value.hour * 3600 + value.minute * 60 + value.second
    return whole + (value.microsecond >= 500_000)


def _within_day(seconds: float) -> int | None:
    return int(seconds + 0.5) if 0 <= seconds <= DAY else None


def _parsed(column: Named, cells: _Cells, order: Order) -> ParsedTimes:
    days = cells.days
    settled, seconds = settle(days, order), cells.clocks.copy()
    blank = np.zeros(len(seconds), dtype=np.bool_)
    for at, (day, clock) in zip(cells.others, cells.moments, strict=True):
        lost = day is not None and np.isnat(settled[at])
        seconds[at] = -1 if clock is None or lost else clock
        blank[at] = is_blank(column.coded.values[at])
    return ParsedTimes(
        values=np.maximum(seconds, 0),
        ok=seconds >= 0,
        blank=blank,
        expected=_EXPECTED,
        evidence=order.evidence,
        notices=date_notices(column, days),
        open=open_dates(days),
        days=settled,
    )


def _with_midnights(values: Sequence[Any], moments: Sequence[_Moment]) -> list[_Moment]:
    """Let date cells among cells with date and time stand for midnight."""
    with_times = any(isinstance(value, dt.datetime) for value in values)
    return [
        (day, 0) if with_times and clock is None and isinstance(value, dt.date) and day is not None
        else (day, clock)
        for value, (day, clock) in zip(values, moments, strict=True)
    ]  # fmt: skip
