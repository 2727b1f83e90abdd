"""Workbooks that one program reads so and another otherwise: refused, never half read."""

import zipfile
from pathlib import Path

import pytest
from tests.ingest.conftest import parts

from pmrules.errors import InputError
from pmrules.ingest.files import archive
from pmrules.ingest.files.opening import open_file

ROWS = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
FAR = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
DTD = '<!DOCTYPE a [<!ENTITY b "c">]>'


def written(tmp_path: Path, made: dict[str, str]) -> Path:
    """Write the parts of a package."""
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in made.items():
            package.writestr(part, content)
    return path


def code(path: Path) -> str:
    """The code of the refusal of a file."""
    with pytest.raises(InputError) as caught:
        open_file(path)
    return caught.value.problems[0].code


def test_two_sheets_of_one_name_are_refused(tmp_path):
    """A library finds sheets by name: the second would be read as the first, silently."""
    made = parts({"Log": ROWS, "Raw": ROWS})
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("Raw", "Log")
    assert code(written(tmp_path, made)) == "workbook-damaged"


def test_a_sheet_under_another_ending_is_looked_at_too(tmp_path):
    """What begins like XML may declare no document type, whatever the part is called."""
    made = parts({"Log": ROWS})
    made["xl/worksheets/sheet1.bin"] = DTD + made.pop("xl/worksheets/sheet1.xml")
    relations = "xl/_rels/workbook.xml.rels"
    made[relations] = made[relations].replace("sheet1.xml", "sheet1.bin")
    assert code(written(tmp_path, made)) == "unsafe-archive"


def test_a_cell_far_away_is_refused_before_a_library_reads(tmp_path, monkeypatch):
    """One stray value in the last cell would ask for 17 thousand million cells."""
    monkeypatch.setattr("pmrules.ingest.files.opening.read_workbook", None)
    assert code(written(tmp_path, parts({"Log": FAR}))) == "used-range-too-large"


def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path, monkeypatch):
    """Ratio and size are judged from the directory: not a byte is unpacked."""
    monkeypatch.setattr(archive, "_look_through", None)
    made = parts({"Log": ROWS}) | {"xl/sharedStrings.xml": " " * (archive._RATIO_FROM + 1)}
    assert code(written(tmp_path, made)) == "unsafe-archive"
