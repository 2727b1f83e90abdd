"""Entries over midnight, over a change of the clocks, and longer than a day."""

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pmrules.model import Entry
from pmrules.testing.case import Case
from pmrules.testing.fault import Fault, NotMade
from pmrules.testing.notation import Moment, Notation, notation_of
from pmrules.visible import visible

_HOUR = 3600
_MIDNIGHT = Moment(dt.datetime(2026, 3, 16, 23, 0), dt.datetime(2026, 3, 17, 0, 30), 5400)
_CLOCK_CHANGE = Moment(dt.datetime(2026, 3, 29, 1, 30), dt.datetime(2026, 3, 29, 3, 30), _HOUR)
_LONG = Moment(dt.datetime(2026, 3, 16, 9), dt.datetime(2026, 3, 17, 10, 30), 25 * _HOUR + 1800)
_SHORT = Moment(dt.datetime(2026, 3, 16, 9), dt.datetime(2026, 3, 16, 9, 30), 1800)


def clocks(case: Case) -> Iterator[Fault]:
    """Midnight, a change of the clocks and more than 24 hours leave lengths as the tool says."""
    notation = notation_of(case)
    timed = bool(notation.starts and notation.ends)
    if not timed and not notation.lengths:
        raise NotMade("no column is found that holds the length of its entries")
    short = list(_holds(case, notation, _SHORT, "of half an hour"))
    if short and not notation.lengths:
        raise NotMade("no column is found that holds the length of its entries")
    yield from short
    if timed:
        yield from _holds(case, notation, _MIDNIGHT, "over midnight")
    if timed and notation.lengths:
        yield from _holds(case, notation, _CLOCK_CHANGE, "over the night the clocks go forward")
    if notation.lengths and (not timed or _dated(notation)):
        yield from _holds(case, notation, _LONG, "of 25 hours and a half")
    elif notation.lengths:
        yield from _open_ended(case, notation)


def _dated(notation: Notation) -> bool:
    """Whether the end is written with its day."""
    there, other = _LONG.end, _MIDNIGHT.end
    return bool(notation.end_days) or any(
        there and other and write(there) != write(there.combine(other.replace(day=1), there.time()))
        for write in notation.ends.values()
    )


def _open_ended(case: Case, notation: Notation) -> Iterator[Fault]:
    """Without a day the end of a long entry stays blank; it may be taken for a running one."""
    cells = notation.made(replace(_LONG, end=None))
    reading = case.read(notation.below_model(cells).written())
    for entry in reading.entries:
        if entry.row == notation.made_row:
            yield from _as_told(entry, _LONG, f"An entry of 25 hours and a half ({_shown(cells)})")


def _holds(case: Case, notation: Notation, moment: Moment, what: str) -> Iterator[Fault]:
    cells = notation.made(moment)
    reading = case.read(notation.below_model(cells).written())
    made = f"An entry {what} ({_shown(cells)})"
    if reading.refusal:
        yield Fault(f"{made} has the file refused: {reading.why}", "Read it as its tool means it.")
        return
    found = [record for record in reading.records if record.row == notation.made_row]
    entries = [record for record in found if isinstance(record, Entry)]
    if not entries:
        fate = f"is {type(found[0]).__name__}" if found else "is lost"
        yield Fault(f"{made} {fate}.", "Entries of any length are entries, on the day they start.")
        return
    yield from _as_told(entries[0], moment, made)


def _as_told(entry: Entry, moment: Moment, made: str) -> Iterator[Fault]:
    if entry.seconds != moment.seconds:
        what = f"{made} gets {entry.seconds:,} seconds; expected {moment.seconds:,}."
        mend = (
            "Take the length that the tool tells, in whole seconds, hours above 24 too; where it "
            "tells none, an end before its start is on the next day."
        )
        yield Fault(what, mend)
    if entry.date != moment.start.date():
        what = f"{made} falls on {entry.date}; expected {moment.start.date()}."
        yield Fault(what, "`date` is the day on which an entry starts.")


def _shown(cells: Sequence[str]) -> str:
    return visible(", ".join(cells), 200)
