"""The cases of a limit: every person, team or everyone, in every week, month or quarter."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.hours import Hours
from pmrules.analysis.people import by_person, by_team
from pmrules.analysis.slices import Groups, everyone, summed
from pmrules.analysis.spans import Period, Span, span
from pmrules.analysis.sums import Bools, Ints, distinct
from pmrules.analysis.ways import Standings
from pmrules.rules.rulebook import Limit, Per, Rulebook


class Cases(Struct, frozen=True):
    """The pairs of scope and span that have entries, in a fixed order."""

    scopes: Sequence[str]
    spans: Sequence[Span]
    kept: Bools
    """For every row of hours whether it belongs to a case: the teamless have none per team."""
    codes: Ints
    """The case of each kept row."""

    def sums(self, hours: Hours, standings: Standings) -> Ints:
        """Return exact seconds with a row a case and a column a standing."""
        own = replace(standings, codes=standings.codes[self.kept])
        return summed(self.codes, len(self.scopes), own, hours.seconds[self.kept])


def cases(hours: Hours, rulebook: Rulebook, limit: Limit, period: Period, measured: Bools) -> Cases:
    """Return the cases that a limit is asked of, from the hours that it measures at all."""
    scopes = _scopes(hours, rulebook, limit.per)
    kept = measured & _named(scopes)
    numbers = hours.numbered(limit.over)
    start, width = int(numbers.min()), int(numbers.max() - numbers.min()) + 1
    found, codes = distinct((scopes.codes * width + numbers - start)[kept])
    return Cases(
        scopes=[scopes.keys[pair // width] for pair in found.tolist()],
        spans=[span(pair % width + start, limit.over, period) for pair in found.tolist()],
        kept=kept,
        codes=codes,
    )


def _scopes(hours: Hours, rulebook: Rulebook, per: Per) -> Groups:
    if per is Per.TEAM:
        return by_team(hours, rulebook)
    return by_person(hours) if per is Per.PERSON else everyone(hours)


def _named(scopes: Groups) -> Bools:
    named: Bools = np.array([bool(key) for key in scopes.keys], dtype=bool)[scopes.codes]
    return named
