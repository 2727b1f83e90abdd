"""Hours by person and month, for who looks closer than the report does."""

from collections.abc import Mapping

import numpy as np

from pmrules.analysis.amounts import Slice
from pmrules.analysis.hours import Hours
from pmrules.analysis.slices import Groups, by_span, slices
from pmrules.analysis.sums import grouped
from pmrules.analysis.tally import Parts
from pmrules.analysis.ways import Standings
from pmrules.rules.rulebook import Over


def person_months(hours: Hours) -> Mapping[str, Mapping[str, Slice]]:
    """Return each person's months, every month of the period; the empty ones are shared."""
    months = by_span(hours, Over.MONTH)
    empty = _empty_months(months)
    found: dict[str, dict[str, Slice]] = {name: dict(empty) for name in hours.names}
    row, pairs = grouped(hours.person, months.codes)
    keys = [months.keys[month] for month in months.codes[row].tolist()]
    of_pairs = slices(hours, Groups(keys, pairs))
    for person, each in zip(hours.person[row].tolist(), of_pairs, strict=True):
        found[hours.names[person]][each.key] = each
    return found


def _empty_months(months: Groups) -> Mapping[str, Slice]:
    none = np.zeros(0, dtype=np.int64)
    nothing = Parts(none, none, Standings.of((), none))
    return {each.key: each for each in slices(nothing, Groups(months.keys, none))}
