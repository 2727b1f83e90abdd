"""What may be opened, and in which words the rest is refused."""

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.errors import InputError
from pmrules.ingest.files import preflight
from pmrules.ingest.files.preflight import take

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
FAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(path: Path) -> str:
    """Return code and words of the refusal."""
    with pytest.raises(InputError) as caught:
        take(path)
    (problem,) = caught.value.problems
    assert problem.mend
    return f"{problem.code}: {problem.what}"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "file-empty", "empty"),
        (b"\x1f\x8b\x08rest", "wrong-kind-of-file", "gzip"),
        (b"\x89PNG\r\n\x1a\nrest", "wrong-kind-of-file", "picture"),
        (b"%PDF-1.7", "wrong-kind-of-file", "PDF"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "wrong-kind-of-file", "web page"),
        (b"<meta charset=utf-8><table><tr>", "wrong-kind-of-file", "web page"),
        (OLE + "WordDocument".encode("utf-16-le"), "wrong-kind-of-file", "Word document"),
        (OLE + "PowerPoint".encode("utf-16-le"), "wrong-kind-of-file", "no workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected", "password"),
        (b"PK\x03\x04 and then nothing", "workbook-damaged", "damaged"),
    ],
)
def test_other_files_are_refused_by_what_they_are(
    tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    """The content decides, whatever the name says."""
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    said = refused(path)
    assert said.startswith(code)
    assert words in said


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "Word document"),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "PowerPoint"),
        ({"Index/Document.iwa": ""}, "Numbers"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "no spreadsheet"),
        ({"export.csv": "Date,Hours"}, "ZIP archive"),
    ],
)
def test_zip_files_that_are_no_workbooks(tmp_path: Path, parts: dict[str, str], words: str) -> None:
    """A ZIP is known by its parts."""
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    said = refused(path)
    assert said.startswith("wrong-kind-of-file")
    assert words in said


def test_a_plain_text_is_taken(tmp_path: Path) -> None:
    """Whatever is none of the known kinds is text, and its bytes come as they are."""
    path = tmp_path / "export.xlsx"
    path.write_bytes(b"Date,Hours\n")
    assert (take(path).container, take(path).data) == ("text", b"Date,Hours\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    """What is no regular file is never opened: a pipe would wait for ever."""
    os.mkfifo(tmp_path / "export.csv")
    assert refused(tmp_path / "export.csv").startswith("not-a-file")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder may be called like a file."""
    (tmp_path / "export.csv").mkdir()
    assert refused(tmp_path / "export.csv").startswith("not-a-file")


def test_a_lock_file_names_its_workbook(tmp_path: Path) -> None:
    """The file that Excel leaves beside an open workbook is no workbook."""
    path = tmp_path / "~$hours.xlsx"
    path.write_bytes(b"\x05Someone")
    with pytest.raises(InputError, match=r"Name the workbook itself: hours\.xlsx"):
        take(path)


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    """A sparse file of ten gigabytes is never read."""
    path = tmp_path / "export.csv"
    with path.open("wb") as file:
        file.truncate(10 << 30)
    assert refused(path).startswith("file-too-large")


def test_a_file_that_changes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size and time of change must be the same before and after reading."""
    path = tmp_path / "export.csv"
    path.write_bytes(b"Date,Hours\n")
    refuse_size = preflight._refuse_size

    def append_meanwhile(*args: object) -> None:
        refuse_size(*args)
        with path.open("ab") as file:
            file.write(b"2026-03-16,1\n")

    monkeypatch.setattr(preflight, "_refuse_size", append_meanwhile)
    assert refused(path).startswith("changed-while-reading")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is no traceback."""
    assert refused(tmp_path / "export.csv").startswith("file-not-found")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (FAR + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "used-range-too-large"),
        (FAR + '<row r="1048576"><c><v>1</v></c><c/><c/><c/><c/></row>', "used-range-too-large"),
        ('<row r="2"><c r="A2"><v>1</v></c></row>' * 2, "workbook-damaged"),
        (FAR + '<row r="1048576"><c r="XFD1048576" s="1"/></row>', ""),
        (FAR + '<row r="1048576" ht="20"/>', ""),
        (FAR + '<row r="1000"><c r="XFD1000"><v>1</v></c></row>', "used-range-too-large"),
        (FAR + '<row r="1000"><c r="ZZ1000"><v>1</v></c></row>', ""),
    ],
)
@pytest.mark.parametrize("prefix", ["", "x"])
def test_far_cells_are_refused_before_a_reader_bursts(
    package: Callable[..., Path], rows: str, code: str, prefix: str
) -> None:
    """The rectangle of filled cells is bounded; formatted empty cells cost nothing."""
    if prefix:
        rows = rows.replace("<", "<x:").replace("<x:/", "</x:")
    path = package(rows, prefix=prefix)
    if code:
        assert refused(path).startswith(code)
    else:
        assert take(path).container == "xlsx"


