"""Rows of a long table as sheet XML, rendered by column from endings made ready once.

An ending is what follows a cell's address: the cell itself and the beginning of what stands next.
Arrow takes endings by code and joins them with the number of the row, which stands wherever a row
speaks of itself: a million rows of 19 cells in 1.5 seconds, where Python's own strings take half a
minute. Rows of very long tables name no addresses: their cells are counted, as the format allows.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from pmrules.report.drawing.grid import letter

ROW = "\x00"
"""Stands for the number of its row in an ending; no text of a workbook can hold it."""
VALUE = "\x01"
"""Stands for the value of each row in the one ending of a column; as `ROW`."""
_PIECE = 1 << 24
"""Bytes that are made ready at a time: more costs memory and saves no time."""
_DIGITS = 20
"""Characters of a whole number at most."""
_TEXT = pa.large_string()
Array = npt.NDArray[Any]


class RowColumn(Protocol):
    """The cells of one column, each up to where the number of the row stands again."""

    @property
    def widest(self) -> int:
        """How many bytes a cell has at most, without the numbers of its row."""

    def parts(self, rows: Array) -> Sequence[Any]:
        """Return what stands between one number of the row and the next."""


class Coded:
    """A column of few distinct endings."""

    def __init__(self, endings: Sequence[str], codes: Array, *, formula: bool = False) -> None:
        texts = (ending.split(ROW) for ending in endings)
        split = zip(*texts, strict=True) if formula else [endings]
        self._parts = [pa.array(each, _TEXT) for each in split]
        self._codes = codes

    @property
    def widest(self) -> int:
        """How many bytes a cell has at most, without the numbers of its row."""
        return sum(pc.max(pc.binary_length(each)).as_py() or 0 for each in self._parts)

    def parts(self, rows: Array) -> Sequence[Any]:
        """Return the endings of these rows."""
        if len(self._parts[0]) == 1:
            return [each[0] for each in self._parts]
        codes = pa.array(self._codes[rows])
        return [each.take(codes) for each in self._parts]


class Own:
    """A column in which every row has a value of its own: a whole number or plain ASCII."""

    def __init__(self, ending: str, values: Array) -> None:
        self._around = ending.split(VALUE)
        self._values = values

    @property
    def widest(self) -> int:
        """How many bytes a cell has at most, without the numbers of its row."""
        return sum(map(len, self._around)) + max(self._values.dtype.itemsize, _DIGITS)

    def parts(self, rows: Array) -> Sequence[Any]:
        """Return the values of these rows in their cells."""
        before, after = map(_text, self._around)
        return [_joined([before, self._texts(rows), after], _text(""))]

    def _texts(self, rows: Array) -> Any:
        return pc.cast(pa.array(self._values[rows]), _TEXT)


class Rows(Struct, frozen=True, dict=True):
    """All rows that are spliced into one sheet."""

    first: int
    """Row of the sheet in which they begin."""
    order: Array
    """Which row of the columns stands in each."""
    columns: tuple[RowColumn, ...]

    named: bool = True
    """Whether cells name their addresses, or are counted from the left."""

    @property
    def last_cell(self) -> str:
        """The address of the last cell, for the sheet's dimension."""
        return f"{letter(len(self.columns))}{self.first + len(self.order) - 1}"

    @cached_property
    def size(self) -> int:
        """How many bytes the rows will have at most, for the package to reserve room."""
        if not len(self.order):
            return 0
        numbers = 1 + sum(len(each.parts(self.order[:1])) for each in self.columns)
        widest = len('<row r=""><c r="A') + numbers * len(str(self.first + len(self.order)))
        return (sum(each.widest for each in self.columns) + widest) * len(self.order)

    def xml(self) -> Iterator[memoryview]:
        """Yield the rows in pieces."""
        count = max(1, len(self.order) * _PIECE // max(self.size, 1))
        for start in range(0, len(self.order), count):
            yield self._piece(self.first + start, self.order[start : start + count])

    def _piece(self, first: int, rows: Array) -> memoryview:
        numbers = pc.cast(pa.array(np.arange(first, first + len(rows))), _TEXT)
        parts = [part for column in self.columns for part in column.parts(rows)]
        head = _text('<row r="')
        if self.named:
            joined = _joined([head, _text('"><c r="A'), *parts], numbers)
        else:
            joined = _joined([head, numbers, _text('"><c'), *parts], _text(""))
        _, ends, text = joined.buffers()
        return memoryview(text)[: np.frombuffer(ends, np.int64)[len(rows)]]


def _joined(parts: Sequence[Any], between: Any) -> Any:
    return pc.binary_join_element_wise(*parts, between)


def _text(text: str) -> Any:
    return pa.scalar(text, _TEXT)


def ending(style: int, content: str, column: int, columns: int, *, named: bool = True) -> str:
    """Return a cell from after its address on, with the beginning of the next one's.

    `column` is its number from 1; the last one ends the row.
    """
    cell = f' s="{style}"{content}'
    if not named:
        return cell + ("<c" if column < columns else "</row>")
    then = f'<c r="{letter(column + 1)}' if column < columns else "</row>"
    return f'"{cell}{then}'
