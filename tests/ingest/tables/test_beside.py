"""What stands beside a table is not read, and that is said."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from pmrules.ingest.read import read
from pmrules.model import FileAccount
from pmrules_importers.excel import Excel

HEADER = ("Date", "Who", "Start", "End", "Hours", "What")
ENTRY = ("2026-03-02", "Ada", "9:00", "10:30", "1.5", "roadmap")


def account(folder: Path, rows: Sequence[Sequence[str]]) -> FileAccount:
    """Read rows as a CSV file."""
    path = folder / "f.csv"
    path.write_text("\n".join(map(",".join, rows)) + "\n", "utf-8")
    return read([path], [Excel()]).files[0]


def test_rows_above_the_header_are_said(tmp_path: Path) -> None:
    """Titles are counted, the first is named with its row, and they are no records."""
    rows = [("", ""), ("Acme Ltd", ""), ("", "March"), HEADER, ENTRY]
    found = account(tmp_path, rows)
    (notice,) = found.notices
    assert notice.code == "titles-above-header"
    assert notice.what == "2 rows above the header not read: “Acme Ltd”."
    assert notice.place is not None
    assert notice.place.row == 2
    assert found.records == found.entries == 1


@pytest.mark.parametrize("above", [(), ("",), (",,",), ("", " , ")])
def test_nothing_above_is_nothing_to_say(tmp_path: Path, above: tuple[str, ...]) -> None:
    """Blank rows above a header are no titles."""
    rows = [*((row,) for row in above), HEADER, ENTRY]
    assert account(tmp_path, rows).notices == ()


def test_titles_of_several_sheets_are_said_once(tmp_path: Path) -> None:
    """A title on every sheet gives one notice, with the first sheet's name."""
    book = openpyxl.Workbook()
    for week in (1, 2):
        sheet = book.create_sheet(f"Week {week}")
        rows = ((f"Week {week} of the year",), HEADER, (f"2026-03-0{week}", *ENTRY[1:]))
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "f.xlsx")
    found = read([tmp_path / "f.xlsx"], [Excel()]).files[0]
    (notice,) = found.notices
    assert notice.what == "2 rows above the header not read: “Week 1 of the year”."
    assert notice.place is not None
    assert (notice.place.sheet, notice.place.row) == ("Week 1", 1)
    assert found.entries == 2


def test_a_full_column_without_a_name_is_said(tmp_path: Path) -> None:
    """Where no column is a duration, one full of cells below no name may have been meant."""
    header = tuple("" if name == "Hours" else name for name in HEADER)
    found = account(tmp_path, [header, ENTRY])
    (notice,) = found.notices
    assert notice.code == "column-without-name"
    assert "column E has no name" in notice.what
    assert found.seconds == 5400


@pytest.mark.parametrize(
    ("header", "entry"),
    [
        (("Date", "Who", "Start", "End", "Hours", ""), ENTRY),
        (("Date", "Who", "Start", "End", "", "What"), (*ENTRY[:4], "", "roadmap")),
    ],
)
def test_other_columns_without_a_name_are_not(
    tmp_path: Path, header: tuple[str, ...], entry: tuple[str, ...]
) -> None:
    """Beside a duration, or where it is empty, a column without a name is nothing to say."""
    assert account(tmp_path, [header, entry]).notices == ()
