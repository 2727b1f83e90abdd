"""Keep the entries of some teams' people, as the rules file has the teams."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from msgspec.structs import replace

from pmrules.errors import Problem, RulesError
from pmrules.ingest.cells.parsed import Bools
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
    refuse_unknown(rulebook, teams)
    keep = members(intake.entries, rulebook, teams)
    left = intake.entries[~keep]
    notice = outside_teams(teams, len(left), int(left["seconds"].sum()))
    kept = compact(intake.entries[keep])
    return replace(intake, entries=kept, notices=(*intake.notices, notice))


def members(entries: pd.DataFrame, rulebook: Rulebook, teams: Sequence[str]) -> Bools:
    """Return which entries are those of people of these teams."""
    wanted = {folded(team) for team in teams}
    book = lexicon(rulebook)
    named = {folded(each.name) for each in rulebook.people if folded(each.team) in wanted}
    person = entries["person"].astype("category").cat
    within = [folded(book.person(str(name))) in named for name in person.categories]
    return np.array([*within, False], dtype=np.bool_)[person.codes]


def outside_teams(teams: Sequence[str], entries: int, seconds: int) -> Notice:
    """Say what was left out."""
    what = (
        f"Only of {', '.join(visible(team) for team in teams)}: {entries:,} entries of others, "
        f"{seconds / _HOUR:,.1f} h, are left out."
    )
    return Notice("outside-teams", what)


def refuse_unknown(rulebook: Rulebook, teams: Sequence[str]) -> None:
    """Raise `RulesError` for teams that no person of the rules file is in."""
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
