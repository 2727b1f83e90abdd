"""Read calendars (iCalendar, .ics) with pmrules: every event that took somebody's time."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pmrules import (
    Entry,
    Fit,
    Importer,
    ImporterOptions,
    InputError,
    Place,
    Problem,
    Rejected,
    Sample,
    Skipped,
    Source,
    hookimpl,
)

if TYPE_CHECKING:  # loaded when a calendar is read, so that starting pmrules costs nothing more
    import icalendar

Record = Entry | Skipped | Rejected
Event = Any  # an icalendar.Event, whose values are typed as any of thirty kinds

_ROW = "X-PMRULES-ROW"
"""Written on each event before it is repeated, and found again on each of its repetitions."""
_FIRST, _LAST = dt.datetime(1980, 1, 1), dt.datetime(2100, 1, 1)
_NO_TIME = dt.timedelta(0)
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_PROJECT = re.compile(r"(?:^|\s)#(\w[\w-]*)")


class ICalendar:
    """One calendar is one person's: that of `--person`, else the address that it is named by."""

    name = "icalendar"
    title = "Calendar (iCalendar)"

    def detect(self, sample: Sample) -> Fit:
        """Know a calendar by its first line."""
        if sample.head.lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCALENDAR"):
            return Fit.exact("begins with BEGIN:VCALENDAR")
        return Fit.none("does not begin with BEGIN:VCALENDAR")

    def read(self, source: Source) -> Iterator[Record]:
        """Give a record for every event, numbered as they stand in the file, repeated as told."""
        with source.open() as file:
            text = file.read()
        before = 0
        for calendar in _calendars(text, source.path.name):
            events: list[Event] = list(calendar.walk("VEVENT"))
            for row, event in enumerate(events, before + 1):
                event[_ROW] = str(row)
            before += len(events)
            owner = _Owner.of(calendar, source.options)
            _refuse_endless(events, owner, source)
            yield from _records(events, owner)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose calendar it is, and what is asked of it."""

    person: str
    zone: str
    """Where times are told; empty: wherever each event is."""
    calendars: str
    """The zone that the calendar names, which times in UTC are repeated in."""
    until: dt.datetime

    @classmethod
    def of(cls, calendar: "icalendar.Calendar", options: ImporterOptions) -> "_Owner":
        named = str(calendar.get("X-WR-CALNAME", ""))
        person = options.person or (named if "@" in named else "")
        last = dt.datetime.combine(options.last, dt.time.max) if options.last else _LAST
        zone = _known(str(calendar.get("X-WR-TIMEZONE", "")))
        return cls(person, options.zone or zone, zone, last)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment as the owner's clock showed it."""
        there = moment.astimezone(ZoneInfo(self.zone)) if self.zone and moment.tzinfo else moment
        return there.replace(tzinfo=None)

    def declined(self, event: Event) -> bool:
        """Whether the owner said no."""
        return any(
            str(guest.params.get("PARTSTAT", "")).upper() == "DECLINED"
            and self.person.casefold() in _names(guest)
            for guest in _all(event, "ATTENDEE")
        )


def _calendars(text: str, file: str) -> "list[icalendar.Calendar]":
    import icalendar

    try:
        found: Any = icalendar.Calendar.from_ical(text.lstrip("\ufeff"), multiple=True)
        return list(found)
    except (ValueError, IndexError, KeyError) as error:
        what = f"The calendar is damaged: {error}"
        mend = "Export it again; a calendar ends with END:VCALENDAR."
        raise InputError(Problem("calendar-damaged", what, mend, Place(file))) from error


def _refuse_endless(events: Iterable[Event], owner: _Owner, source: Source) -> None:
    """Ask until when a repetition counts that has no end; no file and no clock can say it."""
    endless = [
        _endless(event, source.path.name)
        for event in events
        if any(not {"COUNT", "UNTIL"} & set(rule) for rule in _all(event, "RRULE"))
        and not _unreadable(event)
        and not _left_out(event, owner)
    ]
    if endless and source.options.last is None:
        raise InputError(endless)


def _endless(event: Event, file: str) -> Problem:
    what = f"“{event.get('SUMMARY', '')}” repeats without an end."
    mend = "Say until which day its hours count: --to 2026-09-30."
    return Problem("event-without-end", what, mend, Place(file, row=int(event[_ROW])))


def _records(events: Iterable[Event], owner: _Owner) -> Iterator[Record]:
    found: list[Record] = []
    series: dict[str, list[Event]] = {}
    for event in events:
        if rejected := _unreadable(event):
            found.append(rejected)
        else:
            series.setdefault(str(event.get("UID", f"event {event[_ROW]}")), []).append(event)
    for each in series.values():
        found += _series(each, owner)
    yield from sorted(found, key=lambda record: record.row)


