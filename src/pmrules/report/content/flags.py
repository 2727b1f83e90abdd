"""Flags: every limit that is broken or may be, with what to do about it."""

from pmrules.analysis.capacity import held
from pmrules.analysis.model import Analysis, Flag
from pmrules.report.content.kinds import Cell, Column, Lines, Part, Sheet, Table
from pmrules.report.content.names import amount_text, flag_mark, flag_tone, flag_what
from pmrules.rules.rulebook import Measure
from pmrules.wording.catalogue import say
from pmrules.wording.dates import period_key
from pmrules.wording.numbers import hours

_WIDTHS = (12.0, 36.0, 20.0, 13.0, 12.5, 10.0, 10.5, 10.5, 12.5, 13.0, 54.0)


def flags(analysis: Analysis) -> Sheet:
    """Return the sheet of limits and their distances."""
    parts: tuple[Part, ...] = (_table(analysis),) if analysis.flags else (_nothing(analysis),)
    return Sheet(
        name=say("sheet.flags"),
        title=title(analysis),
        lines=(say("flags.allocation"), say("flags.capacity")),
        parts=parts,
        widths=_WIDTHS,
        tab="alarm" if analysis.flags else "",
        repeat=True,
        keep=2,
    )


def title(analysis: Analysis) -> str:
    """Return how many flags are certain and how many possible."""
    certain = sum(flag.certainty == "certain" for flag in analysis.flags)
    possible = len(analysis.flags) - certain
    if not analysis.flags:
        return say("flags.none" if _limits(analysis) else "flags.unlimited")
    key = "flags.both" if certain and possible else "flags.certain" if certain else "flags.possible"
    return say(key, certain=certain, possible=possible)


def _nothing(analysis: Analysis) -> Lines:
    limits = _limits(analysis)
    return Lines((say("flags.none.how", limits=limits) if limits else say("flags.unlimited.how"),))


def _limits(analysis: Analysis) -> int:
    """How many limits were held against somebody: those of the rules file, and capacities."""
    book = analysis.rulebook
    capacities = any(person.capacity for person in book.people)
    return len(held(book)) if capacities else len(book.limits)


def _table(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.certainty")),
        Column(say("column.what"), tone="strong"),
        Column(say("column.who")),
        Column(say("column.when"), tone="muted"),
        Column(say("column.measured"), "share", "strong"),
        Column(say("column.low"), "share", "muted"),
        Column(say("column.high"), "share", "muted"),
        Column(say("column.limit"), "share", "muted"),
        Column(say("column.distance"), "points"),
        Column(say("column.stake"), "hours"),
        Column(say("column.advice"), wrap=True),
    )
    rows = tuple(_row(analysis, flag) for flag in analysis.flags)
    return Table("FlagsTable", columns, rows, filters=True)


def _row(analysis: Analysis, flag: Flag) -> tuple[Cell, ...]:
    certainty = f"{flag_mark(flag)} {say(f'flag.{flag.certainty}')}"
    return (
        Cell(certainty, tone=flag_tone(flag)),
        Cell(flag_what(analysis.rulebook, flag)),
        Cell(say("flag.everyone") if flag.scope == "everyone" else flag.scope),
        Cell(period_key(flag.period_key)),
        *(_measured(flag, value) for value in (flag.value, flag.low, flag.high, flag.threshold)),
        _distance(flag),
        Cell(flag.at_stake / 3600),
        Cell(flag.limit.advice or _advice(flag)),
    )


def _in_shares(flag: Flag) -> bool:
    return flag.limit.measure is Measure.SHARE


def _measured(flag: Flag, value: float) -> Cell:
    return Cell(value, "share") if _in_shares(flag) else Cell(value / 3600, "hours-unit")


def _distance(flag: Flag) -> Cell:
    if _in_shares(flag):
        return Cell(100 * flag.distance, "points")
    return Cell(flag.distance / 3600, "distance-hours")


def _advice(flag: Flag) -> str:
    """What to do where the rules file says nothing of its own."""
    if flag.kind == "capacity":
        return say(f"advice.capacity.{flag.limit.bound}", hours=hours(flag.at_stake))
    known = f"advice.{flag.limit.bound}.{flag.limit.of.value}"
    try:
        return say(known)
    except KeyError:
        return say(f"advice.{flag.limit.bound}", amount=amount_text(flag.limit))
