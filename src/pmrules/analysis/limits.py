"""Limits held against the hours: which are broken, for certain or possibly.

A flag is certain if the limit is broken wherever the contested and open hours end, possible if it
is broken somewhere among all the ways in which they could.
"""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from pmrules.analysis.bounds import (
    Bounds,
    Reach,
    bounds,
    reach_of_label,
    reach_of_place,
    reach_of_total,
)
from pmrules.analysis.capacity import capacities, has_capacity, held
from pmrules.analysis.cases import Cases, cases
from pmrules.analysis.hours import Hours
from pmrules.analysis.model import Flag
from pmrules.analysis.spans import Period
from pmrules.analysis.sums import Bools, Floats
from pmrules.analysis.ways import Standings
from pmrules.rules.rulebook import Limit, Measure, Rulebook, Target


class Measured(Struct, frozen=True):
    """A limit's value in every case, with what it could still become."""

    value: Floats
    low: Floats
    high: Floats
    threshold: Floats
    past: Floats
    """Seconds past the limit as measured; negative where it holds."""
    past_at_worst: Floats
    """The same where the open hours end as badly as they can."""
    asked: Bools
    """Whether the limit says anything of the case: of nothing on the matrix it does not."""
    binding: Bools
    """Whether it does so wherever the open hours end: not where all could leave the matrix."""


def flags(hours: Hours, rulebook: Rulebook) -> tuple[Flag, ...]:
    """Return the flags of all limits, the gravest first."""
    if hours.period is None:
        return ()
    found = [
        (number, flag)
        for number, limit in enumerate(held(rulebook))
        for flag in _flags_of(hours, rulebook, limit, hours.period)
    ]
    return tuple(flag for _, flag in sorted(found, key=_gravity))


def _gravity(numbered_flag: tuple[int, Flag]) -> tuple[object, ...]:
    number, flag = numbered_flag
    return (
        flag.certainty != "certain",
        not flag.broken_as_measured,
        -flag.at_stake,
        number,
        flag.scope,
        flag.period.first,
    )


def _flags_of(hours: Hours, rulebook: Rulebook, limit: Limit, period: Period) -> Iterable[Flag]:
    in_capacity = limit.measure is Measure.CAPACITY
    measured = has_capacity(hours, rulebook) if in_capacity else np.ones(len(hours), dtype=bool)
    found = cases(hours, rulebook, limit, period, measured)
    standings, reach = _reach(hours, limit.of)
    sums = bounds(found.sums(hours, standings), reach)
    if limit.measure is Measure.SHARE:
        return _raised(limit, found, sums, _share(limit, sums), period)
    threshold = np.full(len(found.scopes), limit.amount)
    if in_capacity:
        threshold *= capacities(hours, rulebook, found, limit.over, period)
    return _raised(limit, found, sums, _seconds(limit, found, sums, threshold, period), period)


def _reach(hours: Hours, target: Target) -> tuple[Standings, Reach]:
    if target.kind == "total":
        return hours.standings, reach_of_total(hours.standings)
    if target.kind not in {"activity", "owner"}:
        return hours.standings, reach_of_place(hours.standings, target.value)
    standings, labelled = hours.standings.split(hours.bearing(target.kind, target.value))
    return standings, reach_of_label(standings, labelled)


def _share(limit: Limit, sums: Bounds) -> Measured:
    past = sums.seconds - limit.amount * sums.on
    worst, worst_on = sums.most - limit.amount * sums.most_on, sums.most_on
    if limit.bound == "min":
        past = -past
        worst, worst_on = limit.amount * sums.least_on - sums.least, sums.least_on
    return Measured(
        value=sums.share,
        low=sums.low,
        high=sums.high,
        threshold=np.full(len(past), limit.amount),
        past=past,
        past_at_worst=worst,
        asked=worst_on > 0,
        binding=sums.must_on > 0,
    )


def _seconds(
    limit: Limit, found: Cases, sums: Bounds, threshold: Floats, period: Period
) -> Measured:
    sign, worst = (1, sums.most) if limit.bound == "max" else (-1, sums.least)
    asked = sums.may_on > 0
    if limit.bound == "min":
        # Hours that lie beyond the period's edge are unknown: nothing cut can be too little.
        asked &= np.array([each.inside(period) for each in found.spans], dtype=bool)
    return Measured(
        value=sums.seconds.astype(np.float64),
        low=sums.least.astype(np.float64),
        high=sums.most.astype(np.float64),
        threshold=threshold,
        past=sign * (sums.seconds - threshold),
        past_at_worst=sign * (worst - threshold),
        asked=asked,
        binding=sums.must_on > 0,
    )


def _raised(
    limit: Limit, found: Cases, sums: Bounds, measured: Measured, period: Period
) -> Iterable[Flag]:
    over = limit.bound == "max"
    possible = measured.high > measured.threshold if over else measured.low < measured.threshold
    certain = measured.low > measured.threshold if over else measured.high < measured.threshold
    certain &= measured.binding
    for row in np.flatnonzero(possible & measured.asked).tolist():
        past = measured.past if certain[row] else measured.past_at_worst
        yield Flag(
            kind="capacity" if limit.of.kind == "total" else "allocation",
            certainty="certain" if certain[row] else "possible",
            limit=limit,
            scope=found.scopes[row],
            period=found.spans[row].within(period),
            period_key=found.spans[row].key,
            value=float(measured.value[row]),
            low=float(measured.low[row]),
            high=float(measured.high[row]),
            threshold=float(measured.threshold[row]),
            seconds=int(sums.seconds[row]),
            at_stake=round(float(past[row])),
        )
