"""The figures of the summary: the matrix, the numbers behind it, shares beside their limits."""

from msgspec.structs import replace

from pmrules.analysis.model import Amount, Analysis
from pmrules.model import Audience, Horizon, Quadrant
from pmrules.report import theme
from pmrules.report.content import live, marks
from pmrules.report.content.kinds import Cell, Chart, Column, Matrix, Series, Table, Tile
from pmrules.report.content.names import (
    OPEN_PLACES,
    distance,
    limit_text,
    place_name,
    share_limit,
    signed,
)
from pmrules.wording.catalogue import say
from pmrules.wording.numbers import hours
from pmrules.wording.phrases import shortened

# Rows and columns of the matrix, and the quadrants in them, as the table lists them.
_GROUPS = (
    ("market", (Quadrant.MARKET_CURRENT, Quadrant.MARKET_FUTURE)),
    ("one", (Quadrant.ONE_CURRENT, Quadrant.ONE_FUTURE)),
)
_CHARTED = 6


def matrix(analysis: Analysis) -> Matrix:
    """Return the four quadrants with their edges."""
    one, two, three, four = (_tile(analysis, place) for place in theme.ORDER)
    return Matrix(
        (one, two, three, four),
        (_edge(analysis, Audience.MARKET), _edge(analysis, Audience.ONE)),
        (_edge(analysis, Horizon.CURRENT), _edge(analysis, Horizon.FUTURE)),
    )


def _edge(analysis: Analysis, place: str) -> Tile:
    amount = analysis.whole.amounts[place]
    limit = share_limit(analysis.rulebook, place, amount.share or 0)
    return Tile(
        place=place,
        label=place_name(analysis.rulebook, place),
        says=say(f"says.{place}"),
        share=_share(amount, place),
        hours=_hours(amount, place),
        limit=limit_text(limit) if limit else "",
        distance=distance(limit, amount.share, live.share(place)),
    )


def _tile(analysis: Analysis, place: Quadrant) -> Tile:
    amount = analysis.whole.amounts[place]
    limit = share_limit(analysis.rulebook, place, amount.share or 0)
    return Tile(
        place=place,
        label=shortened(analysis.rulebook.labels[place], 30),
        says=say(f"says.{place}"),
        share=_share(amount, place),
        hours=_hours(amount, place),
        limit=limit_text(limit) if limit else say("limit.none"),
        distance=distance(limit, amount.share, live.share(place)),
        most=_most(analysis, place),
    )


def _most(analysis: Analysis, place: Quadrant) -> str:
    named = [each for each in analysis.activities if each.cell == place and each.activity]
    if not named:
        return ""
    largest = named[0]
    name = shortened(largest.activity, 26)
    return say("tile.most", activity=name, hours=hours(largest.seconds))


def numbers(analysis: Analysis) -> Table:
    """Return what is placed where, in hours and shares, with bounds and limits."""
    columns = (
        Column(say("column.place")),
        Column(say("column.hours"), "hours"),
        Column(say("column.share"), "share", "strong"),
        Column(say("column.low"), "share", "muted"),
        Column(say("column.high"), "share", "muted"),
        Column(say("column.limit"), "share", "muted"),
        Column(say("column.distance"), "points"),
    )
    rows = [
        row
        for axis, places in _GROUPS
        for row in (_row(analysis, axis), *(_row(analysis, place) for place in places))
    ]
    rows += [_row(analysis, place) for place in ("current", "future", "half", "unclassified")]
    whole = analysis.whole
    rows += [
        _total(analysis),
        _plain_row("outside", whole.seconds_of("outside")),
        _plain_row("all", whole.seconds),
    ]
    return Table("Numbers", columns, tuple(rows), totals=3)


def _share(amount: Amount, place: str) -> Cell:
    return Cell(amount.share, "share", formula=live.share(place))


def _hours(amount: Amount, place: str) -> Cell:
    return Cell(amount.seconds / 3600, "hours", formula=live.hours(place))


def _row(analysis: Analysis, place: str) -> tuple[Cell, ...]:
    amount = analysis.whole.amounts[place]
    limit = share_limit(analysis.rulebook, place, amount.share or 0)
    in_swatches = place in theme.SWATCHES
    name = signed(analysis.rulebook, place, 24) if in_swatches else say(f"place.{place}")
    return (
        Cell(
            f"    {name}" if place in set(Quadrant) else name, tone="" if in_swatches else "strong"
        ),
        replace(_hours(amount, place), mark=marks.hours(place)),
        replace(_share(amount, place), tone="" if place in theme.SWATCHES else "strong"),
        *_bounds(amount, place),
        Cell(limit.amount if limit else None),
        distance(limit, amount.share, live.share(place)),
    )


def _bounds(amount: Amount, place: str) -> tuple[Cell, Cell]:
    if place in OPEN_PLACES:
        return Cell(None), Cell(None)
    return (
        Cell(amount.low, formula=live.low(place)),
        Cell(amount.high, formula=live.high(place)),
    )


def _total(analysis: Analysis) -> tuple[Cell, ...]:
    on_matrix = analysis.whole.on_matrix
    blank = Cell(None)
    hours = Cell(on_matrix / 3600, formula=f"{live.on_matrix()}/3600")
    share = Cell(1.0 if on_matrix else None)
    return (Cell(say("place.matrix")), hours, share, blank, blank, blank, blank)


def _plain_row(place: str, seconds: int) -> tuple[Cell, ...]:
    blank = Cell(None)
    formula = live.hours("" if place == "all" else place)
    hours = Cell(seconds / 3600, formula=formula, mark=marks.hours(place))
    return (Cell(say(f"place.{place}")), hours, blank, blank, blank, blank, blank)


def limits_chart(analysis: Analysis, columns: tuple[int, int]) -> Chart:
    """Return shares beside their limits, drawn over these columns."""
    places = [place for axis, inside in _GROUPS for place in (axis, *inside)]
    amounts = [analysis.whole.amounts[place] for place in places]
    limits = [
        share_limit(analysis.rulebook, place, amount.share or 0)
        for place, amount in zip(places, amounts, strict=True)
    ]
    rows = numbers(analysis).rows[:_CHARTED]
    return Chart(
        name="Limits",
        says=say("chart.limits"),
        form="clustered",
        horizontal=True,
        table="Numbers",
        categories=tuple(row[0].value for row in rows),
        series=(
            Series(
                say("column.share"),
                "total",
                2,
                tuple(amount.share for amount in amounts),
                tuple("total" if place in {"market", "one"} else place for place in places),
            ),
            Series(
                say("column.limit"),
                "guide",
                5,
                tuple(limit.amount if limit else None for limit in limits),
            ),
        ),
        kind="share",
        rows=16,
        columns=columns,
    )
