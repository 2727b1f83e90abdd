"""How numbers, dates and fixed texts are said; the texts themselves stand in one catalogue."""

import datetime as dt
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pmrules.report.english import MONTHS, TEXTS

MINUS = "\u2212"


def hours(seconds: float, decimals: int = 0) -> str:
    """Return seconds as hours: `1,153`; below ten hours with one decimal, unless whole."""
    value = seconds / 3600
    if not decimals and abs(value) < 10 and round(value, 1) != round(value):
        decimals = 1
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def percent(share: float) -> str:
    """Return a fraction as whole per cents: `40%`."""
    return f"{100 * share:.0f}%".replace("-", MINUS)


def points(difference: float) -> str:
    """Return a difference of shares: `+5 pts`."""
    text = f"{100 * difference:+.0f} pts"
    return text.replace("+0 ", "0 ").replace("-0 ", "0 ").replace("-", MINUS)


def count(number: int) -> str:
    """Return a whole number with thousands apart: `1,204`."""
    return f"{number:,}"


def month(key: str) -> str:
    """Return `2026-09` as `Sep 2026`."""
    year, _, number = key.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def day(date: dt.date) -> str:
    """Return a date as `9 Sep 2026`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def period(first: dt.date, last: dt.date) -> str:
    """Return a span as short as it can be said: whole months by name, else both days."""
    whole = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
    if first == last:
        return day(first)
    if not whole:
        return f"{_day_before(first, last)} – {day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return month(f"{last:%Y-%m}")
    start = month(f"{first:%Y-%m}") if first.year != last.year else MONTHS[first.month - 1]
    return f"{start} – {month(f'{last:%Y-%m}')}"


def _day_before(first: dt.date, last: dt.date) -> str:
    """A first day without what it shares with the last."""
    if first.year != last.year:
        return day(first)
    return f"{first.day}" if first.month == last.month else day(first)[: -len(" 2026")]


def period_key(key: str) -> str:
    """Return the key of a limit's period as a person says it: `Sep 2026`, `Week 37, 2026`."""
    if key == "all":
        return TEXTS["period.all"]
    year, _, part = key.partition("-")
    if part.startswith("W"):
        return say("period.week", week=int(part[1:]), year=year)
    if part.startswith("Q"):
        return f"{part} {year}"
    return month(key)


def joined(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {TEXTS['and']} {names[-1]}"


def shortened(text: str, limit: int) -> str:
    """Return a text on one line of at most so many characters, cut with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


_SPECS: Mapping[str, Callable[[Any], str]] = {"h": hours, "p": percent, "n": count}


class _Speaker(string.Formatter):
    """Format with the specs `h` hours, `p` per cent, `n` count, and `one|many` by the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in _SPECS:
            return _SPECS[format_spec](value)
        one, bar, many = format_spec.partition("|")
        if bar:
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


_SPEAKER = _Speaker()


def say(key: str, **values: Any) -> str:
    """Return a text of the catalogue with its values."""
    return _SPEAKER.vformat(TEXTS[key], (), values)


def texts(prefix: str) -> Mapping[str, str]:
    """Return the texts of the catalogue below a prefix, by the rest of their names."""
    return {key[len(prefix) :]: text for key, text in TEXTS.items() if key.startswith(prefix)}
