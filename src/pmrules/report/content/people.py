"""People: everyone's hours by quadrant beside what they have; load, never performance."""

from collections.abc import Sequence
from itertools import accumulate

from pmrules.analysis.model import Analysis, Flag, PersonTotals, Slice
from pmrules.model import Quadrant
from pmrules.report import theme
from pmrules.report.content import live, marks
from pmrules.report.content.kinds import (
    Cell,
    Chart,
    Column,
    Heading,
    Lines,
    Part,
    Series,
    Sheet,
    Space,
    Table,
)
from pmrules.report.content.names import (
    OPEN_PLACES,
    flag_mark,
    flag_tone,
    flag_what,
    signed,
    word_room,
)
from pmrules.wording.catalogue import say
from pmrules.wording.phrases import joined, shortened

_ONE_PAGE_UP_TO = 20
_PAGE = 42
"""Rows of a printed page below a heading."""
_TELLING = 0.25
"""Two names that carry less than that say nothing."""


def people(analysis: Analysis) -> Sheet:
    """Return the sheet of load and allocation by person."""
    parts: tuple[Part, ...] = (Lines((say("nothing"),)),)
    if analysis.people:
        apart = Heading(say("people.chart"), new_page=not _fits(analysis))
        parts = (_table(analysis), Space(), apart, _chart(analysis))
    return Sheet(
        name=say("sheet.people"),
        title=title(analysis),
        lines=(say("people.definition"),),
        parts=parts,
        widths=tuple(width for _, width in _columns(analysis)),
        tab=Quadrant.MARKET_CURRENT,
        one_page=_fits(analysis),
        repeat=True,
        keep=1,
    )


def _fits(analysis: Analysis) -> bool:
    """Whether table and chart go on one page."""
    return len(analysis.people) <= _ONE_PAGE_UP_TO


def _chart_rows(analysis: Analysis) -> float:
    """Two rows a person where all is on one page; else as much as a page of its own has."""
    people = len(analysis.people)
    if _fits(analysis):
        return max(7.0, 3 + 2 * people)
    return min(3 + 1.4 * people, max(_PAGE, 0.6 * people))


def title(analysis: Analysis) -> str:
    """Return who carries the one-customer work, and how many are over capacity."""
    parts = [_carriers(analysis)]
    if over := len(over_capacity(analysis)):
        parts.append(say("people.over", people=over))
    return "; ".join(parts)


def _carriers(analysis: Analysis) -> str:
    count, total = len(analysis.people), analysis.whole.seconds_of("one")
    if count < 2 or not total:
        key = ("people.none", "people.single")[count] if count < 2 else "people.plain"
        name = shortened(analysis.people[0].name, 40) if count else ""
        return say(key, people=count, seconds=analysis.whole.seconds, name=name)
    ordered = sorted(analysis.people, key=lambda each: -each.totals.seconds_of("one"))
    # Two of two or three people carry most of anything: one name says more there.
    shown = 2 if count > 3 else 1
    first = ordered[:shown]
    share = sum(each.totals.seconds_of("one") for each in first) / total
    if share < _TELLING:
        return say("people.half", number=_half(ordered), people=count)
    names = joined([shortened(each.name, 30) for each in first])
    return say("people.carriers", names=names, number=shown, share=share)


def _half(ordered: Sequence[PersonTotals]) -> int:
    """How many of the people with most one-customer work do half of it together."""
    running = list(accumulate(each.totals.seconds_of("one") for each in ordered))
    return 1 + sum(2 * seconds < running[-1] for seconds in running)


def over_capacity(analysis: Analysis) -> set[str]:
    """Return the people whose hours were measured past their capacity at least once."""
    return {
        flag.scope
        for flag in analysis.flags
        if flag.kind == "capacity" and flag.limit.bound == "max" and flag.broken_as_measured
    }


def _columns(analysis: Analysis) -> list[tuple[Column, float]]:
    """The columns with their widths; nobody sees columns of which nothing is known."""
    places = [
        Column(signed(analysis.rulebook, place, 30), "hours", range=marks.person_hours(place))
        for place in theme.ORDER
    ]
    open_, outside, all_ = map(marks.person_hours, ("open", "outside", "all"))
    known = [
        (Column(say("column.capacity"), "hours", "muted"), 10.0),
        (Column(say("column.load"), "share", bar=True), 9.0),
    ]
    # What is left out makes room for the rest: the sheet fills its page either way.
    teams, capacities = _teams(analysis), _capacities(analysis)
    wide = 0.0 if capacities else 2.5
    label = word_room((column.title for column in places), 11.5) + wide
    return [
        (
            Column(say("column.person"), tone="strong", wrap=True, range=marks.PERSON_NAME),
            26.0 if teams else 32.0,
        ),
        *([(Column(say("column.team"), tone="muted"), 17.0)] if teams else []),
        *((column, label) for column in places),
        (Column(f"?  {say('place.open')}", "hours", range=open_), 9.0 + wide),
        (Column(say("column.outside"), "hours", "muted", range=outside), 9.0 + wide),
        (Column(say("column.total"), "hours", "strong", range=all_), 10.0 + wide),
        *(known if capacities else []),
        (Column(say("column.one"), "share", range=marks.PERSON_SHARE), 10.0 + wide),
        (Column(say("column.future"), "share"), 9.0 + wide),
        (Column(say("column.worst")), 46.0),
    ]


