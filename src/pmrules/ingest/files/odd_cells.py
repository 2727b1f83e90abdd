"""What a workbook library does not tell of a sheet: errors shown as blanks, hidden rows."""

import datetime as dt
from collections.abc import Mapping
from xml.parsers import expat

from msgspec import Struct

from pmrules.ingest.grid import CellError

Place = tuple[int, int]
"""Row and column, from 0."""
OddCell = CellError | dt.timedelta
_TRUE = ("1", "true")
_LAST_COLUMN = 16_384


class OddSheet(Struct, frozen=True):
    """What is odd about a sheet; rows and columns count from 0."""

    cells: Mapping[Place, OddCell]
    """Errors, formulas without a stored result, and negative numbers (as spans of days)."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def odd_sheet(xml: bytes) -> OddSheet:
    """Read a sheet's XML for what the library does not tell."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(xml, True)
    return OddSheet(reader.found, frozenset(reader.rows), frozenset(reader.columns))


class _Reader:
    """What expat calls; keeps count where rows and cells bear no names."""

    def __init__(self) -> None:
        self.found: dict[Place, OddCell] = {}
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self._row = self._column = -1
        self._kind = ""
        self._texts: dict[str, str] = {}
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
            if attributes.get("hidden") in _TRUE:
                self.rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._hide(attributes.get("min", ""), attributes.get("max", ""))
        elif name == "c":
            self._begin_cell(attributes)
        elif name in ("f", "v"):
            self._inside = name
            self._texts.setdefault(name, "")

    def text(self, data: str) -> None:
        if self._inside:
            self._texts[self._inside] += data

    def end(self, tag: str) -> None:
        self._inside = ""
        if tag.rpartition("}")[2] == "c" and (odd := self._odd()) is not None:
            self.found[self._row, self._column] = odd

    def _hide(self, first: str, last: str) -> None:
        if first.isdecimal() and last.isdecimal():
            self.columns.update(range(int(first) - 1, min(int(last), _LAST_COLUMN)))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = _column(letters) if letters else self._column + 1
        self._kind = attributes.get("t", "n")
        self._texts = {}

    def _odd(self) -> OddCell | None:
        value = self._texts.get("v", "").strip()
        if self._kind == "e":
            return CellError(value or "#ERROR!")
        # A text formula may well give an empty text.
        if "f" in self._texts and not value and self._kind != "str":
            return CellError("=" + self._texts["f"])
        if value.startswith("-") and self._kind == "n":
            return _days(value)
        return None


def _days(value: str) -> dt.timedelta | None:
    try:
        return dt.timedelta(days=float(value))
    except (ValueError, OverflowError):
        return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
