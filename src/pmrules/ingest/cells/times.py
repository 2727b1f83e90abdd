"""Times of day of a file's columns, with the date where a cell holds one too."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pmrules.ingest.cells.clock import DAY, clock_seconds
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedTimes(Parsed):
    """Times as int64 seconds since midnight; 24:00 is 86,400."""

    days: npt.NDArray[np.datetime64]
    """The date in the cell, datetime64[D], NaT where it holds none. A date without a time of day
    stands here too, though the cell is not `ok`."""


def read_times(columns: Sequence[Named], *, order: str | Order = "") -> tuple[ParsedTimes, ...]:
    """Read times of day; dates before them share one order, as in `read_dates`."""
    moments = [[_read(value) for value in column.coded.values] for column in columns]
    days = [[day for day, _ in of_column] for of_column in moments]
    decided = decide_order(columns, days, order)
    return tuple(
        _parsed(column, of_column, decided)
        for column, of_column in zip(columns, moments, strict=True)
    )


def time_order(columns: Sequence[Named], order: str) -> Order:
    """Return the order of the dates before times, as in `date_order`."""
    moments = [[_read(value) for value in column.coded.values] for column in columns]
    return decide_order(columns, [[day for day, _ in each] for each in moments], order)


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


@lru_cache(maxsize=1 << 18)
def _of_text(text: str) -> _Moment:
    """Read a text; starts and ends, and the pieces of a file, share most of theirs."""
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


def _parsed(column: Named, moments: Sequence[_Moment], order: Order) -> ParsedTimes:
    days = [day for day, _ in moments]
    settled = settle(days, order)
    seconds = _with_midnights(column, moments)
    lost = np.array([day is not None for day in days], dtype=np.bool_) & np.isnat(settled)
    return ParsedTimes(
        values=np.array([found or 0 for found in seconds], dtype=np.int64),
        ok=np.array([found is not None for found in seconds], dtype=np.bool_) & ~lost,
        blank=np.array([is_blank(value) for value in column.coded.values], dtype=np.bool_),
        expected=_EXPECTED,
        evidence=order.evidence,
        notices=date_notices(column, days),
        open=open_dates(days),
        days=settled,
    )


def _with_midnights(column: Named, moments: Sequence[_Moment]) -> list[int | None]:
    """Return the seconds; date cells among cells with date and time stand for midnight."""
    values = column.coded.values
    with_times = any(isinstance(value, dt.datetime) for value in values)
    return [
        0 if with_times and seconds is None and isinstance(value, dt.date) and day is not None
        else seconds
        for value, (day, seconds) in zip(values, moments, strict=True)
    ]  # fmt: skip
