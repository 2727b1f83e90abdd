"""`pmrules classify` as a BI tool uses it."""

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from pmrules.cli.main import guarded

COLUMNS = (
    "source,sheet,row,importer,person,client,project,task,description,tags,date,start,end,"
    "seconds,billable,audience,horizon,quadrant,status,activity,owner,rule_audience,"
    "keyword_audience,rule_horizon,keyword_horizon,contested"
)


def rows(text: str) -> list[dict[str, str]]:
    """Read a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def test_stdout_has_the_columns_in_order(
    export: Path, rules: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """CSV on stdout: the columns in order, ISO dates, empty text for what is unknown."""
    assert guarded(["classify", str(export), "--rules", str(rules)]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.splitlines()[0] == COLUMNS
    escalation, roadmap, unknown, leave = rows(out)
    assert escalation["quadrant"] == "one-current"
    assert escalation["start"] == "2026-09-01T09:00:00"
    assert escalation["owner"] == "Support"
    assert escalation["keyword_horizon"] == "escalation"
    assert roadmap["status"] == "classified"
    assert (unknown["status"], unknown["audience"], unknown["quadrant"]) == ("unclassified", "", "")
    assert (leave["status"], leave["rule_audience"]) == ("outside", "Leave")
    assert escalation["contested"] == "false"


@pytest.mark.parametrize("name", ["entries.csv", "entries.jsonl", "entries.parquet"])
def test_files_hold_the_same_entries(name: str, export: Path, rules: Path, tmp_path: Path) -> None:
    """Every format holds the same verdicts, and a second run replaces the first."""
    path = tmp_path / name
    for _ in range(2):
        assert guarded(["classify", str(export), "-q", "-r", str(rules), "-o", str(path)]) == 0
    found = {
        ".csv": lambda: rows(path.read_text(encoding="utf-8")),
        ".jsonl": lambda: [json.loads(line) for line in path.read_text().splitlines()],
        ".parquet": lambda: pyarrow.parquet.read_table(path).to_pylist(),
    }[path.suffix]()
    assert [row["status"] for row in found] == [
        "classified",
        "classified",
        "unclassified",
        "outside",
    ]
    assert sum(int(row["seconds"]) for row in found) == 14.5 * 3600


def test_foreign_files_and_unknown_endings_are_refused(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no such table stays; an ending that names no format is told."""
    (tmp_path / "notes.csv").write_text("mine\n", encoding="utf-8")
    for name in ("notes.csv", "entries.doc"):
        assert guarded(["classify", str(export), "-o", str(tmp_path / name)]) == 1
        assert name in capsys.readouterr().err
    assert (tmp_path / "notes.csv").read_text(encoding="utf-8") == "mine\n"


def test_from_and_to_keep_those_days(
    export: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Both ends are included."""
    assert guarded(["classify", str(export), "--from", "2026-09-02", "--to", "2026-09-02"]) == 0
    assert len(rows(capfdbinary.readouterr().out.decode())) == 2


def test_a_terminal_gets_no_control_characters(
    export: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file gets the texts as they are, a terminal gets them escaped."""
    text = export.read_text(encoding="utf-8").replace("Roadmap", "\x1b[31mRoadmap")
    export.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert guarded(["classify", str(export), "-q"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\\x1b[31mRoadmap" in out
