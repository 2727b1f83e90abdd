"""Cells as XML: where they stand, what they hold, and how high their rows are."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules.report.drawing import contents
from pmrules.report.drawing.grid import Grid
from pmrules.report.drawing.safe import clean


def _drawn(grid: Grid) -> list[tuple[str | None, ...]]:
    """Address, style, kind, formula and value of every cell, in the order of the XML."""
    rows = ET.fromstring(f"<all>{grid.xml()}</all>")  # noqa: S314 - our own words
    return [
        (
            *map(cell.get, ("r", "s", "t")),
            cell.findtext("f"),
            "".join(part.text or "" for part in cell.iter("t")) or cell.findtext("v"),
        )
        for row in rows
        for cell in row
    ]


def test_cells_stand_in_order_however_they_came() -> None:
    """Rows from the top, cells from the left; what is put twice stands there once."""
    grid = Grid()
    for row, column, content in ((2, 28, "3"), (2, 1, "1"), (1, 2, "0"), (2, 28, "2")):
        grid.put(row, column, 7, contents.number(content))
    assert [cell[0] for cell in _drawn(grid)] == ["B1", "A2", "AB2"]
    assert [cell[-1] for cell in _drawn(grid)] == ["0", "1", "2"]
    assert grid.dimension == "A1:AB2"
    assert Grid().dimension == "A1:A1"


def test_only_cells_that_are_there_are_restyled() -> None:
    """The content stays; where nothing stands nothing comes."""
    grid = Grid()
    grid.put(1, 1, 1, contents.text("stays"))
    assert grid.restyle(1, 1, 9)
    assert not grid.restyle(1, 2, 9)
    assert _drawn(grid) == [("A1", "9", "inlineStr", None, "stays")]


def test_rows_without_cells_keep_their_heights() -> None:
    """Heights are written as workbooks have them, and only where they were set."""
    grid = Grid()
    grid.put(2, 1, 0, contents.EMPTY)
    for row, points in ((1, 17.0), (3, 12.5)):
        grid.set_height(row, points)
    assert grid.xml() == (
        '<row r="1" ht="17" customHeight="1"></row><row r="2"><c r="A2" s="0"/></row>'
        '<row r="3" ht="12.5" customHeight="1"></row>'
    )
    assert (grid.has_height(1), grid.has_height(2)) == (True, False)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=20).map(clean))
def test_texts_come_back_whole(said: str) -> None:
    """Alone, in pieces, and as what a formula comes to."""
    grid = Grid()
    look = contents.look("Arial", 8.5, "1B1F27", bold=True)
    grid.put(1, 1, 0, contents.text(said))
    grid.put(1, 2, 0, contents.runs([(look, said), ("", said)]))
    grid.put(1, 3, 0, contents.formula(f'IF(A1<2,"{said}","&")', said))
    alone, pieces, formula = _drawn(grid)
    assert (alone[-1], pieces[-1]) == (said, 2 * said)
    assert formula[2:] == ("str", f'IF(A1<2,"{said}","&")', said)


@pytest.mark.parametrize(
    ("result", "kind", "value"), [(1.5, None, "1.5"), (3, None, "3"), (None, "str", "")]
)
def test_formulas_hold_what_they_come_to(
    result: float | None, kind: str | None, value: str
) -> None:
    """Numbers as numbers; nothing as an empty text, which is what the formula gives."""
    grid = Grid()
    grid.put(1, 1, 0, contents.formula("1+1", result))
    assert _drawn(grid) == [("A1", "0", kind, "1+1", value)]