def test_cells_on_the_border_of_two_chunks_are_seen(
    package: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a sheet is cut into chunks, a far cell shows."""
    rows = FAR + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    for size in (64, 97, 128, 301):
        monkeypatch.setattr("pmrules.ingest.files.archive._CHUNK", size)
        assert refused(package(rows)).startswith("used-range-too-large")


@pytest.mark.parametrize(
    "extra",
    [
        {"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>'},
        {"xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE a><workbook/>'},
        {"docProps/../../../etc/x": "x"},
        {"/etc/x": "x"},
        {"XL/WORKBOOK.XML": "<workbook/>"},
        {"xl/media/zeros.bin": b"\0" * (11 << 20)},
        {f"xl/media/{number}": b"" for number in range(2_001)},
    ],
)
def test_unsafe_archives_are_refused(
    package: Callable[..., Path], extra: dict[str, str | bytes]
) -> None:
    """Document types, names that lead out, names used twice, bombs and swarms of parts."""
    assert refused(package(FAR, extra=extra)).startswith("unsafe-archive")


def test_a_size_that_lies_is_found(package: Callable[..., Path]) -> None:
    """A part that holds more than the archive's directory says is damaged or hostile."""
    path = package(FAR, extra={"xl/media/text.bin": b"a" * 100_000})
    data = path.read_bytes()
    lied = data.replace(struct.pack("<L", 100_000), struct.pack("<L", 1_000))
    path.write_bytes(lied)
    assert lied != data
    assert refused(path).startswith("workbook-damaged")


def test_sheets_to_be_looked_at_closely_are_found(package: Callable[..., Path]) -> None:
    """Errors, formulas without a result and negative numbers are noted; others are not."""
    odd = '<c r="A1" t="e"><v>#REF!</v></c>', '<c r="A1"><f>1+1</f></c>', '<c r="A1"><v>-1</v></c>'
    plain = '<c r="A1"><f>1+1</f><v>2</v></c>', '<c r="A1"><v>1</v></c>'
    for cell in odd:
        assert take(package(f'<row r="1">{cell}</row>')).odd == {"Log": "xl/worksheets/sheet1.xml"}
    for cell in plain:
        assert take(package(f'<row r="1">{cell}</row>')).odd == {}


def test_a_package_cut_inside_is_damaged(tmp_path: Path) -> None:
    """A directory that points before the beginning of the file is damage, not a bug."""
    whole = tmp_path / "whole.xlsx"
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>" * 50)
        package.writestr("xl/workbook.xml", "<workbook/>")
    path = tmp_path / "export.xlsx"
    path.write_bytes(whole.read_bytes()[:10] + whole.read_bytes()[210:])
    assert refused(path).startswith("workbook-damaged")


CELL = '<c r="D2"><v>{}</v></c>'


def test_a_cell_that_stands_twice_in_its_row_is_refused(package: Callable[..., Path]) -> None:
    """Programs differ on which of two values counts; so the workbook is not read."""
    twice = CELL.format(1) + CELL.format(2)
    assert "cell is there twice" in refused(package(f'<row r="2">{twice}</row>'))
    single = twice.replace('"', "'")
    assert "cell is there twice" in refused(package(f"<row r='2'>{single}</row>"))


def test_a_text_that_quotes_cells_is_no_cell(package: Callable[..., Path]) -> None:
    """Names of cells count in cells alone."""
    text = '<c r="A1" t="inlineStr"><is><t>from r="D2" to r="D2"</t></is></c>'
    assert take(package(f'<row r="1">{text}</row><row r="2">{CELL.format(1)}</row>')).container
