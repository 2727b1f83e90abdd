"""Slices of the hours: exact seconds summed by group and standing, then read with bounds."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from pmrules.analysis.amounts import Amount, Slice
from pmrules.analysis.bounds import bounds, reach_of_place
from pmrules.analysis.hours import Hours
from pmrules.analysis.labelled import Labelled
from pmrules.analysis.spans import Span, span
from pmrules.analysis.sums import Ints, added
from pmrules.analysis.tally import Parts
from pmrules.analysis.ways import AXIS_VALUES, OPEN, Standings
from pmrules.model import Quadrant
from pmrules.rules.rulebook import Over

_BOUNDED = (*(cell.value for cell in Quadrant), *AXIS_VALUES)
_NOTHING = Amount(0)
_MOST_EMPTY_SPANS = 600
"""Beyond these, one stray date of 1900 would fill a report with empty weeks."""


class Groups(Struct, frozen=True):
    """A partition of sums: the groups' names and, for every row, which one is its own."""

    keys: Sequence[str]
    codes: Ints


def everyone(parts: Parts) -> Groups:
    """Return the one group of all entries."""
    return Groups(["everyone"], np.zeros(len(parts), dtype=np.int64))


def by_span(hours: Hours, over: Over) -> Groups:
    """Return a group for each week or month from the first to the last, empty ones included."""
    period = hours.period
    if period is None:
        return Groups([], np.zeros(0, dtype=np.int64))
    numbers = hours.numbered(over)
    listed = np.arange(numbers.min(), numbers.max() + 1)
    if len(listed) > _MOST_EMPTY_SPANS:
        listed = np.unique(numbers)
    keys = [_span_key(span(int(number), over, period), over) for number in listed]
    return Groups(keys, np.searchsorted(listed, numbers))


def _span_key(each: Span, over: Over) -> str:
    return each.first.isoformat() if over is Over.WEEK else each.key


def summed(codes: Ints, groups: int, standings: Standings, seconds: Ints) -> Ints:
    """Return exact sums of seconds with a row a group and a column a standing."""
    cells = codes.astype(np.int64) * len(standings) + standings.codes
    return added(cells, seconds, groups * len(standings)).reshape(groups, len(standings))


def slices(parts: Parts, groups: Groups) -> list[Slice]:
    """Return the totals of every group, in the groups' order, those without entries too."""
    standings = parts.standings
    sums = summed(groups.codes, len(groups.keys), standings, parts.seconds)
    entries = added(groups.codes, parts.entries, len(groups.keys)).tolist()
    seconds, on = sums.sum(axis=1), _sum_in(sums, standings, "outside", inverted=True)
    columns = {place: _bounded(sums, standings, place) for place in _BOUNDED}
    columns |= {place: _plain(sums, standings, place, on) for place in OPEN}
    columns["outside"] = _plain(sums, standings, "outside", seconds)
    rows = zip(*columns.values(), strict=True)
    return [
        Slice(key, number, total, matrix, dict(zip(columns, amounts, strict=True)))
        for key, number, total, matrix, amounts in zip(
            groups.keys, entries, seconds.tolist(), on.tolist(), rows, strict=True
        )
    ]


def by_text(labelled: Labelled) -> tuple[Slice, ...]:
    """Return the totals of each client or project, most hours first."""
    groups = Groups(labelled.texts.to_pylist(), labelled.tally.sums.keys[0])
    return by_hours(slices(labelled.tally.parts, groups))


def by_hours(found: Sequence[Slice]) -> tuple[Slice, ...]:
    """Leave out groups without entries; most hours first, then by name, the nameless group last."""
    named = [each for each in found if each.entries]
    return tuple(sorted(named, key=lambda each: (not each.key, -each.seconds, each.key)))


def _bounded(sums: Ints, standings: Standings, place: str) -> list[Amount]:
    found = bounds(sums, reach_of_place(standings, place))
    columns = (found.seconds, found.share, found.low, found.high)
    amounts = list(map(Amount, *(column.tolist() for column in columns)))
    for empty in np.flatnonzero(found.on == 0).tolist():
        amounts[empty] = _NOTHING
    return amounts


def _plain(sums: Ints, standings: Standings, place: str, whole: Ints) -> list[Amount]:
    parts = _sum_in(sums, standings, place).tolist()
    return [
        Amount(part, part / total) if total else _NOTHING
        for part, total in zip(parts, whole.tolist(), strict=True)
    ]


def _sum_in(sums: Ints, standings: Standings, place: str, *, inverted: bool = False) -> Ints:
    total: Ints = sums[:, standings.counts_in(place) ^ inverted].sum(axis=1)
    return total
