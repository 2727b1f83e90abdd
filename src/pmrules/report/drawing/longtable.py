"""Tables of any length: each distinct text made ready once, rows placed by code."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as SheetTable

from pmrules.report.content.kinds import Cell, Column, LongColumn, LongTable
from pmrules.report.drawing.canvas import Canvas
from pmrules.report.drawing.cells import place
from pmrules.report.drawing.safe import clean, risky
from pmrules.report.drawing.styles import Style, right_sided
from pmrules.report.drawing.tables import BUTTON, add_choices, cell_style

ROWS = 1_048_576
"""Rows of a sheet."""
_HEADER = Style(size=9, bold=True, vertical="bottom", below="heavy")
_SIZE = 9.0
Ready = tuple[str | float | None, StyleArray]


def draw_long_table(canvas: Canvas, table: LongTable, row: int, rows: range, part: str) -> int:
    """Draw these rows of a table with the header in a row; return the row below them."""
    canvas.headers.append(row)
    for number, column in enumerate(table.columns, start=1):
        right = right_sided(column.kind)
        style = replace(_HEADER, right=right, indent=BUTTON if right else 0)
        canvas.put(row, number, column.title, style)
        _draw_column(canvas, column, row, rows, number)
    canvas.height(row, 20)
    last = row + len(rows)
    end = get_column_letter(len(table.columns))
    canvas.sheet.add_table(SheetTable(displayName=f"{table.name}{part}", ref=f"A{row}:{end}{last}"))
    return last + 1


def _draw_column(canvas: Canvas, column: LongColumn, header: int, rows: range, at: int) -> None:
    sheet = canvas.sheet
    for row, (value, style) in enumerate(_ready(canvas, column, rows), start=header + 1):
        place(sheet, row, at, value, style)
    if column.choices:
        letter = get_column_letter(at)
        add_choices(canvas, f"{letter}{header + 1}:{letter}{header + len(rows)}")


def _ready(canvas: Canvas, column: LongColumn, rows: range) -> Iterator[Ready]:
    """Yield the value, type and style of each row."""
    looks = [_look(canvas, column, tone) for tone in column.tones]
    part = slice(rows.start, rows.stop)
    if column.codes is None:
        numbers = column.numbers or ()
        return ((number, looks[0]) for number in numbers[part])
    tones = looks if len(looks) > 1 else chain.from_iterable([looks] * len(column.texts))
    made = [
        _text(canvas, column, text, look, tone)
        for text, look, tone in zip(column.texts, tones, _tones(column), strict=True)
    ]
    return (made[code] for code in column.codes[part].tolist())


def _tones(column: LongColumn) -> list[str]:
    return [*column.tones] if len(column.tones) > 1 else [*column.tones] * len(column.texts)


def _text(canvas: Canvas, column: LongColumn, text: str, look: StyleArray, tone: str) -> Ready:
    if not text:
        return None, look
    if risky(text):
        look = _look(canvas, column, tone, quoted=True)
    return clean(text), look


def _look(canvas: Canvas, column: LongColumn, tone: str, *, quoted: bool = False) -> StyleArray:
    style = cell_style(Column("", column.kind, tone), Cell(None), "row", spaced=True)
    return canvas.styles.of(replace(style, size=_SIZE, quoted=quoted))
