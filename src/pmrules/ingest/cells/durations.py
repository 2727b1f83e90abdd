"""Durations of a column as whole seconds, its decimal sign proven by all values together."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.clock import plain_clocks
from pmrules.ingest.cells.epochs import since_calendar_start, whole_seconds
from pmrules.ingest.cells.minutes import refuse_minutes_behind_point
from pmrules.ingest.cells.numbers import decimal_mark
from pmrules.ingest.cells.occurrences import Seen, each, seen
from pmrules.ingest.cells.parsed import Named, Parsed
from pmrules.ingest.cells.spoken import UNITS, Clock, Sum, spoken
from pmrules.ingest.cells.texts import EDGES, is_blank, span
from pmrules.model import Notice

LONGEST = 10_000 * 3600
"""More than these seconds are no duration of one entry."""

_DAY = 24 * 3600
_EXPECTED = {
    "h": "a duration of 0 to 10,000 hours, such as 1:30 or 1.5",
    "min": "a duration of 0 or more minutes, such as 90 or 1:30:00",
    "s": "a duration of 0 or more seconds, such as 5400 or 1:30:00",
}
_MARK_NAMES = {".": "decimal point", ",": "decimal comma"}
# Binary noise of a number in a workbook lies far below this part of a second.
_NOISE = Decimal("0.000001")

_Reading = int | Sum | Clock | None


def read_durations(
    columns: Sequence[Named], *, unit: str = "h", sign: tuple[str, str] | None = None
) -> tuple[Parsed, ...]:
    """Read durations as int64 seconds; a bare number counts `unit`s: `h`, `min` or `s`.

    `sign` is a decimal sign that is settled, with its evidence. Raises InputError where there is
    none and the columns together leave the meaning of a number open.
    """
    readings = [_readings(column.coded.values, unit) for column in columns]
    mark, evidence = sign or _mark(columns, readings)
    if unit == "h" and sign is None:
        refuse_minutes_behind_point(columns, readings)
    return tuple(
        _parsed(column, of_column, mark, evidence, unit)
        for column, of_column in zip(columns, readings, strict=True)
    )


def decimal_sign(columns: Sequence[Named], unit: str) -> tuple[str, str]:
    """Return the decimal sign that the columns together prove, and the evidence."""
    return _mark(columns, [_readings(each.coded.values, unit) for each in columns])


def _readings(values: Sequence[Any], unit: str) -> list[_Reading]:
    clocks = plain_clocks(values).tolist()
    return [
        clock if clock >= 0 else _read(value, unit)
        for value, clock in zip(values, clocks, strict=True)
    ]


def _read(value: Any, unit: str) -> _Reading:
    if isinstance(value, str):
        return spoken(value.strip(EDGES), unit)
    read = _CELLS.get(type(value))
    return read(value, unit) if read else None


def _whole(value: int, unit: str) -> int:
    return value * UNITS[unit]


def _number(value: float, unit: str) -> int | None:
    if not abs(value) <= LONGEST:  # true of NaN, too
        return None
    seconds = (Decimal(repr(value)) * UNITS[unit]).quantize(_NOISE, ROUND_HALF_EVEN)
    return int(seconds.to_integral_value(ROUND_HALF_UP))


def _span(value: dt.timedelta, _: str) -> int:
    return whole_seconds(value)


def _clock(value: dt.time, _: str) -> int:
    return since_calendar_start(dt.datetime.combine(dt.date(1899, 12, 31), value))


def _date(value: dt.date, _: str) -> int:
    """Read 30 h in a cell formatted `h:mm`; a real date is far beyond the longest duration."""
    return since_calendar_start(value)


_CELLS: dict[type, Callable[[Any, str], int | None]] = {
    int: _whole,
    float: _number,
    dt.timedelta: _span,
    dt.time: _clock,
    dt.datetime: _date,
    dt.date: _date,
}


def _mark(columns: Sequence[Named], readings: Sequence[Sequence[_Reading]]) -> tuple[str, str]:
    """Return the decimal sign and the evidence for it."""
    sums = list(each(columns, readings, Sum))
    mark, proof = decimal_mark(
        (found.amount.mark, column, index) for column, index, found in sums if found.amount.sure
    )
    if proof:
        return mark, f"{_MARK_NAMES[mark]}, as {proof} shows"
    doubtful = [(column, index, found) for column, index, found in sums if not found.amount.sure]
    if not doubtful:
        return ".", ""
    return _by_size(doubtful)


def _by_size(doubtful: list[tuple[Named, int, Sum]]) -> tuple[str, str]:
    """Take the sign as decimal where thousands would give an entry of more than a day."""
    column, index, found = doubtful[0]
    example = seen(column, index)
    mark = found.amount.mark
    sums = [each_sum for _, _, each_sum in doubtful]
    as_decimal = max(each_sum.total(each_sum.amount.mark) for each_sum in sums)
    as_thousands = max(each_sum.total("") for each_sum in sums)
    one_mark = all(each_sum.amount.mark == mark for each_sum in sums)
    if one_mark and as_decimal <= _DAY < as_thousands:
        shown = span(found.total(""))
        return mark, f"{_MARK_NAMES[mark]}, as {example} would be {shown} hours with thousands"
    raise InputError(_undecided(example))


def _undecided(example: Seen) -> Problem:
    return Problem(
        "decimal-sign-unknown",
        f"“{example.shown}” has a decimal sign or parts its thousands: no value of the column "
        "tells which.",
        "Write the durations with one or two decimals (1.5), or as 1:30.",
        example.place,
    )


def _parsed(
    column: Named, readings: Sequence[_Reading], mark: str, evidence: str, unit: str
) -> Parsed:
    seconds = [_seconds(reading, mark) for reading in readings]
    return Parsed(
        values=np.array([found or 0 for found in seconds], dtype=np.int64),
        ok=np.array([found is not None for found in seconds], dtype=np.bool_),
        blank=np.array([is_blank(value) for value in column.coded.values], dtype=np.bool_),
        expected=_EXPECTED[unit],
        evidence=evidence,
        notices=_notices(column, readings),
        open=tuple((at, each) for at, each in enumerate(readings) if _is_marked(each)),
    )


def _is_marked(reading: _Reading) -> bool:
    return isinstance(reading, Sum) and bool(reading.amount.mark)


def _seconds(reading: _Reading, mark: str) -> int | None:
    if isinstance(reading, Sum):
        reading = reading.total(mark)
    elif isinstance(reading, Clock):
        reading = reading.seconds
    return reading if reading is not None and 0 <= reading <= LONGEST else None


def _notices(column: Named, readings: Sequence[_Reading]) -> tuple[Notice, ...]:
    for _, index, clock in each([column], [readings], Clock):
        example = seen(column, index)
        return (
            Notice(
                "duration-as-clock-time",
                f"A spreadsheet has turned durations into times of day: “{example.shown}” is "
                f"read as {span(clock.seconds)}.",
                "If that is wrong, import the file as the tool exported it.",
                example.place,
            ),
        )
    return ()
