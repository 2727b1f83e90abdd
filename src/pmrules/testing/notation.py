"""How a sample writes days, times and lengths, found by writing its entries in every known way."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from pmrules.model import Entry
from pmrules.testing.case import Case
from pmrules.testing.fault import NotMade
from pmrules.testing.table import Table, table_of

Write = Callable[[Any], str]

_DAYS: tuple[Write, ...] = (
    *(
        (lambda day, form=form: day.strftime(form))
        for form in (
            "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%y",
            "%d/%m/%y", "%m/%d/%y", "%Y%m%d", "%d %b %Y", "%b %d, %Y", "%d-%b-%Y", "%B %d, %Y",
        )
    ),
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day.month}/{day.day}/{day.year}",
)  # fmt: skip
_TIMES: tuple[Write, ...] = (
    *(
        (lambda time, form=form: time.strftime(form))
        for form in ("%H:%M:%S", "%H:%M", "%I:%M %p", "%I:%M:%S %p", "%H.%M", "%H%M")
    ),
    lambda time: f"{time.hour}:{time.minute:02d}",
)


def _clock(seconds: int, form: str) -> str:
    hours, rest = divmod(seconds, 3600)
    return form.format(h=hours, m=rest // 60, s=rest % 60)


def _decimal(seconds: int, form: str, comma: bool) -> str:
    text = format(seconds / 3600, form)
    return text.replace(".", ",") if comma else text


_LENGTHS: tuple[Write, ...] = (
    *(
        (lambda seconds, form=form: _clock(seconds, form))
        for form in (
            "{h:02d}:{m:02d}:{s:02d}", "{h}:{m:02d}:{s:02d}", "{h:02d}:{m:02d}", "{h}:{m:02d}",
            "{h}h {m}m", "{h}h {m:02d}m", "{h}h{m:02d}", "{h} h {m} min", "PT{h}H{m}M",
        )
    ),
    *(
        (lambda seconds, form=form, comma=comma: _decimal(seconds, form, comma))
        for form in (".2f", "g", ".1f", ".3f", ".4f")
        for comma in (False, True)
    ),
    str,
    lambda seconds: str(seconds // 60) if seconds % 60 == 0 else "",
    lambda seconds: f"{seconds // 60}m",
    lambda seconds: f"{seconds // 60} min",
)  # fmt: skip


class Moment(Struct, frozen=True):
    """When a made entry begins and ends, and how long its tool says it took."""

    start: dt.datetime
    end: dt.datetime | None
    seconds: int


class Notation(Struct, frozen=True):
    """Which columns of a sample hold what, and how each writes it."""

    table: Table
    model: Entry
    """An entry of the sample that others are made from."""
    days: dict[int, Write]
    end_days: dict[int, Write]
    starts: dict[int, Write]
    ends: dict[int, Write]
    lengths: dict[int, Write]

    def made(self, moment: Moment) -> tuple[str, ...]:
        """Return the model's cells at another moment."""
        cells = list(self.table.records[self.model.row - 1])
        for columns, value in (
            (self.days, moment.start),
            (self.end_days, moment.end),
            (self.starts, moment.start),
            (self.ends, moment.end),
            (self.lengths, moment.seconds),
        ):
            for column, write in columns.items():
                cells[column] = "" if value is None else write(value)
        return tuple(cells)

    def below_model(self, cells: tuple[str, ...]) -> Table:
        """Return the table with a record right below the model's; it stands in `made_row`."""
        return self.table.inserted(self.model.row, cells)

    @property
    def made_row(self) -> int:
        """Row of the record that `below_model` adds."""
        return self.model.row + 1


def notation_of(case: Case) -> Notation:
    """Find out how a sample writes; raises NotMade where its days are not found."""
    table = table_of(case)
    entries = [each for each in case.plain.entries if each.row <= len(table.records)]
    if not entries:
        raise NotMade("the sample gives no entries")
    days = _written(table, [(each, each.date) for each in entries], _DAYS)
    starts = _moments(table, entries, "start")
    ends = {at: how for at, how in _moments(table, entries, "end").items() if at not in starts}
    end_days = _end_days(table, entries, days)
    if not days and not starts:
        raise NotMade("no column is found that holds the day of its entries")
    lasts = [(each, each.seconds) for each in entries]
    lengths = _written(table, lasts, _LENGTHS) or _written(table, lasts[:1], _LENGTHS)
    first = {at: how for at, how in days.items() if at not in end_days}
    return Notation(table, entries[0], first, end_days, starts, ends, lengths)


def _end_days(table: Table, entries: Sequence[Entry], days: dict[int, Write]) -> dict[int, Write]:
    """Columns with the day of the end: not the start's, or a second one of the same days."""
    ended = [(each, each.end.date()) for each in entries if each.end]
    found = _written(table, ended, _DAYS)
    only = {at: how for at, how in found.items() if at not in days}
    return only or dict(list(found.items())[1:])


def _moments(table: Table, entries: Sequence[Entry], field: str) -> dict[int, Write]:
    """Columns with a time of day, or with the day before it."""
    pairs = [(each, getattr(each, field)) for each in entries if getattr(each, field)]
    return _written(table, pairs, _TIMES) | _written(table, pairs, tuple(_day_times()))


def _day_times() -> Iterator[Write]:
    for day in _DAYS:
        for time in _TIMES:
            for joint in ("{} {}", "{}T{}", "{}T{}Z", "{}, {}"):
                yield partial(_day_time, day, time, joint)


def _day_time(day: Write, time: Write, joint: str, moment: dt.datetime) -> str:
    return joint.format(day(moment), time(moment))


def _written(
    table: Table, pairs: Sequence[tuple[Entry, Any]], forms: Sequence[Write]
) -> dict[int, Write]:
    """Return the columns that hold these values in one of these forms, in most of their cells."""
    found = {}
    for column in range(len(table.names)) if pairs else ():
        cells = [
            (table.records[entry.row - 1][column].strip(), value)
            for entry, value in pairs
            if column < len(table.records[entry.row - 1])
        ]
        filled = [(cell, value) for cell, value in cells if cell]
        fits = [(sum(write(value) == cell for cell, value in filled), write) for write in forms]
        most, best = max(fits, key=lambda fit: fit[0])
        if most * 2 > len(filled):
            found[column] = best
    return found
