"""What may be opened at all: a regular file of bearable size whose content is of a known kind."""

import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.archive import check_archive
from pmrules.ingest.files.parquet import MAGIC
from pmrules.ingest.files.paths import LOCK, unreachable
from pmrules.visible import visible

MB = 1 << 20
WORKBOOK_BYTES = 100 * MB
TEXT_BYTES = 2048 * MB

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"\x1f\x8b", "a gzip archive", "Unpack it and give the file that was in it."),
    (b"BZh", "a bzip2 archive", "Unpack it and give the file that was in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it and give the files that were in it."),
    (b"Rar!", "a RAR archive", "Unpack it and give the files that were in it."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it and give the file that was in it."),
    (b"\x89PNG", "a picture", "Export the entries as CSV or Excel."),
    (b"\xff\xd8\xff", "a picture", "Export the entries as CSV or Excel."),
    (b"GIF8", "a picture", "Export the entries as CSV or Excel."),
    (b"%PDF", "a PDF document", "Export the entries as CSV or Excel instead of PDF."),
    (b"{\\rtf", "a Rich Text document", "Save the table as CSV or Excel."),
    (b"SQLite format 3", "a database", "Export the entries as CSV or Excel."),
)
_HTML = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<style")


class Taken(Struct, frozen=True):
    """The bytes of a file that may be opened, and what they are."""

    data: bytes
    container: str
    """`text`, `parquet`, `xlsx`, `xlsb`, `xls` or `ods`."""
    odd: Mapping[str, str] = field(default_factory=dict)
    """Sheets of an xlsx in which reading alone would go wrong, to their parts."""


def take(path: Path) -> Taken:
    """Read the bytes of a file, once, and say what they are; refuse what cannot be entries."""
    data = _read(path)
    name = path.name
    if data.startswith(_ZIP):
        archive = check_archive(data, name)
        return Taken(data, archive.container, archive.odd)
    if data.startswith(_OLE):
        return Taken(data, _ole(data, name))
    if data.startswith(MAGIC):
        return Taken(data, "parquet")
    _refuse_foreign(data, name)
    return Taken(data, "text")


def _read(path: Path) -> bytes:
    if path.name.startswith(LOCK):
        raise InputError(_lock_file(path))
    try:
        before = path.stat()
        _refuse_special(before.st_mode, path)
        _refuse_size(before.st_size, TEXT_BYTES, path.name)
        with path.open("rb") as file:
            if file.read(len(_OLE)).startswith((*_ZIP, _OLE)):
                _refuse_size(before.st_size, WORKBOOK_BYTES, path.name)
            file.seek(0)
            data = file.read(TEXT_BYTES)
        after = path.stat()
    except OSError as error:
        raise InputError(unreachable(path, error)) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError(changed(path.name))
    return data


def _refuse_special(mode: int, path: Path) -> None:
    if stat.S_ISREG(mode):
        return
    what = "This is a folder." if stat.S_ISDIR(mode) else "This is no regular file, but a device."
    mend = "Name a file, such as an export in CSV or Excel."
    raise InputError(Problem("not-a-file", what, mend, Place(str(path))))


def _refuse_size(size: int, limit: int, name: str) -> None:
    if size == 0:
        mend = "Export it again; perhaps the download was cut off."
        raise InputError(Problem("file-empty", "The file is empty.", mend, Place(name)))
    if size > limit:
        what = f"The file has {size // MB:,} MB; at most {limit // MB:,} MB are read."
        mend = "Export a shorter period, or split the file."
        raise InputError(Problem("file-too-large", what, mend, Place(name)))


def _lock_file(path: Path) -> Problem:
    own = visible(path.name.removeprefix(LOCK), 60)
    what = "This is the lock file that Excel leaves beside an open workbook."
    return Problem("lock-file", what, f"Name the workbook itself: {own}.", Place(path.name))


def changed(name: str) -> Problem:
    """Say that a file was written to meanwhile."""
    return Problem(
        "changed-while-reading",
        "The file changed while it was read.",
        "Wait until the other program has finished writing, then try again.",
        Place(name),
    )


def _ole(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(protected(name))
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return "xls"
    word = "WordDocument".encode("utf-16-le") in data
    what = "This is a Word document." if word else "This is an old Office file, but no workbook."
    raise InputError(_wrong_kind(what, "Save the table in it as an Excel workbook or CSV.", name))


def protected(name: str) -> Problem:
    """Say that a workbook needs a password."""
    return Problem(
        "password-protected",
        "The workbook is protected by a password.",
        "Open it in Excel and save a copy without the password (File > Info > Protect Workbook).",
        Place(name),
    )


def _refuse_foreign(data: bytes, name: str) -> None:
    for magic, kind, mend in _FOREIGN:
        if data.startswith(magic):
            raise InputError(_wrong_kind(f"This is {kind}, whatever its name says.", mend, name))
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        what, mend = "This is an XML spreadsheet of 2003.", "Save it as .xlsx in Excel."
        raise InputError(_wrong_kind(what, mend, name))
    if head.startswith(b"<") and any(tag in head for tag in _HTML):
        mend = "Export it as CSV or Excel, or open it in Excel and save it as .xlsx."
        raise InputError(_wrong_kind("This is a web page (HTML).", mend, name))


def _wrong_kind(what: str, mend: str, name: str) -> Problem:
    return Problem("wrong-kind-of-file", what, mend, Place(name))
