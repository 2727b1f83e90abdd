"""Rows by column: what stands in each cell, and how much room the package reserves."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from pmrules.report.drawing import rows as drawn
from pmrules.report.drawing.rows import (
    ROW,
    VALUE,
    Coded,
    Own,
    Rows,
    following,
    formula_ending,
    number_ending,
    text_ending,
)


def table(order, *, first: int = 5) -> Rows:
    """A table of a text, a formula, a whole number and an Id."""
    texts = [text_ending("a < b & ü", 1) + following(1, 4), text_ending("", 2) + following(1, 4)]
    said = [formula_ending(f"A{ROW}+A{ROW}", each, 3) + following(2, 4) for each in ("x", "y")]
    number = number_ending(VALUE, 4) + following(3, 4)
    name = text_ending(VALUE, 5) + following(4, 4)
    columns = (
        Coded(texts, np.array([0, 1, 0], np.int8)),
        Coded(said, np.array([1, 1, 0], np.int32), formula=True),
        Own(number, np.array([7, 1_000_000, 0])),
        Own(name, np.array([b"00ff", b"abcd", b"1234"], "S4")),
    )
    return Rows(first, np.array(order, np.int32), columns)


def cells(rows: Rows) -> list[list[tuple]]:
    """Address, style, formula and text of every cell by row."""
    whole = b"".join(map(bytes, rows.xml())).decode()
    found = ET.fromstring(f"<all>{whole}</all>")  # noqa: S314 - our own words
    return [
        [
            (cell.get("r"), cell.get("s"), cell.findtext("f"), cell.findtext(".//t")
             or cell.findtext("v"))
            for cell in row
        ]
        for row in found
    ]  # fmt: skip


@pytest.mark.parametrize("piece", [1, 1 << 24])
def test_rows_stand_in_order_with_their_own_numbers(piece, monkeypatch):
    """Each row has its values and its number, also in formulas, however many come at a time."""
    monkeypatch.setattr(drawn, "_PIECE", piece)
    assert cells(table([2, 0, 1])) == [
        [("A5", "1", None, "a < b & ü"), ("B5", "3", "A5+A5", "x"), ("C5", "4", None, "0"),
         ("D5", "5", None, "1234")],
        [("A6", "1", None, "a < b & ü"), ("B6", "3", "A6+A6", "y"), ("C6", "4", None, "7"),
         ("D6", "5", None, "00ff")],
        [("A7", "2", None, None), ("B7", "3", "A7+A7", "y"), ("C7", "4", None, "1000000"),
         ("D7", "5", None, "abcd")],
    ]  # fmt: skip


@pytest.mark.parametrize("first", [1, 8, 999_998])
@pytest.mark.parametrize("order", [[0], [2, 1, 0], [1, 1, 1, 1]])
def test_the_room_reserved_suffices(first, order):
    """Rows never have more bytes than were announced, and not many fewer."""
    rows = table(order, first=first)
    written = sum(map(len, rows.xml()))
    assert 0.9 * rows.size < written <= rows.size


def test_no_rows_need_no_room():
    """An empty part of a table writes nothing."""
    assert (table([]).size, list(table([]).xml())) == (0, [])
