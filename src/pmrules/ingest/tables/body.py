"""The records of one sheet below its header: those with content, by column and by role."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import Place
from pmrules.ingest.cells.parsed import Bools, Named
from pmrules.ingest.cells.texts import EDGES, is_blank, rendered
from pmrules.ingest.grid import Coded, Grid
from pmrules.ingest.tables.header import Header
from pmrules.model import Skipped
from pmrules.tabular import header_name
from pmrules.visible import visible

Rows = npt.NDArray[np.int64]

_SHOWN = 60


class Body(Struct, frozen=True):
    """A sheet's records that hold anything, in order."""

    file: str
    grid: Grid
    header: Header
    at: Rows
    """The grid's rows that are records, counted from 0."""
    empty: frozenset[str] = frozenset()
    """Texts that mean nothing, case-folded."""

    @property
    def height(self) -> int:
        """How many records there are."""
        return len(self.at)

    @property
    def numbers(self) -> Rows:
        """Row numbers as a person counts them, one a record."""
        return self.grid.rows[self.at]

    def has(self, role: str) -> bool:
        """Whether the header names the role."""
        return role in self.header.columns

    def title(self, role: str) -> str:
        """Return the header of a role's column as written; empty without one."""
        columns = self.header.columns.get(role, ())
        return self.header.names[columns[0]] if columns else ""

    def column(self, record: int, role: str) -> str:
        """Return the header of a record's cell, in a grid that of the day it comes from."""
        origin = self.grid.origin
        if origin is None or role != "duration":
            return self.title(role)
        text: str = origin.values[origin.codes[self.at[record]]]
        return text

    def place(self, record: int | None = None, role: str = "") -> Place:
        """Return the address of a record, or of the sheet."""
        if record is None:
            return Place(self.file, self.grid.sheet, column=self.title(role))
        row = int(self.numbers[record])
        return Place(self.file, self.grid.sheet, row, self.column(record, role))

    def coded(self, column: int) -> Coded:
        """Return a column's cells, one a record; texts that mean nothing are empty."""
        cells = self.grid.columns[column].take(self.at)
        return Coded(cells.codes, [self._meant(cell) for cell in cells.values])

    def codes(self, role: str) -> npt.NDArray[np.int32]:
        """Return the codes of a role's first column, one a record."""
        return self.grid.columns[self.header.columns[role][0]].codes[self.at]

    def named(self, role: str, records: Rows | Bools | None = None) -> Named:
        """Return a role's first column for the cell readers, for some records or all."""
        cells, rows = self.coded(self.header.columns[role][0]), self.numbers
        if records is not None:
            cells, rows = cells.take(records), rows[records]
        return Named(cells, rows, self.place(role=role))

    def shown(self, record: int, role: str) -> str:
        """Return a cell as a person sees it, harmless and cut."""
        cell = self.grid.cell(int(self.at[record]), self.header.columns[role][0])
        return visible(rendered(cell).strip(EDGES), _SHOWN)

    def filled(self, records: Rows, roles: Iterable[str]) -> Bools:
        """Return which of these records have anything in the columns of the roles."""
        columns = (at for role in roles for at in self.header.columns.get(role, ()))
        found = np.zeros(len(records), dtype=np.bool_)
        for column in columns:
            found |= self.anything(column, records)
        return found

    def cells(self, records: Rows) -> npt.NDArray[np.int64]:
        """Return how many cells of these records hold anything, in any column."""
        count = np.zeros(len(records), dtype=np.int64)
        for column in range(len(self.grid.columns)):
            count += self.anything(column, records)
        return count

    def grades(self, records: Rows, grade: Callable[[str], int]) -> npt.NDArray[np.int64]:
        """Return the highest grade that any text of each of these records gets."""
        best = np.zeros(len(records), dtype=np.int64)
        for column in range(len(self.grid.columns)):
            values = self._evaluated(column, records, lambda cell: grade(rendered(cell)))
            np.maximum(best, values, out=best)
        return best

    def anything(self, column: int, records: Rows) -> Bools:
        """Return in which of these records a column holds anything."""
        found: Bools = self._evaluated(column, records, is_blank) == 0
        return found

    def _evaluated(
        self, column: int, records: Rows, function: Callable[[Any], int]
    ) -> npt.NDArray[np.int64]:
        """Apply a function to the distinct cells of these records alone."""
        cells = self.grid.columns[column]
        codes = cells.codes[self.at[records]]
        results = np.zeros(len(cells.values), dtype=np.int64)
        for code in np.flatnonzero(np.bincount(codes)).tolist():
            results[code] = int(function(self._meant(cells.values[code])))
        return results[codes]

    def _meant(self, cell: Any) -> Any:
        if self.empty and isinstance(cell, str) and cell.strip(EDGES).casefold() in self.empty:
            return ""
        return cell


def body_of(
    file: str, grid: Grid, header: Header, empty: Iterable[str]
) -> tuple[Body, tuple[Skipped, ...]]:
    """Return the records below a header, and those put aside: blank rows, the header again.

    A row of a workbook without any cell is no record, as an empty line of a text is none.
    """
    below = np.arange(header.index + 1, grid.height, dtype=np.int64)
    all_rows = Body(file, grid, header, below)
    blank, again = _blank(all_rows), _header_again(all_rows)
    skipped = (
        *_skipped(all_rows, blank & ~_unwritten(all_rows, blank), "blank row"),
        *_skipped(all_rows, again, "header repeated"),
    )
    kept = replace(all_rows, at=below[~(blank | again)], empty=_folded(empty))
    return kept, skipped


def _folded(empty: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in empty)


def _skipped(body: Body, which: Bools, reason: str) -> Iterable[Skipped]:
    return (Skipped(int(row), reason, body.grid.sheet) for row in body.numbers[which])


def _blank(body: Body) -> Bools:
    """Narrow the rows down column by column, those of few distinct values first."""
    columns = body.grid.columns
    left = np.arange(body.height, dtype=np.int64)
    for column in sorted(range(len(columns)), key=lambda at: len(columns[at].values)):
        left = left[~body.anything(column, left)]
    blank = np.zeros(body.height, dtype=np.bool_)
    blank[left] = True
    return blank


def _unwritten(body: Body, blank: Bools) -> Bools:
    """Return which of the blank rows have no cell at all; a text's rows all have some."""
    if not (body.grid.sheet and blank.any()):
        return np.zeros_like(blank)
    unwritten = blank.copy()
    for column in body.grid.columns:
        filled = np.array([value != "" for value in column.values], dtype=np.bool_)
        unwritten &= ~filled[column.codes[body.at]]
    return unwritten


def _header_again(body: Body) -> Bools:
    """Find rows that repeat the header, as in exports that were joined end to end."""
    left = np.arange(body.height, dtype=np.int64)
    for columns in body.header.columns.values():
        name = header_name(body.header.names[columns[0]])
        cells = body.coded(columns[0])
        same = np.fromiter(
            (header_name(value) == name for value in cells.values), np.bool_, len(cells.values)
        )
        left = left[same[cells.codes[left]]]
        if not len(left):
            break
    again = np.zeros(body.height, dtype=np.bool_)
    again[left] = True
    return again
