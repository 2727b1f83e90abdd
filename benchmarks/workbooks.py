"""An export as a workbook, its texts shared as Excel writes them or inline as Harvest does."""

import csv
import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_RELATION = (
    b'<Relationship Id="rIdTexts" Target="sharedStrings.xml" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
_TEXT = re.compile(rb't="inlineStr"><is>(<t[^>]*>[^<]*</t>)</is>')


def write_workbook(export: Path, path: Path, form: str) -> None:
    """Write the rows of an export; `form` is `shared` or `inline`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Report")
    with export.open(encoding="utf-8-sig", newline="") as file:
        for row in _rows(file):
            sheet.append(row)
    book.save(path)
    if form == "shared":
        _share(path)


def _rows(file: Iterator[str]) -> Iterator[list[object]]:
    reader = csv.reader(file)
    header = next(reader)
    yield list(header)
    date, end = header.index("Start date"), header.index("End date")
    for row in reader:
        cells: list[object] = list(row)
        for place in (date, end):
            cells[place] = dt.date.fromisoformat(row[place])
        yield cells


def _share(path: Path) -> None:
    """Move the inline strings of a package to the part where Excel keeps them."""
    number: dict[bytes, int] = {}

    def shared(match: re.Match[bytes]) -> bytes:
        return b't="s"><v>%d</v>' % number.setdefault(match[1], len(number))

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[_SHEET] = _TEXT.sub(shared, parts[_SHEET])
    items = b"".join(b"<si>%b</si>" % text for text in number)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%b">%b</sst>' % (_MAIN, items)
    for name, part in (("[Content_Types].xml", _TYPE), ("xl/_rels/workbook.xml.rels", _RELATION)):
        head, end, tail = parts[name].rpartition(b"</")
        parts[name] = head + part + end + tail
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