def _teams(analysis: Analysis) -> bool:
    return any(person.team for person in analysis.people)


def _capacities(analysis: Analysis) -> bool:
    return any(person.capacity for person in analysis.people)


def _table(analysis: Analysis) -> Table:
    columns = tuple(column for column, _ in _columns(analysis))
    rows = [_row(analysis, person, number) for number, person in enumerate(analysis.people)]
    return Table("PeopleTable", columns, (*rows, _everyone(analysis)), totals=1)


def _row(analysis: Analysis, person: PersonTotals, number: int) -> tuple[Cell, ...]:
    flags = [flag for flag in analysis.flags if flag.scope == person.name]
    mine = live.person(number)
    load = (
        Cell(person.capacity / 3600 if person.capacity else None),
        Cell(person.load, tone=_tone(flags, "total")),
    )
    return (
        Cell(person.name),
        *([Cell(shortened(person.team, 18))] if _teams(analysis) else []),
        *_hours(person.totals, mine),
        *(load if _capacities(analysis) else []),
        *_shares(person.totals, flags, mine),
        _worst(analysis, flags),
    )


def _hours(totals: Slice, criteria: str = "") -> tuple[Cell, ...]:
    seconds = {place: totals.seconds_of(place) for place in (*theme.ORDER, "outside")}
    seconds["open"] = sum(totals.seconds_of(place) for place in OPEN_PLACES)
    places = (*theme.ORDER, "open", "outside")
    return (
        *(Cell(seconds[each] / 3600, formula=live.hours(each, criteria)) for each in places),
        Cell(totals.seconds / 3600, formula=live.hours("", criteria)),
    )


def _shares(totals: Slice, flags: list[Flag], criteria: str = "") -> tuple[Cell, ...]:
    return tuple(
        Cell(totals.amounts[place].share, "", _tone(flags, place), live.share(place, criteria))
        for place in ("one", "future")
    )


def _tone(flags: list[Flag], target: str) -> str:
    """The tone of the first flag about a target, which is its worst; a total has no value."""
    found = [flag for flag in flags if (flag.limit.of.value or flag.limit.of.kind) == target]
    return flag_tone(found[0]) if found else ""


def _worst(analysis: Analysis, flags: list[Flag]) -> Cell:
    if not flags:
        return Cell("—", tone="muted")
    worst = flags[0]
    more = say("people.more", more=len(flags) - 1) if len(flags) > 1 else ""
    what = flag_what(analysis.rulebook, worst, 24)
    return Cell(f"{flag_mark(worst)} {what}{more}", tone=f"{flag_tone(worst)}-text")


def _everyone(analysis: Analysis) -> tuple[Cell, ...]:
    capacities = [each.capacity for each in analysis.people]
    known = [capacity for capacity in capacities if capacity]
    capacity = sum(known) if known and len(known) == len(capacities) else None
    whole = analysis.whole
    load = (
        Cell(capacity / 3600 if capacity else None),
        Cell(whole.seconds / capacity if capacity else None),
    )
    return (
        Cell(say("people.everyone")),
        *([Cell(None)] if _teams(analysis) else []),
        *_hours(whole),
        *(load if known else []),
        *_shares(whole, []),
        Cell(say("fact.flags", flags=len(analysis.flags)), tone="muted"),
    )


def _chart(analysis: Analysis) -> Chart:
    places = (*theme.ORDER, "open")
    rows = [_hours(person.totals) for person in analysis.people]
    first = 2 if _teams(analysis) else 1
    return Chart(
        name="People",
        says=say("chart.people"),
        form="full",
        horizontal=True,
        table="PeopleTable",
        categories=tuple(shortened(person.name, 80) for person in analysis.people),
        series=tuple(
            Series(
                signed(analysis.rulebook, place, 24),
                place,
                first + number,
                tuple(float(str(row[number].value)) for row in rows),
            )
            for number, place in enumerate(places)
        ),
        kind="hours",
        rows=_chart_rows(analysis),
        columns=(0, len(_columns(analysis))),
        labels=False,
        legend=True,
    )
