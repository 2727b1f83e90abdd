"""`pmrules analyze --compare`: what changed since, in the workbook, the terminal and JSON."""

import json
from pathlib import Path

import openpyxl
import pytest

from pmrules.cli.main import guarded

AUGUST = """\
User,Email,Client,Project,Task,Description,Billable,Start date,Start time,Duration,Tags
Ada Moss,,Globex,Support,,Escalation call,No,2026-08-03,09:00:00,02:00:00,
Ada Moss,,,Planning,,Roadmap review,No,2026-08-04,09:00:00,06:00:00,
Cy Old,,,Planning,,Roadmap review,No,2026-08-05,09:00:00,02:00:00,
"""


@pytest.fixture
def august(rules: Path, tmp_path: Path) -> Path:
    """Return the report of August: a fifth of ten hours for one customer."""
    export, report = tmp_path / "august.csv", tmp_path / "august.xlsx"
    export.write_text(AUGUST, encoding="utf-8")
    assert guarded(["analyze", str(export), f"-r{rules}", f"-o{report}", "-q"]) == 0
    return report


def texts(report: Path, sheet: str) -> list[str]:
    """Return all texts of a sheet."""
    rows = openpyxl.load_workbook(report, rich_text=False)[sheet].iter_rows(values_only=True)
    return [value for row in rows for value in row if isinstance(value, str)]


def test_the_terminal_and_json(
    august: Path, export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three of six and a half hours for one customer now, two of ten then."""
    arguments = ["analyze", str(export), f"-r{rules}", f"--compare={august}"]
    assert guarded([*arguments, f"-o{export.with_name('next.xlsx')}"]) == 0
    out = capsys.readouterr().out
    assert "▲ One customer at a time: 46%, up 26 pts since 3 – 5 Aug 2026." in out
    assert "  New since then: Ben Ray." in out
    assert "  No longer there: Cy Old." in out
    assert guarded([*arguments, "--json"]) == 0
    since = json.loads(capsys.readouterr().out)["since"]
    assert since["period"] == {"from": "2026-08-03", "to": "2026-08-05"}
    assert since["places"]["one"] == {
        "seconds_before": 7200, "seconds": 10800, "share_before": 0.2, "share": 10800 / 23400,
    }  # fmt: skip
    assert [each["name"] for each in since["people"]] == ["Ben Ray", "Ada Moss", "Cy Old"]


def test_the_workbook(august: Path, export: Path, rules: Path, tmp_path: Path) -> None:
    """Summary has the sentence, Trend the tables; without --compare neither has any."""
    report = tmp_path / "next.xlsx"
    assert guarded(["analyze", str(export), f"-r{rules}", f"-o{report}", "-q"]) == 0
    assert not any("Since 3" in text for text in texts(report, "Trend"))
    arguments = ["analyze", str(export), f"-r{rules}", f"-o{report}", "-q"]
    assert guarded([*arguments, f"--compare={august}"]) == 0
    assert any("up 26 pts since 3 – 5 Aug 2026" in text for text in texts(report, "Summary"))
    trend = texts(report, "Trend")
    assert any(text.startswith("Since 3 – 5 Aug 2026") for text in trend)
    assert {"Ada Moss", "Ben Ray", "Cy Old", "new", "gone", "Hours then"} <= set(trend)
    assert guarded(["verify", str(report), str(export), f"-r{rules}"]) == 0


def test_without_names_nobody_is_named(
    august: Path, export: Path, rules: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Names of the earlier report do not come into one that leaves them out."""
    report = tmp_path / "next.xlsx"
    arguments = ["analyze", str(export), f"-r{rules}", f"-o{report}", f"--compare={august}"]
    assert guarded([*arguments, "--no-names"]) == 0
    assert "Cy Old" not in capsys.readouterr().out
    assert "Cy Old" not in texts(report, "Trend")


def test_what_is_no_report(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """An export is refused before anything is read, and nothing is written."""
    report = tmp_path / "next.xlsx"
    arguments = ["analyze", str(export), f"-r{rules}", f"-o{report}", f"--compare={export}"]
    assert guarded(arguments) == 1
    assert "[no-report]" in capsys.readouterr().err
    assert not report.exists()
