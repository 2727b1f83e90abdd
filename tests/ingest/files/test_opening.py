"""A file opened: sample, encoding, grids, notices."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.errors import InputError
from pmrules.ingest.files.opening import open_file

TABLE = "Who,What,When\n" + "".join(f"Ada,plan {day},2026-03-{day:02}\n" for day in range(1, 32))


def write(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    """Write a file to be opened."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_shows_its_head_and_is_read_whole(tmp_path: Path) -> None:
    """The sample has the first rows, the grid all; bytes are hashed as they lie on the disk."""
    path = write(tmp_path, (TABLE + TABLE).encode("utf-8-sig"))
    opened = open_file(path)
    (sheet,) = opened.sample.sheets
    assert (opened.sample.container, opened.sample.encoding) == ("csv", "utf-8")
    assert (len(sheet.rows), sheet.rows[0]) == (40, ("Who", "What", "When"))
    assert opened.sample.head.startswith("Who,What")
    assert opened.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [grid.height for grid in opened.grids()] == [64]
    assert opened.open().read() == TABLE + TABLE


def test_a_text_that_is_no_table_has_no_sheets(tmp_path: Path) -> None:
    """JSON and calendars are left to importers that read texts, line ends untouched."""
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:a,b,c\r\nX:d,e,f\r\n"
    for content in ('[{"id": 1, "start": "20260316T080000Z"}, {"id": 2}]', calendar):
        opened = open_file(write(tmp_path, content.encode("utf-16")))
        assert (opened.sample.container, opened.sample.sheets) == ("text", ())
        assert opened.grids() == ()
        assert opened.open().read() == content


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\n \n\t\n"])
def test_a_file_of_nothing_but_blanks_is_empty(tmp_path: Path, content: bytes) -> None:
    """A byte order mark or blank lines hold nothing."""
    with pytest.raises(InputError) as caught:
        open_file(write(tmp_path, content))
    assert caught.value.problems[0].code == "file-empty"


@pytest.mark.parametrize(
    ("name", "codes"), [("export.xlsx", ["misleading-name"]), ("export.txt", []), ("export", [])]
)
def test_a_misleading_name_is_said_once(tmp_path: Path, name: str, codes: list[str]) -> None:
    """The content decides; a name that says otherwise is worth a notice."""
    opened = open_file(write(tmp_path, TABLE, name))
    assert opened.sample.container == "csv"
    assert [notice.code for notice in opened.notices] == codes


def test_a_workbook_called_csv_is_read_as_a_workbook(package: Callable[..., Path]) -> None:
    """Names never decide."""
    opened = open_file(package('<row r="1"><c r="A1"><v>1</v></c></row>', name="export.csv"))
    assert opened.sample.container == "xlsx"
    assert [notice.code for notice in opened.notices] == ["misleading-name"]


def test_sheets_are_chosen_by_name(package: Callable[..., Path]) -> None:
    """Named sheets alone are read; a name that is not there is an error that lists them."""
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    opened = open_file(package(sheets={"March": rows, "April": rows}))
    assert [grid.sheet for grid in opened.grids()] == ["March", "April"]
    assert [grid.sheet for grid in opened.grids(("April",))] == ["April"]
    with pytest.raises(InputError, match="“March”, “April”"):
        opened.grids(("Mai",))


def test_a_workbook_of_empty_sheets_is_refused(package: Callable[..., Path]) -> None:
    """A workbook without a single filled cell is not the file that was meant."""
    with pytest.raises(InputError) as caught:
        open_file(package(""))
    assert caught.value.problems[0].code == "workbook-empty"
