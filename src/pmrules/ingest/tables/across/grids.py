"""Grids with days across, found on a sheet and made tables: block by block where several stand."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.cells.spoken import spoken
from pmrules.ingest.cells.texts import EDGES, is_blank, rendered
from pmrules.ingest.grid import Grid
from pmrules.ingest.tables.across.block import Block, names_of
from pmrules.ingest.tables.across.calendar import Settled, settle
from pmrules.ingest.tables.across.days import day_said
from pmrules.ingest.tables.across.layout import Across, Row, days_in, find_days, with_neighbours
from pmrules.ingest.tables.across.letters import column_letters
from pmrules.ingest.tables.across.titles import said_by
from pmrules.ingest.tables.across.unpivot import Table, joined, unpivot
from pmrules.ingest.tables.header import Header, header_of
from pmrules.model import ImporterOptions
from pmrules.tabular import HEADER_WITHIN, TabularImporter
from pmrules.visible import visible

_CARRIED = (
    "person", "first_name", "last_name", "client", "project", "task", "description", "tags",
    "billable",
)  # fmt: skip
_TEXTS = frozenset({"client", "project", "task", "description", "tags"})
_NAMES = frozenset({"person", "first_name", "last_name"})
_MOST_TITLES = 5


class _Found(Struct, frozen=True):
    """A block of a sheet: its days, its titles and its rows."""

    across: Across
    titles: tuple[tuple[int, Row], ...]
    """Rows with their numbers, as a person counts them."""
    first: int
    end: int
    """Rows of the grid below the days: from, and up to."""


def find_grid(grid: Grid) -> Across | None:
    """Return the first row of days of a sheet."""
    return find_days(grid.head(HEADER_WITHIN))


def read_grid(
    file: str, grid: Grid, importer: TabularImporter, options: ImporterOptions, person: str
) -> tuple[Table, tuple[str, ...]]:
    """Turn a sheet with days across into a table; say how its days are known.

    `person` is whose sheet it is, empty where nothing says so. Raises InputError where days,
    or what the rows are, cannot be proven.
    """
    place = Place(file, grid.sheet)
    tables, evidence = [], []
    for found in _blocks(grid):
        settled = settle(found.across, said_by(found.titles, grid.sheet), options, place)
        block = _block(grid, found, importer)
        _refuse_texts_between(block, place)
        tables.append(_table(block, settled, place, options.person_from == "rows", person))
        evidence.append(settled.evidence)
    return joined(tables), tuple(dict.fromkeys(evidence))


def _table(
    block: Block, settled: Settled, place: Place, rows_are_people: bool, person: str
) -> Table:
    block, roles = _with_roles(block, place, rows_are_people, person)
    return unpivot(block, settled, roles, place)


def _with_roles(
    block: Block, place: Place, rows_are_people: bool, person: str
) -> tuple[Block, dict[str, tuple[int, ...]]]:
    """Say what the columns beside the days are; one without a known name holds projects.

    Raises InputError where it may as well hold people.
    """
    roles = {role: at for role, at in block.header.columns.items() if role in _CARRIED}
    unknown = _unknown(block)
    if unknown is not None and not _TEXTS & roles.keys():
        known = bool(person) or bool(_NAMES & roles.keys())
        if not known and not rows_are_people:
            raise InputError(_whose_rows(block, unknown, place))
        role = "project" if known else "person"
        roles = _in_order(roles, role, unknown)
    header = replace(block.header, columns={**block.header.columns, **roles})
    return replace(block, header=header), roles


def _refuse_texts_between(block: Block, place: Place) -> None:
    """Raise InputError where columns of texts part the days: notes a day, or grids side by side."""
    for column in range(block.days[0], block.days[-1]):
        if column not in block.days and _holds_texts(block, column):
            name = block.header.names[column] or column_letters(column)
            raise InputError(
                Problem(
                    "layout-unsupported",
                    f"The column “{visible(name, 40)}” of texts stands between the days.",
                    "Put what the hours are of before the first day, notes behind the last, and "
                    "grids that stand side by side on sheets of their own.",
                    place,
                )
            )


def _holds_texts(block: Block, column: int) -> bool:
    words = int(block.evaluated(column, _is_text).sum())
    return words > 0 and 2 * words > int((~block.blank(column)).sum())


def _in_order(
    roles: dict[str, tuple[int, ...]], role: str, column: int
) -> dict[str, tuple[int, ...]]:
    return {role: (column,), **roles}


def _unknown(block: Block) -> int | None:
    """Return the first column of texts before the days that no role takes."""
    taken = {at for columns in block.header.columns.values() for at in columns}
    for column in range(block.days[0]):
        if column not in taken and _holds_texts(block, column):
            return column
    return None


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _block(grid: Grid, found: _Found, importer: TabularImporter) -> Block:
    across = found.across
    order = [across.index, *range(across.first, across.last + 1)]
    width = len(grid.columns)
    names = names_of([row_of(grid, at) for at in order], across.days, width)
    own = header_of(across.index, names, importer)
    for column in across.days:
        names[column] = rendered(grid.cell(across.index, column)).strip(EDGES)
    return Block(
        grid=grid,
        header=Header(across.index, tuple(names), own.columns),
        days=tuple(sorted(across.days)),
        at=np.arange(found.first, found.end, dtype=np.int64),
        empty=frozenset(word.casefold() for word in importer.empty),
    )


def _blocks(grid: Grid) -> Iterator[_Found]:
    """Yield the blocks of a sheet; the days again without a title of their own are no new one."""
    starts = [(across, titles) for across, titles in _starts(grid)]
    for at, (across, titles) in enumerate(starts):
        after = starts[at + 1] if at + 1 < len(starts) else None
        end = after[0].first - len(after[1]) if after else grid.height
        above = tuple((int(grid.rows[row]), row_of(grid, row)) for row in titles)
        yield _Found(across, (*above, *_corners(grid, across)), across.last + 1, end)


def _corners(grid: Grid, across: Across) -> Iterator[tuple[int, Row]]:
    """Yield what stands beside the days in their own rows: a month may stand in the corner."""
    for at in range(across.first, across.last + 1):
        row = row_of(grid, at)
        beside = tuple("" if column in across.days else cell for column, cell in enumerate(row))
        yield int(grid.rows[at]), beside


def _starts(grid: Grid) -> Iterator[tuple[Across, range]]:
    first = find_grid(grid)
    if first is None:
        return
    yield first, range(first.first)
    last = first.last
    for at in _day_rows(grid, first):
        days = days_in(row_of(grid, at))
        if at <= last or not days:
            continue
        across = with_neighbours(Across(at, days, at, at), _Rows(grid))
        titles = _titles_above(grid, across, last)
        if titles or across.kind == "date":
            yield across, titles
            last = across.last


def _day_rows(grid: Grid, first: Across) -> list[int]:
    """Return rows further down whose first column of days may be the days again."""
    column = min(first.days)
    head = grid.cell(first.index, column)
    own = day_said(head)
    kind = own.kind if own else ""
    cells = grid.columns[column]
    same = [
        value == head or (kind != "number" and said is not None and said.kind == kind)
        for value in cells.values
        for said in [day_said(value)]
    ]
    rows = np.flatnonzero(np.array(same, dtype=np.bool_)[cells.codes])
    return [int(row) for row in rows if row > first.last]


def _titles_above(grid: Grid, across: Across, last: int) -> range:
    """Return the rows right above days that hold words and dates alone."""
    top = across.first
    while top - 1 > last and across.first - top < _MOST_TITLES and _is_title(row_of(grid, top - 1)):
        top -= 1
    return range(top, across.first)


def _is_title(row: Row) -> bool:
    return all(
        is_blank(cell) or not isinstance(cell, str | int | float) or _is_words(cell) for cell in row
    )


def _is_words(cell: Any) -> bool:
    return _is_text(cell) and spoken(cell.strip(EDGES), "h") is None


def row_of(grid: Grid, at: int) -> Row:
    """Return one row of a grid, from 0."""
    return tuple(grid.cell(at, column) for column in range(len(grid.columns)))


class _Rows(Sequence[Row]):
    """The rows of a grid, each made when it is asked for."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def __len__(self) -> int:
        return self._grid.height

    def __getitem__(self, at: Any) -> Any:
        return row_of(self._grid, at)


def _whose_rows(block: Block, column: int, place: Place) -> Problem:
    name = block.header.names[column]
    cells = (block.grid.cell(int(at), column) for at in block.at)
    first = next((cell for cell in cells if _is_text(cell)), "")
    named = f"The column “{visible(name, 40)}”" if name else "The column without a name"
    return Problem(
        "grid-rows-unknown",
        f"{named} (“{visible(str(first), 40)}” ...) may hold people or what they worked on.",
        "Say it: --person-from rows where they are people, --person NAME where all hours are one "
        "person's; or write Person or Project above the column.",
        place,
    )
