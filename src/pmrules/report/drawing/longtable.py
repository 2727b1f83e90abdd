"""Tables of any length: each distinct text made ready once, rows placed by code."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import repeat

import numpy as np
from msgspec.structs import replace

from pmrules.report.content.kinds import Cell, Column, LongColumn, LongTable
from pmrules.report.drawing import contents
from pmrules.report.drawing.canvas import Canvas
from pmrules.report.drawing.cells import named_table
from pmrules.report.drawing.grid import letter
from pmrules.report.drawing.rows import (
    ROW,
    VALUE,
    Coded,
    Own,
    RowColumn,
    Rows,
    ending,
)
from pmrules.report.drawing.safe import clean, risky
from pmrules.report.drawing.styles import Style, right_sided
from pmrules.report.drawing.tables import BUTTON, REFERENCE, add_choices, cell_style

ROWS = 1_048_576
"""Rows of a sheet."""
_HEADER = Style(size=9, bold=True, vertical="bottom", below="heavy")
_SIZE = 9.0
Ended = Callable[[int, str], str]
"""A style and the content of a cell, to these with what stands behind them."""
_NAMED = 20_000
"""Rows beyond which cells name no addresses: office programs count them, as some rare readers of
workbooks do not, and it saves a third of the bytes and half the time of deflate."""


def draw_long_table(canvas: Canvas, table: LongTable, row: int, rows: range, part: str) -> int:
    """Draw the header in a row, and leave these rows to be spliced in; return the row below."""
    canvas.headers.append(row)
    for number, column in enumerate(table.columns, start=1):
        right = right_sided(column.kind)
        style = replace(_HEADER, right=right, indent=BUTTON if right else 0)
        canvas.put(row, number, column.title, style)
        if column.choices:
            at = letter(number)
            add_choices(canvas, f"{at}{row + 1}:{at}{row + len(rows)}")
    canvas.height(row, 20)
    for number, column in enumerate(table.columns, start=1):
        if column.range:
            at = letter(number)
            ends = f"${at}${row + 1}:${at}${row + len(rows)}"
            canvas.ranges[f"{column.range}{part}"] = ends
    named = canvas.live or len(rows) <= _NAMED
    columns = tuple(
        _column(
            canvas, column, partial(ending, column=number, columns=len(table.columns), named=named)
        )
        for number, column in enumerate(table.columns, start=1)
    )
    canvas.spliced = Rows(row + 1, table.order[rows.start : rows.stop], columns, named)
    end = f"{letter(len(table.columns))}{row + len(rows)}"
    titles = [column.title for column in table.columns]
    canvas.sheet.add_table(named_table(f"{table.name}{part}", f"A{row}:{end}", titles))
    return row + len(rows) + 1


def _column(canvas: Canvas, column: LongColumn, ended: Ended) -> RowColumn:
    if column.codes is None:
        (style,) = _styles(canvas, column, [False])
        own = np.asarray(column.own)
        content = contents.text if own.dtype.kind == "S" else contents.number
        return Own(ended(style, content(VALUE)), own)
    live = canvas.live and bool(column.formulas)
    made = _numbers if len(column.numbers) else _formulas if live else _texts
    return Coded([*made(canvas, column, ended)], column.codes, formula=live)


def _numbers(canvas: Canvas, column: LongColumn, ended: Ended) -> Iterator[str]:
    (style,) = _styles(canvas, column, [False])
    return (ended(style, contents.number(repr(number))) for number in column.numbers)


def _formulas(canvas: Canvas, column: LongColumn, ended: Ended) -> Iterator[str]:
    styles = _styles(canvas, column, map(risky, column.texts))
    formulas = map(_addressed, column.formulas)
    return map(ended, styles, map(contents.formula, formulas, map(clean, column.texts)))


def _texts(canvas: Canvas, column: LongColumn, ended: Ended) -> Iterator[str]:
    """Cells that speak of their texts by number, each made from that of its style."""
    styles = _styles(canvas, column, map(risky, column.texts))
    numbers = canvas.texts.add(column.texts)
    filled = cache(lambda style: ended(style, contents.shared(VALUE)))
    empty = cache(lambda style: ended(style, contents.EMPTY))
    return (
        filled(style).replace(VALUE, str(number)) if text else empty(style)
        for text, number, style in zip(column.texts, numbers, styles, strict=False)
    )


def _styles(canvas: Canvas, column: LongColumn, quoted: Iterable[bool]) -> Iterator[int]:
    """The style of each text: by its tone, and by whether it could become a formula."""
    known = cache(partial(_style, canvas, column))
    tones = column.tones if len(column.tones) > 1 else repeat(column.tones[0])
    return map(known, tones, quoted)


def _addressed(formula: str) -> str:
    """A formula with the columns of its own row, whose number comes when it is written."""
    return REFERENCE.sub(lambda match: f"${letter(int(match[1]) + 1)}{ROW}", formula)


def _style(canvas: Canvas, column: LongColumn, tone: str, quoted: bool) -> int:
    style = cell_style(Column("", column.kind, tone), Cell(None), "row", spaced=True)
    return canvas.styles.number(replace(style, size=_SIZE, quoted=quoted))
