"""Rows by column: what stands in each cell, and how much room the package reserves."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from pmrules.report.drawing import contents
from pmrules.report.drawing import rows as drawn
from pmrules.report.drawing.rows import (
    ROW,
    VALUE,
    Coded,
    Own,
    Rows,
    ending,
)


def table(order, *, first: int = 5) -> Rows:
    """A table of a text, a formula, a whole number and an Id."""
    texts = [ending(1, contents.text("a < b & ü"), 1, 4), ending(2, contents.EMPTY, 1, 4)]
    formulas = (contents.formula(f"A{ROW}+A{ROW}", each) for each in ("x", "y"))
    columns = (
        Coded(texts, np.array([0, 1, 0], np.int8)),
        Coded([ending(3, each, 2, 4) for each in formulas], np.array([1, 1, 0]), formula=True),
        Own(ending(4, contents.number(VALUE), 3, 4), np.array([7, 1_000_000, 0])),
        Own(ending(5, contents.text(VALUE), 4, 4), np.array([b"00ff", b"abcd", b"1234"], "S4")),
    )
    return Rows(first, np.array(order, np.int32), columns)


def counted(order, *, first: int = 5) -> Rows:
    """A table of a shared text and a whole number, whose cells name no addresses."""
    found = (contents.shared("41"), contents.EMPTY)
    number = ending(2, contents.number(VALUE), 2, 2, named=False)
    columns = (
        Coded([ending(1, each, 1, 2, named=False) for each in found], np.array([0, 1, 0], np.int8)),
        Own(number, np.array([7, -8, 0])),
    )
    return Rows(first, np.array(order, np.int32), columns, named=False)


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


@pytest.mark.parametrize("piece", [1, 1 << 24])
def test_cells_may_be_counted(piece, monkeypatch):
    """Rows always have their numbers; the cells of very long tables have no addresses."""
    monkeypatch.setattr(drawn, "_PIECE", piece)
    written = b"".join(map(bytes, counted([1, 0]).xml())).decode()
    assert written == (
        '<row r="5"><c s="1"/><c s="2"><v>-8</v></c></row>'
        '<row r="6"><c s="1" t="s"><v>41</v></c><c s="2"><v>7</v></c></row>'
    )


@pytest.mark.parametrize("make", [table, counted])
@pytest.mark.parametrize("first", [1, 8, 999_998])
@pytest.mark.parametrize("order", [[0], [2, 1, 0], [1, 1, 1, 1]])
def test_the_room_reserved_suffices(make, first, order):
    """Rows never have more bytes than were announced."""
    rows = make(order, first=first)
    written = sum(map(len, rows.xml()))
    assert 0 < written <= rows.size


def test_no_rows_need_no_room():
    """An empty part of a table writes nothing."""
    assert (table([]).size, list(table([]).xml())) == (0, [])
