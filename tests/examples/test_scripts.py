"""The scripts under `examples/` run as they stand."""

import datetime as dt
import json
import logging
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

import pmrules_examples

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPORTS = str(pmrules_examples.FOLDER)
SEPTEMBER = ("--rules", str(pmrules_examples.rules()), "--today", "2026-10-05")


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    """What the scheduled script defines."""
    return runpy.run_path(str(EXAMPLES / "scheduled_report.py"))


def test_the_pandas_script_runs_from_end_to_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Frames, shares, findings and a chart come out for the exports that it is given."""
    script = str(EXAMPLES / "from_pandas.py")
    monkeypatch.setattr(sys, "argv", [script, EXPORTS, str(pmrules_examples.rules())])
    names = runpy.run_path(script)
    out = capsys.readouterr().out
    assert list(names["judged"]["activity"]) == ["Escalations", "Roadmap", "Win/loss"]
    assert names["shares"].sum(axis=1).round(9).eq(1).all()
    assert names["analysis"].findings[0].headline in out
    assert f"{'#' * 40} 281 h" in out


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-10-01", "2026-09-01", "2026-09-30"),
        ("2026-01-31", "2025-12-01", "2025-12-31"),
        ("2028-03-31", "2028-02-01", "2028-02-29"),
    ],
)
def test_the_month_before(job: dict[str, Any], today: str, first: str, last: str) -> None:
    """The window is the whole month before today's, over new year and in leap years too."""
    found = job["month_before"](dt.date.fromisoformat(today))
    assert tuple(map(str, found)) == (first, last)


def test_a_second_run_changes_nothing(
    job: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The report is written once and left alone while it would be the same."""
    caplog.set_level(logging.INFO)
    report = tmp_path / "reports" / "pmrules-2026-09.xlsx"
    arguments = [EXPORTS, str(report.parent), *SEPTEMBER]
    assert job["main"](arguments) == 3
    written = report.stat().st_mtime_ns
    assert job["main"](arguments) == 3
    assert report.stat().st_mtime_ns == written
    assert [path.name for path in report.parent.iterdir()] == [report.name]
    assert [record.getMessage().split()[1] for record in caplog.records] == [
        "written:",
        "unchanged:",
    ]


def test_a_report_that_differs_is_replaced(
    job: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Other rules give another report; the log says so."""
    caplog.set_level(logging.INFO)
    arguments = [EXPORTS, str(tmp_path)]
    job["main"]([*arguments, "--today", "2026-10-05"])
    job["main"]([*arguments, *SEPTEMBER])
    assert "replaced: 614.3 h" in caplog.records[-1].getMessage()


@pytest.mark.parametrize(
    ("exports", "today"), [(EXPORTS, "2026-01-05"), ("not-there", "2026-10-05")]
)
def test_what_can_be_mended_leaves_the_old_report(
    job: dict[str, Any], tmp_path: Path, exports: str, today: str
) -> None:
    """A month without entries and exports that are not there end with 1, and touch nothing."""
    report = tmp_path / "pmrules-2025-12.xlsx"
    report.write_text(json.dumps("the old one"), "utf-8")
    assert job["main"]([exports, str(tmp_path), "--today", today]) == 1
    assert [path.name for path in tmp_path.iterdir()] == [report.name]
    assert json.loads(report.read_text("utf-8")) == "the old one"
