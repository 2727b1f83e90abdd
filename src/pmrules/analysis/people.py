"""Hours by person and by team, beside the capacity that the rules file gives them."""

from collections.abc import Mapping, Sequence

import numpy as np

from pmrules.analysis.hours import Hours, Ints, coded, distinct
from pmrules.analysis.model import PersonTotals, Slice
from pmrules.analysis.spans import numbered
from pmrules.analysis.totals import Groups, by_column, by_hours, slices
from pmrules.rules.rulebook import Over, Person, Rulebook


def people(hours: Hours, rulebook: Rulebook, months: Groups) -> tuple[PersonTotals, ...]:
    """Return everyone with entries, most hours first."""
    known = {person.name: person for person in rulebook.people}
    weeks = _weeks_with_entries(hours)
    by_month = _months(hours, months)
    return tuple(
        PersonTotals(
            name=totals.key,
            team=known[totals.key].team if totals.key in known else "",
            totals=totals,
            capacity=_capacity(known.get(totals.key), weeks[totals.key]),
            months=by_month[totals.key],
        )
        for totals in by_hours(slices(hours, by_column(hours, "person")))
    )


def teams(hours: Hours, rulebook: Rulebook) -> tuple[Slice, ...]:
    """Return every team with entries; nothing where nobody has a team, else the teamless last."""
    found = by_hours(slices(hours, by_team(hours, rulebook)))
    return found if any(each.key for each in found) else ()


def by_team(hours: Hours, rulebook: Rulebook) -> Groups:
    """Return a group for each team; the empty name holds those without one."""
    team_of = {person.name: person.team for person in rulebook.people}
    names, codes = coded(hours.frame["person"])
    keys = sorted({team_of.get(name, "") for name in names})
    table = np.array([keys.index(team_of.get(name, "")) for name in names], dtype=np.int64)
    return Groups(keys, table[codes])


def _capacity(person: Person | None, weeks: int) -> int | None:
    return None if person is None or person.capacity is None else person.capacity * weeks


def _weeks_with_entries(hours: Hours) -> Mapping[str, int]:
    names, codes = coded(hours.frame["person"])
    weeks = numbered(hours.days, Over.WEEK)
    start = int(weeks.min()) if len(weeks) else 0
    pairs, _ = distinct((weeks - start) * max(len(names), 1) + codes)
    counted = np.bincount(pairs % max(len(names), 1), minlength=len(names))
    return dict(zip(names, counted.tolist(), strict=True))


def _months(hours: Hours, months: Groups) -> Mapping[str, Mapping[str, Slice]]:
    """Return each person's months, every month of the period; the empty ones are shared."""
    names, codes = coded(hours.frame["person"])
    empty = _empty_months(hours, months)
    found: dict[str, dict[str, Slice]] = {name: dict(empty) for name in names}
    pairs, rows = distinct(codes * max(len(months.keys), 1) + months.codes)
    for pair, each in zip(pairs.tolist(), _slices_of(hours, months, pairs, rows), strict=True):
        found[names[pair // len(months.keys)]][each.key] = each
    return found


def _slices_of(hours: Hours, months: Groups, pairs: Ints, rows: Ints) -> Sequence[Slice]:
    keys = [months.keys[pair % len(months.keys)] for pair in pairs.tolist()]
    return slices(hours, Groups(keys, rows))


def _empty_months(hours: Hours, months: Groups) -> Mapping[str, Slice]:
    nobody = Hours.of(hours.frame.iloc[:0])
    return {
        each.key: each for each in slices(nobody, Groups(months.keys, np.zeros(0, dtype=np.int64)))
    }
