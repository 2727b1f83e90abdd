"""Keep the entries of some teams' people, as the rules file has the teams."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pmrules.errors import Problem, RulesError
from pmrules.ingest.intake import Intake
from pmrules.ingest.taken import compact
from pmrules.model import Notice
from pmrules.rules.language.problems import did_you_mean
from pmrules.rules.matching.lexicon import folded, lexicon
from pmrules.rules.rulebook import Rulebook
from pmrules.visible import visible

_HOUR = 3600


def of_teams(intake: Intake, rulebook: Rulebook, teams: Sequence[str]) -> Intake:
    """Return what was read with the entries of these teams alone; no teams: of everybody.

    The accounting stays that of the files; a notice says what was left out. Raises `RulesError`
    for a team that no person of the rules file is in.
    """
    if not teams:
        return intake
    wanted = {folded(team) for team in teams}
    _refuse_unknown(rulebook, teams)
    book = lexicon(rulebook)
    members = {folded(each.name) for each in rulebook.people if folded(each.team) in wanted}
    person = intake.entries["person"].astype("category").cat
    inside = [folded(book.person(str(name))) in members for name in person.categories]
    keep = np.array([*inside, False])[person.codes]
    left = intake.entries[~keep]
    what = (
        f"Only of {', '.join(visible(team) for team in teams)}: {len(left):,} entries of others, "
        f"{left['seconds'].sum() / _HOUR:,.1f} h, are left out."
    )
    kept = compact(intake.entries[keep])
    return replace(intake, entries=kept, notices=(*intake.notices, Notice("outside-teams", what)))


def _refuse_unknown(rulebook: Rulebook, teams: Sequence[str]) -> None:
    known = {folded(each.team): each.team for each in rulebook.people if each.team}
    mend = "Give people a team in the rules file, under “people:”."
    problems = [
        Problem(
            "unknown-team",
            f"Nobody is in a team called “{visible(team)}”.",
            did_you_mean(team, sorted(known.values()), "Teams") if known else mend,
        )
        for team in teams
        if folded(team) not in known
    ]
    if problems:
        raise RulesError(problems)
