"""Texts that no cell can show as they are stay, and are said once."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from pmrules.errors import Place
from pmrules.ingest.intake import Intake
from pmrules.ingest.odd_texts import CELL
from pmrules.ingest.read import read
from pmrules.model import Notice
from pmrules_importers.excel import Excel

HEADER = "Date,Who,Project,Description,Hours"


def intake(folder: Path, texts: Iterable[str], project: str = "P") -> Intake:
    """Read a file with an hour for each description."""
    path = folder / "f.csv"
    rows = [f"2026-03-{day:02d},Ada,{project},{text},1" for day, text in enumerate(texts, 1)]
    path.write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    return read([path], [Excel()])


def only(found: Intake) -> Notice:
    """Return the one notice."""
    (notice,) = found.files[0].notices
    return notice


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1b", "\x1f", "\x7f", "\ufffe", "\uffff"])
def test_control_characters_are_counted(tmp_path: Path, sign: str) -> None:
    """Characters that a workbook cannot hold are counted by entry; the first has its row."""
    found = intake(tmp_path, ["plain", f"a{sign}b", f"a{sign}b", f"c{sign}d"])
    notice = only(found)
    assert notice.code == "control-characters"
    assert notice.what.startswith("3 entries have control characters, as in the description “a")
    assert sign not in str(notice)
    assert notice.place is not None
    assert notice.place.row == 3
    assert list(found.entries["description"])[1] == f"a{sign}b"


def test_the_field_is_named(tmp_path: Path) -> None:
    """The notice names the field in which the first odd text stands."""
    notice = only(intake(tmp_path, ["plain"], project="\x1b[31mred"))
    assert notice.what.startswith("One entry has control characters, as in the project “\\x1b[31m")


@pytest.mark.parametrize("text", ["a\tb", '"two\nlines"', "naïve 日本 🚀", "\u202eabc", "a\x85b"])
def test_other_characters_are_not(tmp_path: Path, text: str) -> None:
    """Tabs, line ends, letters of any script and marks of direction are nothing to say."""
    assert intake(tmp_path, [text]).files[0].notices == ()


def test_long_texts_are_said(tmp_path: Path) -> None:
    """A text longer than a cell stays whole and is named, cut."""
    found = intake(tmp_path, ["x" * CELL, "y" * (CELL + 1)])
    notice = only(found)
    assert notice.code == "long-text"
    assert notice.what.startswith("One entry has a text of more than 32,767 characters")
    assert "“yyy" in notice.what
    assert len(notice.what) < 200
    assert notice.place is not None
    assert notice.place.row == 3
    assert len(found.entries["description"].iloc[1]) == CELL + 1


def test_long_texts_are_measured_as_spreadsheets_do(tmp_path: Path) -> None:
    """A character beyond the basic plane counts twice."""
    found = intake(tmp_path, ["😀" * (CELL // 2), "😀" * (CELL // 2 + 1)])
    assert only(found).place == Place("f.csv", row=3)
