"""Texts: trimmed, distinct, and typed cells as a person sees them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmrules.ingest.cells.texts import read_texts, span
from pmrules.ingest.grid import CellError


def texts(coded):
    """Return the column row by row."""
    return [coded.values[code] for code in coded.codes]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Roadmap", "Roadmap"),
        ("  two  blanks inside ", "two  blanks inside"),
        ("\xa0\u2003Café\u202f", "Café"),
        ("\ufeffUser", "User"),
        ("line\nline\n", "line\nline"),
        ("\x1b[31mred\x07", "\x1b[31mred\x07"),
        ("zero\u200bwidth", "zero\u200bwidth"),
        ("NA", "NA"),
        ("007", "007"),
        ("1.10", "1.10"),
        (5.0, "5"),
        (5, "5"),
        (0.1 + 0.2, "0.3"),
        (1.1, "1.1"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2026, 3, 13), "2026-03-13"),
        (dt.datetime(2026, 3, 13, 9, 30), "2026-03-13 09:30"),
        (dt.time(9, 30), "09:30"),
        (dt.time(9, 30, 5), "09:30:05"),
        (dt.timedelta(hours=26, minutes=15), "26:15"),
        (CellError("#REF!"), "#REF!"),
        (None, ""),
    ],
)
def test_a_cell_is_read_as_seen(column, cell, text):
    """Edges are trimmed, insides stay, numbers and dates look as in the sheet."""
    assert texts(read_texts(column(cell))) == [text]


def test_equal_texts_become_one_value(column):
    """Values that differ only at their edges or in type are one text."""
    coded = read_texts(column("a", "b", "a ", 5, 5.0, "5"))
    assert texts(coded) == ["a", "b", "a", "5", "5", "5"]
    assert sorted(coded.values) == ["5", "a", "b"]


def test_words_for_nothing_become_empty(column):
    """Only the words listed mean nothing, in any case."""
    coded = read_texts(column("-", " - ", "Null", "NA", "-x"), empty=("-", "null"))
    assert texts(coded) == ["", "", "", "NA", "-x"]


def test_a_bare_coded_column_will_do(column):
    """A column without its name reads the same."""
    assert texts(read_texts(column(" a ").coded)) == ["a"]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (1200, "0:20"), (94_500, "26:15"), (3661, "1:01:01"),
                          (-5400, "-1:30")]
)  # fmt: skip
def test_a_span_is_written_as_hours_and_minutes(seconds, text):
    """Seconds show only where there are any."""
    assert span(seconds) == text


@given(st.lists(st.text(max_size=6), max_size=20))
def test_reading_texts_again_changes_nothing(column, cells):
    """Trimming is done once and for all, and keeps every row."""
    once = read_texts(column(*cells))
    again = read_texts(once)
    assert texts(once) == texts(again)
    assert len(once.values) == len(set(once.values))
    assert len(texts(once)) == len(cells)
