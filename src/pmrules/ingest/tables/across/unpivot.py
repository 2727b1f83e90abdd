"""A grid with days across to a table of one row an entry: every cell with hours is a row."""

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import Place
from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import rendered
from pmrules.ingest.grid import Coded, Grid
from pmrules.ingest.tables.across.block import ABSENT, EMPTY, HOURS, ZERO, Block, carried
from pmrules.ingest.tables.across.calendar import Settled
from pmrules.ingest.tables.across.letters import column_letters
from pmrules.ingest.tables.across.sums import find_sums, row_totals, unread_hours
from pmrules.ingest.tables.header import Header
from pmrules.model import Notice, Rejected, Skipped

_IDLE = "no time entered"
_ABSENCE = "absence, no hours"
_OUTLINED = ("person", "first_name", "last_name", "client", "project")


class Table(Struct, frozen=True):
    """A grid as a table: its rows, and which column is what."""

    grid: Grid
    header: Header


def unpivot(
    block: Block, settled: Settled, roles: dict[str, tuple[int, ...]], place: Place
) -> Table:
    """Make a row of every cell of a day that holds hours; account for all others.

    `roles` are the columns beside the days that are carried to every row.
    """
    kinds = block.kinds()
    sums = find_sums(block, kinds, place)
    work = (kinds == HOURS) & ~sums.rows[:, None]
    outside = np.array([settled.values[column] is None for column in block.days])
    at, day = np.nonzero(work & ~outside)
    beside, notices = _beside(block, roles, at, work.any(axis=1) & ~sums.rows, place)
    columns = (
        *(cells for _, cells in beside),
        _across(block, settled, day),
        _hours(block, at, day),
    )
    header, names = _header(block, [role for role, _ in beside], settled.role)
    grid = Grid(
        sheet=block.grid.sheet,
        columns=tuple(_topped(*each) for each in zip(columns, names, strict=True)),
        rows=np.concatenate(([block.grid.rows[block.header.index]], block.grid.rows[block.at[at]])),
        hidden=block.grid.hidden,
        skipped=(*block.grid.skipped, *_skipped(block, kinds, sums.rows)),
        rejected=(*block.grid.rejected, *_rejected(block, work & outside, settled)),
        notices=(
            *block.grid.notices,
            *notices,
            *sums.notices,
            *row_totals(block, kinds, sums.rows, place),
            *unread_hours(block, place),
        ),
        origin=_topped(_origin(block, settled, day), ""),
    )
    return Table(grid, header)


def joined(tables: Sequence[Table]) -> Table:
    """Return the tables of one sheet one below the other, with the columns that any of them has."""
    first = tables[0]
    if len(tables) == 1:
        return first
    header = _header_of_all([table.header for table in tables])
    top, *below = (_under(header, table) for table in tables)
    grids = [top, *map(_without_header, below)]
    return Table(
        replace(
            top,
            columns=tuple(
                _stacked(each) for each in zip(*(grid.columns for grid in grids), strict=True)
            ),
            rows=np.concatenate([grid.rows for grid in grids]),
            skipped=tuple(dict.fromkeys(each for grid in grids for each in grid.skipped)),
            rejected=tuple(dict.fromkeys(each for grid in grids for each in grid.rejected)),
            notices=tuple(dict.fromkeys(each for grid in grids for each in grid.notices)),
            origin=_stacked([grid.origin for grid in grids if grid.origin]),
        ),
        header,
    )


def _header_of_all(headers: Sequence[Header]) -> Header:
    """Name every role's columns as the first header does that has most of them."""
    most: dict[str, list[str]] = {}
    for header in headers:
        for role, at in header.columns.items():
            if len(at) > len(most.get(role, ())):
                most[role] = [header.names[column] for column in at]
    places: dict[str, tuple[int, ...]] = {}
    names: list[str] = []
    for role, own in most.items():
        places[role] = tuple(range(len(names), len(names) + len(own)))
        names += own
    unread = dict.fromkeys(name for header in headers for name in header.ignored)
    return Header(0, (*names, *unread), places)


def _under(header: Header, table: Table) -> Grid:
    """Order a table's columns as the header has them; those that it lacks are empty."""
    columns: list[Coded] = []
    for role, places in header.columns.items():
        own = table.header.columns.get(role, ())
        columns += [table.grid.columns[at] for at in own]
        columns += [_empty(table.grid.height)] * (len(places) - len(own))
    return replace(table.grid, columns=tuple(columns))


def _empty(height: int) -> Coded:
    return Coded(np.zeros(height, dtype=np.int32), [""])


def _without_header(grid: Grid) -> Grid:
    below = slice(1, None)
    return replace(
        grid,
        columns=tuple(column.take(below) for column in grid.columns),
        rows=grid.rows[below],
        origin=grid.origin.take(below) if grid.origin else None,
    )


