"""Trend: hours and shares by month, by week where the period is short."""

import datetime as dt

from pmrules.analysis.model import Analysis, Slice
from pmrules.model import Quadrant
from pmrules.report import theme
from pmrules.report.content import live
from pmrules.report.content import since as comparison
from pmrules.report.content.kinds import (
    Beside,
    Cell,
    Chart,
    Column,
    Heading,
    Lines,
    Series,
    Sheet,
    Space,
    Table,
    Value,
)
from pmrules.report.content.names import OPEN_PLACES, signed, word_room
from pmrules.rules.rulebook import Over
from pmrules.wording.catalogue import say
from pmrules.wording.dates import day, period_key

_SHORT_WIDTHS, _LONG_WIDTHS = (13.0, 11.6), (17.0, 14.5)
_GAP = 3.0
_RIGHT = 9
_LABELLED = 12
_ROOM, _LONG_ROOM = 30, 40
"""Rows of a page below the headers, in sheets of ordinary and of wide columns."""
_FLATTEST = 10
_STEADY = 0.02
_DAYS = {Over.WEEK: 7}
_MONTHS = {Over.MONTH: 1, Over.QUARTER: 3}


def trend(analysis: Analysis) -> Sheet:
    """Return the sheet of changes over time."""
    if not analysis.spans:
        parts = (Lines((say("nothing"),)),)
        return Sheet(say("sheet.trend"), title(analysis), (), parts, _widths(analysis))
    since = comparison.parts(analysis, analysis.since, _RIGHT) if analysis.since else ()
    left = (
        Heading(say("trend.hours")),
        _hours(analysis),
        Space(),
        chart(analysis, "TrendHours", kind="hours", columns=(0, 8), rows=_chart_rows(analysis)),
    )
    right = (
        Heading(say("trend.shares"), start=_RIGHT),
        _shares(analysis),
        Space(),
        chart(analysis, "TrendShares", columns=(_RIGHT, 15), rows=_chart_rows(analysis)),
    )
    return Sheet(
        name=say("sheet.trend"),
        title=title(analysis),
        lines=(say("trend.signs"),),
        parts=(Beside(left, right), *since),
        widths=_widths(analysis),
        tab=Quadrant.MARKET_FUTURE,
        one_page=not since,
    )


def _widths(analysis: Analysis) -> tuple[float, ...]:
    """Of a period, the places, what is open, beside and in all; then of the shares."""
    first, other = _SHORT_WIDTHS if len(analysis.spans) <= _LABELLED else _LONG_WIDTHS
    labels = (signed(analysis.rulebook, place, 30) for place in theme.ORDER)
    half = (first, *(word_room(labels, other),) * len(theme.ORDER), other)
    return (*half, other, other, _GAP, *half)


def period_name(key: str) -> str:
    """Return a month as `Sep 2026`, a week as `week of 7 Sep 2026`, a quarter as `Q3 2026`."""
    if len(key) > len("2026-09"):
        return say("trend.week", day=day(dt.date.fromisoformat(key)))
    return period_key(key)


def title(analysis: Analysis) -> str:
    """Return how the share of one customer moved between the first and the last period."""
    worked = [each for each in analysis.spans if each.on_matrix]
    if not worked:
        return say("trend.empty")
    first, last = worked[0], worked[-1]
    before, after = first.share_of("one"), last.share_of("one")
    if len(worked) == 1:
        return say("trend.single", name=period_name(first.key), share=before)
    key = "trend.up" if after > before else "trend.down"
    if abs(after - before) < _STEADY:
        key = "trend.steady"
    return say(
        key,
        before=before,
        after=after,
        first=period_name(first.key),
        last=period_name(last.key),
    )


def _chart_rows(analysis: Analysis) -> float:
    spans = len(analysis.spans)
    rows = 24 if spans <= _LABELLED else 20
    if analysis.since is None:
        return rows
    # What changed since has a page of its own, so this one cannot be scaled to fit.
    room = _ROOM if spans <= _LABELLED else _LONG_ROOM
    return max(_FLATTEST, min(rows, room - spans))


def _start(key: str) -> dt.date:
    """The first day of a week, a month or a quarter."""
    year, quarter, number = key.partition("-Q")
    if quarter:
        return dt.date(int(year), 3 * int(number) - 2, 1)
    return dt.date.fromisoformat(key if len(key) > len("2026-09") else f"{key}-01")


def _named(analysis: Analysis, key: str) -> Value:
    """A period as its first cell holds it: a real date, or the name of a quarter."""
    return period_name(key) if analysis.by is Over.QUARTER else _start(key)


def _open(each: Slice) -> int:
    return sum(each.seconds_of(place) for place in OPEN_PLACES)


def _columns(analysis: Analysis, kind: str) -> list[Column]:
    places = [signed(analysis.rulebook, place, 30) for place in theme.ORDER]
    return [
        Column(say(f"column.{analysis.by}"), _kind(analysis)),
        *(Column(place, kind) for place in (*places, f"?  {say('place.open')}")),
    ]


def _kind(analysis: Analysis) -> str:
    return "text" if analysis.by is Over.QUARTER else analysis.by.value


