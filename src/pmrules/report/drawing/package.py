"""The saved package made fit to be kept: fixed dates, so that equal reports are equal bytes."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from typing import IO, Any, BinaryIO

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pmrules.report.drawing import texts as shared
from pmrules.report.drawing.contents import escape
from pmrules.report.drawing.deflate import Deflated, threads
from pmrules.report.drawing.grid import Grid
from pmrules.report.drawing.plain import PlainWriter
from pmrules.report.drawing.rows import Rows
from pmrules.report.drawing.texts import Texts, with_texts

_CORE = "docProps/core.xml"
_ENOUGH = 100_000
_STAMP = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_SHEET = "xl/worksheets/sheet%d.xml"
_LARGE = 1_500_000_000
_DIMENSION = re.compile(rb'(<dimension ref="[A-Z]+[0-9]+)[^"]*(")')
# openpyxl leaves out that a chart's numbers have a format of their own.
_OWN_FORMAT = (re.compile(rb'(<(?:c:)?numFmt formatCode="[^"]*") ?/>'), rb'\1 sourceLinked="0"/>')
# The schema wants the parts of a font in another order than openpyxl has them.
_FONT = (
    re.compile(rb"<font>(<name [^>]*>)(<b [^>]*>)?(<color [^>]*>)(<sz [^>]*>)</font>"),
    rb"<font>\2\4\3\1</font>",
)
_BAR = re.compile(
    rb'<conditionalFormatting sqref="(?P<cells>[^"]+)"><cfRule type="dataBar"(?P<head>[^>]*)>'
    rb"(?P<bar><dataBar.*?</dataBar>)</cfRule></conditionalFormatting>",
    re.DOTALL,
)
_X14 = b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
_XM = b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'


class Late(Struct, frozen=True):
    """What openpyxl cannot write, and is put in when a package is finished."""

    rows: Mapping[int, Rows]
    """Rows for sheets, by the number of the sheet from 1."""
    said: Sequence[Sequence[str]]
    """What is told of each chart to a person who cannot see it, by sheets that have charts."""
    texts: Texts
    """Texts of which cells speak by number."""


class _InMemory(ExcelWriter):
    """Writes sheets into memory: as files they would be left behind by a run that is killed."""

    def __init__(
        self, workbook: Workbook, archive: zipfile.ZipFile, grids: Mapping[str, Grid]
    ) -> None:
        super().__init__(workbook, archive)
        self._grids = grids

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet, and note what belongs to it."""
        sheet: Any = ws
        package: Any = self
        sheet._drawing = SpreadsheetDrawing()
        sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
        written = io.BytesIO()
        writer: Any = PlainWriter(ws, written, self._grids[ws.title])
        writer.write()
        sheet._rels = writer._rels
        data = writer.filled(written.getvalue())
        package._archive.writestr(sheet.path.removeprefix("/"), data)
        self.manifest.append(ws)


def saved(workbook: Workbook, grids: Mapping[str, Grid]) -> io.BytesIO:
    """Return the package as openpyxl writes it around the cells of sheets, by their titles."""
    raw = io.BytesIO()
    _InMemory(workbook, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED), grids).save()
    return raw


def finish(raw: IO[bytes], target: BinaryIO, made: dt.datetime, late: Late) -> None:
    """Copy a package part by part, with one date for all of it."""
    rows = {_SHEET % number: found for number, found in late.rows.items()}
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
        threads() as deflating,
    ):
        for name, data in _parts(source, made, late):
            if name in rows:
                pieces = _with_rows(data, rows[name])
                _write_long(package, name, pieces, rows[name].size, deflating)
            else:
                package.writestr(_entry(name), data)
        if late.texts:
            _write_long(package, shared.PART, late.texts.xml(), late.texts.size, deflating)


def _parts(source: zipfile.ZipFile, made: dt.datetime, late: Late) -> Iterator[tuple[str, bytes]]:
    """The parts that openpyxl wrote, each with what it could not write."""
    said = {f"xl/drawings/drawing{number}.xml": texts for number, texts in enumerate(late.said, 1)}
    for name in source.namelist():
        data = _finished(name, source.read(name), made)
        data = _described(data, said.get(name, ()))
        yield name, with_texts(name, data) if late.texts else data


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _write_long(
    package: zipfile.ZipFile,
    name: str,
    pieces: Iterable[bytes | memoryview],
    size: int,
    deflating: Executor,
) -> None:
    """Write a part of at most so many bytes piece by piece."""
    # Marked as large only where it must be: not every program opens such packages.
    with package.open(_entry(name), "w", force_zip64=size > _LARGE) as part:
        inside: Any = part
        inside._compressor = Deflated(deflating)
        for piece in pieces:
            part.write(piece)


def _with_rows(sheet: bytes, rows: Rows) -> Iterator[bytes | memoryview]:
    head, end, tail = sheet.partition(b"</sheetData>")
    yield _DIMENSION.sub(rb"\g<1>:" + rows.last_cell.encode() + rb"\g<2>", head, count=1)
    yield from rows.xml()
    yield end + tail


def _finished(name: str, data: bytes, made: dt.datetime) -> bytes:
    if name == _CORE:
        stamp = f"{made:%Y-%m-%dT%H:%M:%SZ}".encode()
        return _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
    if name == "xl/styles.xml":
        return _FONT[0].sub(_FONT[1], data)
    if name.startswith("xl/charts/"):
        return _OWN_FORMAT[0].sub(_OWN_FORMAT[1], data)
    if name.startswith("xl/worksheets/") and b'type="dataBar"' in data[-_ENOUGH:]:
        return _solid_bars(data)
    return data


def _described(drawing: bytes, texts: Sequence[str]) -> bytes:
    """Give the charts of a sheet their alternative texts, in order."""
    for number, text in enumerate(texts, start=1):
        name = b'name="Chart %d"' % number
        said = escape(text).replace('"', "&quot;")
        drawing = drawing.replace(name, name + f' descr="{said}"'.encode(), 1)
    return drawing


def _solid_bars(sheet: bytes) -> bytes:
    """Have bars in cells drawn solid and from nought: an extension that openpyxl cannot write."""
    further: list[bytes] = []

    def extended(match: re.Match[bytes]) -> bytes:
        key = b"{00000000-0000-4000-8000-%012d}" % (len(further) + 1)
        further.append(
            b'<x14:conditionalFormatting %b><x14:cfRule type="dataBar" id="%b">'
            b'<x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="num">'
            b'<xm:f>0</xm:f></x14:cfvo><x14:cfvo type="max"/></x14:dataBar></x14:cfRule>'
            b"<xm:sqref>%b</xm:sqref></x14:conditionalFormatting>" % (_XM, key, match["cells"])
        )
        return (
            b'<conditionalFormatting sqref="%b"><cfRule type="dataBar"%b>%b<extLst><ext %b '
            b'uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"><x14:id>%b</x14:id></ext></extLst>'
            b"</cfRule></conditionalFormatting>"
            % (match["cells"], match["head"], match["bar"], _X14, key)
        )

    sheet = _BAR.sub(extended, sheet)
    if not further:
        return sheet
    tail = (
        b'<extLst><ext %b uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}">'
        b"<x14:conditionalFormattings>%b</x14:conditionalFormattings></ext></extLst></worksheet>"
        % (_X14, b"".join(further))
    )
    return sheet.replace(b"</worksheet>", tail)