def _stacked(columns: Sequence[Coded]) -> Coded:
    places: dict[tuple[type, object], int] = {}
    codes = []
    for each in columns:
        moved = [places.setdefault((type(value), value), len(places)) for value in each.values]
        codes.append(np.array(moved, dtype=np.int32)[each.codes])
    return Coded(np.concatenate(codes), [value for _, value in places])


def _beside(
    block: Block,
    roles: dict[str, tuple[int, ...]],
    at: npt.NDArray[np.int64],
    works: Bools,
    place: Place,
) -> tuple[list[tuple[str, Coded]], list[Notice]]:
    """Return the columns of each role at the rows of work, outlines filled from above."""
    found: list[tuple[str, Coded]] = []
    count = 0
    last = max((column for columns in roles.values() for column in columns), default=-1)
    for role, columns in roles.items():
        for column in columns:
            cells = block.grid.columns[column].take(block.at)
            if role in _OUTLINED and (column < last or role == "person"):
                cells, filled = carried(cells, works)
                count += filled
            found.append((role, cells.take(at)))
    if not count:
        return found, []
    what = f"Blank names below a name were read as the same again ({count:,} cells)."
    return found, [Notice("names-carried-down", what, place=place)]


def _header(block: Block, roles: Sequence[str], across: str) -> tuple[Header, list[str]]:
    """Name the columns as the grid does: a role's own name, the row and the columns of days."""
    days = [block.header.names[column] or column_letters(column) for column in block.days]
    span = f"columns {column_letters(block.days[0])} to {column_letters(block.days[-1])}"
    row = int(block.grid.rows[block.header.index])
    own = {
        role: [block.header.names[at] or f"column {column_letters(at)}" for at in columns]
        for role, columns in block.header.columns.items()
    }
    names = [own[role].pop(0) for role in roles]
    places: dict[str, tuple[int, ...]] = {}
    for at, role in enumerate((*roles, across, "duration")):
        places[role] = (*places.get(role, ()), at)
    names += [f"row {row}, {days[0]} to {days[-1]}", span]
    # Names behind the last column are of columns that nothing reads.
    return Header(0, (*names, *_unread(block)), places), names


def _unread(block: Block) -> Iterator[str]:
    taken = {at for columns in block.header.columns.values() for at in columns}
    names = block.header.names
    yield from (names[at] for at in block.beside if at not in taken and names[at])


def _across(block: Block, settled: Settled, day: npt.NDArray[np.int64]) -> Coded:
    values = [settled.values[column] or "" for column in block.days]
    return Coded(day.astype(np.int32), values)


def _hours(block: Block, at: npt.NDArray[np.int64], day: npt.NDArray[np.int64]) -> Coded:
    cells = block.hours()
    return cells.take(at * len(block.days) + day)


def _origin(block: Block, settled: Settled, day: npt.NDArray[np.int64]) -> Coded:
    texts = [_column(block, column, settled.values[column]) for column in block.days]
    return Coded(day.astype(np.int32), texts)


def _column(block: Block, column: int, value: dt.date | str | None) -> str:
    name, says = block.header.names[column], str(value or "")
    parts = [name, says if says not in name else "", column_letters(column)]
    return ", ".join(filter(None, parts))


def _topped(cells: Coded, name: str) -> Coded:
    """Put a name on top of a column."""
    head = np.array([len(cells.values)], dtype=np.int32)
    return Coded(np.concatenate((head, cells.codes)), [*cells.values, name])


def _skipped(block: Block, kinds: npt.NDArray[np.int64], sums: Bools) -> list[Skipped]:
    """Account for rows without a cell of hours, for zeros and for absences."""
    rows, sheet = block.grid.rows[block.at], block.grid.sheet
    blank = np.all([block.blank(column) for column in range(len(block.grid.columns))], axis=0)
    idle = ~(sums | blank | (kinds != EMPTY).any(axis=1))
    # A row of a workbook without any cell is no record.
    whole = ((sums, "total row"), (blank & (sheet == ""), "blank row"), (idle, _IDLE))
    cells = ((ZERO, _IDLE), (ABSENT, _ABSENCE))
    found = [Skipped(int(row), reason, sheet) for which, reason in whole for row in rows[which]]
    for kind, reason in cells:
        at, _ = np.nonzero((kinds == kind) & ~sums[:, None])
        found += [Skipped(int(row), reason, sheet) for row in rows[at]]
    return sorted(found, key=lambda each: each.row)


def _rejected(block: Block, outside: Bools, settled: Settled) -> list[Rejected]:
    """Hours under a day that the month does not have."""
    return [
        Rejected(
            int(block.grid.rows[block.at[at]]),
            _column(block, block.days[day], None),
            rendered(block.grid.cell(int(block.at[at]), block.days[day])),
            f"an empty cell: the month has no such day ({settled.evidence})",
            block.grid.sheet,
        )
        for at, day in zip(*np.nonzero(outside), strict=True)
    ]
