"""Native charts in the palette, with the values they show stored beside their references."""

import math
from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series as ChartSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter, quote_sheetname

from pmrules.report import theme
from pmrules.report.content.kinds import Chart, Series, Value
from pmrules.report.drawing.canvas import Canvas, Placed, serial
from pmrules.report.drawing.safe import clean
from pmrules.report.drawing.styles import number_format

_GAPS = {"stacked": 45, "full": 45, "clustered": 40}
_GROUPINGS = {"stacked": "stacked", "full": "percentStacked", "clustered": "clustered"}
_LABELLED_FROM = 0.055
"""Smaller parts of a whole have no room for a label."""
_HALF_POINT = 6350
_CROWDED = 20
"""More names than that are written small, so that none is left out."""
_SWATCHES = {
    **theme.SWATCHES,
    "guide": theme.Swatch(theme.GUIDE, theme.MUTED, "B4BAC3", ""),
    "total": theme.Swatch("4A5260", theme.WHITE, "4A5260", ""),
}


def draw_chart(canvas: Canvas, chart: Chart, top: int) -> None:
    """Draw a chart over so many rows of a sheet; its table stands somewhere already."""
    placed = canvas.placed[chart.table]
    drawn: Any = BarChart()
    drawn.type = "bar" if chart.horizontal else "col"
    drawn.grouping = _GROUPINGS[chart.form]
    drawn.overlap = -8 if chart.form == "clustered" else 100
    drawn.gapWidth = _gap(chart)
    drawn.style = None
    drawn.roundedCorners = False
    drawn.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    drawn.series = [_series(chart, series, placed) for series in chart.series]
    drawn.legend = _legend() if chart.legend else None
    _axes(drawn, chart)
    left, right = chart.columns
    drawn.anchor = TwoCellAnchor(
        editAs="oneCell",
        _from=AnchorMarker(col=left, row=top - 1),
        to=AnchorMarker(col=right, row=top - 1 + math.ceil(chart.rows)),
    )
    canvas.sheet.add_chart(drawn)


def _gap(chart: Chart) -> int:
    """Gaps in per cent of a bar: columns of one or two periods stay columns."""
    if chart.horizontal:
        return _GAPS[chart.form]
    return {1: 300, 2: 120}.get(len(chart.categories), _GAPS[chart.form])


def _series(chart: Chart, series: Series, placed: Placed) -> ChartSeries:
    column = placed.column + series.column
    drawn = ChartSeries(
        tx=SeriesLabel(strRef=_names((series.name,), _at(placed, column, placed.header))),
        cat=_categories(chart, placed),
        val=NumDataSource(
            numRef=NumRef(
                f=_down(placed, column, len(series.values)),
                numCache=_numbers(series.values, number_format(chart.kind)),
            )
        ),
    )
    drawn.idx = drawn.order = chart.series.index(series)
    drawn.invertIfNegative = False
    drawn.graphicalProperties = _filled(series.place)
    drawn.dPt = [
        DataPoint(idx=number, invertIfNegative=False, spPr=_filled(place))
        for number, place in enumerate(series.points)
    ]
    drawn.dLbls = _labels(chart, series)
    return drawn


def _at(placed: Placed, column: int, row: int) -> str:
    return f"{quote_sheetname(placed.sheet)}!${get_column_letter(column)}${row}"


def _down(placed: Placed, column: int, count: int) -> str:
    first = _at(placed, column, placed.header + 1)
    return f"{first}:${get_column_letter(column)}${placed.header + count}"


def _names(names: tuple[str, ...], reference: str) -> StrRef:
    points = [StrVal(idx=number, v=clean(name)) for number, name in enumerate(names)]
    return StrRef(f=reference, strCache=StrData(ptCount=len(names), pt=points))


def _numbers(values: tuple[float | None, ...], form: str) -> NumData:
    points = [
        NumVal(idx=number, v=repr(value))
        for number, value in enumerate(values)
        if value is not None
    ]
    return NumData(formatCode=form, ptCount=len(values), pt=points)


