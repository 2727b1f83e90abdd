"""The whole files that fuzzing begins with: the samples of the tests, and small made ones."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

ROOT = Path(__file__).parent.parent
HEADER = ("Date", "Who", "Client", "Project", "Task", "Description", "Hours")
ROWS = tuple(
    (dt.date(2026, 3, day), name, "Globex", "Phoenix", "Call", f"roadmap {day}", hours)
    for day, name, hours in ((2, "Ada Quill", 1.5), (13, "Ben Åström", 0.25), (14, "Ada Quill", 7))
)
LARGEST = 60_000


def samples() -> dict[str, bytes]:
    """Return files by name."""
    folders = (ROOT / "tests/importers", ROOT / "rules", ROOT / "examples")
    found = {
        str(path.relative_to(ROOT)): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".csv", ".xlsx", ".yaml"} and path.stat().st_size < LARGEST
    }
    return found | {"made.xlsx": _xlsx(), "made.xls": _xls(), "made.ods": _ods()}


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (HEADER, *ROWS, ("", "", "", "", "", "Total", "=SUM(G2:G4)")):
        sheet.append(row)
    sheet["G2"].number_format = "[h]:mm"
    book.create_sheet("Notes").append(["nothing"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("March")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for at, row in enumerate((HEADER, *ROWS)):
        for column, value in enumerate(row):
            style = [day] if isinstance(value, dt.date) else []
            sheet.write(at, column, value, *style)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _ods() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="March")
    for row in (HEADER, *ROWS):
        line = TableRow()
        for value in row:
            kind = "float" if isinstance(value, float | int) else "string"
            given = {"value": value} if kind == "float" else {}
            cell = TableCell(valuetype=kind, **given)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
