"""From when to when an entry runs and how long it takes: the duration given is above the clock."""

from collections.abc import Collection, Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.breaks import breaks
from pmrules.ingest.tables.formulas import computed_notice, differences
from pmrules.ingest.tables.parts import Part, When
from pmrules.ingest.tally import Remark, Tally
from pmrules.model import Notice

DAY = 24 * 3600
_HALF_DAY = DAY // 2
_TOLERANCE = 60
"""Seconds by which clock and duration may differ: exports leave seconds out."""
_AFTER_START = "an end after the start, such as 17:00 for five in the afternoon, or a duration"
_WITHOUT_BREAK = "a duration, as start and end do not leave out the break"
_TOO_MUCH = "a start and an end on days that lie closer together, or a duration"
_LONGEST = 10_000 * 3600

Moments = npt.NDArray[np.datetime64]
Seconds = npt.NDArray[np.int64]


class Spans(Struct, frozen=True):
    """Start, end and length of every record."""

    start: Moments
    """datetime64[s], NaT where unknown; so is `end`."""
    end: Moments
    length: Part
    """Seconds, with those that only start and end tell."""
    backwards: Bools
    """No length is given and the end lies before the start."""
    expected: str
    remarks: tuple[Remark, ...] = ()


def settle_spans(body: Body, when: When, length: Part) -> Spans:
    """Set the end on its day and take the length from start and end where none is given.

    An end before the start without a date of its own lies on the next day; twelve hours later
    where a clock without am and pm fits the length given.
    """
    start = _moments(when.start, _first_of(when.start_day, when.date.values))
    own_day = ~np.isnat(when.end_day)
    end = _moments(when.end, _first_of(when.end_day, start.astype("datetime64[D]")))
    known = ~np.isnat(start) & ~np.isnat(end)
    apart = np.where(known, (end - start).astype(np.int64), 0)
    early = known & (apart < 0)
    half = early & ~own_day & length.ok & near(apart + _HALF_DAY, length.values)
    shift = np.where(half, _HALF_DAY, np.where(early & ~own_day, DAY, 0))
    apart = apart + shift
    computed = known & differences(body, length)
    length = replace(length, blank=length.blank | computed)
    alone = known & length.blank
    backwards = alone & ((apart < 0) | (early & (apart > _HALF_DAY)) | (apart > _LONGEST))
    paused = alone & breaks(body)
    backwards |= paused
    told = alone & ~backwards
    return Spans(
        start=start,
        end=end + shift.astype("timedelta64[s]"),
        length=replace(
            length,
            values=np.where(told, apart, length.values),
            ok=length.ok | told,
            blank=length.blank & ~told,
        ),
        backwards=backwards,
        expected=_expected(paused=bool(paused.any()), early=bool((early & backwards).any())),
        remarks=(
            *_remarks(body, half, early & own_day & length.ok),
            *computed_notice(body, computed & told),
        ),
    )


def _expected(*, paused: bool, early: bool) -> str:
    if paused:
        return _WITHOUT_BREAK
    return _AFTER_START if early else _TOO_MUCH


def expected_of_all(expected: Collection[str]) -> str:
    """Return what a whole file says it expects where its pieces differ; empty where they do not."""
    if len(expected) < 2:
        return ""
    return next(each for each in (_WITHOUT_BREAK, _AFTER_START, _TOO_MUCH) if each in expected)


def _first_of(days: Moments, otherwise: Moments) -> Moments:
    return np.where(np.isnat(days), otherwise, days)


def _moments(time: Part, days: Moments) -> Moments:
    moments = days.astype("datetime64[s]") + time.values.astype("timedelta64[s]")
    return np.where(time.ok, moments, np.datetime64("NaT", "s"))


def near(one: Seconds, other: Seconds) -> Bools:
    """Return where two lengths are the same but for seconds that an export left out."""
    alike: Bools = np.abs(one - other) <= _TOLERANCE
    return alike


def _remarks(body: Body, half: Bools, early: Bools) -> Iterator[Tally]:
    for word, which in ((_twelve_hour, half), (_before_start, early)):
        count = int(which.sum())
        place = body.place(int(np.argmax(which)), "end") if count else None
        yield Tally(word, (count,), place)


def _twelve_hour(found: Tally) -> Notice | None:
    return Notice(
        "twelve-hour-clock",
        f"{_rows(*found.sums)} before the start; the duration shows that afternoon is meant, "
        "and it is what counts.",
        "Write 17:00 for five in the afternoon.",
        found.place,
    )


def _before_start(found: Tally) -> Notice | None:
    return Notice(
        "end-before-start",
        f"{_rows(*found.sums)} before the start (a change of clocks, or a wrong end date); "
        "the duration counts.",
        place=found.place,
    )


def _rows(count: int) -> str:
    return "One entry ends" if count == 1 else f"{count:,} entries end"