def _categories(chart: Chart, placed: Placed) -> AxDataSource:
    reference = _down(placed, placed.column, len(chart.categories))
    if chart.category_kind == "text":
        names = tuple(str(name) for name in chart.categories)
        return AxDataSource(strRef=_names(names, reference))
    days = tuple(map(_serial, chart.categories))
    cache = _numbers(days, number_format(chart.category_kind))
    return AxDataSource(numRef=NumRef(f=reference, numCache=cache))


def _serial(value: Value) -> float | None:
    return None if value is None or isinstance(value, str | int | float) else serial(value)


def _filled(place: str) -> GraphicalProperties:
    swatch = _SWATCHES[place]
    line = LineProperties(solidFill=swatch.outline, w=_HALF_POINT)
    return GraphicalProperties(solidFill=swatch.fill, ln=line)


def _text(size: float, ink: str, *, bold: bool = False) -> RichText:
    properties = CharacterProperties(
        sz=round(size * 100), b=bold, solidFill=ink, latin=Font(typeface=theme.FONT)
    )
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])


def _labels(chart: Chart, series: Series) -> DataLabelList | None:
    if not chart.labels:
        return None
    clustered = chart.form == "clustered"
    ink = theme.INK if clustered else _SWATCHES[series.place].ink
    if series.place == "guide":
        ink = theme.MUTED
    drawn = DataLabelList()
    drawn.numFmt = number_format("share" if chart.kind == "share" else "count")
    drawn.position = "outEnd" if clustered else "ctr"
    drawn.txPr = _text(8.5, ink, bold=series.place != "guide")
    _show_value(drawn, shown=True)
    drawn.dLbl = [_hidden(number) for number in _too_small(chart, series)]
    return drawn


def _show_value(label: DataLabelList | DataLabel, *, shown: bool) -> None:
    label.showVal = shown
    label.showSerName = label.showCatName = label.showLegendKey = label.showPercent = False
    label.showBubbleSize = False


def _hidden(number: int) -> DataLabel:
    label = DataLabel(idx=number)
    _show_value(label, shown=False)
    return label


def _too_small(chart: Chart, series: Series) -> list[int]:
    if chart.form == "clustered":
        return [number for number, value in enumerate(series.values) if value is None]
    wholes = [sum(each.values[number] or 0 for each in chart.series)
              for number in range(len(series.values))]  # fmt: skip
    whole = wholes if chart.form == "full" else [max(wholes, default=0)] * len(wholes)
    return [
        number
        for number, value in enumerate(series.values)
        if not value or value < _LABELLED_FROM * whole[number]
    ]


def _legend() -> Legend:
    legend = Legend()
    legend.position = "t"
    legend.txPr = _text(9, theme.INK)
    return legend


def _axes(drawn: Any, chart: Chart) -> None:
    thin = GraphicalProperties(ln=LineProperties(solidFill=theme.HAIRLINE, w=_HALF_POINT))
    category, value = drawn.x_axis, drawn.y_axis
    category.delete = False
    category.auto = False
    category.noMultiLvlLbl = True
    category.majorTickMark = value.majorTickMark = "none"
    crowded = chart.category_kind == "text" and len(chart.categories) > _CROWDED
    category.txPr = _text(7 if crowded else 9, theme.INK if chart.horizontal else theme.MUTED)
    category.tickLblSkip = 1 if crowded else None
    category.graphicalProperties = thin
    if chart.category_kind != "text":
        category.number_format = number_format(chart.category_kind)
        category.numFmt.sourceLinked = False
    if chart.horizontal:
        category.scaling.orientation = "maxMin"
        value.crosses = "max"
    value.delete = chart.horizontal and chart.labels
    value.scaling.min = 0
    value.txPr = _text(9, theme.MUTED)
    value.number_format = number_format("share" if chart.form == "full" else "count")
    value.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    value.majorGridlines = None
    if not value.delete:
        value.majorGridlines = ChartLines(spPr=thin)
    if chart.form == "full":
        value.scaling.max = 1
