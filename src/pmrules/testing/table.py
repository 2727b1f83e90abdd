"""A sample that is a table of text, taken apart so that changed ones can be made from it."""

import csv
import io
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from pmrules.ingest.files.layout import read_cells
from pmrules.tabular import TabularImporter
from pmrules.testing.case import Case
from pmrules.testing.fault import NotMade


class Table(Struct, frozen=True, dict=True):
    """All records of a text file, blank ones among them; rows count from 0 here."""

    records: tuple[tuple[str, ...], ...]
    header: int
    delimiter: str

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return self.records[self.header]

    @cached_property
    def stripped(self) -> tuple[frozenset[str], ...]:
        """The cells of every record, their edges trimmed."""
        return tuple(frozenset(cell.strip() for cell in cells) for cells in self.records)

    def written(self, *, delimiter: str = "", encoding: str = "utf-8", end: str = "\n") -> bytes:
        """Write the table as text again."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter or self.delimiter, lineterminator=end)
        writer.writerows(self.records)
        return out.getvalue().encode(encoding)

    def with_columns(self, order: Sequence[int]) -> "Table":
        """Return the table with these of its columns, below and including the header."""
        above, below = self.records[: self.header], self.records[self.header :]
        width = len(self.names)
        filled = (cells + ("",) * (width - len(cells)) if cells else () for cells in below)
        moved = tuple(tuple(cells[at] for at in order) if cells else () for cells in filled)
        return replace(self, records=above + moved)

    def with_column(self, name: str, value: str) -> "Table":
        """Return the table with one more column at its end."""
        above, below = self.records[: self.header], self.records[self.header :]
        width = len(self.names)
        grown = [
            (*cells, *("",) * (width - len(cells)), value) if any(cells) else cells
            for cells in below
        ]
        grown[0] = (*self.names, name)
        return replace(self, records=(*above, *grown))

    def first(self, count: int) -> "Table":
        """Return the table cut behind so many records."""
        return replace(self, records=self.records[:count])

    def inserted(self, at: int, cells: tuple[str, ...], times: int = 1) -> "Table":
        """Return the table with a record before the row `at`, once or several times."""
        records = (*self.records[:at], *(cells,) * times, *self.records[at:])
        return replace(self, records=records)

    def changed(self, at: int, column: int, text: str) -> "Table":
        """Return the table with another text in one cell."""
        cells = list(self.records[at])
        cells[column] = text
        return replace(self, records=(*self.records[:at], tuple(cells), *self.records[at + 1 :]))


def table_of(case: Case) -> Table:
    """Take a sample apart; raises NotMade where it is no table of text or could not be read."""
    if case.plain.refusal or not case.plain.records:
        raise NotMade("the sample is not read")
    rows = [record.row for record in case.plain.records]
    if len(set(rows)) < len(rows) and isinstance(case.importer, TabularImporter):
        raise NotMade("the sample is a grid: several entries stand in a row")
    opened = case.opened
    if not opened.delimiter:
        raise NotMade("the sample is no table of text")
    with opened.open() as text:
        lines = text.read()
    if lines[:4].lower() == "sep=":
        raise NotMade("the sample begins with a line `sep=`")
    records = tuple(tuple(cells) for cells in read_cells(io.StringIO(lines, ""), opened.delimiter))
    return Table(records, _header(case, records), opened.delimiter)


def headed(case: Case) -> Table:
    """Take a sample apart; raises NotMade also where no header stands over its entries."""
    table = table_of(case)
    rows = {record.row for record in case.plain.entries}
    widest = max(
        (len(table.records[row - 1]) for row in rows if row <= len(table.records)), default=0
    )
    if table.header + 1 in rows or len(table.names) < widest:
        raise NotMade("no header stands over its entries")
    return table


def _header(case: Case, records: Sequence[Sequence[str]]) -> int:
    """The row that reading told, else the last with content above the first record."""
    if case.plain.header:
        return case.plain.header - 1
    first = min(record.row for record in case.plain.records)
    above = [at for at in range(min(first, len(records) + 1) - 1) if any(records[at])]
    return above[-1] if above else 0
