"""Tables of any length: each distinct text made ready once, rows placed by code."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import repeat

import numpy as np
from openpyxl.utils import get_column_letter

from pmrules.report.content.kinds import Cell, Column, LongColumn, LongTable
from pmrules.report.drawing.canvas import Canvas
from pmrules.report.drawing.cells import named_table, style_number
from pmrules.report.drawing.rows import (
    ROW,
    VALUE,
    Coded,
    Own,
    RowColumn,
    Rows,
    following,
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
            ends = f"${letter}${row + 1}:${letter}${row + len(rows)}"
            canvas.ranges[f"{column.range}{part}"] = ends
    columns = tuple(
        _column(canvas, column, following(number, len(table.columns)))
        for number, column in enumerate(table.columns, start=1)
    )
    canvas.spliced = Rows(row + 1, table.order[rows.start : rows.stop], columns)
    end = f"{get_column_letter(len(table.columns))}{row + len(rows)}"
    titles = [column.title for column in table.columns]
    canvas.sheet.add_table(named_table(f"{table.name}{part}", f"A{row}:{end}", titles))
    return row + len(rows) + 1


def _column(canvas: Canvas, column: LongColumn, then: str) -> RowColumn:
    if column.codes is None:
        (style,) = _styles(canvas, column, [False])
        own = np.asarray(column.own)
        ending = text_ending if own.dtype.kind == "S" else number_ending
        return Own(ending(VALUE, style) + then, own)
    endings = _numbers(canvas, column) if len(column.numbers) else _texts(canvas, column)
    live = canvas.live and bool(column.formulas)
    return Coded([ending + then for ending in endings], column.codes, formula=live)


def _numbers(canvas: Canvas, column: LongColumn) -> Iterator[str]:
    (style,) = _styles(canvas, column, [False])
    return (number_ending(repr(number), style) for number in column.numbers)


def _texts(canvas: Canvas, column: LongColumn) -> Iterator[str]:
    styles = _styles(canvas, column, map(risky, column.texts))
    texts = map(clean, column.texts)
    if not column.formulas or not canvas.live:
        return map(text_ending, texts, styles)
    return map(formula_ending, map(_addressed, column.formulas), texts, styles)


def _styles(canvas: Canvas, column: LongColumn, quoted: Iterable[bool]) -> Iterator[int]:
    """The style of each text: by its tone, and by whether it could become a formula."""
    known = cache(partial(_style, canvas, column))
    tones = column.tones if len(column.tones) > 1 else repeat(column.tones[0])
    return map(known, tones, quoted)


def _addressed(formula: str) -> str:
    """A formula with the columns of its own row, whose number comes when it is written."""
    return REFERENCE.sub(lambda match: f"${get_column_letter(int(match[1]) + 1)}{ROW}", formula)


def _style(canvas: Canvas, column: LongColumn, tone: str, quoted: bool) -> int:
    style = cell_style(Column("", column.kind, tone), Cell(None), "row", spaced=True)
    array = canvas.styles.of(replace(style, size=_SIZE, quoted=quoted))
    return style_number(canvas.sheet, array)
