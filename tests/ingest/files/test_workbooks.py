"""Workbooks to grids: types, spans, errors, hidden sheets, true row numbers."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from pmrules.errors import InputError
from pmrules.ingest.files.preflight import take
from pmrules.ingest.files.workbooks import read_workbook
from pmrules.ingest.grid import CellError, Grid

Build = Callable[..., Path]
HOURS = dt.timedelta(hours=1)


def read(path: Path) -> tuple[Grid, ...]:
    """Read all sheets of a workbook."""
    return read_workbook(take(path), path.name)


def only(path: Path) -> Grid:
    """Read the only sheet of a workbook."""
    (grid,) = read(path)
    return grid


def number(value: object, style: int = 0, at: str = "A1") -> str:
    """Write a numeric cell; styles as in the package fixture."""
    return f'<c r="{at}" s="{style}"><v>{value}</v></c>'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number(46097, 1), dt.date(2026, 3, 16)),
        (number(46097.5, 1), dt.datetime(2026, 3, 16, 12)),
        (number(0.5, 2), dt.time(12)),
        (number(1.25, 3), 30 * HOURS),
        (number(1.25, 2), 30 * HOURS),
        (number(1, 2), 24 * HOURS),
        (number(2.5, 3), 60 * HOURS),
        (number(-0.25, 2), -6 * HOURS),
        (number(-0.25, 3), -6 * HOURS),
        (number(-0.25), -0.25),
        (number(1.5), 1.5),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ('<c r="A1" t="e"><v>#REF!</v></c>', CellError("#REF!")),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', CellError("#SPILL!")),
        ('<c r="A1" t="e"><f>LONG()</f><v>#GETTING_DATA</v></c>', CellError("#GETTING_DATA")),
        ('<c r="A1" t="str"><f>T(B1)</f><v>#SPILL!</v></c>', "#SPILL!"),
        ('<c r="A1"><f>B1-C1</f></c>', CellError("=B1-C1")),
        ('<c r="A1"><f>B1-C1</f><v></v></c>', CellError("=B1-C1")),
        ('<c r="A1"><f>B1-C1</f><v>2</v></c>', 2.0),
        ('<c r="A1" t="str"><f>IF(B1,C1,"")</f><v></v></c>', ""),
    ],
)
@pytest.mark.parametrize("date1904", [False, True])
def test_cells_come_with_their_type(
    package: Build, cell: str, expected: object, date1904: bool
) -> None:
    """A span is no date, an error no blank, a negative span no time of day; 1904 counts too."""
    if date1904:
        cell = cell.replace("46097", "44635")
    grid = only(package(f'<row r="1">{cell}{number(7, at="B1")}</row>', date1904=date1904))
    seen = grid.cell(0, 0)
    assert (seen, type(seen)) == (expected, type(expected))


def test_values_of_different_types_stay_apart(package: Build) -> None:
    """`1` and `True` are equal to Python; two spellings of one span are one value."""
    rows = (
        f'<row r="1">{number(1)}{number(1.25, 2, "B1")}</row>'
        f'<row r="2"><c r="A2" t="b"><v>1</v></c>{number(1.25, 3, "B2")}</row>'
    )
    flags, spans = only(package(rows)).columns
    assert [type(value) for value in flags.values] == [float, bool]
    assert spans.values == [30 * HOURS]
    assert list(spans.codes) == [0, 0]


def test_rows_have_the_numbers_that_excel_shows(package: Build) -> None:
    """A table that begins in C5 has empty rows above it; blank rows below it are cut off."""
    rows = (
        f'<row r="5">{number(1, at="C5")}{number(2, at="D5")}</row>'
        f'<row r="7">{number(3, at="C7")}</row>'
        '<row r="9"><c r="A9" t="inlineStr"><is><t></t></is></c></row>'
    )
    grid = only(package(rows))
    assert list(grid.rows) == [1, 2, 3, 4, 5, 6, 7]
    assert grid.head(9)[4:] == (("", "", 1.0, 2.0), ("",) * 4, ("", "", 3.0, ""))


@pytest.mark.parametrize("prefix", ["", "x"])
def test_errors_are_found_where_cells_bear_no_names(package: Build, prefix: str) -> None:
    """References and the bare namespace are optional in a sheet's XML."""
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><f>A1</f></c></row>"
    if prefix:
        rows = rows.replace("<", "<x:").replace("<x:/", "</x:")
    grid = only(package(rows, prefix=prefix))
    assert grid.head(2) == ((1.0, 2.0), (3.0, CellError("=A1")))


def test_sheets_come_in_order_and_hidden_ones_marked(tmp_path: Path) -> None:
    """Hidden sheets are read like others; charts are no sheets."""
    book = openpyxl.Workbook()
    book.active.append(["visible"])
    for name, state in [("Old", "hidden"), ("Very", "veryHidden"), ("New", "visible")]:
        sheet = book.create_sheet(name)
        sheet.append([name])
        sheet.sheet_state = state
    book.create_chartsheet("Chart")
    book.save(tmp_path / "book.xlsx")
    grids = read(tmp_path / "book.xlsx")
    assert [(grid.sheet, grid.hidden) for grid in grids] == [
        ("Sheet", False),
        ("Old", True),
        ("Very", True),
        ("New", False),
    ]


