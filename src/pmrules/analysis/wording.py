"""Numbers, names and times as a sentence says them: whole per cents, hours, September 2026."""

import datetime as dt
from collections.abc import Mapping, Sequence

from pmrules.analysis.model import Flag
from pmrules.model import Quadrant
from pmrules.rules.rulebook import Measure, Over, Target
from pmrules.visible import visible

_NAME = 60
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_AXES = {
    "one": "one customer at a time",
    "market": "the whole market",
    "current": "current products",
    "future": "future products",
}


def percent(share: float) -> str:
    """Return a share in whole per cents; what is nearly nothing or nearly all says so."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{share:.0%}"


def hours(seconds: float) -> str:
    """Return a length of time: `1,234 hours`, `1.5 hours`, `1 hour`, `20 minutes`."""
    minutes = round(seconds / 60)
    if seconds > 0 and minutes < 60:
        return count(max(minutes, 1), "minute")
    if seconds < 36_000 and (tenths := f"{seconds / 3600:.1f}")[-1] != "0":
        return f"{tenths} hours"
    return count(round(seconds / 3600), "hour")


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 person`, `1,204 rows`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def name(text: str) -> str:
    """Return a name from outside, harmless wherever it is shown, and not too long."""
    return visible(text, _NAME)


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(*parts: str) -> str:
    """Return the sentences that have something to say, with a blank between them."""
    return " ".join(part for part in parts if part)


def month(key: str) -> str:
    """Return `September 2026` for `2026-09`."""
    year, _, number = key.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def day(date: dt.date) -> str:
    """Return `7 September 2026`."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def when(flag: Flag) -> str:
    """Return `in September 2026`, `in the week of 7 September 2026`, `in the third quarter ...`."""
    if flag.limit.over is Over.MONTH:
        return f"in {month(flag.period_key)}"
    if flag.limit.over is Over.WEEK:
        monday = flag.period.first - dt.timedelta(days=flag.period.first.weekday())
        return f"in the week of {day(monday)}"
    if flag.limit.over is Over.QUARTER:
        year, _, number = flag.period_key.partition("-Q")
        return f"in the {('first', 'second', 'third', 'fourth')[int(number) - 1]} quarter of {year}"
    return "over the whole period"


def target(of: Target, labels: Mapping[Quadrant, str]) -> str:
    """Return what a limit is about, in the organisation's own words."""
    if of.kind == "quadrant":
        return name(labels[Quadrant(of.value)])
    if of.kind == "owner":
        return f"the work of {name(of.value)}"
    return name(of.value) if of.kind == "activity" else _AXES.get(of.value, "all work")


def amount(flag: Flag, value: float) -> str:
    """Return a flag's value or limit in its own unit."""
    return percent(value) if flag.limit.measure is Measure.SHARE else hours(value)
