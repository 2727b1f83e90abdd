"""Tables of any length: each distinct text made ready once, rows placed by code."""

from dataclasses import replace

from openpyxl.utils import get_column_letter

from pmrules.report.content.kinds import Cell, Column, LongColumn, LongTable
from pmrules.report.drawing.canvas import Canvas
from pmrules.report.drawing.cells import named_table, style_number
from pmrules.report.drawing.rows import (
    ROW,
    RowColumn,
    Rows,
    formula_ending,
    number_ending,
    text_ending,
)
from pmrules.report.drawing.safe import clean, risky
from pmrules.report.drawing.styles import Style, right_sided
from pmrules.report.drawing.tables import BUTTON, REFERENCE, add_choices, cell_style

ROWS = 1_048_576
"""Rows of a sheet."""
_HEADER = Style(size=9, bold=True, vertical="bottom", below="heavy")
_SIZE = 9.0


def draw_long_table(canvas: Canvas, table: LongTable, row: int, rows: range, part: str) -> int:
    """Draw the header in a row, and leave these rows to be spliced in; return the row below."""
    canvas.headers.append(row)
    for number, column in enumerate(table.columns, start=1):
        right = right_sided(column.kind)
        style = replace(_HEADER, right=right, indent=BUTTON if right else 0)
        canvas.put(row, number, column.title, style)
        if column.choices:
            letter = get_column_letter(number)
            add_choices(canvas, f"{letter}{row + 1}:{letter}{row + len(rows)}")
    canvas.height(row, 20)
    for number, column in enumerate(table.columns, start=1):
        if column.range:
            letter = get_column_letter(number)
            canvas.ranges[column.range] = f"${letter}${row + 1}:${letter}${row + len(rows)}"
    columns = tuple(_column(canvas, column, rows) for column in table.columns)
    canvas.spliced = Rows(row + 1, len(rows), columns)
    end = f"{get_column_letter(len(table.columns))}{row + len(rows)}"
    titles = [column.title for column in table.columns]
    canvas.sheet.add_table(named_table(f"{table.name}{part}", f"A{row}:{end}", titles))
    return row + len(rows) + 1


def _column(canvas: Canvas, column: LongColumn, rows: range) -> RowColumn:
    part = slice(rows.start, rows.stop)
    if column.codes is None:
        style = _style(canvas, column, column.tones[0], quoted=False)
        return RowColumn([number_ending(number, style) for number in (column.numbers or ())[part]])
    styles = {
        (tone, quoted): _style(canvas, column, tone, quoted=quoted)
        for tone in dict.fromkeys(column.tones)
        for quoted in (False, True)
    }
    tones = column.tones if len(column.tones) > 1 else [*column.tones] * len(column.texts)
    if column.formulas and canvas.live:
        endings = [
            formula_ending(_addressed(formula), clean(text), styles[tone, risky(text)])
            for formula, text, tone in zip(column.formulas, column.texts, tones, strict=True)
        ]
        return RowColumn(endings, column.codes[part], formula=True)
    endings = [
        text_ending(clean(text), styles[tone, risky(text)])
        for text, tone in zip(column.texts, tones, strict=True)
    ]
    return RowColumn(endings, column.codes[part])


def _addressed(formula: str) -> str:
    """A formula with the columns of its own row, whose number comes when it is written."""
    return REFERENCE.sub(lambda match: f"${get_column_letter(int(match[1]) + 1)}{ROW}", formula)


def _style(canvas: Canvas, column: LongColumn, tone: str, *, quoted: bool) -> int:
    style = cell_style(Column("", column.kind, tone), Cell(None), "row", spaced=True)
    array = canvas.styles.of(replace(style, size=_SIZE, quoted=quoted))
    return style_number(canvas.sheet, array)