def test_merged_cells_are_read_as_a_person_reads_them(tmp_path: Path) -> None:
    """Texts and dates merged over rows hold for each, once said; numbers and titles do not."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Title"], ["Acme", dt.date(2026, 3, 16), 2, "a"], *[["", "", "", "b"]] * 2):
        sheet.append([value or None for value in row])
    for merged in ("A1:D1", "A2:A4", "B2:B4", "C2:C4"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "book.xlsx")
    grid = only(tmp_path / "book.xlsx")
    day = dt.date(2026, 3, 16)
    assert grid.head(4) == (
        ("Title", "", "", ""),
        ("Acme", day, 2.0, "a"),
        ("Acme", day, "", "b"),
        ("Acme", day, "", "b"),
    )
    assert [(notice.code, notice.place.sheet) for notice in grid.notices if notice.place] == [
        ("merged-cells", "Sheet")
    ]


def test_old_workbooks(tmp_path: Path) -> None:
    """A workbook of Excel 97 gives dates, spans past a day and hidden sheets alike."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Log")
    formats: list[tuple[Any, str]] = [
        (dt.date(2026, 3, 16), "dd/mm/yyyy"),
        (1.25, "[h]:mm"),
        (1.25, "h:mm"),
        (0.5, "h:mm"),
        ("text", "General"),
    ]
    for column, (value, shown) in enumerate(formats):
        style = xlwt.XFStyle()
        style.num_format_str = shown
        sheet.write(1, column, value, style)
    book.add_sheet("Old").visibility = 1
    book.save(str(tmp_path / "book.xls"))
    log, old = read(tmp_path / "book.xls")
    assert log.head(2)[1] == (
        dt.date(2026, 3, 16),
        30 * HOURS,
        30 * HOURS,
        dt.time(12),
        "text",
    )
    assert list(log.rows) == [1, 2]
    assert (old.hidden, old.height) == (True, 0)


def open_document(path: Path, *rows: TableRow) -> Path:
    """Write an OpenDocument spreadsheet of one sheet."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Log")
    for row in rows:
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def cell_row(*cells: dict[str, str], **repeated: int) -> TableRow:
    """Write a row of typed cells."""
    row = TableRow(**repeated)
    for values in cells:
        cell = TableCell(**values)
        cell.addElement(P(text="shown"))
        row.addElement(cell)
    return row


def test_open_document_spreadsheets(tmp_path: Path) -> None:
    """Spans past a day come as spans; a million repeated empty rows and cells cost nothing."""
    row = cell_row(
        {"valuetype": "date", "datevalue": "2026-03-16"},
        {"valuetype": "time", "timevalue": "PT30H15M00S"},
        {"valuetype": "time", "timevalue": "PT01H30M00S"},
        {"valuetype": "float", "value": "1.5"},
    )
    row.addElement(TableCell(numbercolumnsrepeated=16_000))
    rows = TableRow(numberrowsrepeated=2), row, TableRow(numberrowsrepeated=1_048_000)
    grid = only(open_document(tmp_path / "log.ods", *rows))
    assert grid.head(3)[2] == (dt.date(2026, 3, 16), 30.25 * HOURS, dt.time(1, 30), 1.5)
    assert list(grid.rows) == [1, 2, 3]


def test_a_far_cell_of_an_open_document_is_refused(tmp_path: Path) -> None:
    """A value behind a million repeated rows and thousands of columns spans too many cells."""
    value = {"valuetype": "float", "value": "1"}
    far = cell_row(value)
    far.addElement(TableCell(numbercolumnsrepeated=10_000))
    end = TableCell(**value)
    far.addElement(end)
    path = open_document(tmp_path / "log.ods", TableRow(numberrowsrepeated=1_000_000), far)
    with pytest.raises(InputError) as caught:
        take(path)
    assert caught.value.problems[0].code == "used-range-too-large"


@pytest.mark.parametrize(
    "extra",
    [
        {"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r="},
        {"xl/worksheets/sheet1.xml": "no XML at all"},
        {"xl/workbook.xml": "<workbook"},
        {"xl/_rels/workbook.xml.rels": ""},
    ],
)
def test_damaged_workbooks_are_refused(package: Build, extra: dict[str, str]) -> None:
    """Whatever the library dislikes is a damaged workbook, not a traceback."""
    path = package("", extra=extra)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.problems[0].code == "workbook-damaged"


def test_a_workbook_without_sheets_is_refused(package: Build) -> None:
    """A package that lists no sheet holds nothing to read."""
    empty = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    path = package("", extra={"xl/workbook.xml": empty})
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.problems[0].code == "workbook-empty"
