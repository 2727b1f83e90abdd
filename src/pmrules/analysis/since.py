"""What changed since an earlier report: in hours and in shares, by place and by person."""

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct

from pmrules.analysis.model import Analysis, Change, PersonChange, Since, Slice
from pmrules.analysis.spans import Period
from pmrules.model import Quadrant
from pmrules.rules.matching.lexicon import folded

_OPEN = ("half", "unclassified")
_UNLIKE = 1.25
"""Periods that differ in length by more cannot be compared in hours."""
PLACES = (
    "market", "market-current", "market-future", "one", "one-current", "one-future",
    "current", "future", "half", "unclassified", "outside", "all",
)  # fmt: skip


class Earlier(Struct, frozen=True):
    """What an earlier report said, as far as it is compared."""

    name: str
    """Of its file."""
    title: str
    period: Period | None
    totals: Mapping[str, int]
    """Seconds by place, as `PLACES`."""
    people: Mapping[str, Mapping[str, int]] | None
    """Seconds by name, in `one`, `outside` and `all`; None where names were left out."""
    labels: Mapping[str, str]
    """What the quadrants were called."""
    rules: frozenset[str]
    """Hashes of the files that judged."""
    teams: frozenset[str] = frozenset()
    """Of which it was a report alone; empty: of everyone."""


def since(analysis: Analysis, earlier: Earlier, *, named: bool, teams: frozenset[str]) -> Since:
    """Compare an analysis with an earlier report.

    `named` says whether the people of the analysis carry their names, `teams` whose it is.
    """
    comparable = named and earlier.people is not None
    return Since(
        name=earlier.name,
        title=earlier.title,
        period=earlier.period,
        places=tuple(_place(analysis.whole, earlier.totals, place) for place in PLACES),
        people=_people(analysis, earlier.people or {}) if comparable else (),
        renamed=_renamed(analysis, earlier),
        remarks=tuple(_remarks(analysis, earlier, comparable, teams)),
        shared_days=_shared_days(analysis.period, earlier.period),
    )


def _place(whole: Slice, totals: Mapping[str, int], place: str) -> Change:
    before = totals.get(place, 0)
    after = whole.seconds if place == "all" else whole.seconds_of(place)
    if place in {"all", "outside"}:
        return Change(place, before, after)
    return Change(place, before, after, _share(before, totals), _share_now(after, whole))


def _share(seconds: int, totals: Mapping[str, int]) -> float | None:
    on_matrix = totals.get("all", 0) - totals.get("outside", 0)
    return seconds / on_matrix if on_matrix else None


def _share_now(seconds: int, whole: Slice) -> float | None:
    return seconds / whole.on_matrix if whole.on_matrix else None


def _people(
    analysis: Analysis, before: Mapping[str, Mapping[str, int]]
) -> tuple[PersonChange, ...]:
    """Everyone of now, most hours first, then who is gone."""
    now = {person.name: person.totals for person in analysis.people}
    names = [*now, *(name for name in before if name not in now)]
    return tuple(_person(name, before.get(name), now.get(name)) for name in names)


def _person(name: str, before: Mapping[str, int] | None, now: Slice | None) -> PersonChange:
    return PersonChange(
        name,
        before.get("all", 0) if before is not None else None,
        now.seconds if now else None,
        _share(before.get("one", 0), before) if before is not None else None,
        _share_now(now.seconds_of("one"), now) if now else None,
    )


def _renamed(analysis: Analysis, earlier: Earlier) -> tuple[tuple[Quadrant, str], ...]:
    labels = analysis.rulebook.labels
    return tuple(
        (quadrant, earlier.labels[quadrant])
        for quadrant in Quadrant
        if earlier.labels.get(quadrant, labels[quadrant]) != labels[quadrant]
    )


def _remarks(
    analysis: Analysis, earlier: Earlier, comparable: bool, teams: frozenset[str]
) -> list[str]:
    """The keys of what makes the comparison doubtful, most doubtful first."""
    period, before = analysis.period, earlier.period
    found = {
        "same": period is not None and period == before,
        "overlap": period != before and _shared_days(period, before) > 0,
        "later": bool(period and before and before.first > period.last),
        "lengths": bool(period and before) and _unlike(_days(period), _days(before)),
        "teams": set(map(folded, teams)) != set(map(folded, earlier.teams)),
        "rules": earlier.rules != {each.sha256 for each in analysis.rulebook.sources},
        "nameless": not comparable,
    }
    return [key for key, is_so in found.items() if is_so]


def _shared_days(one: Period | None, other: Period | None) -> int:
    if one is None or other is None:
        return 0
    days = (min(one.last, other.last) - max(one.first, other.first)) // dt.timedelta(days=1)
    return max(0, days + 1)


def _days(period: Period | None) -> int:
    return (period.last - period.first).days + 1 if period else 0


def _unlike(one: int, other: int) -> bool:
    return max(one, other) > _UNLIKE * min(one, other)
