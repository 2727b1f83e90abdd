"""The grammars of durations: 1:30, 1:30:00, 18:25 min, 1h 30m, 2 Std. 15 Min., 7,5 ..."""

import re
from typing import NamedTuple

from pmrules.ingest.cells.clock import clock_seconds, on_half_day_clock
from pmrules.ingest.cells.numbers import Amount, amount

UNITS = {"h": 3600, "min": 60, "s": 1}
"""Seconds of what a bare number may count."""


class Sum(NamedTuple):
    """Whole seconds and a number of units whose decimal sign is still open."""

    seconds: int
    amount: Amount
    factor: int
    bare: bool = False
    """No unit stood behind the number."""

    def total(self, mark: str) -> int:
        """Return all seconds where `mark` is the decimal sign."""
        return self.seconds + self.amount.scaled(self.factor, mark)


class Clock(NamedTuple):
    """A duration that a spreadsheet turned into a time of day: 12:20:00 AM."""

    seconds: int


_COLONS = re.compile(r"([0-9]{1,9}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9])[0-9]{0,8})?)?")
_DAYS = re.compile(r"([0-9]{1,4})\s?days?,?\s+([0-9].*)", re.IGNORECASE)

_HOURS = r"(?:h|hrs?|hours?|hs|std[ne]?|stunden?|heures?|horas?|u|uur|uren)\.?"
_MINUTES = r"(?:m|mins?|minutes?|minuten|minutos?|mn)\.?"
_SECONDS = r"(?:s|secs?|seconds?|sek|sekunden?|secondes?|seconden|seg|segundos?)\.?"
_BEHIND_COLONS = re.compile(
    rf"(?P<colons>[0-9:]+)\s?(?:(?P<hours>{_HOURS})|(?P<minutes>{_MINUTES}))", re.IGNORECASE
)
_NUMBER = r"[0-9.,'’ \xa0\u2009\u202f]*[0-9]"
_JOINT = r"[\s,:]{0,4}(?:(?:and|und|et|y|en)\s{1,4})?"
_UNITED = re.compile(
    rf"""
    (?: (?P<hours>{_NUMBER}) \s{{0,4}} {_HOURS} {_JOINT} )?
    (?: (?P<minutes>{_NUMBER}) \s{{0,4}} (?: {_MINUTES} {_JOINT} | (?P<bare>(?<=[0-9]{{2}})\Z) ) )?
    (?: (?P<seconds>{_NUMBER}) \s{{0,4}} {_SECONDS} )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 48


def spoken(text: str, unit: str) -> int | Sum | Clock | None:
    """Read a trimmed text as a duration; a bare number counts `unit`s, a bare pair H:MM.

    Under a header that says minutes a bare pair is MM:SS, under seconds it is nothing.
    """
    colons = _COLONS.fullmatch(text)
    if colons:
        return _colons(colons, unit)
    number = amount(text)
    if number is not None:
        return Sum(0, number, UNITS[unit], bare=True)
    if len(text) > _LONGEST:
        return None
    return _worded(text)


def _colons(match: re.Match[str], unit: str) -> int | None:
    first, second, third, tenth = match.groups()
    if third is None:
        return _pair(int(first), int(second), unit)
    if second > "59" or third > "59":
        return None
    return int(first) * 3600 + int(second) * 60 + int(third) + (tenth is not None and tenth >= "5")


def _pair(first: int, second: int, unit: str) -> int | None:
    if unit == "s" or second > 59:
        return None
    return first * UNITS[unit] + second * UNITS[unit] // 60


def _worded(text: str) -> int | Sum | Clock | None:
    if ":" not in text:
        return _united(text)
    if on_half_day_clock(text):
        seconds = clock_seconds(text)
        return None if seconds is None else Clock(seconds)
    behind = _BEHIND_COLONS.fullmatch(text)
    if behind:
        return _behind_colons(behind)
    days = _DAYS.fullmatch(text)
    return _days(days) if days else _united(text)


def _days(match: re.Match[str]) -> int | None:
    """Read what Python programs write: 1 day, 2:03:04."""
    clock = _COLONS.fullmatch(match[2])
    seconds = _colons(clock, "h") if clock else None
    return None if seconds is None else int(match[1]) * 86_400 + seconds


def _behind_colons(match: re.Match[str]) -> int | None:
    colons = _COLONS.fullmatch(match["colons"])
    if colons is None or (match["minutes"] and colons[3] is not None):
        return None
    return _colons(colons, "min" if match["minutes"] else "h")


def _united(text: str) -> Sum | None:
    match = _UNITED.fullmatch(text)
    if match is None or (match["bare"] is not None and match["hours"] is None):
        return None
    parts = [
        (match[name], factor)
        for name, factor in (("hours", 3600), ("minutes", 60), ("seconds", 1))
        if match[name] is not None
    ]
    return _added(parts)


def _added(parts: list[tuple[str, int]]) -> Sum | None:
    """Add whole units and a last one that may have decimals; 1h 75m is no duration."""
    seconds = 0
    for place, (text, factor) in enumerate(parts):
        number = amount(text)
        last = place == len(parts) - 1
        if number is None or not (last or text.isdigit()):
            return None
        if place and number.scaled(1, ".") >= 60:
            return None
        if last:
            return Sum(seconds, number, factor)
        seconds += int(text) * factor
    return None
