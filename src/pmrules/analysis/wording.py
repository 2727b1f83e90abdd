"""Names, limits and times as a sentence of a finding says them."""

import datetime as dt
from collections.abc import Mapping

from pmrules.analysis.model import Flag
from pmrules.model import Quadrant
from pmrules.rules.rulebook import Measure, Over, Target
from pmrules.visible import visible
from pmrules.wording.catalogue import say
from pmrules.wording.numbers import length as hours
from pmrules.wording.numbers import share as percent

__all__ = ["amount", "hours", "name", "percent", "sentence", "target", "when"]

_NAME = 60
_AXES = ("one", "market", "current", "future")


def name(text: str) -> str:
    """Return a name from outside, harmless wherever it is shown, and not too long."""
    return visible(text, _NAME)


def sentence(*parts: str) -> str:
    """Return the sentences that have something to say, with a blank between them."""
    return " ".join(part for part in parts if part)


def when(flag: Flag) -> str:
    """Return `in September 2026`, `in the week of 7 September 2026`, `in the third quarter ...`."""
    if flag.limit.over is Over.MONTH:
        return say("when.month", month=flag.period_key)
    if flag.limit.over is Over.WEEK:
        monday = flag.period.first - dt.timedelta(days=flag.period.first.weekday())
        return say("when.week", monday=monday)
    if flag.limit.over is Over.QUARTER:
        year, _, number = flag.period_key.partition("-Q")
        return say(f"when.quarter.{number}", year=year)
    return say("when.all")


def target(of: Target, labels: Mapping[Quadrant, str]) -> str:
    """Return what a limit is about, in the organisation's own words."""
    if of.kind == "quadrant":
        return name(labels[Quadrant(of.value)])
    if of.kind == "owner":
        return say("target.owner", name=name(of.value))
    if of.kind == "activity":
        return name(of.value)
    return say(f"target.{of.value}" if of.value in _AXES else "target.total")


def amount(flag: Flag, value: float) -> str:
    """Return a flag's value or limit in its own unit."""
    return percent(value) if flag.limit.measure is Measure.SHARE else hours(value)
