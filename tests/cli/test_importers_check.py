"""`pmrules importers check` says how a file is read, and judges nothing."""

from pathlib import Path

import openpyxl
import pytest

from pmrules.cli.main import guarded
from pmrules.ingest.checked import check_file
from pmrules.ingest.read import read
from pmrules_importers.excel import Excel
from pmrules_importers.harvest import Harvest
from pmrules_importers.toggl import Toggl

HARVEST = "Date;Client;Project;Task;Notes;Hours;First Name;Last Name;Roles"
PLUGIN = """
import datetime as dt
from pmrules import Entry, Fit, hookimpl

class Lines:
    name = "lines"
    title = "Lines of text"

    def detect(self, sample):
        return Fit.exact("begins with LINES") if sample.head.startswith("LINES") else Fit.none("no")

    def read(self, source):
        yield Entry(row=2, person="Ada", date=dt.date(2026, 9, 1), seconds=3661, project="P")

@hookimpl
def pmrules_importers():
    return [Lines()]
"""


def checked(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    """Check a file and return what is printed."""
    assert guarded(["importers", "check", *map(str, arguments)]) == code
    return capsys.readouterr().out


def block(out: str, name: str) -> list[str]:
    """Return the lines of a block, its name and their edges cut off."""
    lines = out.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(f"  {name} "))
    own = [lines[at].replace(name, " " * len(name), 1)]
    for line in lines[at + 1 :]:
        if not line.startswith(" " * 13):
            break
        own.append(line)
    return [line.strip() for line in own]


