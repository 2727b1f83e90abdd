"""Dates of a file's columns, their order of day and month proven by all of them together."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pmrules.ingest.cells.days import Day, Triple, day_and_time, day_number
from pmrules.ingest.cells.occurrences import each, occurring, seen
from pmrules.ingest.cells.order import Order, decide_order
from pmrules.ingest.cells.parsed import Named, Parsed
from pmrules.ingest.cells.texts import EDGES, is_blank
from pmrules.model import Notice

SERIALS = range(30_000, 60_001)
"""Day numbers of a sheet that are read as dates: 1982 to 2064."""

_EXPECTED = "a date with its year, such as 2026-03-13"
_SERIAL_OF_1970 = 25_569
_TWELVE = 12


def read_dates(columns: Sequence[Named], *, order: str | Order = "") -> tuple[Parsed, ...]:
    """Read dates as datetime64[D]; all columns given, those of one file, share one order.

    `order` is asked for, or settled. Raises InputError where they do not prove the order or
    contradict each other or `order`.
    """
    readings = [[_read(value) for value in column.coded.values] for column in columns]
    decided = decide_order(columns, readings, order)
    return tuple(
        _parsed(column, of_column, decided)
        for column, of_column in zip(columns, readings, strict=True)
    )


def date_order(columns: Sequence[Named], order: str) -> Order:
    """Return the order that all columns together prove; raises what `read_dates` raises."""
    return decide_order(
        columns, [[_read(value) for value in column.coded.values] for column in columns], order
    )


def open_dates(readings: Iterable[Day | None]) -> tuple[tuple[int, Triple], ...]:
    """Return the readings that need an order, with their index."""
    return tuple((at, day) for at, day in enumerate(readings) if isinstance(day, Triple))


def settle(readings: Iterable[Day | None], order: Order) -> npt.NDArray[np.datetime64]:
    """Return readings as days in the order decided; NaT where there is none."""
    days = [order.day(day) if isinstance(day, Triple) else day for day in readings]
    missing = np.iinfo(np.int64).min
    return np.array([missing if day is None else day for day in days], dtype=np.int64).view(
        "datetime64[D]"
    )


def serial_day(value: float) -> int | None:
    """Return the day of a date that a sheet holds as a bare number."""
    if not math.isfinite(value) or int(value) not in SERIALS:
        return None
    return int(value) - _SERIAL_OF_1970


def date_notices(column: Named, readings: Sequence[Day | None]) -> tuple[Notice, ...]:
    """Return what is odd about the dates of a column."""
    found = (_bare_numbers(column), _half_converted(column, readings))
    return tuple(notice for notice in found if notice)


def _read(value: Any) -> Day | None:
    kind = type(value)
    if kind is str:
        return day_and_time(value.strip(EDGES))[0]
    if kind is dt.datetime or kind is dt.date:
        return day_number(value)
    if kind is int or kind is float:
        return serial_day(value)
    return None


def _parsed(column: Named, readings: Sequence[Day | None], order: Order) -> Parsed:
    days = settle(readings, order)
    return Parsed(
        values=days,
        ok=~np.isnat(days),
        blank=np.array([is_blank(value) for value in column.coded.values], dtype=np.bool_),
        expected=_EXPECTED,
        evidence=order.evidence,
        notices=date_notices(column, readings),
        open=open_dates(readings),
    )


def _bare_numbers(column: Named) -> Notice | None:
    present = occurring(column).tolist()
    numbers = [
        index
        for index, value in enumerate(column.coded.values)
        if present[index] and _is_serial(value)
    ]
    if not numbers:
        return None
    example = seen(column, numbers[0])
    return Notice(
        "date-as-number",
        f"Dates stand as bare numbers: {example} is read as a day of the sheet's calendar.",
        "Format the column as dates if that is wrong.",
        example.place,
    )


def _half_converted(column: Named, readings: Sequence[Day | None]) -> Notice | None:
    """Notice what a spreadsheet does to foreign dates: it swaps those that it can, and only those.

    Then all texts have a first number above 12 and all real dates a day up to 12.
    """
    texts = [triple for _, _, triple in each([column], [readings], Triple)]
    if not texts or any(int(triple.numbers[0]) <= _TWELVE for triple in texts):
        return None
    present = occurring(column).tolist()
    cells = [
        index
        for index, value in enumerate(column.coded.values)
        if isinstance(value, dt.date) and present[index]
    ]
    if not cells or any(column.coded.values[index].day > _TWELVE for index in cells):
        return None
    example = seen(column, cells[0])
    return Notice(
        "dates-half-converted",
        "Every date with a day up to 12 is a real date and every other one a text: a spreadsheet "
        f"may have swapped day and month, as in {example}.",
        "Compare with the file as the tool exported it.",
        example.place,
    )


def _is_serial(value: Any) -> bool:
    return type(value) in (int, float) and serial_day(value) is not None