def _series(events: list[Event], owner: _Owner) -> Iterator[Record]:
    """Give the records of one event and of what was changed on single days of it."""
    import icalendar
    import recurring_ical_events

    alone = icalendar.Calendar({"X-WR-TIMEZONE": owner.calendars} if owner.calendars else {})
    for event in events:
        alone.add_component(event)
    try:
        repeated = recurring_ical_events.of(alone).between(_FIRST, owner.until)
    except Exception as error:  # whatever a library makes of what a stranger's file says
        yield from (_rejected(event, "RRULE", f"dates that exist ({error})") for event in events)
        return
    yield from _once(_record(event, owner) for event in repeated)
    rows = {event[_ROW] for event in repeated}
    for event in events:
        if event[_ROW] not in rows:
            yield Skipped(int(event[_ROW]), "does not take place within the days asked for")


def _once(records: Iterable[Record]) -> Iterator[Record]:
    """Leave out what was skipped before for the same reason: a series is skipped once."""
    seen: set[Skipped] = set()
    for record in records:
        if isinstance(record, Skipped):
            if record in seen:
                continue
            seen.add(record)
        yield record


def _unreadable(event: Event) -> Rejected | None:
    start, end, length = (_value(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
    if not isinstance(start, dt.date):
        return _rejected(event, "DTSTART", "a start")
    if "DTEND" in event and not _follows(start, end):
        return _rejected(event, "DTEND", "a moment after the start, written as it is")
    if "DURATION" in event and not (isinstance(length, dt.timedelta) and length >= _NO_TIME):
        return _rejected(event, "DURATION", "a length such as PT1H30M")
    rules = _all(event, "RRULE")
    if any(str(each).upper() in _TOO_OFTEN for rule in rules for each in rule.get("FREQ", ())):
        return _rejected(event, "RRULE", "a rule that repeats daily at the most")
    return None


def _value(event: Event, name: str) -> Any:
    try:
        return getattr(event.get(name), "dt", None)
    except ValueError:  # a property that the library keeps and cannot read
        return None


def _follows(start: Any, end: Any) -> bool:
    """Whether the end is a day or a moment as the start is, and no earlier as far as is known."""
    if type(start) is not type(end):
        return False
    if not isinstance(start, dt.datetime):
        return bool(start <= end)
    comparable = (start.tzinfo is None) == (end.tzinfo is None)
    return not comparable or bool(_universal(start) <= _universal(end))


def _rejected(event: Event, name: str, expected: str) -> Rejected:
    value = event.get(name)
    text = value.to_ical().decode() if hasattr(value, "to_ical") else str(value or "")
    return Rejected(int(event[_ROW]), name, text, expected)


def _record(event: Event, owner: _Owner) -> Record:
    row, start, end = int(event[_ROW]), event["DTSTART"].dt, event["DTEND"].dt
    if reason := _left_out(event, owner):
        return Skipped(row, reason)
    seconds = round((_universal(end) - _universal(start)).total_seconds())
    if seconds <= 0:
        return Skipped(row, "has no length")
    summary = str(event.get("SUMMARY", "")).strip()
    project = _PROJECT.search(summary)
    return Entry(
        row=row,
        person=owner.person,
        date=owner.local(start).date(),
        seconds=seconds,
        project=project[1] if project else "",
        description=summary,
        tags=tuple(name for each in _all(event, "CATEGORIES") for name in map(str, each.cats)),
        start=owner.local(start),
        end=owner.local(end),
    )


def _left_out(event: Event, owner: _Owner) -> str:
    if not isinstance(event["DTSTART"].dt, dt.datetime):
        return "all-day event"
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return "cancelled"
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return "shown as free"
    return "declined" if owner.declined(event) else ""


def _universal(moment: dt.datetime) -> dt.datetime:
    """Return a moment in UTC, where a day has 24 hours also when the clocks change."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment


def _all(event: Event, name: str) -> list[Any]:
    """Return every property of a name; the library gives none, one or a list."""
    value = event.get(name, [])
    return value if isinstance(value, list) else [value]


def _names(guest: Any) -> tuple[str, str]:
    address = str(guest).casefold().removeprefix("mailto:")
    return address, str(guest.params.get("CN", "")).casefold()


def _known(zone: str) -> str:
    try:
        return ZoneInfo(zone).key
    except (KeyError, OSError, ValueError):
        return ""


@hookimpl
def pmrules_importers() -> list[Importer]:
    """Offer calendars."""
    return [ICalendar()]
