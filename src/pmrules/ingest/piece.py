"""A large table as pieces that are read as the whole would be, each by itself."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from pmrules.ingest.files.addresses import opened, read_range
from pmrules.ingest.files.cutting import Cut, Cuts
from pmrules.ingest.files.layout import Layout, read_cells
from pmrules.ingest.files.parquet import group_runs, read_groups
from pmrules.ingest.files.text import read_text
from pmrules.ingest.grid import Grid
from pmrules.ingest.tally import UnlikeError
from pmrules.model import Rejected, Skipped

_LOOKED_AT = 1 << 16
_Aside = TypeVar("_Aside", Skipped, Rejected)


class TextPiece(Struct, frozen=True):
    """A run of records of a delimited text, below the rows that stand on its top."""

    address: str
    layout: Layout
    head: bytes
    cut: Cut

    @property
    def row(self) -> int:
        """Number of its first record."""
        return self.cut.row

    def data(self) -> bytes:
        """Return the piece as a text of its own."""
        return self.head + read_range(self.address, self.cut.start, self.cut.stop)

    def grid(self, name: str) -> Grid:
        """Read it; rows have the numbers of the file.

        Raises `UnlikeError` where no record is as wide as the header: the whole decides then.
        """
        data = self.data()
        if not any(len(cells) == self.layout.width for cells in self._first(data)):
            raise UnlikeError
        return _numbered(read_text(data, self.layout, name), self.layout.header + 1, self.row)

    def _first(self, data: bytes) -> Iterator[list[str]]:
        begin = len(self.head)
        text = data[begin : begin + _LOOKED_AT].decode("utf-8", "ignore")
        return islice(read_cells(io.StringIO(text, newline=""), self.layout.delimiter), 1000)


class GroupPiece(Struct, frozen=True):
    """A run of row groups of a Parquet file."""

    address: str
    groups: tuple[int, ...]
    row: int

    def grid(self, name: str) -> Grid:
        """Read it; rows have the numbers of the file."""
        with opened(self.address) as file:
            return read_groups(file, name, self.groups, self.row)


Piece = TextPiece | GroupPiece


def group_pieces(address: str, name: str, size: int) -> tuple[GroupPiece, ...]:
    """Return the pieces of a Parquet file."""
    with opened(address) as file:
        return tuple(GroupPiece(address, *run) for run in group_runs(file, name, size))


def text_pieces(address: str, cuts: Cuts) -> tuple[TextPiece, ...]:
    """Return the pieces of a text that was cut."""
    return tuple(TextPiece(address, cuts.layout, cuts.head, each) for each in cuts.cuts)


def _numbered(grid: Grid, header: int, first: int) -> Grid:
    """Return a grid whose records below the header are numbered from the piece's first one."""
    shift = first - header - 1
    return replace(
        grid,
        rows=np.where(grid.rows > header, grid.rows + shift, grid.rows),
        skipped=tuple(_moved(each, header, shift) for each in grid.skipped),
        rejected=tuple(_moved(each, header, shift) for each in grid.rejected),
    )


def _moved(record: _Aside, header: int, shift: int) -> _Aside:
    return replace(record, row=record.row + shift) if record.row > header else record