def write(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """Write a text file."""
    path = folder / "export.csv"
    path.write_text("\n".join(lines) + "\n", encoding)
    return path


def test_it_says_who_reads_and_what(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Importer with its reason, header, columns, fates and the first three entries are shown."""
    out = checked(capsys, export)
    assert out.startswith("september.csv\n")
    assert block(out, "read by") == [
        "toggl: Toggl Track, detailed report",
        "has the columns User, Start date, Start time, Duration",
    ]
    assert block(out, "written as") == ["csv, utf-8, fields parted by comma"]
    assert block(out, "header") == ["row 1"]
    assert "person      <- User, Email" in block(out, "taken")
    assert "duration    <- Duration" in block(out, "taken")
    assert block(out, "ignored") == ["Amount ()"]
    assert block(out, "records") == [
        "5 = 4 entries + 1 skipped + 0 rejected",
        "skipped 1: running timer",
    ]
    assert block(out, "first") == [
        "row 2: 2026-09-01 3:00 h | Ada Moss | Globex | Support | Escalation call",
        "row 3: 2026-09-02 2:30 h | Ada Moss | Planning | Roadmap review",
        "row 4: 2026-09-02 1:00 h | Ben Ray | Planning | zzz qqq",
    ]


def test_it_says_what_the_values_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Order of dates and decimal sign stand there with their evidence, encoding with its word."""
    rows = ("03/04/2026;G;P;T;a;1,5;Zoë;M;R", "23/04/2026;G;P;T;b;x;Ada;M;R")
    out = checked(capsys, write(tmp_path, HARVEST, *rows, encoding="cp1252"))
    assert block(out, "written as") == ["csv, cp1252, fields parted by semicolon"]
    assert block(out, "dates") == ["day first, as 23/04/2026 in row 3 shows"]
    assert block(out, "durations") == ["decimal comma, as 1,5 in row 2 shows"]
    assert block(out, "ignored") == ["Roles"]
    assert block(out, "records")[1].startswith("rejected row 3, column “Hours”: “x”; expected")
    (notice,) = block(out, "notices")
    assert "Windows-1252" in notice


def test_dates_that_need_no_proof_are_said(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing was decided, that stands there."""
    assert block(checked(capsys, export), "dates") == ["nothing to decide: no other reading fits"]


def test_an_order_asked_for_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the command line settles stands in place of the proof."""
    path = write(tmp_path, HARVEST, "03/04/2026;G;P;T;a;1;Ada;M;R")
    out = checked(capsys, path, "--date-order", "mdy")
    assert block(out, "dates") == ["month first, as asked"]
    assert block(out, "first")[0].startswith("row 2: 2026-03-04 1:00 h | Ada M")


def test_grid_shows_how_it_was_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Days across, why they are those days, and what became of the cells."""
    path = tmp_path / "grid.csv"
    path.write_text(",Mon,Tue,Wed,Thu,Fri\nAda,8,off,x,,\nBen,,,4,0,\n", "utf-8")
    out = checked(capsys, path, "--week", "2026-W37", "--person-from", "rows")
    assert block(out, "taken") == [
        "person      <- column A",
        "date        <- row 1, Mon to Fri",
        "duration    <- columns B to F",
    ]
    assert block(out, "dates") == ["the week of 2026-09-07, as --week says"]
    records = block(out, "records")
    assert records[0] == "5 = 2 entries + 2 skipped + 1 rejected"
    assert records[-1].startswith("rejected row 2, column “Wed, 2026-09-09, D”: “x”; expected")
    assert block(out, "first")[1] == "row 3: 2026-09-09 4:00 h | Ben"


def test_sheets_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every sheet read has its header's row; hidden sheets are named as not read."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("May", "Raw"):
        sheet = book.create_sheet(name)
        for row in (("Acme",), ("Date", "Hours", "What"), ("2026-05-04", 1.5, name)):
            sheet.append(row)
    book["Raw"].sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    out = checked(capsys, tmp_path / "book.xlsx", "--person", "Ada")
    assert block(out, "header") == ["sheet “May”, row 2"]
    assert block(out, "hidden") == ["sheet “Raw”, not read"]
    assert block(out, "first") == ["sheet “May”, row 3: 2026-05-04 1:30 h | Ada | May"]


def test_the_rules_file_settles_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Columns that the rules file maps are taken by those names."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "extends: product-management\n"
        "importers: {excel: {columns: {duration: Took}, person: Ada}}\n",
        "utf-8",
    )
    path = write(tmp_path, "Date,Took,What", "2026-05-04,2,x")
    out = checked(capsys, path, "--rules", rules, "--importer", "excel")
    assert "duration    <- Took" in block(out, "taken")


def test_a_refused_file_says_what_was_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal is told as by any command, with exit 1, behind what was known before it."""
    path = write(tmp_path, HARVEST, "03/04/2026;G;P;T;a;1;Ada;M;R")
    assert guarded(["importers", "check", str(path)]) == 1
    said = capsys.readouterr()
    assert block(said.out, "read by")[0].startswith("harvest: ")
    assert "--date-order" in said.err
    assert "records" not in said.out


def test_a_file_of_unreadable_records_shows_its_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no record can be read, header and columns are shown: there the mistake will be."""
    path = write(tmp_path, HARVEST, "soon;G;P;T;a;1;Ada;M;R")
    assert "date        <- Date" in block(checked(capsys, path, code=1), "taken")


def test_what_is_no_export_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder, a file that is not there and a picture end with 1 and no traceback."""
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    for path in (tmp_path, tmp_path / "none.csv", picture):
        assert guarded(["importers", "check", str(path)]) == 1
        assert "Traceback" not in capsys.readouterr().err


def test_foreign_texts_are_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control and bidi characters of headers, cells and names are shown as escapes."""
    header = HARVEST.replace("Roles", "Ro\x1b[31mles")
    rows = ("2026-04-03;G\x1b[2J;P\u202e;T;a\x07;1;Ada;M;R", "2026-04-03;G;P;T;a;\x1b]0;Ada;M;R")
    out = checked(capsys, write(tmp_path, header, *rows))
    assert not set(out) & {"\x1b", "\x07", "\u202e"}
    assert block(out, "ignored") == ["Ro\\x1b[31mles"]
    assert "G\\x1b[2J" in block(out, "first")[0]


def test_an_importer_that_reads_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where an importer is no table, its records are shown and nothing is said of columns."""
    plugin = tmp_path / "lines.py"
    plugin.write_text(PLUGIN, "utf-8")
    path = write(tmp_path, "LINES", "anything")
    out = checked(capsys, path, "--plugin", plugin)
    assert block(out, "read by") == ["lines: Lines of text", "begins with LINES"]
    assert block(out, "first") == ["row 2: 2026-09-01 1:01:01 h | Ada | P"]
    assert "taken" not in out


def test_it_tells_what_reading_gives(export: Path) -> None:
    """The account of a dry reading is the account of reading."""
    importers = (Toggl(), Harvest(), Excel())
    (account,) = read([export], importers).files
    assert check_file(export, importers).account == account
