"""Workbooks written cell by cell, with number formats and hidden sheets, rows and columns."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


class Formatted(tuple[Any, str]):
    """A cell with its number format."""

    __slots__ = ()


def book(
    path: Path,
    sheets: Mapping[str, Rows],
    hidden: Sequence[str] = (),
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
) -> Path:
    """Write a workbook; a cell may be a pair of value and number format."""
    workbook = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                put(sheet.cell(at, column), value)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for at in hidden_rows:
            sheet.row_dimensions[at].hidden = True
        for letter in hidden_columns:
            sheet.column_dimensions[letter].hidden = True
    del workbook[workbook.sheetnames[0]]
    workbook.save(path)
    return path


def put(cell: Any, value: Any) -> None:
    """Write a cell; an empty text is written as text, as some tools do."""
    cell.value, number_format = value if isinstance(value, Formatted) else (value, None)
    if number_format:
        cell.number_format = number_format
    if value == "":
        cell.data_type = "inlineStr"


def hours(value: float) -> Formatted:
    """Make a duration as a fraction of a day."""
    return Formatted((value / 24, "[h]:mm"))
