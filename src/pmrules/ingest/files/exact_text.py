"""The exact reader of delimited text: any width, any mixture of line ends, every quote judged."""

import io
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.layout import Layout, Record, is_blank, read_cells
from pmrules.ingest.grid import Coded, Grid
from pmrules.model import Rejected, Skipped

BLANK = "blank line"
_CUT = 80
_FEW_COLUMNS = 6
_SENTINEL = "\u2060pmrules-end\u2060"


def read_exactly(data: bytes, layout: Layout, name: str) -> Grid:
    """Read every record with its own width; rows above the header keep whatever they hold."""
    builder = _Builder(layout)
    for number, (record, raw) in enumerate(_records(data, layout, name), start=1):
        if record.cells != [] and _swallowed(record.cells, raw, layout):
            raise _unclosed(record, layout, name)
        builder.add(number, record.cells)
    return builder.grid()


def swallows(cell: str, fields: int, delimiter: str) -> bool:
    """Whether a cell holds a line end and, as a swallowed record would, that many delimiters.

    In prose a blank follows a comma; between fields it hardly ever does.
    """
    if ("\n" not in cell and "\r" not in cell) or cell.count(delimiter) < fields:
        return False
    return len(re.findall(re.escape(delimiter) + r"(?! )", cell)) >= fields


def above_header(layout: Layout) -> tuple[list[list[str]], list[int], list[Skipped]]:
    """Split the records above the header into rows, their numbers, and what is put aside."""
    kept = [(at + 1, record.cells) for at, record in enumerate(layout.first[: layout.header])]
    blank = [Skipped(row, BLANK) for row, cells in kept if cells and put_aside(cells, layout)]
    rows = [(row, cells) for row, cells in kept if not put_aside(cells, layout)]
    return [cells for _, cells in rows], [row for row, _ in rows], blank


def put_aside(cells: Sequence[str], layout: Layout) -> bool:
    """Whether a record holds nothing and is no row of empty fields either.

    An empty line is no record: it counts in row numbers, and nowhere else.
    """
    return is_blank(cells) and len(cells) != layout.width


def rejected(row: int, cells: Sequence[str], layout: Layout) -> Rejected:
    """Say that a record has too many or too few fields."""
    text = layout.delimiter.join(cells)
    return Rejected(row, "", text[:_CUT], f"{layout.width} fields, as in the header")


def _records(data: bytes, layout: Layout, name: str) -> Iterator[tuple[Record, str]]:
    """Every record with its raw text; a last line of our own shows whether a quote stayed open."""
    text = data[layout.start :].decode("utf-8").rstrip("\r\n")
    lines = _Kept(io.StringIO(text, newline=""))
    last = Record([], 0, 0)
    line = 0
    for cells in read_cells(lines, layout.delimiter):
        last = Record(cells, 0, line)
        if lines.ended:
            break
        raw, taken = lines.taken()
        yield last, raw
        line += taken
    if last.cells != [_SENTINEL]:
        raise _unclosed(last, layout, name)


class _Kept:
    """Lines as they are taken, kept until the record is complete."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._since: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, "")
        if not line:
            if self.ended:
                raise StopIteration
            self.ended = True
            return _SENTINEL
        self._since.append(line)
        return line

    def taken(self) -> tuple[str, int]:
        """Give the lines since the last call, as one text and as a number."""
        raw, count = "".join(self._since), len(self._since)
        self._since = []
        return raw, count


def _swallowed(cells: Sequence[str], raw: str, layout: Layout) -> bool:
    if not _two_lines(raw):
        return False
    whole = len(cells) == layout.width
    fields = layout.width - 1 if whole else max(layout.width // 2, 1)
    if not any(swallows(cell, fields, layout.delimiter) for cell in cells):
        return False
    return layout.width >= _FEW_COLUMNS or not _well_formed(raw, layout.delimiter)


def _two_lines(raw: str) -> bool:
    body = raw.rstrip("\r\n")
    return "\n" in body or "\r" in body


def _well_formed(raw: str, delimiter: str) -> bool:
    """Whether every quote opens or closes a field or is doubled inside one."""
    bare = re.sub(r'"(?:[^"]|"")*+"', "\0", raw.rstrip("\r\n"))
    return all(field == "\0" or not set(field) & set('\0"') for field in bare.split(delimiter))


def _unclosed(record: Record, layout: Layout, name: str) -> InputError:
    line = record.line + 1 + layout.hinted
    return InputError(
        Problem(
            "quote-unclosed",
            "A quotation mark opens in this record and does not close before the next one.",
            "Open the file in a text editor, close or remove the quotation mark there, or export "
            "again.",
            Place(name, line=line),
        )
    )


class _Column(Struct):
    index: dict[str, int] = field(default_factory=dict)
    codes: "array[int]" = field(default_factory=lambda: array("i"))

    def add(self, cell: str) -> None:
        self.codes.append(self.index.setdefault(cell, len(self.index)))


class _Builder(Struct):
    """Columns as they grow; long rows wait until all are seen."""

    layout: Layout
    columns: list[_Column] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    refused: list[Rejected] = field(default_factory=list)
    longer: dict[int, list[str]] = field(default_factory=dict)
    """Row of the grid to the cells of a record with surplus fields that are all empty."""
    usual: bool = False
    """Whether any record below the header is as wide as it."""

    def __post_init__(self) -> None:
        width = max(len(record.cells) for record in self.layout.first[: self.layout.header + 1])
        self.columns = [_Column() for _ in range(width)]

    def add(self, number: int, cells: list[str]) -> None:
        width = self.layout.width
        if put_aside(cells, self.layout):
            self.skipped += [Skipped(number, BLANK)] if cells else []
        elif number <= self.layout.header + 1:
            self._keep(number, cells)
        elif len(cells) == width:
            self.usual = True
            self._keep(number, cells)
        elif len(cells) > width and is_blank(cells[width:]):
            self.longer[len(self.rows)] = cells
            self._keep(number, cells[:width])
        else:
            self.refused.append(rejected(number, cells, self.layout))

    def _keep(self, number: int, cells: list[str]) -> None:
        self.rows.append(number)
        surplus = len(self.columns) - len(cells)
        for column, cell in zip(self.columns, cells + [""] * surplus, strict=True):
            column.add(cell)

    def grid(self) -> Grid:
        numbers = np.array(self.rows, dtype=np.int64)
        kept = self._kept()
        for at in np.flatnonzero(~kept):
            self.refused.append(rejected(self.rows[at], self.longer[int(at)], self.layout))
        return Grid(
            sheet="",
            columns=tuple(
                Coded(np.array(column.codes, dtype=np.int32)[kept], list(column.index))
                for column in self.columns
            ),
            rows=numbers[kept],
            skipped=tuple(self.skipped),
            rejected=tuple(sorted(self.refused, key=lambda each: each.row)),
        )

    def _kept(self) -> npt.NDArray[np.bool_]:
        """Long rows stay only if every row has the same surplus of empty fields."""
        kept = np.ones(len(self.rows), dtype=np.bool_)
        lengths = Counter(len(cells) for cells in self.longer.values())
        common = max(lengths, key=lengths.__getitem__, default=0)
        if self.usual or _decimals_split(list(self.longer.values())[:1000]):
            common = 0
        for at, cells in self.longer.items():
            kept[at] = len(cells) == common
        return kept


def _decimals_split(rows: Sequence[Sequence[str]]) -> bool:
    """Whether two neighbours are whole numbers throughout: perhaps `7,5`, cut at its comma."""
    columns = [all(cell.isdigit() for cell in column) for column in zip(*rows, strict=False)]
    return any(left and right for left, right in pairwise(columns))
