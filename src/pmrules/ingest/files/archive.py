"""ZIP containers, looked through before any library opens them: what they are, and how safe."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import chain
from xml.etree.ElementTree import ParseError

from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.sheet_scan import (
    MOST_CELLS,
    NAMING_PARTS,
    SheetScan,
    content_cells,
    sheet_names,
)

MOST_PARTS = 2_000
EXPANDED_BYTES = 512 << 20
_RATIO = 200
_RATIO_FROM = 10 << 20
_CHUNK = 4 << 20
_DTD = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_XML = (".xml", ".rels", ".vml")

_KINDS = (
    ("xl/workbook.xml", "xlsx", ""),
    ("xl/workbook.bin", "xlsb", ""),
    ("word/document.xml", "", "This is a Word document."),
    ("ppt/presentation.xml", "", "This is a PowerPoint presentation."),
    ("Index/Document.iwa", "", "This is an Apple Numbers (or Pages) file."),
)
# A ValueError is an offset before the beginning, or a name that is no text.
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError, ValueError)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


class Archive(Struct, frozen=True):
    """A workbook in a ZIP container that is safe to open."""

    container: str
    """`xlsx`, `xlsb` or `ods`."""
    odd: Mapping[str, str]
    """Sheets of an xlsx with errors, formulas without a result or negative times: their parts."""


def check_archive(data: bytes, name: str) -> Archive:
    """Say which kind of workbook a ZIP is; refuse what is none or would burst its reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, len(data), name)
            container = _container(archive, name)
            return Archive(container, _look_through(archive, container, name))
    except _BROKEN as error:
        raise InputError(damaged(name)) from error


def damaged(name: str) -> Problem:
    """Say that a workbook cannot be read for what it is."""
    return Problem(
        "workbook-damaged",
        "The workbook is damaged or incomplete.",
        "Download or export it again; if Excel can repair it, save the repaired copy.",
        Place(name),
    )


def _check_directory(archive: zipfile.ZipFile, size: int, name: str) -> None:
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    expanded = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        raise _unsafe(f"It holds {len(parts):,} parts, more than any workbook.", name)
    if expanded > EXPANDED_BYTES:
        raise _unsafe(f"It would expand to {expanded >> 20:,} MB.", name)
    if expanded > _RATIO_FROM and expanded > _RATIO * size:
        raise _unsafe(f"It would expand to {expanded // size} times its size.", name)
    if len(set(names)) < len(names):
        raise _unsafe("It holds two parts of one name, so readers disagree on its content.", name)
    if any(_leads_out(part) for part in names):
        raise _unsafe("A part's name leads out of the archive.", name)
    if any(part.flag_bits & 1 for part in parts):
        mend = "Save a copy without the password."
        problem = Problem("password-protected", "It is protected by a password.", mend, Place(name))
        raise InputError(problem)


def _leads_out(part: str) -> bool:
    return part.startswith("/") or "\\" in part or ".." in part.split("/")


def _container(archive: zipfile.ZipFile, name: str) -> str:
    names = set(archive.namelist())
    for part, container, refusal in _KINDS:
        if part in names:
            if container and "[Content_Types].xml" in names:
                return container
            if refusal:
                raise InputError(_foreign(refusal, name))
    if "mimetype" in names:
        return _open_document(archive, name)
    if any(part.endswith(".iwa") for part in names):
        raise InputError(_foreign("This is an Apple Numbers (or Pages) file.", name))
    what = "This is a ZIP archive and no workbook."
    mend = "Unpack it and give the files that were in it."
    raise InputError(Problem("wrong-kind-of-file", what, mend, Place(name)))


def _open_document(archive: zipfile.ZipFile, name: str) -> str:
    if not archive.read("mimetype").startswith(_ODS):
        raise InputError(_foreign("This is an OpenDocument file, but no spreadsheet.", name))
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        mend = "Open it and save a copy without the password."
        problem = Problem("password-protected", "It is protected by a password.", mend, Place(name))
        raise InputError(problem)
    return "ods"


def _foreign(what: str, name: str) -> Problem:
    mend = "Save the table in it as an Excel workbook (.xlsx) or CSV."
    return Problem("wrong-kind-of-file", what, mend, Place(name))


def _look_through(archive: zipfile.ZipFile, container: str, name: str) -> Mapping[str, str]:
    """Read every part once; give the sheets in which reading alone would go wrong."""
    sheets = {}
    if container == "xlsx":
        sheets = sheet_names({part: _whole(archive, part, name) for part in NAMING_PARTS})
    odd: dict[str, str] = {}
    for part in archive.namelist():
        scan = _scan(_chunks(archive, part, name))
        if scan is None:
            continue
        sheet = sheets.get(part, "")
        check_cells(scan.cells, sheet, name)
        if scan.repeats_rows or scan.repeats_cells:
            raise InputError(_repeated("row" if scan.repeats_rows else "cell", sheet, name))
        if scan.is_odd and sheet:
            odd[sheet] = part
    if container == "ods":
        check_cells(content_cells(_whole(archive, "content.xml", name)), "", name)
    return odd


def _scan(chunks: Iterator[bytes]) -> SheetScan | None:
    """Look at a part's cells if it is a sheet; read it to its end in any case."""
    first = next(chunks, b"")
    scan = SheetScan.of(first)
    for chunk in chain((first,), chunks):
        if scan:
            scan.feed(chunk)
    if scan:
        scan.feed(b"", last=True)
    return scan


def _repeated(part: str, sheet: str, name: str) -> Problem:
    what = f"A {part} is there twice under one name, so programs disagree on what it holds."
    return replace(damaged(name), what=what, place=Place(name, sheet=sheet))


def _whole(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    return b"".join(_chunks(archive, part, name)) if part in archive.namelist() else b""


def _chunks(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Read a part to its end, so that a wrong size or checksum shows; no XML may define things."""
    is_xml, tail = part.endswith(_XML), b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            is_xml = is_xml or (not tail and chunk.lstrip().startswith(b"<"))
            if is_xml and any(mark in chunk or mark in tail + chunk[:32] for mark in _DTD):
                raise _unsafe("A part of it declares a document type, as no workbook does.", name)
            tail = chunk[-32:]
            yield chunk


def check_cells(cells: int, sheet: str, name: str) -> None:
    """Refuse a sheet that spans more cells than can be read."""
    if cells <= MOST_CELLS:
        return
    raise InputError(
        Problem(
            "used-range-too-large",
            f"The sheet spans {cells:,} cells; at most {MOST_CELLS:,} are read.",
            "Perhaps a stray value stands far from the table: press Ctrl+End in Excel to find and "
            "delete it. Else split the sheet.",
            Place(name, sheet=sheet),
        )
    )


def _unsafe(why: str, name: str) -> InputError:
    what = f"The workbook is not safe to open. {why}"
    mend = "Open it in Excel if you trust it, and save it anew under another name."
    return InputError(Problem("unsafe-archive", what, mend, Place(name)))
