"""Limits that no hours can keep together: parts against the whole that they make up.

Two of the same hours that exclude each other, and minimum shares that are more than everything,
are errors already when the file is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.linting.quoting import Warnings
from pmrules.rules.rulebook import Limit, Measure, Over, Per, Rulebook, Target

_ALL = Target("total")
_FINER_PER = {Per.TEAM: (Per.PERSON,), Per.EVERYONE: (Per.PERSON,)}
# A week belongs to two months, and a person to no team: these say nothing of their wholes.
_FINER_OVER = {
    Over.QUARTER: (Over.MONTH,),
    Over.ALL: (Over.WEEK, Over.MONTH, Over.QUARTER),
}

_PARTS: Mapping[Target, tuple[tuple[Target, ...], ...]] = {
    **{
        Target("audience", one.value): (
            tuple(Target("quadrant", Quadrant.of(one, other).value) for other in Horizon),
        )
        for one in Audience
    },
    **{
        Target("horizon", one.value): (
            tuple(Target("quadrant", Quadrant.of(other, one).value) for other in Audience),
        )
        for one in Horizon
    },
    _ALL: (
        tuple(Target("audience", each.value) for each in Audience),
        tuple(Target("horizon", each.value) for each in Horizon),
        tuple(Target("quadrant", each.value) for each in Quadrant),
    ),
}
"""A place to the sets of places that make it up."""

_Bounds = dict[tuple[Target, str], Limit]


def add_contradictions(rulebook: Rulebook, warnings: Warnings) -> None:
    """Add a warning for each limit that cannot be kept beside others."""
    said: set[frozenset[Limit]] = set()
    for measure, per, over in product((Measure.SHARE, Measure.SECONDS), Per, Over):
        bounds = _bounds(rulebook.limits, measure, per, over)
        for together in _apart(bounds, measure):
            if frozenset(together) not in said:
                said.add(frozenset(together))
                _say(together, warnings)


def _bounds(limits: Sequence[Limit], measure: Measure, per: Per, over: Over) -> _Bounds:
    """The strictest limits of one scope; a share that all its parts keep, the whole keeps too."""
    shares = measure is Measure.SHARE
    pers = (per, *(_FINER_PER.get(per, ()) if shares else ()))
    overs = (over, *(_FINER_OVER.get(over, ()) if shares else ()))
    found: _Bounds = {}
    for limit in limits:
        if limit.measure is measure and limit.per in pers and limit.over in overs:
            key, sign = (limit.of, limit.bound), 1 if limit.bound == "min" else -1
            if key not in found or sign * limit.amount > sign * found[key].amount:
                found[key] = limit
    return found


def _apart(bounds: _Bounds, measure: Measure) -> Iterator[list[Limit]]:
    """Yield sets of limits that cannot all be kept."""
    for (of, bound), least in bounds.items():
        most = bounds.get((of, "max"))
        if bound == "min" and most and least.amount > most.amount:
            yield [least, most]
    everything = 1.0 if measure is Measure.SHARE else None
    for whole, sets in _PARTS.items():
        known = everything if whole == _ALL else None
        for parts in sets:
            yield from _too_much(bounds, whole, parts, known)
            if measure is Measure.SHARE:
                yield from _too_little(bounds, whole, parts, known)


def _too_much(
    bounds: _Bounds, whole: Target, parts: Sequence[Target], known: float | None
) -> Iterator[list[Limit]]:
    """What the parts must have at least is more than the whole may have."""
    least = [bounds[part, "min"] for part in parts if (part, "min") in bounds]
    top = bounds.get((whole, "max"))
    most = top.amount if top else known
    if most is not None and round(sum(each.amount for each in least), 9) > most:
        yield [*least, *([top] if top else [])]


def _too_little(
    bounds: _Bounds, whole: Target, parts: Sequence[Target], known: float | None
) -> Iterator[list[Limit]]:
    """What the parts may have at most is less than the whole must have."""
    most = [bounds[part, "max"] for part in parts if (part, "max") in bounds]
    floor = bounds.get((whole, "min"))
    least = floor.amount if floor else known
    if least is None or len(most) < len(parts):
        return
    if round(sum(each.amount for each in most), 9) < least:
        yield [*most, *([floor] if floor else [])]


def _say(together: Sequence[Limit], warnings: Warnings) -> None:
    places = [each.place for each in together if each.place]
    at = max(places, key=lambda place: (place.line or 0, place.offset or 0), default=None)
    what = f"No hours keep all of these limits: {'; '.join(map(_told, together))}."
    warnings.add("limits-apart", what, "Loosen one of them.", at)


def _told(limit: Limit) -> str:
    share = limit.measure is Measure.SHARE
    amount = f"{100 * limit.amount:g} %" if share else f"{limit.amount / 3600:g} h"
    line = f" (line {limit.place.line})" if limit.place and limit.place.line else ""
    of = limit.of.value or limit.of.kind
    return f"{of} {limit.bound} {amount} per {limit.per} over {limit.over}{line}"
