"""`FILE:ROW` in every spelling, and texts that only look like one."""

from pathlib import Path

import pytest

from pmrules.tuning.address import Address, address, is_id


@pytest.mark.parametrize(
    ("text", "file", "sheet", "row"),
    [
        ("a.csv:12", "a.csv", "", 12),
        ("book.xlsx:Sheet 1:12", "book.xlsx", "Sheet 1", 12),
        ("book.xlsx:2026-07: total:12", "book.xlsx", "2026-07: total", 12),
        (r"C:\x\a.csv:12", r"C:\x\a.csv", "", 12),
        (r"C:\x\a.csv:July:12", r"C:\x\a.csv", "July", 12),
        ("with: colon.csv:3", "with: colon.csv", "", 3),
        ("a.csv", "a.csv", "", None),
        ("no suffix:7", "no suffix", "", 7),
    ],
)
def test_a_file_that_is_there(text, file, sheet, row, tmp_path, monkeypatch) -> None:
    """The longest name of a file decides where path, sheet and row part."""
    monkeypatch.chdir(tmp_path)
    Path(file).write_text("x")
    assert address(text) == Address(Path(file), sheet, row)


@pytest.mark.parametrize(
    "text",
    [
        "Call at 10:30", "re: demo", "a: 12", "12:30", ":12", "x" * 5000 + ":12", "a\0b:12",
        "re: https://example.com:8080", "no suffix", "plan.csv", "", "Sprint 12: demo",
    ],
)  # fmt: skip
def test_texts_are_no_addresses(text, tmp_path, monkeypatch) -> None:
    """Whatever names no file and ends in no row of one."""
    monkeypatch.chdir(tmp_path)
    assert address(text) is None


@pytest.mark.parametrize("text", ["missing.csv:12", r"C:\gone\a.xlsx:July:3"])
def test_a_file_that_is_missing_is_one_all_the_same(text, tmp_path, monkeypatch) -> None:
    """A misspelt export is for its reader to name, and not judged as a text."""
    monkeypatch.chdir(tmp_path)
    assert address(text) is not None


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("0f3a9c21b7de", True),
        ("0F3A9C21B7DE", False),
        ("0f3a9c21b7d", False),
        ("interviewing", False),
    ],
)
def test_ids(text: str, known: bool) -> None:
    """Twelve digits of base sixteen, as the report writes them."""
    assert is_id(text) is known
