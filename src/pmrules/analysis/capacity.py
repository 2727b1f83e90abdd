"""What people have: weekly hours of the rules file, over a week or any longer span."""

import numpy as np

from pmrules.analysis.cases import Cases
from pmrules.analysis.hours import Hours
from pmrules.analysis.spans import Period, Span, working_days
from pmrules.analysis.sums import Bools, Floats, Ints, added, distinct
from pmrules.rules.rulebook import Limit, Measure, Over, Per, Rulebook, Target
from pmrules.wording.catalogue import say

_WORKING_DAYS = 5


def own_hours() -> Limit:
    """Return what is held against everybody whose capacity is known, if nothing else is said."""
    return Limit(
        of=Target("total"),
        bound="max",
        measure=Measure.CAPACITY,
        amount=1.0,
        per=Per.PERSON,
        over=Over.WEEK,
        advice=say("advice.own-hours"),
    )


def held(rulebook: Rulebook) -> tuple[Limit, ...]:
    """Return the limits of a report: those of the rules file, and everybody's own hours."""
    if any(limit.measure is Measure.CAPACITY for limit in rulebook.limits):
        return rulebook.limits
    return (*rulebook.limits, own_hours())


def has_capacity(hours: Hours, rulebook: Rulebook) -> Bools:
    """Return for every row of hours whether the capacity of its person is known."""
    known: Bools = (_weekly(hours, rulebook) >= 0)[hours.person]
    return known


def capacities(
    hours: Hours, rulebook: Rulebook, found: Cases, over: Over, period: Period
) -> Floats:
    """Return the seconds that the people with entries in each case have for its span."""
    weekly = _weekly(hours, rulebook)
    pairs, _ = distinct(found.codes * len(weekly) + hours.person[found.kept])
    seconds = added(pairs // len(weekly), weekly[pairs % len(weekly)], len(found.scopes))
    weeks: Floats = np.array([_weeks(each, over, period) for each in found.spans])
    return np.multiply(seconds, weeks)


def _weeks(each: Span, over: Over, period: Period) -> float:
    """Return how many weeks of work a span has, never under one: our cut tightens no limit."""
    if over is Over.WEEK:
        return 1.0
    return max(1.0, working_days(each.within(period)) / _WORKING_DAYS)


def _weekly(hours: Hours, rulebook: Rulebook) -> Ints:
    """Return weekly seconds by person, -1 where unknown."""
    known = {each.name: each.capacity for each in rulebook.people if each.capacity is not None}
    return np.array([known.get(name, -1) for name in hours.names], dtype=np.int64)
