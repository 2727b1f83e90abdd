"""Rows and columns of sums in a grid: told from work, and compared with what they add up."""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from pmrules.errors import InputError, Place
from pmrules.ingest.cells.durations import read_durations
from pmrules.ingest.cells.parsed import Bools, Named
from pmrules.ingest.cells.spoken import spoken
from pmrules.ingest.cells.texts import EDGES, span
from pmrules.ingest.grid import Coded
from pmrules.ingest.tables.across.block import HOURS, Block
from pmrules.ingest.tables.across.letters import column_letters
from pmrules.ingest.tables.totals import IS_TOTAL, NO_TOTAL, TOLERANCE, total_grade
from pmrules.model import Notice
from pmrules.visible import visible

Seconds = npt.NDArray[np.int64]


class Sums(Struct, frozen=True):
    """Which rows of a block are sums, and what does not add up."""

    rows: Bools
    notices: tuple[Notice, ...] = ()


def find_sums(block: Block, kinds: npt.NDArray[np.int64], place: Place) -> Sums:
    """Find rows of sums: those that say so, and those without any word that add up."""
    grade = np.zeros(len(block.at), dtype=np.int64)
    nameless = np.ones(len(block.at), dtype=np.bool_)
    for column in block.beside:
        np.maximum(grade, block.evaluated(column, _grade), out=grade)
        nameless &= block.blank(column) | (block.evaluated(column, _is_word) == 0)
    filled = (kinds == HOURS).any(axis=1)
    seconds = _seconds(block, kinds, place)
    possible = filled & ((grade > NO_TOTAL) | (nameless & bool(block.header.columns)))
    if seconds is None:
        return Sums(grade == IS_TOTAL)
    return _walked(block, grade == IS_TOTAL, possible, seconds, place)


def row_totals(
    block: Block, kinds: npt.NDArray[np.int64], sums: Bools, place: Place
) -> Iterator[Notice]:
    """Yield the first row whose total beside the days is not what they add up to."""
    seconds = _seconds(block, kinds, place)
    columns = [at for at in block.beside if _is_total_column(block, at)]
    if seconds is None or len(columns) != 1:
        return
    cells = block.grid.columns[columns[0]].take(block.at)
    given = _read(cells, block.grid.rows[block.at], place)
    if given is None:
        return
    values, ok = given
    added = seconds.sum(axis=1)
    wrong = ok & (values > 0) & ~sums & (np.abs(values - added) > TOLERANCE)
    if wrong.any():
        row = int(np.argmax(wrong))
        yield Notice(
            "total-differs",
            f"The total beside the days says {span(int(values[row]))} hours, the days add up to "
            f"{span(int(added[row]))}{_more(int(wrong.sum()))}.",
            "The days count. Look for hours outside the columns of days, or that were rejected.",
            Place(place.file, place.sheet, int(block.grid.rows[block.at[row]])),
        )


def unread_hours(block: Block, place: Place) -> Iterator[Notice]:
    """Yield which column behind the first day holds numbers and is neither a day nor a sum."""
    for column in range(block.days[0], len(block.grid.columns)):
        taken = any(column in columns for columns in block.header.columns.values())
        if column in block.days or taken or _is_total_column(block, column):
            continue
        if block.evaluated(column, _is_number).any():
            name = block.header.names[column] or column_letters(column)
            yield Notice(
                "column-not-read",
                f"The column “{visible(name, 40)}” among the days holds numbers, and is not read: "
                "it names neither a day nor a total.",
                "Write the day above it if these are hours.",
                place,
            )


def _is_number(cell: object) -> bool:
    if isinstance(cell, str):
        return spoken(cell.strip(EDGES), "h") not in (None, 0)
    return isinstance(cell, int | float) and cell != 0


def _is_total_column(block: Block, column: int) -> bool:
    name = block.header.names[column]
    lengths = block.header.columns.get("duration", ())
    return bool(name) and (total_grade(name) == IS_TOTAL or column in lengths)


def _grade(cell: object) -> int:
    return total_grade(cell) if isinstance(cell, str) else NO_TOTAL


def _is_word(cell: object) -> bool:
    """Whether a cell says more than a number: a name, or a date."""
    if isinstance(cell, str):
        return spoken(cell.strip(EDGES), "h") is None and bool(cell.strip(EDGES))
    return isinstance(cell, dt.date)


def _walked(block: Block, sure: Bools, possible: Bools, seconds: Seconds, place: Place) -> Sums:
    """Walk down: a row of sums adds up all rows above, or those since the last such row."""
    rows = sure.copy()
    so_far = np.zeros(seconds.shape[1], dtype=np.int64)
    since = so_far.copy()
    notices: list[Notice] = []
    for row in range(len(rows)):
        own = seconds[row]
        if sure[row] or possible[row]:
            fits = any(_fits(own, above) for above in (so_far, since))
            rows[row] = sure[row] or fits
            if sure[row] and not fits and own.any():
                notices = [_differing(block, row, own, so_far, place)]
            if rows[row]:
                since = np.zeros_like(since)
                continue
        so_far, since = so_far + own, since + own
    return Sums(rows, tuple(notices))


def _fits(own: Seconds, above: Seconds) -> bool:
    return bool(above.any() and (np.abs(own - above) <= TOLERANCE).all())


def _differing(block: Block, row: int, own: Seconds, above: Seconds, place: Place) -> Notice:
    return Notice(
        "total-differs",
        f"The total row says {span(int(own.sum()))} hours, the rows above it add up to "
        f"{span(int(above.sum()))}.",
        "Look for rows that the total leaves out, or for cells that were rejected.",
        Place(place.file, place.sheet, int(block.grid.rows[block.at[row]])),
    )


def _seconds(block: Block, kinds: npt.NDArray[np.int64], place: Place) -> Seconds | None:
    """Return the seconds of every cell of a day, 0 where it holds none."""
    rows = np.repeat(block.grid.rows[block.at], len(block.days))
    read = _read(block.hours(), rows, place)
    if read is None:
        return None
    values, ok = read
    seconds: Seconds = np.where(ok, values, 0).reshape(kinds.shape) * (kinds == HOURS)
    return seconds


def _read(cells: Coded, rows: npt.NDArray[np.int64], place: Place) -> tuple[Seconds, Bools] | None:
    try:
        (parsed,) = read_durations([Named(cells, rows, place)])
    except InputError:
        return None  # What the cells mean is decided, or refused, when the entries are read.
    return parsed.values[cells.codes], parsed.ok[cells.codes]


def _more(count: int) -> str:
    return f", and {count - 1:,} more such rows" if count > 1 else ""
