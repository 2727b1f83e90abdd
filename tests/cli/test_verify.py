"""`pmrules verify`: the report is made anew with the options that it was made with."""

from pathlib import Path

import openpyxl
import pytest

from pmrules.cli.main import guarded


@pytest.fixture
def report(export: Path, rules: Path, tmp_path: Path) -> Path:
    """Return a report of one team's September by weeks, with a title."""
    path = tmp_path / "board.xlsx"
    options = ["--team=core", "--from=2026-09-01", "--by=week", "--title=--odd = title", "-q"]
    assert guarded(["analyze", str(export), f"--rules={rules}", f"-o{path}", *options]) == 0
    return path


def test_the_same_files_and_rules(
    report: Path, export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0, also where the export has another name now."""
    renamed = export.rename(export.with_name("renamed.csv"))
    assert guarded(["verify", str(report), str(renamed), "--rules", str(rules)]) == 0
    assert capsys.readouterr().out == "board.xlsx says what its files and rules say.\n"


def test_other_rules(
    report: Path, export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, with the rules, the totals and the entries that differ, each under its head."""
    text = rules.read_text(encoding="utf-8").replace("horizon: future", "horizon: current")
    rules.write_text(text, encoding="utf-8")
    assert guarded(["verify", str(report), str(export), "--rules", str(rules)]) == 3
    out = capsys.readouterr().out
    assert out.startswith("board.xlsx differs from what its files and rules say now.\n")
    heads = [line for line in out.splitlines()[1:] if line and not line.startswith(" ")]
    assert heads == ["Rules", "Totals", "People", "Entries"]
    assert (
        "  1 judged otherwise: “Product management” in the report, “Product marketing” now" in out
    )


def test_corrections_by_hand(
    report: Path, export: Path, rules: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A correction is listed, and exit is 0."""
    values = tmp_path / "values.xlsx"
    assert guarded(["analyze", str(export), f"-r{rules}", f"-o{values}", "--values", "-q"]) == 0
    book = openpyxl.load_workbook(values)
    sheet, cells = book.defined_names["EntryCorrection"].attr_text.split("!")
    book[sheet.strip("'")][cells.replace("$", "").split(":")[0]] = "Outside"
    book.save(values)
    assert guarded(["verify", str(values), str(export), f"-r{rules}"]) == 0
    out = capsys.readouterr().out
    assert "Corrected by hand since, which is no difference\n" in out
    assert "“Sales and support” to “Outside”, 3.0 h of Ada Moss" in out


def test_a_report_without_names(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Options that hide are used again; a name that was typed does not stand on About."""
    path = tmp_path / "nameless.xlsx"
    options = ["--no-names", "--person=Ada Moss", "-q"]
    assert guarded(["analyze", str(export), f"-r{rules}", f"-o{path}", *options]) == 0
    about = openpyxl.load_workbook(path)["About"]
    texts = [str(cell.value) for row in about.iter_rows() for cell in row if cell.value]
    assert "--no-names" in texts
    assert not any("Ada" in text for text in texts)
    assert guarded(["verify", str(path), str(export), f"-r{rules}"]) == 0
    assert "says what" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["september.csv", "none.xlsx"])
def test_what_is_no_report(
    name: str, export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 with what to do."""
    assert guarded(["verify", str(export.with_name(name)), str(export), f"-r{rules}"]) == 1
    assert "→" in capsys.readouterr().err


def test_exports_that_cannot_be_read(report: Path, tmp_path: Path, rules: Path) -> None:
    """Exit 1 for a file that is missing."""
    assert guarded(["verify", str(report), str(tmp_path / "gone.csv"), f"-r{rules}"]) == 1


@pytest.mark.parametrize(
    ("option", "value", "code", "said"),
    [("--by", "year", 1, "made-with-unknown"), ("--output", "stolen.xlsx", 0, "")],
)
def test_options_that_somebody_changed(
    option: str,
    value: str,
    code: int,
    said: str,
    export: Path,
    rules: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """What About says is data: an option that cannot be is told, one that shapes nothing unused."""
    path = tmp_path / "values.xlsx"
    options = ["--values", "--by=week", "-q"]
    assert guarded(["analyze", str(export), f"-r{rules}", f"-o{path}", *options]) == 0
    book = openpyxl.load_workbook(path)
    (row,) = (row for row in book["About"].iter_rows() if row[0].value == "--by")
    row[0].value, row[1].value = option, value
    book.save(path)
    assert guarded(["verify", str(path), str(export), f"-r{rules}"]) == code
    assert said in capsys.readouterr().err
    assert not Path("stolen.xlsx").exists()
