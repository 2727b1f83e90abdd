"""Sheets written by openpyxl around rows that are XML already."""

import re
from typing import IO, Any

from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet

from pmrules.report.drawing.grid import Grid

_NO_ROWS = re.compile(rb"<sheetData(?: ?/>|></sheetData>)")


class PlainWriter(WorksheetWriter):
    """Writes a sheet around its rows, which `filled` puts in."""

    def __init__(self, sheet: Worksheet, out: IO[bytes], grid: Grid) -> None:
        super().__init__(sheet, out)
        self._grid = grid

    def write_dimensions(self) -> None:
        """Say how far the cells reach."""
        self.xf.send(SheetDimension(self._grid.dimension).to_tree())

    def rows(self) -> list[Any]:
        """Leave the rows out."""
        return []

    def filled(self, sheet: bytes) -> bytes:
        """Return the sheet with its rows."""
        head, tail = _NO_ROWS.split(sheet)
        return b"".join((head, b"<sheetData>", self._grid.xml().encode(), b"</sheetData>", tail))
