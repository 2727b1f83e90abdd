"""The report on a terminal: shares, widths, colours, and nothing raw from outside."""

import re
from pathlib import Path

import pytest

from pmrules import analyze
from pmrules.analysis.model import Analysis
from pmrules.report import terminal

HEADER = "User,Client,Project,Description,Start date,Start time,Duration\n"
RULES = """\
matrix:
  market-future: 製品管理とても長い名前の部門ですから切ります
rules:
  - {name: Plan, keywords: [plan], audience: market, horizon: future}
  - {name: Fix, keywords: [fix], audience: one, horizon: current}
limits:
  - {of: one, max: 10 %, per: person, over: month}
"""
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def analysis(tmp_path: Path, *records: str) -> Analysis:
    """Analyse records of a Toggl export."""
    (tmp_path / "x.csv").write_text(HEADER + "\n".join(records) + "\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    return analyze(tmp_path / "x.csv", tmp_path / "rules.yaml")


@pytest.fixture
def two(tmp_path: Path) -> Analysis:
    """Three hours planned by one person, one hour fixed by another."""
    return analysis(
        tmp_path,
        "Ada,,Core,plan,2026-09-01,09:00:00,03:00:00",
        "Ben,,Core,fix,2026-09-01,09:00:00,01:00:00",
    )


def test_matrix_and_flags_are_there(two: Analysis) -> None:
    """Shares by quadrant and axis, and each flag with who, when, measured and limit."""
    text = "\n".join(terminal.lines(two))
    assert re.search(r"75% +3\.0 h", text)
    assert re.search(r"25% +1\.0 h", text)
    assert re.search(r"▲ one +Ben +2026-09 +100%, max 10%", text)
    assert "x.csv  toggl    2 = 2 + 0 + 0" in text


def test_colour_changes_no_words(two: Analysis) -> None:
    """With colour there are filled tiles; without their escapes the lines are the same."""
    plain, coloured = list(terminal.lines(two)), list(terminal.lines(two, colour=True))
    assert any("48;2;" in line for line in coloured)
    assert not any("\x1b" in line for line in plain)
    assert [ESCAPES.sub("", line).rstrip() for line in coloured] == [x.rstrip() for x in plain]


def test_wide_letters_keep_the_columns(two: Analysis) -> None:
    """A label of wide letters is cut to the tile; both tiles of a row stay aligned."""
    row = next(line for line in terminal.lines(two) if "□" in line)
    assert "…" in row
    assert "部門ですから切ります" not in row


def test_rejected_records_are_said_with_their_place(tmp_path: Path) -> None:
    """A warning names file, row, column, value and what was expected."""
    report = analysis(
        tmp_path,
        "Ada,,Core,plan,2026-09-01,09:00:00,03:00:00",
        "Ada,,Core,plan,2026-09-01,13:00:00,\x1b[31mtwo-ish",
    )
    (said,) = terminal.warnings(report)
    assert said.startswith("x.csv, row 3, column “Duration”: rejected “\\x1b[31mtwo-ish”; expected")
    assert "2 = 1 + 0 + 1" in "\n".join(terminal.lines(report))
