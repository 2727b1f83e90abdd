"""The sample grown to 100,000 rows: nothing is lost, and the time grows as the file does."""

import time
from collections.abc import Callable, Iterator

from pmrules.testing.case import Case, Reading
from pmrules.testing.fault import Fault, NotMade
from pmrules.testing.items import unheard
from pmrules.testing.repeated import repeated
from pmrules.testing.table import Table, table_of

_ROWS = (1_000, 10_000, 100_000)
_SLOWER = 4
"""How much more than in proportion the time may grow, so that no slow moment counts."""
_NOTICED = 0.5
"""Seconds of work below which nothing is judged."""
_SLOW = 4.0
"""Seconds of work beyond which what was seen must do: a library may be slow, in proportion."""

Grow = Callable[[int], bytes]


def growth(case: Case) -> Iterator[Fault]:
    """100,000 rows are all read, in a time that grows with them and not with their square."""
    grow, entries = _growing(case)
    before = took = 0.0
    for rows in _ROWS:
        if took > _SLOW:
            return
        before, (took, reading) = took, _timed(case, grow(rows))
        faults = [*_all_read(reading, rows, entries), *_out_of_proportion(rows, before, took)]
        yield from faults
        if faults:
            return


def _timed(case: Case, data: bytes) -> tuple[float, Reading]:
    began = time.process_time()
    reading = case.read(data)
    return time.process_time() - began, reading


def _out_of_proportion(rows: int, before: float, took: float) -> Iterator[Fault]:
    fewer = rows // 10
    if fewer in _ROWS and took > max(_SLOWER * before * 10, _NOTICED):
        times = took / max(before, 0.01)
        what = f"{rows:,} rows take {times:.0f} times as long as {fewer:,}."
        yield Fault(what, "Go through the file once; look things up in a dict or a set.")


def _growing(case: Case) -> tuple[Grow, int]:
    """Return how to make a file of so many records more, and the entries that the sample has."""
    if case.opened.sample.container == "text":
        return _repeating(case), len(case.plain.entries)
    table = table_of(case)
    cells = table.records[case.plain.entries[0].row - 1]
    return (lambda rows: _grown(table, cells, case, rows)), len(case.plain.entries)


def _grown(table: Table, cells: tuple[str, ...], case: Case, rows: int) -> bytes:
    return table.inserted(case.plain.entries[0].row, cells, rows).written()


def _repeating(case: Case) -> Grow:
    try:
        return repeated(case).grown
    except NotMade:
        if lost := unheard(case):
            return lost.grown
        raise


def _all_read(reading: Reading, rows: int, before: int) -> Iterator[Fault]:
    if reading.refusal:
        yield Fault(f"With {rows:,} rows more it fails: {reading.why}", "Read files of any length.")
    elif len(reading.entries) != before + rows:
        what = (
            f"Of {before + rows:,} entries, many of them alike, {len(reading.entries):,} are read."
        )
        yield Fault(
            what, "Identical records are real; hand over every one, to the end of the file."
        )