def _hours(analysis: Analysis) -> Table:
    slices = analysis.spans
    rows = [
        _hours_row(Cell(_named(analysis, each.key)), each, _inside(analysis, each.key))
        for each in slices
    ]
    rows.append(_hours_row(Cell(say("trend.all"), "text"), analysis.whole))
    if len(slices) > 1:
        rows.append(_growth(slices, rows))
    columns = [
        *_columns(analysis, "hours"),
        Column(say("column.outside"), "hours", "muted"),
        Column(say("column.total"), "hours", "strong"),
    ]
    return Table("TrendHoursTable", tuple(columns), tuple(rows), totals=min(2, len(slices)))


def _seconds(each: Slice) -> list[int]:
    places = [each.seconds_of(place) for place in theme.ORDER]
    return [*places, _open(each), each.seconds_of("outside"), each.seconds]


def _inside(analysis: Analysis, key: str) -> str:
    """Criteria for the days of a period."""
    return live.within(_start(key), _DAYS.get(analysis.by, 0), _MONTHS.get(analysis.by, 0))


def _hours_row(name: Cell, each: Slice, inside: str = "") -> tuple[Cell, ...]:
    places = (*theme.ORDER, "open", "outside", "")
    return (
        name,
        *(
            Cell(seconds / 3600, formula=live.hours(place, inside))
            for place, seconds in zip(places, _seconds(each), strict=True)
        ),
    )


def _growth(slices: tuple[Slice, ...], rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    last = len(slices) - 1
    changes = [
        Cell(
            _snapped(_number(after) / _number(before) - 1, 0.005) if before.value else None,
            "change",
            formula=_steady(f"[{column},{last}]/[{column},0]-1", 0.005),
        )
        for column, (before, after) in enumerate(zip(rows[0], rows[last], strict=True))
        if column
    ]
    return (_since(slices), *changes)


def _number(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, int | float) else 0.0


def _snapped(change: float, half: float) -> float:
    """A change that would show as a signed nought is none."""
    return change if abs(change) >= half else 0.0


def _steady(change: str, half: float) -> str:
    return f'IFERROR(IF(ABS({change})<{half},0,{change}),"")'


def _moved(before: float | None, after: float | None) -> float | None:
    if before is None or after is None:
        return None
    return _snapped(100 * (after - before), 0.5)


def _point(column: int, before: float | None, after: float | None, last: int) -> Cell:
    formula = _steady(f"100*([{column},{last}]-[{column},0])", 0.5)
    return Cell(_moved(before, after), "points", formula=formula)


def _since(slices: tuple[Slice, ...]) -> Cell:
    first = slices[0].key
    name = day(_start(first)) if len(first) > len("2026-09") else period_name(first)
    return Cell(say("trend.since", name=name), "text")


def _share_row(name: Cell, each: Slice, inside: str = "") -> tuple[Cell, ...]:
    return (
        name,
        *(
            Cell(share, formula=live.share(place, inside))
            for place, share in zip((*theme.ORDER, "open"), _fractions(each), strict=True)
        ),
    )


def _fractions(each: Slice) -> list[float | None]:
    if not each.on_matrix:
        return [None] * 5
    places = [each.seconds_of(place) for place in theme.ORDER]
    return [seconds / each.on_matrix for seconds in (*places, _open(each))]


def _shares(analysis: Analysis) -> Table:
    slices = analysis.spans
    rows = [
        _share_row(Cell(_named(analysis, each.key)), each, _inside(analysis, each.key))
        for each in slices
    ]
    rows.append(_share_row(Cell(say("trend.all"), "text"), analysis.whole))
    if len(slices) > 1:
        pairs = zip(_fractions(slices[0]), _fractions(slices[-1]), strict=True)
        last = len(slices) - 1
        moved = [_point(column, *pair, last) for column, pair in enumerate(pairs, start=1)]
        rows.append((_since(slices), *moved))
    columns = tuple(_columns(analysis, "share"))
    return Table("TrendSharesTable", columns, tuple(rows), min(2, len(slices)), start=_RIGHT)


def chart(
    analysis: Analysis,
    name: str,
    *,
    rows: float,
    columns: tuple[int, int],
    kind: str = "share",
    horizontal: bool = False,
) -> Chart:
    """Return a stacked chart of the periods, in hours or in shares."""
    slices = analysis.spans
    values = [
        [seconds / 3600 for seconds in _seconds(each)[:5]] if kind == "hours" else _fractions(each)
        for each in slices
    ]
    places = (*theme.ORDER, "open")
    return Chart(
        name=name,
        says=say(f"chart.{analysis.by}.{kind}"),
        form="stacked" if kind == "hours" else "full",
        horizontal=horizontal,
        table="TrendHoursTable" if kind == "hours" else "TrendSharesTable",
        categories=tuple(_named(analysis, each.key) for each in slices),
        series=tuple(
            Series(
                signed(analysis.rulebook, place, 24),
                place,
                number,
                tuple(row[number - 1] for row in values),
            )
            for number, place in enumerate(places, start=1)
        ),
        kind=kind,
        rows=rows,
        columns=columns,
        category_kind=_kind(analysis),
        labels=len(slices) <= _LABELLED,
        legend=not horizontal,
    )
