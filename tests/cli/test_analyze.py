"""`pmrules analyze` as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pmrules.cli.main import guarded
from pmrules.report.json_report import SCHEMA

HOUR = 3600


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the report may be written."""
    monkeypatch.chdir(tmp_path)


def report(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict:
    """Analyse with --json and return the object."""
    assert guarded(["analyze", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_has_the_promised_shape(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The object has every promised key, and its numbers are the file's to the second."""
    said = report(capsys, export, "--rules", rules)
    assert said["schema"] == SCHEMA
    assert said["total_seconds"] == int(14.5 * HOUR)
    assert {name: cell["seconds"] / HOUR for name, cell in said["matrix"].items()} == {
        "market-current": 0,
        "market-future": 2.5,
        "one-current": 3,
        "one-future": 0,
        "outside": 8,
        "half": 0,
        "unclassified": 1,
    }
    (file,) = said["files"]
    assert (file["importer"], file["records"], file["entries"]) == ("toggl", 5, 4)
    assert (file["skipped"], file["rejected"], file["seconds"]) == (1, 0, int(14.5 * HOUR))
    assert {person["name"]: person["seconds"] / HOUR for person in said["people"]} == {
        "Ada Moss": 5.5,
        "Ben Ray": 9,
    }


def test_json_flags_say_what_when_and_how_sure(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """3 of 6.5 hours for one customer pass 40 % however the open hour falls; capacity too."""
    flags = report(capsys, export, "--rules", rules)["flags"]
    of_one = next(flag for flag in flags if flag["of"] == "one")
    assert of_one["kind"] == "allocation"
    assert of_one["certainty"] == "certain"
    assert of_one["scope"] == "everyone"
    assert of_one["period"] == "2026-09"
    assert of_one["value"] == pytest.approx(3 / 6.5)
    assert of_one["limit"] == 0.4
    over = next(flag for flag in flags if flag["kind"] == "capacity")
    assert (over["scope"], over["certainty"], over["value"], over["limit"]) == (
        "Ada Moss",
        "certain",
        5.5 * HOUR,
        4 * HOUR,
    )


def test_json_alone_writes_no_workbook(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--json` prints; a workbook is written only if it is named."""
    report(capsys, export)
    assert list(tmp_path.glob("*.xlsx")) == []
    report(capsys, export, "-o", "named.xlsx")
    assert (tmp_path / "named.xlsx").exists()


def test_terminal_shows_matrix_flags_and_workbook(
    export: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The terminal says the shares, the flags, the accounting and where the workbook is."""
    assert guarded(["analyze", str(export), "--rules", str(rules)]) == 0
    out = capsys.readouterr().out
    for words in ("46%", "38%", "Flags: ", "5 = 4 + 1 + 0", "Workbook: pmrules-2026-09.xlsx"):
        assert words in out
    assert "\x1b" not in out
    book = openpyxl.load_workbook(tmp_path / "pmrules-2026-09.xlsx", data_only=True)
    assert book.sheetnames[0] == "Summary"


def test_second_run_replaces_our_report_and_spares_foreign_files(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report of ours is replaced; a file of somebody else only with --force."""
    theirs = tmp_path / "board.xlsx"
    openpyxl.Workbook().save(theirs)
    before = theirs.read_bytes()
    assert guarded(["analyze", str(export), "-q", "-o", "ours.xlsx"]) == 0
    assert guarded(["analyze", str(export), "-q", "-o", "ours.xlsx"]) == 0
    assert guarded(["analyze", str(export), "-q", "-o", "board.xlsx"]) == 1
    assert theirs.read_bytes() == before
    assert "--force" in capsys.readouterr().err
    assert guarded(["analyze", str(export), "-q", "-o", "board.xlsx", "--force"]) == 0
    assert theirs.read_bytes() != before


@pytest.mark.parametrize(
    ("name", "instead"),
    [("r.csv", "pmrules classify"), ("r.json", "--json"), ("r", "r.xlsx"), ("r.xls", "r.xlsx")],
)
def test_report_under_another_formats_name_is_refused(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, instead: str
) -> None:
    """A workbook is written under no name but .xlsx; the message says what to use."""
    assert guarded(["analyze", str(export), "-o", str(tmp_path / name)]) == 1
    assert instead in capsys.readouterr().err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("more", "code"), [([], 0), (["--strict"], 3)])
def test_strict_exits_3_on_a_certain_flag(
    export: Path, rules: Path, more: list[str], code: int
) -> None:
    """Flags alone are no failure; with --strict a certain one is."""
    assert guarded(["analyze", str(export), "-q", "--rules", str(rules), *more]) == code


def test_strict_is_content_without_flags_and_rejections(export: Path, tmp_path: Path) -> None:
    """--strict exits 0 where nothing certain is flagged and nothing rejected."""
    quiet = tmp_path / "quiet.yaml"
    quiet.write_text("rules: [{name: R, keywords: [roadmap], horizon: future}]", encoding="utf-8")
    assert guarded(["analyze", str(export), "-q", "--strict", "--rules", str(quiet)]) == 0


def test_from_and_to_keep_those_days(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both ends are included."""
    said = report(capsys, export, "--from", "2026-09-02", "--to", "2026-09-02")
    assert said["total_seconds"] == int(3.5 * HOUR)
    assert said["period"] == {"from": "2026-09-02", "to": "2026-09-02"}


def test_quiet_says_nothing(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--quiet leaves both streams empty."""
    assert guarded(["analyze", str(export), "-q"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_escape_sequences_never_reach_the_terminal(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Control characters of names, texts and labels are written out."""
    hostile = export.read_text(encoding="utf-8").replace("Ada Moss", "Ada\x1b[31m Moss")
    export.write_text(hostile.replace("Roadmap", "\x1b]0;owned\x07 Roadmap"), encoding="utf-8")
    assert guarded(["analyze", str(export)]) == 0
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err
    assert "\x07" not in captured.out + captured.err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "empty"),
        ("header.csv", b"User,Start date,Start time,End date,Duration,Description\n", "no entries"),
        ("notes.txt", b"Dear diary, nothing happened.\n", "columns"),
        ("letter.csv", b"%PDF-1.7 ...", "PDF"),
    ],
)
def test_bad_input_is_one_plain_message(
    name: str, content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong, in which file, and how to mend it; exit 1 and nothing written."""
    (tmp_path / name).write_bytes(content)
    assert guarded(["analyze", name]) == 1
    said = capsys.readouterr().err
    assert name in said
    assert words.lower() in said.lower()
    assert "→" in said
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_folder_without_exports_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder in which no export lies is an error that names it."""
    (tmp_path / "void").mkdir()
    assert guarded(["analyze", "void"]) == 1
    assert "void" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_unwritable_folder_is_told(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that may not be written is an error, and nothing is half written."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert guarded(["analyze", str(export), "-o", "locked/report.xlsx"]) == 1
    assert "locked" in capsys.readouterr().err
    assert list(locked.iterdir()) == []


def test_own_reports_are_no_exports(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report in a folder is passed over, so that a second run counts nothing twice."""
    assert guarded(["classify", str(export), "-q", "-o", "entries.csv"]) == 0
    for _ in range(2):
        assert report(capsys, ".", "-o", "report.xlsx")["total_seconds"] == int(14.5 * HOUR)
    for name in ("report.xlsx", "entries.csv"):
        assert guarded(["analyze", name]) == 1
        assert "wrote this file itself" in capsys.readouterr().err


def test_spellings_of_a_name_are_one_person(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Case and blanks make nobody two people; the first spelling is shown."""
    first, *further = export.read_text(encoding="utf-8").split("Ada Moss")
    export.write_text("Ada Moss".join([first, "ADA\xa0moss".join(further)]), encoding="utf-8")
    assert [each["name"] for each in report(capsys, export)["people"]] == ["Ben Ray", "Ada Moss"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_told(export: Path) -> None:
    """Output that finds no room is one plain message and exit 1."""
    command = [sys.executable, "-m", "pmrules", "analyze", str(export), "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "no room left" in done.stderr
    assert "Traceback" not in done.stderr


def test_engines_give_the_same_report(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every engine of this process says the same; the default is one of them."""
    told = report(capsys, export, "--rules", rules)
    assert report(capsys, export, "--rules", rules, "--engine", "memory") == told
    assert report(capsys, export, "--rules", rules, "--engine", "pieces") == told


@pytest.mark.parametrize("more", [[], ["--json", "-o", "r.xlsx"]])
def test_an_engine_without_entries_lists_none(
    export: Path, rules: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the sheet of entries is wanted, an engine that keeps totals alone is refused."""
    command = ["analyze", str(export), "--rules", str(rules), "--engine", "pieces", *more]
    assert guarded(command) == 1
    assert "[engine-keeps-no-entries]" in capsys.readouterr().err
    assert guarded([*command, "--no-entries"]) == 0
    assert guarded([*command, "--no-names", "--force"]) == 0


def test_dask_may_be_missing(
    export: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra one message says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert guarded(["analyze", str(export), "--engine", "dask", "--json"]) == 1
    said = capsys.readouterr().err
    assert "[dask-missing]" in said
    assert 'pip install "pmrules[dask]"' in said
