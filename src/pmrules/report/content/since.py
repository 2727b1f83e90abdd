"""Since: what changed since an earlier report, as a sentence and as tables."""

from collections.abc import Callable, Iterator

from pmrules.analysis.model import Analysis, Change, PersonChange, Since
from pmrules.model import Quadrant
from pmrules.report import theme
from pmrules.report.content.kinds import (
    Beside,
    Cell,
    Column,
    Heading,
    Lines,
    Part,
    Sentence,
    Space,
    Table,
)
from pmrules.report.content.names import place_name, signed
from pmrules.wording.catalogue import say
from pmrules.wording.dates import period
from pmrules.wording.phrases import joined, shortened

_PEOPLE_NAMED = 6
_HALF_A_POINT = 0.005
_HALF_AN_HOUR = 180
"""Seconds below which a change shows as nought at one decimal."""
_ONE_DECIMAL = 3600
_ORDER = (
    "market", Quadrant.MARKET_CURRENT, Quadrant.MARKET_FUTURE,
    "one", Quadrant.ONE_CURRENT, Quadrant.ONE_FUTURE,
    "current", "future", "half", "unclassified",
)  # fmt: skip
_SUMS = ("all", "outside")


def then(since: Since) -> str:
    """Return what the earlier report is called: its period, unless that is also this one's."""
    if since.period is None or "same" in since.remarks:
        return say("since.previous")
    return period(since.period.first, since.period.last)


def sentence(analysis: Analysis, since: Since) -> Sentence:
    """Return how the share of one customer moved, and what moved most."""
    one = since.of("one")
    mark, tone = "ok", "plain"
    if one.moved is not None and abs(one.moved) >= _HALF_A_POINT:
        mark, tone = ("up", "alarm") if one.moved > 0 else ("down", "plain")
    return Sentence(theme.MARKS[mark], tone, f"{headline(since)}.", _detail(analysis, since))


def headline(since: Since) -> str:
    """Return the sentence of one customer, without a full stop."""
    one = since.of("one")
    if one.moved is None:
        return say("since.unknown", then=then(since))
    key = "since.up" if one.moved > 0 else "since.down"
    if abs(one.moved) < _HALF_A_POINT:
        key = "since.steady"
    return say(key, share=one.share_after, points=round(abs(100 * one.moved)), then=then(since))


def _detail(analysis: Analysis, since: Since) -> str:
    hours = since.of("all")
    said = say("since.hours", before=hours.before, after=hours.after)
    moved = [change for place in Quadrant if (change := since.of(place)).moved is not None]
    largest = max(moved, key=lambda change: abs(change.moved or 0), default=None)
    if largest is None or abs(largest.moved or 0) < _HALF_A_POINT:
        return said
    most = say(
        "since.most",
        label=shortened(place_name(analysis.rulebook, largest.place), 40),
        before=largest.share_before,
        after=largest.share_after,
    )
    return f"{most} {said}"


def remarks(analysis: Analysis, since: Since) -> Iterator[str]:
    """Yield what a reader must know of the comparison: doubts, other labels, who came and went."""
    for key in since.remarks:
        yield say(f"since.{key}", days=since.shared_days, then=then(since))
    renamed = [(analysis.rulebook.labels[place], old) for place, old in since.renamed]
    if renamed:
        pairs = [say("since.renamed.one", now=now, then=old) for now, old in renamed]
        yield say("since.renamed", names=joined(pairs))
    for key, is_so in _CAME_AND_WENT:
        names = [person.name for person in since.people if is_so(person)]
        if names:
            yield say(key, names=_some(names), people=len(names))


_CAME_AND_WENT: tuple[tuple[str, Callable[[PersonChange], bool]], ...] = (
    ("since.new", lambda person: person.before is None),
    ("since.gone", lambda person: person.after is None),
)


def _some(names: list[str]) -> str:
    shown = [shortened(name, 40) for name in names[:_PEOPLE_NAMED]]
    more = len(names) - len(shown)
    return joined([*shown, say("since.others", more=more)] if more else shown)


def parts(analysis: Analysis, since: Since, right: int) -> tuple[Part, ...]:
    """Return the page of the comparison; its right half begins in a column."""
    title = say("since.title", then=then(since))
    about = since.title if since.title and since.title != since.name else ""
    remark = " · ".join(filter(None, (about, since.name)))
    left: tuple[Part, ...] = (_places(analysis, since),)
    people: tuple[Part, ...] = (_people(since, right),) if since.people else ()
    return (
        Heading(title, shortened(remark, 80), new_page=True),
        Lines((f"{headline(since)}. {_detail(analysis, since)}", *remarks(analysis, since))),
        Space(),
        Beside(left, people),
    )


def _places(analysis: Analysis, since: Since) -> Table:
    columns = (
        Column(say("column.place")),
        Column(" "),
        Column(say("since.hours-then"), "hours", "muted"),
        Column(say("since.hours-now"), "hours"),
        Column(say("since.change"), "distance-hours", "strong"),
        Column(say("since.share-then"), "share", "muted"),
        Column(say("since.share-now"), "share"),
        Column(say("since.change-points"), "points", "strong"),
    )
    rows = [_row(analysis, since.of(place)) for place in (*_ORDER, *_SUMS)]
    return Table("SincePlaces", columns, tuple(rows), totals=len(_SUMS))


def _row(analysis: Analysis, change: Change) -> tuple[Cell, ...]:
    is_quadrant = change.place in set(Quadrant)
    name = place_name(analysis.rulebook, change.place)
    if change.place in theme.SWATCHES:
        name = signed(analysis.rulebook, change.place, 24)
    heavy = "strong" if change.place in {"market", "one", "current", "future"} else ""
    return (
        Cell(f"    {name}" if is_quadrant else name, tone=heavy),
        Cell(None),
        Cell(change.before / _ONE_DECIMAL),
        Cell(change.after / _ONE_DECIMAL),
        _hours(change.after - change.before),
        Cell(change.share_before),
        Cell(change.share_after),
        _points(change.moved),
    )


def _people(since: Since, start: int) -> Table:
    columns = (
        Column(say("column.person"), tone="strong"),
        Column(" "),
        Column(say("since.hours-now"), "hours"),
        Column(say("since.change"), "distance-hours"),
        Column(say("column.one"), "share"),
        Column(say("since.change-points"), "points"),
    )
    return Table("SincePeople", columns, tuple(map(_person, since.people)), start=start)


def _person(person: PersonChange) -> tuple[Cell, ...]:
    name = Cell(shortened(person.name, 24))
    none = Cell(None)
    if person.after is None:
        return (name, none, none, Cell(say("since.is-gone"), tone="muted"), none, none)
    hours, one = Cell(person.after / _ONE_DECIMAL), Cell(person.one_after)
    if person.before is None:
        return (
            name,
            Cell(None),
            hours,
            Cell(say("since.is-new"), tone="muted"),
            one,
            Cell(None),
        )
    return (
        name,
        Cell(None),
        hours,
        _hours(person.after - person.before),
        one,
        _points(person.moved),
    )


def _hours(seconds: int) -> Cell:
    """A change that would show as a signed nought is none."""
    return Cell(seconds / _ONE_DECIMAL if abs(seconds) >= _HALF_AN_HOUR else 0)


def _points(moved: float | None) -> Cell:
    if moved is None:
        return Cell(None)
    return Cell(100 * moved if abs(moved) >= _HALF_A_POINT else 0.0)
