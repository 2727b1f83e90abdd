"""Dates, times and durations of a file's records, all of its sheets decided together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.dates import read_dates
from pmrules.ingest.cells.durations import read_durations
from pmrules.ingest.cells.order import Order
from pmrules.ingest.cells.parsed import Bools, Named, Parsed
from pmrules.ingest.cells.times import ParsedTimes, read_times
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.known import UNITS, Spot
from pmrules.model import Notice

_HOUR = 3600
_MINUTE = 60

_Readers = Callable[[Sequence[Named]], Sequence[Parsed]]


class Part(Struct, frozen=True):
    """One part of every record: its values, and which are readable or blank."""

    values: npt.NDArray[Any]
    ok: Bools
    blank: Bools
    expected: str = ""

    @property
    def bad(self) -> Bools:
        """Neither readable nor blank."""
        bad: Bools = ~(self.ok | self.blank)
        return bad

    def within(self, records: Bools) -> "Part":
        """Return the part with all other records blank."""
        return replace(self, ok=self.ok & records, blank=self.blank | ~records)


class Said(Struct, frozen=True):
    """What reading columns had to say beside the values."""

    notices: tuple[Notice, ...] = ()
    evidence: tuple[str, ...] = ()
    """What the values decided and why, as in `Parsed`."""
    spots: tuple[Spot, ...] = ()
    """Values whose meaning hangs on others."""

    def __add__(self, other: "Said") -> "Said":
        """Return both, the same evidence once."""
        evidence = dict.fromkeys((*self.evidence, *other.evidence))
        return Said((*self.notices, *other.notices), tuple(evidence), (*self.spots, *other.spots))


class When(Struct, frozen=True):
    """The days and times of every record of a sheet."""

    date: Part
    """datetime64[D]; the day of the start where no date stands."""
    start: Part
    """Seconds since midnight, as are those of `end`."""
    start_day: npt.NDArray[np.datetime64]
    """The day that a cell itself holds, else NaT; so `end_day`, with the end date's day."""
    end: Part
    end_day: npt.NDArray[np.datetime64]
    end_date: Part


def read_when(
    bodies: Sequence[Body], dates_order: str | Order, times_order: str | Order
) -> tuple[list[When], Said]:
    """Read the days and times of all sheets of a file, in an order asked for or settled."""
    dates, said = _read(bodies, ("date", "end_date"), partial(read_dates, order=dates_order))
    times, also = _read(bodies, ("start", "end"), partial(read_times, order=times_order))
    whens = [_when(body, *both) for body, *both in zip(bodies, dates, times, strict=True)]
    return whens, said + also


