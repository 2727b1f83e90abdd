"""Texts from outside are data in every output: no formula, no link, no code holds one of them."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from pmrules.cli.main import guarded

MARK = "zzq"
"""A word that stands in every text of ours here, and in nothing that pmrules writes."""
DANGEROUS = (
    "=zzq+1", "+zzq+1", "-zzq+1", "@zzq(1)", '=HYPERLINK("http://zzq.example","x")',
    "=cmd|' /C zzq'!A0", "_x003D_zzq+1", "＝zzq+1", "＋zzq", '"><f>zzq</f>', "{=zzq}", "]]>zzq",
    "&P zzq &D", "http://zzq.example", "%zzq%", "'=zzq", "[zzq]Sheet1!A1", "=zzq\n=zzq",
    "zzq\x01\x0b\x1b[31m", "zzq\ufffe",
)  # fmt: skip
PRINTABLE = tuple(text for text in DANGEROUS if text.isprintable())
RISKY = re.compile(r"\s*[=+\-@＝＋－＠]")


def _export(folder: Path) -> Path:
    path = folder / "=zzq.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        names = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name,Project Code,Roles"
        writer.writerow(names.split(","))
        for number, text in enumerate(DANGEROUS):
            day = f"2026-{number % 3 + 1:02d}-{number % 28 + 1:02d}"
            writer.writerow([day, text, text, text, f"{text} word{number}", "9", text, "", "", ""])
            writer.writerow([day, "", "", "", text, "9", text, "", "", ""])
            writer.writerow([day, text, text, text, text, text, text, "", "", ""])
    return path


def _rules(folder: Path) -> Path:
    texts = [*PRINTABLE]
    rules = [
        {
            "name": text,
            "keywords": [f"word{DANGEROUS.index(text)}"],
            "audience": ("one", "market")[number % 2],
            "horizon": ("current", "future")[number // 2 % 2],
            "activity": text,
            "owner": text,
        }
        for number, text in enumerate(texts)
    ]
    places = ("market-future", "market-current", "one-current", "one-future")
    limits = [
        {"of": of, "max": "1 %", "per": per, "over": "month", "advice": text}
        for of, per, text in zip(
            (*places, "one", "current"), ("person", "team", "everyone") * 2, texts, strict=False
        )
    ]
    book = {
        "matrix": dict(zip(places, texts, strict=False)),
        "customers": [text for text in texts if text.startswith(("=z", "+z"))],
        "people": {
            text: {"team": texts[number - 1], "capacity": "1 h/week"}
            for number, text in enumerate(texts)
        },
        "rules": rules,
        "limits": limits,
    }
    path = folder / "=zzq.yaml"
    path.write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an export and rules that are full of dangerous texts."""
    folder = tmp_path_factory.mktemp("zzq")
    _rules(folder)
    _export(folder)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Path:
    """Return the workbook made of them."""
    path = folder / "report.xlsx"
    command = ["analyze", folder / "=zzq.csv", "--rules", folder / "=zzq.yaml", "-q", "-o", path]
    assert guarded([*map(str, command), "--title", "=zzq &P &D"]) == 0
    return path


def _parts(report: Path) -> Iterator[tuple[str, ET.Element]]:
    with zipfile.ZipFile(report) as package:
        for name in package.namelist():
            yield name, ET.fromstring(package.read(name))  # noqa: S314 - we wrote it


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


CODE = {"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula",
        "totalsRowFormula"}  # fmt: skip
LINKS = {"hyperlink", "hlinkClick", "hlinkHover", "externalReference", "ddeLink", "oleLink",
         "webPublishItem", "connection"}  # fmt: skip


def test_no_formula_holds_a_foreign_text(report: Path) -> None:
    """In sheets, names, validations, bars and charts, what is computed is ours to the last word."""
    texts = [
        (name, element.text)
        for name, root in _parts(report)
        for element in root.iter()
        if _tag(element) in CODE
    ]
    assert texts
    assert [each for each in texts if MARK in (each[1] or "").lower()] == []


