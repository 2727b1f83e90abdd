"""Rows of a long table as sheet XML, rendered by column from texts made ready once.

openpyxl takes some 50 microseconds a cell; a text that occurs a thousand times is escaped once
here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt
from openpyxl.utils import get_column_letter

ROW = "\x00"
"""Stands for the number of its row in a formula; no text of a workbook can hold it."""
_CHUNK = 20_000
_ADDRESS = 20


@dataclass(frozen=True)
class RowColumn:
    """What follows a cell's address, for each distinct value or for each row."""

    endings: Sequence[str]
    codes: npt.NDArray[Any] | None = None
    """Which ending each row has; None: its own."""
    formula: bool = False
    """Whether endings hold `ROW` where the number of the row belongs."""

    def length(self) -> int:
        """Characters of the endings of all rows."""
        lengths = np.fromiter(map(len, self.endings), np.int64, len(self.endings))
        return int((lengths if self.codes is None else lengths[self.codes]).sum())

    def part(self, rows: slice) -> Sequence[str]:
        """Return the endings of some rows."""
        if self.codes is None:
            return self.endings[rows]
        endings = self.endings
        return [endings[code] for code in self.codes[rows].tolist()]


@dataclass(frozen=True)
class Rows:
    """All rows that are spliced into one sheet."""

    first: int
    """Row of the sheet in which they begin."""
    count: int
    columns: tuple[RowColumn, ...]

    @property
    def last_cell(self) -> str:
        """The address of the last cell, for the sheet's dimension."""
        return f"{get_column_letter(len(self.columns))}{self.first + self.count - 1}"

    @property
    def size(self) -> int:
        """About how many characters the rows will have, for the package to reserve room."""
        widest = sum(column.length() for column in self.columns)
        return widest + self.count * (_ADDRESS * len(self.columns) + _ADDRESS)

    def xml(self) -> Iterator[bytes]:
        """Yield the rows in pieces."""
        for start in range(0, self.count, _CHUNK):
            rows = slice(start, min(start + _CHUNK, self.count))
            yield self._piece(rows).encode("utf-8")

    def _piece(self, rows: slice) -> str:
        numbers = [str(self.first + row) for row in range(rows.start, rows.stop)]
        cells = [[f'<row r="{number}">' for number in numbers]]
        for at, column in enumerate(self.columns, start=1):
            begin = f'<c r="{get_column_letter(at)}'
            pairs = zip(numbers, column.part(rows), strict=True)
            written = [f"{begin}{number}{ending}" for number, ending in pairs]
            if column.formula:
                written = [
                    cell.replace(ROW, number) for cell, number in zip(written, numbers, strict=True)
                ]
            cells.append(written)
        cells.append(["</row>"] * len(numbers))
        return "".join(map("".join, zip(*cells, strict=True)))


def text_ending(text: str, style: int) -> str:
    """Return a cell with a text, from after its address on."""
    if not text:
        return f'" s="{style}"/>'
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'" s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def formula_ending(formula: str, text: str, style: int) -> str:
    """Return a cell with a formula and the text that it comes to."""
    return f'" s="{style}" t="str"><f>{escape(formula)}</f><v>{escape(text)}</v></c>'


def number_ending(number: float, style: int) -> str:
    """Return a cell with a number, with every digit that the number has."""
    return f'" s="{style}"><v>{number!r}</v></c>'
