"""A foreign importer takes over a format only when the user says so."""

from pathlib import Path

import pytest

from pmrules.cli.main import guarded

PLUGIN = """
import datetime as dt
from pmrules import Entry, Fit, hookimpl

class Greedy:
    name = "greedy"
    title = "Greedy"
    def detect(self, sample):
        return Fit.ANSWER("wants everything")
    def read(self, source):
        yield Entry(1, "Somebody Else", dt.date(2026, 9, 1), 60)

@hookimpl
def pmrules_importers():
    return [Greedy()]
"""


EXPORT = (
    "User,Email,Client,Project,Description,Start date,Start time,End date,End time,Duration\n"
    "Ada Moss,a@x.example,Globex,Support,call,2026-09-01,09:00:00,2026-09-01,12:00:00,03:00:00\n"
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of Toggl Track."""
    path = tmp_path / "september.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


@pytest.fixture
def greedy(tmp_path: Path) -> Path:
    """A plugin that claims every file for certain."""
    path = tmp_path / "greedy.py"
    path.write_text(PLUGIN.replace("ANSWER", "exact"), encoding="utf-8")
    return path


def classified(*arguments: object) -> int:
    """Read an export with a plugin."""
    return guarded(["classify", *map(str, arguments), "-q", "-o", "-"])


def test_a_claim_to_a_format_of_ours_is_asked_about(
    export: Path, greedy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Being installed or named is no permission: both are named, and how to say which."""
    assert classified(export, "--plugin", greedy) == 1
    said = capsys.readouterr().err
    assert "Several importers claim this file" in said
    assert "--importer toggl" in said
    assert "--importer greedy" in said


@pytest.mark.parametrize(("wanted", "person"), [("greedy", "Somebody Else"), ("toggl", "Ada Moss")])
def test_the_user_says_who_reads(
    export: Path, greedy: Path, capsys: pytest.CaptureFixture[str], wanted: str, person: str
) -> None:
    """With a name on the command line that one reads, foreign or ours."""
    assert classified(export, "--plugin", greedy, "--importer", wanted) == 0
    assert person in capsys.readouterr().out


@pytest.mark.parametrize("answer", ["generic", "none"])
def test_a_lesser_claim_changes_nothing(
    export: Path, greedy: Path, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    """What is certainly ours is read as without the plugin."""
    greedy.write_text(PLUGIN.replace("ANSWER", answer), encoding="utf-8")
    assert classified(export, "--plugin", greedy) == 0
    assert "Ada Moss" in capsys.readouterr().out
