"""The 2x2 as coloured tiles, with the totals of its rows and columns at its edges."""

from msgspec import Struct
from msgspec.structs import replace

from pmrules.report import theme
from pmrules.report.content.kinds import Matrix, Tile
from pmrules.report.drawing.canvas import Canvas, Run
from pmrules.report.drawing.styles import Style, number_format

_COLUMNS = 3
"""Columns of the sheet that a tile covers."""
_HEIGHTS = (5.0, 19.0, 14.0, 36.0, 15.0, 15.0, 6.0)
_LABEL, _SAYS, _SHARE, _HOURS, _MOST = range(1, 6)
_GAP = 4.0


class _Corner(Struct, frozen=True):
    """Where a tile stands and which of its sides has a white edge."""

    row: int
    column: int
    edge: str


def draw_matrix(canvas: Canvas, matrix: Matrix, row: int) -> int:
    """Draw the matrix with its top in a row; return the row below it."""
    for number, tile in enumerate(matrix.columns):
        _draw_head(canvas, tile, row, 2 + _COLUMNS * number)
    canvas.height(row, 18)
    top = row + 1
    for line, edge in enumerate(matrix.rows):
        _draw_side(canvas, edge, top)
        for number, tile in enumerate(matrix.tiles[2 * line : 2 * line + 2]):
            corner = _Corner(top, 2 + _COLUMNS * number, "right" if number == 0 else "left")
            _draw_tile(canvas, tile, corner)
        for offset, height in enumerate(_HEIGHTS):
            canvas.height(top + offset, height)
        canvas.height(top + len(_HEIGHTS), _GAP)
        top += len(_HEIGHTS) + 1
    for number, tile in enumerate(matrix.columns):
        _draw_foot(canvas, tile, top, 2 + _COLUMNS * number)
    canvas.height(top, 20)
    return top + 1


def _draw_head(canvas: Canvas, tile: Tile, row: int, column: int) -> None:
    runs = [
        Run(tile.label.upper(), bold=True, ink=theme.MUTED, size=8.5),
        Run(f"  ·  {tile.says}", ink=theme.MUTED, size=8.5),
    ]
    canvas.runs(row, column, runs, Style(size=8.5, indent=1))


def _draw_side(canvas: Canvas, tile: Tile, top: int) -> None:
    small = Style(size=8.5, ink=theme.MUTED)
    canvas.put(top + _LABEL, 1, tile.label.upper(), replace(small, bold=True))
    canvas.put(top + _SAYS, 1, tile.says, replace(small, vertical="top"))
    share = Style(size=22, bold=True, number=number_format("share"))
    canvas.put(top + _SHARE, 1, tile.share.value, share, tile.share.formula)
    canvas.put(top + _HOURS, 1, tile.limit or None, replace(small, ink=_limit_ink(tile)))
    distance = tile.distance
    canvas.put(top + _MOST, 1, distance.value, _edge_distance(tile), distance.formula)


def _limit_ink(tile: Tile) -> str:
    return theme.ALARM[0] if tile.distance.tone == "alarm" else theme.MUTED


def _edge_distance(tile: Tile) -> Style:
    return Style(size=8.5, bold=True, ink=_limit_ink(tile), number=number_format("points"))


def _draw_tile(canvas: Canvas, tile: Tile, corner: _Corner) -> None:
    swatch = theme.SWATCHES[tile.place]
    plain = Style(size=9, ink=swatch.ink, fill=swatch.fill)
    for offset in range(len(_HEIGHTS)):
        for number in range(_COLUMNS):
            style = _edged(plain, corner, number)
            canvas.put(corner.row + offset, corner.column + number, None, style)
    row, left, right = corner.row, corner.column, corner.column + _COLUMNS - 1
    first = replace(_edged(plain, corner, 0), indent=1)
    last = replace(_edged(plain, corner, _COLUMNS - 1), indent=1, right=True)
    label = f"{swatch.glyph}  {tile.label}"
    canvas.put(row + _LABEL, left, label, replace(first, size=12, bold=True))
    canvas.put(row + _SAYS, left, tile.says, replace(first, size=8.5, vertical="top"))
    share = replace(first, size=24, bold=True, number=number_format("share"))
    canvas.put(row + _SHARE, left, tile.share.value, share, tile.share.formula)
    distance = replace(last, size=11, bold=True, number=number_format("points"))
    canvas.put(row + _SHARE, right, tile.distance.value, distance, tile.distance.formula)
    hours = replace(first, number=number_format("hours-unit"))
    canvas.put(row + _HOURS, left, tile.hours.value, hours, tile.hours.formula)
    canvas.put(row + _HOURS, right, tile.limit, last)
    canvas.put(row + _MOST, left, tile.most, first)


def _edged(style: Style, corner: _Corner, number: int) -> Style:
    at_edge = number == (_COLUMNS - 1 if corner.edge == "right" else 0)
    return replace(style, edge=corner.edge if at_edge else "")


def _draw_foot(canvas: Canvas, tile: Tile, row: int, column: int) -> None:
    share = Style(size=13, bold=True, number=number_format("share"), indent=1)
    canvas.put(row, column, tile.share.value, share, tile.share.formula)
    small = Style(size=8.5, ink=_limit_ink(tile), right=True, indent=1)
    canvas.put(row, column + _COLUMNS - 1, tile.limit or None, small)
