"""Hours by person and by team, beside the capacity that the rules file gives them."""

from collections.abc import Mapping

import numpy as np

from pmrules.analysis.hours import Hours
from pmrules.analysis.model import PersonTotals, Slice
from pmrules.analysis.slices import Groups, by_hours, slices
from pmrules.analysis.sums import grouped
from pmrules.rules.rulebook import Person, Rulebook


def people(hours: Hours, rulebook: Rulebook) -> tuple[PersonTotals, ...]:
    """Return everyone with entries, most hours first."""
    known = {person.name: person for person in rulebook.people}
    weeks = _weeks_with_entries(hours)
    return tuple(
        PersonTotals(
            name=totals.key,
            team=known[totals.key].team if totals.key in known else "",
            totals=totals,
            capacity=_capacity(known.get(totals.key), weeks[totals.key]),
        )
        for totals in by_hours(slices(hours, by_person(hours)))
    )


def teams(hours: Hours, rulebook: Rulebook) -> tuple[Slice, ...]:
    """Return every team with entries; nothing where nobody has a team, else the teamless last."""
    found = by_hours(slices(hours, by_team(hours, rulebook)))
    return found if any(each.key for each in found) else ()


def by_person(hours: Hours) -> Groups:
    """Return a group for everybody."""
    return Groups(hours.names, hours.person)


def by_team(hours: Hours, rulebook: Rulebook) -> Groups:
    """Return a group for each team; the empty name holds those without one."""
    team_of = {person.name: person.team for person in rulebook.people}
    teams = [team_of.get(name, "") for name in hours.names]
    keys = sorted({*teams})
    number = {team: place for place, team in enumerate(keys)}
    table = np.array([number[team] for team in teams], dtype=np.int64)
    return Groups(keys, table[hours.person])


def _capacity(person: Person | None, weeks: int) -> int | None:
    return None if person is None or person.capacity is None else person.capacity * weeks


def _weeks_with_entries(hours: Hours) -> Mapping[str, int]:
    row, _ = grouped(hours.week, hours.person)
    counted = np.bincount(hours.person[row], minlength=len(hours.names))
    return dict(zip(hours.names, counted.tolist(), strict=True))