def read_lengths(
    bodies: Sequence[Body],
    records: Sequence[Bools],
    signs: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[list[Part], Said]:
    """Read the durations of all sheets of a file; only these records decide what they mean.

    `signs` are decimal signs by role that are settled.
    """
    parts: list[list[Part]] = [[] for _ in bodies]
    all_said = Said()
    for role, unit in UNITS.items():
        reader = partial(read_durations, unit=unit, sign=signs.get(role) if signs else None)
        found, said = _read(bodies, (role,), reader, records)
        all_said += said
        for of_body, by_role in zip(parts, found, strict=True):
            of_body += [part for _, part, _ in by_role.values()]
    return [_one_length(body, each) for body, each in zip(bodies, parts, strict=True)], all_said


_Found = dict[str, tuple[Parsed, Part, npt.NDArray[np.int32]]]


def _read(
    bodies: Sequence[Body],
    roles: Sequence[str],
    reader: _Readers,
    records: Sequence[Bools] | None = None,
) -> tuple[list[_Found], Said]:
    """Give a reader all columns of the roles at once; return what it made of each sheet's."""
    asked = [(at, role) for at, body in enumerate(bodies) for role in roles if body.has(role)]
    columns = [
        bodies[at].named(role, None if records is None else records[at]) for at, role in asked
    ]
    found: list[_Found] = [{} for _ in bodies]
    notices: list[Notice] = []
    spots: list[Spot] = []
    for (at, role), column, parsed in zip(asked, columns, reader(columns), strict=True):
        codes = bodies[at].codes(role)
        found[at][role] = (parsed, _part(parsed, codes), codes)
        notices += parsed.notices
        spots += _spots(role, column, parsed)
    decided = dict.fromkeys(parsed.evidence for each in found for parsed, _, _ in each.values())
    evidence = tuple(filter(None, decided))
    return found, Said((*notices, *_decided(bodies, evidence)), evidence, tuple(spots))


def _spots(role: str, column: Named, parsed: Parsed) -> Iterator[Spot]:
    """Yield the values that are open and occur, of each reading the first."""
    if not parsed.open:
        return
    codes = column.coded.codes
    first = np.full(len(column.coded.values), -1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    readings: set[Any] = set()
    for at, reading in parsed.open:
        if first[at] >= 0 and reading not in readings:
            readings.add(reading)
            yield Spot(role, column.coded.values[at], int(column.rows[first[at]]))


def _part(parsed: Parsed, codes: npt.NDArray[np.int32]) -> Part:
    return Part(parsed.values[codes], parsed.ok[codes], parsed.blank[codes], parsed.expected)


def _decided(bodies: Sequence[Body], evidence: Sequence[str]) -> list[Notice]:
    """Say what a file's own values decided, where another reading was at hand."""
    return [
        Notice("decided-by-values", f"Read as {text}.", place=bodies[0].place())
        for text in evidence
        if not text.startswith("decimal") and not text.endswith("as asked")
    ]


def _when(body: Body, dates: _Found, times: _Found) -> When:
    start, start_day = _time(body, times.get("start"))
    end, end_day = _time(body, times.get("end"))
    own = dates["date"][1] if "date" in dates else _nothing(body, "datetime64[D]")
    end_date = dates["end_date"][1] if "end_date" in dates else _nothing(body, "datetime64[D]")
    return When(
        date=_day(own, start_day),
        start=start,
        start_day=start_day,
        end=end,
        end_day=np.where(np.isnat(end_day) & end_date.ok, end_date.values, end_day),
        end_date=end_date,
    )


def _day(own: Part, start_day: npt.NDArray[np.datetime64]) -> Part:
    """Fill blank dates with the day that the start holds."""
    filled = own.blank & ~np.isnat(start_day)
    return replace(
        own,
        values=np.where(filled, start_day, own.values),
        ok=own.ok | filled,
        blank=own.blank & ~filled,
    )


def _time(
    body: Body, found: tuple[Parsed, Part, npt.NDArray[np.int32]] | None
) -> tuple[Part, npt.NDArray[np.datetime64]]:
    if found is None:
        nothing = _nothing(body, "datetime64[D]")
        return _nothing(body, "int64"), nothing.values
    parsed, part, codes = found
    assert isinstance(parsed, ParsedTimes)  # noqa: S101
    days = parsed.days[codes]
    day_alone = ~part.ok & ~np.isnat(days)
    return replace(part, blank=part.blank | day_alone), days


def _nothing(body: Body, dtype: str) -> Part:
    none = np.zeros(body.height, dtype=np.bool_)
    fill: Any = np.datetime64("NaT", "s") if dtype.startswith("datetime") else 0
    return Part(np.full(body.height, fill, dtype=dtype), none, ~none)


def _one_length(body: Body, parts: Sequence[Part]) -> Part:
    """Join columns of hours, minutes and seconds: one length in several units, or its parts."""
    if not parts:
        return _nothing(body, "int64")
    joined = parts[0]
    for further in parts[1:]:
        joined = _joined(body, joined, further)
    return joined


def _joined(body: Body, larger: Part, smaller: Part) -> Part:
    both = larger.ok & smaller.ok
    same = larger.values[both] == smaller.values[both]
    values = np.where(larger.ok, larger.values, smaller.values)
    if not same.all():
        if not _is_sum(larger.values[both], smaller.values[both]):
            raise InputError(_disagreement(body))
        values = np.where(larger.ok, larger.values, 0) + np.where(smaller.ok, smaller.values, 0)
    bad = larger.bad | smaller.bad
    return Part(
        values, (larger.ok | smaller.ok) & ~bad, larger.blank & smaller.blank, larger.expected
    )


def _is_sum(larger: npt.NDArray[np.int64], smaller: npt.NDArray[np.int64]) -> bool:
    """Whether `1 | 30` means 1:30: whole hours beside less than an hour, or minutes."""
    return any(
        bool((larger % unit == 0).all() and (smaller < unit).all()) for unit in (_HOUR, _MINUTE)
    )


def _disagreement(body: Body) -> Problem:
    columns = [f"“{body.title(role)}”" for role in UNITS if body.has(role)]
    return Problem(
        "duration-columns-disagree",
        f"The columns {' and '.join(columns)} hold different durations.",
        "Keep one of them, or name it in the rules file: importers: NAME: columns: duration.",
        body.place(),
    )
