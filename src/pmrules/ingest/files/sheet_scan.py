"""A quick look over the XML of sheets: how far cells reach, and where reading would go wrong."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

NAMING_PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
"""The parts of an xlsx that say which part is which sheet."""
MOST_CELLS = 5_000_000
"""Readers keep the whole rectangle that the cells of a sheet span."""

_ROOT = re.compile(rb"<((?:[A-Za-z][\w.-]*:)?)worksheet[\s>]")
_ODD = (b't="e"', b"t='e'", b"v>-", b'hidden="1"', b'hidden="true"')
_NAMES = re.compile(rb' r="([A-Z]{1,7}\d{1,9})"')
_QUOTED_NAMES = re.compile(rb"\sr='([A-Z]{1,7}\d{1,9})'")
_DIGITS = b"0123456789"
_ODS_ROW = re.compile(rb"<table:table-row(?=[\s>/])")
_ODS_ROWS = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="(\d{1,9})"')


class SheetScan:
    """Fed with a sheet's XML in chunks; cells may lie on the border of two."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self._tag = b"<" + prefix
        self._row_end = b"</" + prefix + b"row"
        self._row = re.compile(b"<" + p + rb"row\b[^<>]*?\sr=[\"'](\d{1,9})")
        self._filled = re.compile(
            b"<" + p + rb"c\b(?=[^<>]*?\sr=[\"']([A-Z]{1,7})(\d{1,9}))?[^<>]*(?<!/)>(?!</)"
        )
        self._name = re.compile(b"<" + p + rb"c\b[^<>]*?\sr=[\"']([A-Z]{1,7}\d{1,9})")
        self._no_result = re.compile(
            b"(?:</" + p + b"f>|<" + p + rb"f\b[^<>]*/>)\s*(?:</|<" + p + rb"v\s*(?:/>|>\s*</))"
        )
        self._rest = b""
        self._rows = self._columns = 0
        self._counted = 0
        self._numbers: set[int] = set()
        self.repeats_rows = False
        self.repeats_cells = False
        self.is_odd = False
        """Whether a cell holds an error, a formula without a result, or a negative number, or rows
        or columns are hidden."""

    @classmethod
    def of(cls, head: bytes) -> "SheetScan | None":
        """Begin to scan a part if its head says that it is a sheet."""
        root = _ROOT.search(head, 0, 4096)
        return cls(root.group(1)) if root else None

    @property
    def cells(self) -> int:
        """Cells of the rectangle from A1 to the last filled row and column."""
        return self._rows * self._columns

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Look at some more of the sheet."""
        text = self._rest + chunk
        end = text.rfind(self._row_end)
        if last or (end < 0 and len(text) > 2 * len(chunk)):
            end = len(text)
        self._rest = text[max(end, 0) :]
        self._look(text[: max(end, 0)])

    def _look(self, text: bytes) -> None:
        numbers = [int(number) for number in self._row.findall(text)]
        self._count_rows(text, numbers)
        rows, columns = self._reach(text, numbers)
        if rows * max(columns, self._columns) > MOST_CELLS:
            rows, columns = self._filled_reach(text, rows, columns)
        self._rows, self._columns = max(rows, self._rows), max(columns, self._columns)
        self.is_odd = self.is_odd or self._looks_odd(text)

    def _count_rows(self, text: bytes, numbers: list[int]) -> None:
        self._counted += text.count(self._tag + b"row")
        before = len(self._numbers)
        self._numbers.update(numbers)
        if len(self._numbers) < before + len(numbers):
            self.repeats_rows = True

    def _reach(self, text: bytes, numbers: Iterable[int]) -> tuple[int, int]:
        """The last row and column that are named or, where cells bear no names, counted."""
        found = _NAMES.findall(text) or _QUOTED_NAMES.findall(text)
        letters = b" ".join(found).translate(None, _DIGITS).split()
        columns = max(map(_column, set(letters)), default=0)
        if len(set(found)) < len(found):
            self._look_for_repeats(text)
        if self._cells_in(text) > len(found):
            most = max(map(self._cells_in, text.split(self._tag + b"row")))
            columns = max(columns, most)
        return max(self._counted, *numbers, 0), columns

    def _look_for_repeats(self, text: bytes) -> None:
        """Count names of cells alone: a text may quote them too."""
        names = self._name.findall(text)
        self.repeats_cells = self.repeats_cells or len(set(names)) < len(names)

    def _cells_in(self, text: bytes) -> int:
        return sum(text.count(self._tag + mark) for mark in (b"c ", b"c>", b"c/"))

    def _filled_reach(self, text: bytes, rows: int, columns: int) -> tuple[int, int]:
        """The same for cells with content: formatted but empty ones cost a reader nothing."""
        filled = self._filled.findall(text)
        if any(not letters for letters, _ in filled):
            return rows, columns
        return (
            max((int(number) for _, number in filled), default=0),
            max((_column(letters) for letters, _ in filled), default=0),
        )

    def _looks_odd(self, text: bytes) -> bool:
        if any(mark in text for mark in _ODD):
            return True
        return self._tag + b"f" in text and self._no_result.search(text) is not None


def sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of every sheet by its part; raises `ParseError` where that is no XML."""
    book, relations = (parts[part] for part in NAMING_PARTS)
    if not book or not relations:
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in _parsed(relations)}
    names: dict[str, str] = {}
    for sheet in _parsed(book).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        ids = [value for key, value in sheet.items() if key.endswith("}id")]
        target = targets.get(ids[0], "") if ids else ""
        names[posixpath.normpath(posixpath.join("/xl", target))[1:]] = sheet.get("name", "")
    return names


def _parsed(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - every part with a DTD was refused before


def content_cells(content: bytes) -> int:
    """How many cells the largest table of an OpenDocument spreadsheet spans."""
    tables = content.split(b"<table:table ")[1:]
    return max(map(_table_cells, tables), default=0)


def _table_cells(table: bytes) -> int:
    row = rows = columns = 0
    for part in _ODS_ROW.split(table)[1:]:
        repeated = _ODS_ROWS.search(part, 0, 400)
        row += int(repeated.group(1)) if repeated else 1
        filled = part[: part.rfind(b"office:value-type") + 1]
        if filled:
            rows = row
            repeats = (int(times) - 1 for times in _ODS_COLUMNS.findall(filled))
            columns = max(columns, filled.count(b"-cell") + sum(repeats))
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
