"""Whether the sample's entries are such as people track: their lengths, days and moments."""

from collections import Counter
from collections.abc import Iterator

from pmrules.model import Entry
from pmrules.testing.case import Reading
from pmrules.testing.fault import Fault

_MINUTES = 5
_HOURS = 24
_TIMES = 8
"""How much longer or shorter than from start to end entries are where pauses and rounding count."""
_UNITS = (
    "Hand over whole seconds: round(hours * 3600), minutes * 60. Where the tool means it so, ship "
    "a sample with entries of everyday lengths too."
)


def as_tracked(reading: Reading) -> Iterator[Fault]:
    """Yield what nobody tracks so: wrong units, moments apart from their day, entries twice."""
    yield from _lengths([entry.seconds for entry in reading.entries])
    yield from _spans(reading.entries)
    yield from _first(map(_moments, reading.entries))
    yield from _given_twice(reading)


def _lengths(seconds: list[int]) -> Iterator[Fault]:
    if max(seconds) < _MINUTES * 60:
        what = f"The longest entry of the sample takes {max(seconds):,} seconds."
        yield Fault(what, _UNITS)
    elif min(seconds) > _HOURS * 3600:
        what = f"The shortest entry of the sample takes {min(seconds) // 3600:,} hours."
        yield Fault(what, _UNITS)


def _spans(entries: tuple[Entry, ...]) -> Iterator[Fault]:
    """Most entries are about as long as from their start to their end."""
    spans = [
        (each, (each.end - each.start).total_seconds())
        for each in entries
        if each.start and each.end
    ]
    apart = [entry for entry, span in spans if not _about(entry.seconds, span)]
    if len(apart) * 2 > len(spans):
        one = apart[0]
        what = (
            f"The entry of row {one.row} takes {one.seconds:,} seconds: {one.start} to {one.end}."
        )
        yield Fault(what, _UNITS)


def _about(seconds: float, span: float) -> bool:
    return span <= 0 or span / _TIMES <= seconds <= span * _TIMES


def _first(found: Iterator[Fault | None]) -> Iterator[Fault]:
    """One of a kind is enough to mend them all."""
    yield from (fault for fault in [next(filter(None, found), None)] if fault)


def _moments(entry: Entry) -> Fault | None:
    start, end = entry.start, entry.end
    if start and start.date() != entry.date:
        what = f"The entry of row {entry.row} is on {entry.date} but starts on {start.date()}."
        return Fault(what, "`date` is the day on which an entry starts, on the clock of `start`.")
    if start and end and end < start:
        what = f"The entry of row {entry.row} ends before it starts: {start} to {end}."
        return Fault(what, "A time before that of the start is on the next day.")
    return None


def _given_twice(reading: Reading) -> Iterator[Fault]:
    """Alike records are real where they stand in rows of their own."""
    for entry, times in Counter(reading.entries).items():
        if times > 1:
            what = f"Row {entry.row} gives the same entry {times} times."
            yield Fault(what, "Give one record for every record of the file, and number each.")
            return