def test_nothing_links_outside(report: Path) -> None:
    """There is no link, no connection, no part of another package."""
    for name, root in _parts(report):
        for element in root.iter():
            assert _tag(element) not in LINKS, name
            assert element.get("TargetMode") != "External", name
            assert not (_tag(element) == "Relationship" and MARK in element.get("Target", ""))


def test_names_of_parts_are_ours(report: Path) -> None:
    """Sheets, tables, columns of tables and series are called by us, or by cells that are texts."""
    for name, root in _parts(report):
        for element in root.iter():
            if _tag(element) in {"sheet", "table", "tableColumn"}:
                given = " ".join(map(str, element.attrib.values()))
                assert MARK not in given.lower(), name


def test_codes_in_a_footer_are_text(report: Path) -> None:
    """An ampersand of a title is doubled, so that no code is made of it."""
    footers = [
        element.text
        for _, root in _parts(report)
        for element in root.iter()
        if _tag(element) in {"oddFooter", "oddHeader"} and element.text
    ]
    assert footers
    assert all("=zzq &&P &&D" in footer for footer in footers)


def test_every_dangerous_cell_is_a_quoted_text(report: Path) -> None:
    """It is stored as text, and stays text for a person who edits the cell."""
    book: Any = openpyxl.load_workbook(report)
    cells = [
        (sheet.title, cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and MARK in cell.value.lower()
    ]
    assert len({title for title, _ in cells}) >= 7
    for title, cell in cells:
        assert cell.data_type == "s", (title, cell.coordinate, cell.value)
        if RISKY.match(cell.value):
            assert cell.quotePrefix, (title, cell.coordinate, cell.value)


def test_every_dangerous_text_is_there(report: Path) -> None:
    """Nothing is lost on the way: entries are told as they were typed."""
    book: Any = openpyxl.load_workbook(report, read_only=True)
    # Of shared texts openpyxl undoes our escaping itself.
    values = {str(value) for row in book["Entries"].iter_rows(values_only=True) for value in row}
    for text in PRINTABLE:
        assert text in values


def test_no_formula_after_libreoffice(report: Path, tmp_path: Path) -> None:
    """Another program reads no formula and no link out of a foreign text either."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "fods", "--outdir", str(tmp_path), str(report),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    document = (tmp_path / "report.fods").read_text(encoding="utf-8")
    assert MARK in document
    for attribute in ("table:formula", "table:expression", "xlink:href", "table:condition"):
        for value in re.findall(rf'{attribute}="([^"]*)"', document):
            assert MARK not in value.lower(), (attribute, value)


def _csv(*arguments: object, capfdbinary: pytest.CaptureFixture[bytes]) -> list[dict[str, str]]:
    assert guarded(["classify", *map(str, arguments)]) == 0
    return list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode(), newline="")))


def test_csv_holds_no_formula(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """An apostrophe stands before what a spreadsheet would run; taking it away gives it back."""
    given = (folder / "=zzq.csv", "--rules", folder / "=zzq.yaml", "-q")
    safe = _csv(*given, capfdbinary=capfdbinary)
    raw = _csv(*given, "--raw", capfdbinary=capfdbinary)
    assert any(RISKY.match(value) for row in raw for value in row.values())
    for row, as_typed in zip(safe, raw, strict=True):
        for name, value in row.items():
            assert not RISKY.match(value)
            assert not value.startswith(("\t", "\r", "\n"))
            undone = value[1:] if re.match(r"'+\s*[=+\-@＝＋－＠\t\r\n]", value) else value
            assert undone == as_typed[name]


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl"])
def test_formats_without_formulas_hold_texts_as_they_are(
    folder: Path, tmp_path: Path, suffix: str
) -> None:
    """Parquet and JSON lines need no apostrophe."""
    path = tmp_path / f"entries{suffix}"
    assert guarded(["classify", str(folder / "=zzq.csv"), "-q", "-o", str(path)]) == 0
    assert b"'=zzq+1" not in path.read_bytes()
    assert b"=zzq+1" in path.read_bytes()
