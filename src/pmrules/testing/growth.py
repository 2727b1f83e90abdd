"""The sample grown to 100,000 rows: nothing is lost, and the time grows as the file does."""

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from pmrules.testing.case import Case, Reading
from pmrules.testing.fault import Fault, NotMade
from pmrules.testing.table import Table, table_of

_ROWS = (1_000, 10_000, 100_000)
_SLOWER = 4
"""How much more than in proportion the time may grow, so that no slow moment counts."""
_NOTICED = 0.5
"""Seconds of work below which nothing is judged."""

Grow = Callable[[int], bytes]


def growth(case: Case) -> Iterator[Fault]:
    """100,000 rows are all read, in a time that grows with them and not with their square."""
    grow, entries = _growing(case)
    before = 0.0
    for at, rows in enumerate(_ROWS):
        data = grow(rows)
        began = time.process_time()
        reading = case.read(data)
        took = time.process_time() - began
        yield from _all_read(reading, rows, entries)
        limit = _SLOWER * before * rows / _ROWS[at - 1] if at else 0.0
        if at and took > max(limit, _NOTICED):
            times = took / max(before, 0.01)
            what = f"{rows:,} rows take {times:.0f} times as long as {_ROWS[at - 1]:,}."
            yield Fault(what, "Go through the file once; look things up in a dict or a set.")
            return
        before = took


def _growing(case: Case) -> tuple[Grow, int]:
    """Return how to make a file of so many records, and the entries that the sample has."""
    if case.opened.sample.container == "text":
        return _json(case), len(case.plain.entries)
    table = table_of(case)
    cells = table.records[case.plain.entries[0].row - 1]
    return (lambda rows: _grown(table, cells, case, rows)), len(case.plain.entries)


def _grown(table: Table, cells: tuple[str, ...], case: Case, rows: int) -> bytes:
    return table.inserted(case.plain.entries[0].row, cells, rows).written()


def _json(case: Case) -> Grow:
    """Repeat the first item of a JSON list, or of the longest list in a JSON object."""
    try:
        with case.opened.open() as opened:
            told: Any = json.load(opened)
    except ValueError:
        raise NotMade("the sample is no table of text and no JSON") from None
    lists = [told] if isinstance(told, list) else [*told.values()] if isinstance(told, dict) else []
    longest = max((each for each in lists if isinstance(each, list)), key=len, default=[])
    if not longest or not case.plain.entries:
        raise NotMade("the sample holds no list of records")
    return partial(_longer, told, longest, longest[: len(longest)])


def _longer(told: Any, records: list[Any], at_first: list[Any], rows: int) -> bytes:
    """Return the JSON with its first record repeated, whatever else it holds."""
    records[:] = [*at_first, *[at_first[0]] * rows]
    return json.dumps(told).encode()


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
