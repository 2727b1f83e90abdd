"""Grids with names across: dates go down, and every column holds the hours of one name."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.cells.spoken import spoken
from pmrules.ingest.cells.texts import EDGES, is_blank
from pmrules.ingest.grid import Grid
from pmrules.ingest.tables.across.block import Block, is_absence
from pmrules.ingest.tables.across.calendar import Settled
from pmrules.ingest.tables.across.unpivot import Table, unpivot
from pmrules.ingest.tables.header import Header, header_of
from pmrules.ingest.tables.totals import IS_TOTAL, total_grade
from pmrules.model import ImporterOptions
from pmrules.tabular import HEADER_WITHIN, TabularImporter
from pmrules.visible import visible

_CARRIED = ("date", "person", "client", "project", "task", "description", "tags", "billable")
_LENGTHS = frozenset({"duration", "minutes", "seconds", "start", "end"})
_PERSONS = frozenset({"person", "first_name", "last_name"})
_MOST_HOURS = 24
_FEWEST = 2
_SHOWN = 4


class Names(Struct, frozen=True):
    """A header with a date, and names over columns of hours."""

    header: Header
    columns: tuple[int, ...]


def find_names(grid: Grid, importer: TabularImporter) -> Names | None:
    """Return the row that names a date and, over hours, nothing that is known."""
    for index, row in enumerate(grid.head(HEADER_WITHIN)):
        header = header_of(index, row, importer)
        if "date" not in header.columns or _has_length(header):
            continue
        taken = {at for columns in header.columns.values() for at in columns}
        columns = tuple(
            at
            for at, name in enumerate(header.names)
            if name and at not in taken and not total_grade(name) and _holds_hours(grid, index, at)
        )
        if len(columns) >= _FEWEST:
            return Names(header, columns)
    return None


def read_names(
    file: str,
    grid: Grid,
    found: Names,
    importer: TabularImporter,
    options: ImporterOptions,
    person: str,
) -> tuple[Table, tuple[str, ...]]:
    """Turn a sheet with names across into a table; say what they stand for.

    Raises InputError where they may be people as well as projects.
    """
    place, header = Place(file, grid.sheet), found.header
    known = bool(person) or bool(_PERSONS & header.columns.keys())
    if options.person_from != "columns" and not known:
        raise InputError(_who(header, found.columns, place))
    role = "person" if options.person_from == "columns" else "project"
    names = {at: header.names[at] for at in found.columns}
    roles = {part: at for part, at in header.columns.items() if part in _CARRIED and part != role}
    block = Block(
        grid=grid,
        header=header,
        days=found.columns,
        at=np.arange(header.index + 1, grid.height, dtype=np.int64),
        empty=frozenset(word.casefold() for word in importer.empty),
    )
    what = "people" if role == "person" else "projects"
    evidence = f"down the column; the names across are {what}: {_listed(list(names.values()))}"
    return unpivot(block, Settled(names, evidence, role), roles, place), (evidence,)


def _has_length(header: Header) -> bool:
    """Whether an entry's length stands in a column of its own; a total of others is none."""
    return any(
        total_grade(header.names[columns[0]]) != IS_TOTAL
        for role, columns in header.columns.items()
        if role in _LENGTHS
    )


def _holds_hours(grid: Grid, index: int, column: int) -> bool:
    cells = grid.columns[column]
    below = np.bincount(cells.codes[index + 1 :], minlength=len(cells.values))
    filled = [
        (value, int(count))
        for value, count in zip(cells.values, below, strict=True)
        if count and not is_blank(value)
    ]
    hours = sum(count for value, count in filled if _may_be_hours(value))
    return bool(filled) and 10 * hours >= 8 * sum(count for _, count in filled)


def _may_be_hours(cell: Any) -> bool:
    if isinstance(cell, str):
        return is_absence(cell) or spoken(cell.strip(EDGES), "h") is not None
    if isinstance(cell, int | float):
        return not isinstance(cell, bool) and 0 <= cell <= _MOST_HOURS
    return True


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{visible(name, 40)}”" for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return shown + (f" and {more} more" if more > 0 else "")


def _who(header: Header, columns: Sequence[int], place: Place) -> Problem:
    names = _listed([header.names[at] for at in columns])
    return Problem(
        "grid-columns-unknown",
        f"The columns {names} hold hours by day, and may be people or what one person worked on.",
        "Say it: --person-from columns where they are people, --person NAME where all hours are "
        "one person's.",
        place,
    )
