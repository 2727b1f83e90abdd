"""Activities: what is done below each quadrant, and whose work it ought to be."""

from collections import Counter

from pmrules.analysis.model import ActivityTotals, Analysis, Slice
from pmrules.model import Quadrant
from pmrules.report import theme
from pmrules.report.content.kinds import (
    Cell,
    Column,
    Heading,
    Lines,
    Part,
    Sheet,
    Space,
    Table,
)
from pmrules.report.content.names import signed
from pmrules.wording.catalogue import say
from pmrules.wording.numbers import hours
from pmrules.wording.phrases import shortened

_WIDTHS = (34.0, 44.0, 34.0, 12.0, 15.0, 13.0, 11.0, 10.0)
_MOSTLY = 3
_PLACES = (*theme.ORDER, "half", "unclassified", "outside")


def activities(analysis: Analysis) -> Sheet:
    """Return the sheet of activities and owners."""
    return Sheet(
        name=say("sheet.activities"),
        title=title(analysis),
        lines=(say("activities.question"),),
        parts=_parts(analysis),
        widths=_WIDTHS,
        tab=Quadrant.ONE_CURRENT,
        repeat_last=True,
    )


def title(analysis: Analysis) -> str:
    """Return the largest activity for one customer and whose it is, or the largest of all."""
    named = [each for each in analysis.activities if each.activity and each.cell != "outside"]
    one = [each for each in named if each.cell.startswith("one-")]
    if not named:
        return say("activities.none" if analysis.whole.entries else "activities.empty")
    largest = max(one or named, key=lambda each: each.seconds)
    key = "activities.one" if one else "activities.any"
    said = say(key, activity=shortened(largest.activity, 40), seconds=largest.seconds)
    if not largest.owner:
        return said
    return say("activities.owned", said=said, owner=shortened(largest.owner, 40))


def _parts(analysis: Analysis) -> tuple[Part, ...]:
    if not analysis.activities:
        return (Lines((say("activities.how"),)),)
    owners = (Heading(say("activities.owners")), _owners(analysis), Space())
    return (
        *(owners if any(each.key for each in analysis.owners) else ()),
        Heading(say("activities.all")),
        _table(analysis),
    )


def _owners(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.owner"), tone="strong"),
        Column(say("column.mostly"), tone="muted"),
        Column(" "),
        Column(say("column.hours"), "hours", bar=True),
        Column("  ", "share"),
        Column(say("column.share-matrix"), "share"),
        Column(say("column.entries"), "count", "muted"),
        Column("   ", "count"),
    )
    rows = tuple(_owner(analysis, each) for each in analysis.owners)
    return Table("OwnersTable", columns, rows, lines_up=True)


def _owner(analysis: Analysis, each: Slice) -> tuple[Cell, ...]:
    on_matrix = analysis.whole.on_matrix
    return (
        Cell(each.key or say("activities.unowned"), tone="" if each.key else "muted"),
        Cell(_mostly(analysis, each.key)),
        Cell(None),
        Cell(each.seconds / 3600),
        Cell(None),
        Cell(each.on_matrix / on_matrix if on_matrix else None),
        Cell(each.entries),
        Cell(None),
    )


def _mostly(analysis: Analysis, owner: str) -> str:
    """The largest activities of an owner, as far as they have names."""
    seconds: Counter[str] = Counter()
    for each in analysis.activities:
        if each.owner == owner and each.activity:
            seconds[each.activity] += each.seconds
    largest = seconds.most_common(_MOSTLY)
    return ", ".join(f"{shortened(name, 26)} {hours(worked)} h" for name, worked in largest)


def _table(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.place")),
        Column(say("column.activity"), tone="strong"),
        Column(say("column.owner"), tone="muted"),
        Column(say("column.hours"), "hours", bar=True),
        Column(say("column.share-place"), "share"),
        Column(say("column.share-matrix"), "share"),
        Column(say("column.entries"), "count", "muted"),
        Column(say("column.people"), "count", "muted"),
    )
    ordered = sorted(analysis.activities, key=lambda each: _PLACES.index(each.cell))
    rows = tuple(_row(analysis, each) for each in ordered)
    return Table("ActivitiesTable", columns, rows, filters=True)


def _row(analysis: Analysis, each: ActivityTotals) -> tuple[Cell, ...]:
    whole = analysis.whole
    below = whole.seconds_of(each.cell)
    on_matrix = whole.on_matrix if each.cell != "outside" else 0
    return (
        Cell(signed(analysis.rulebook, each.cell, 30), tone=each.cell),
        Cell(
            each.activity or say("activities.unnamed"), tone="strong" if each.activity else "muted"
        ),
        Cell(each.owner or "—"),
        Cell(each.seconds / 3600),
        Cell(each.seconds / below if below else None),
        Cell(each.seconds / on_matrix if on_matrix else None),
        Cell(each.entries),
        Cell(each.people),
    )
