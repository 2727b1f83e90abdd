"""Shared texts: cells speak of them by number, and each comes back as it was."""

import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules.report.drawing.safe import clean
from pmrules.report.drawing.texts import Texts, with_texts


def _read(texts: Texts) -> list[str]:
    whole = b"".join(map(bytes, texts.xml()))
    assert len(whole) <= texts.size
    root = ET.fromstring(whole)  # noqa: S314 - our own words
    items = [item[0].text or "" for item in root]
    assert root.get("uniqueCount") == str(len(items))
    return items


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=4))
def test_every_text_comes_back_under_its_number(groups: list[list[str]]) -> None:
    """Whatever the texts hold, the numbers that were given lead to them, made fit for a cell."""
    texts = Texts()
    numbers = [texts.add(group) for group in groups]
    items = _read(texts)
    fit = [[*map(clean, group)] for group in groups]
    assert [[items[number] for number in found] for found in numbers] == fit
    assert len(items) == sum(map(len, groups))
    assert bool(texts) == bool(items)


def test_a_table_that_goes_on_brings_no_text_twice() -> None:
    """The same sequence has the same numbers; an equal one of its own is kept beside it."""
    texts, column = Texts(), ["a", "b"]
    assert texts.add(column) == texts.add(column) == range(2)
    assert texts.add(["a", "b"]) == range(2, 4)
    assert _read(texts) == ["a", "b", "a", "b"]


def test_the_package_is_told_of_texts_once() -> None:
    """Both lists of parts name them; all other parts stay as they are."""
    types = with_texts("[Content_Types].xml", b"<Types><Override/></Types>")
    assert types.count(b"/xl/sharedStrings.xml") == 1
    related = with_texts("xl/_rels/workbook.xml.rels", b"<Relationships></Relationships>")
    assert related.count(b'Target="sharedStrings.xml"') == 1
    assert with_texts("xl/workbook.xml", b"</Types></Relationships>") == b"</Types></Relationships>"
