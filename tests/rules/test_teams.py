"""A report of one team: its people's entries, by name or alias, and nobody else's."""

import datetime as dt
from pathlib import Path

import pytest

from pmrules import pipeline
from pmrules.errors import RulesError
from pmrules.report import workbook

RULES = """\
extends: product-management
people:
  Ada Lovelace: {aliases: [ada@acme.example], team: Core}
  Bo Diaz: {team: Growth}
"""
EXPORT = """\
User,Email,Client,Project,Description,Start date,Start time,Duration
Ada Lovelace,,,,a,2026-09-01,09:00:00,01:00:00
ADA@acme.example,,,,b,2026-09-01,10:00:00,02:00:00
Bo Diaz,,,,c,2026-09-01,09:00:00,04:00:00
Cyd,,,,d,2026-09-02,09:00:00,08:00:00
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return an export and a rules file with two teams."""
    (tmp_path / "export.csv").write_text(EXPORT, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path / "export.csv", tmp_path / "rules.yaml"


@pytest.mark.parametrize(
    ("teams", "hours"),
    [((), 15), (("Core",), 3), (("core ",), 3), (("Growth", "Core"), 7)],
)
def test_teams_keep_their_people(
    files: tuple[Path, Path], teams: tuple[str, ...], hours: int
) -> None:
    """Only the named teams' entries are totalled; no team means everybody."""
    analysis = pipeline.analyze(*files, teams=teams)
    assert analysis.whole.seconds == hours * 3600
    assert analysis.files[0].entries == 4
    told = [each for each in analysis.notices if each.code == "outside-teams"]
    assert len(told) == bool(teams)


def test_an_unknown_team_is_refused_with_those_there_are(files: tuple[Path, Path]) -> None:
    """The message names the teams of the rules file, all unknown ones at once."""
    with pytest.raises(RulesError) as caught:
        pipeline.analyze(*files, teams=("Grwth", "Sales"))
    assert [each.code for each in caught.value.problems] == ["unknown-team"] * 2
    assert "Growth" in str(caught.value)


def test_a_living_workbook_of_some_people(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Nobody who is left out, by team or by days, is looked for among the people of the report."""
    one_team = pipeline.analyze(*files, teams=("Core",))
    assert workbook.write(one_team, tmp_path / "team.xlsx").is_file()
    first_day = pipeline.analyze(*files, end=dt.date(2026, 9, 1))
    assert workbook.write(first_day, tmp_path / "day.xlsx").is_file()
