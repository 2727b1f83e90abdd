"""Labelled samples as CSV: what is read, what is expected, what cannot be meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.errors import InputError
from pmrules.rules.rulebook import Rulebook
from pmrules.tuning.expected import Expected, read_expected


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], tuple[Expected, ...]]:
    """Read a sample with this content."""

    def reading(content: str | bytes) -> tuple[Expected, ...]:
        path = tmp_path / "expected.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_expected(path, Rulebook())

    return reading


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ("audience,horizon\nx,one,", (("audience", "one"),)),
        ("audience,horizon\nx,One,FUTURE", (("audience", "one"), ("horizon", "future"))),
        ("audience,horizon\nx,market,open", (("audience", "market"), ("horizon", "open"))),
        ("audience,horizon\nx,none,none", (("outside", "outside"),)),
        ("quadrant\nx,one-future", (("audience", "one"), ("horizon", "future"))),
        ("quadrant\nx,sales and support", (("audience", "one"), ("horizon", "current"))),
        ("quadrant\nx,open", (("audience", "open"), ("horizon", "open"))),
        ("quadrant\nx,Outside", (("outside", "outside"),)),
        ("outside,audience\nx,yes,", (("outside", "outside"),)),
        ("outside,audience\nx,no,one", (("audience", "one"),)),
    ],
)
def test_what_is_expected(read, cells: str, wanted: tuple[tuple[str, str], ...]) -> None:
    """Axes by themselves, a quadrant by key or label, outside, or that nobody is to know."""
    (row,) = read(f"text,{cells}\n")
    assert row.wanted == wanted
    assert row.texts == (("description", "x"),)


def test_fields_marks_and_other_columns(read) -> None:
    """Fields are named as in keywords; empty rows and columns for people are passed over."""
    rows = read("Client;TAG;Known failing;hours;Audience\nGlobex;a b;later;3;one\n;;;;\n")
    (row,) = rows
    assert row.texts == (("client", "Globex"), ("tags", "a b"))
    assert (row.known_failing, row.place.row) == ("later", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets(read, encoding: str) -> None:
    """What Excel saves as CSV is read, whichever of its ways was chosen."""
    (row,) = read("text\taudience\r\nEinführung\tone\r\n".encode(encoding))
    assert dict(row.texts) == {"description": "Einführung"}


def test_every_cell_that_cannot_be_meant_is_named_at_once(read) -> None:
    """Row and column, the typed word, and what was expected."""
    text = "text,quadrant,audience,outside\nx,one-futur,,\n,one,,\ny,,,\nz,,two,\nz,,,perhaps\n"
    with pytest.raises(InputError) as caught:
        read(text)
    found = [(p.place.row, p.place.column, p.mend) for p in caught.value.problems if p.place]
    assert [each[:2] for each in found] == [
        (2, "quadrant"), (3, "text"), (4, "quadrant"), (5, "audience"), (6, "outside"),
    ]  # fmt: skip
    assert "Did you mean “one-future”?" in found[0][2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("text,quadrnt\nx,one\n", "Did you mean “quadrant”?"),
        ("audience\none\n", "No column holds the text"),
        ("text\nx\n", "No column holds the verdict"),
        ("", "No column holds the text"),
        ("text,audience\n", "Add a row"),
    ],
)
def test_a_sample_without_what_it_needs(read, text: str, words: str) -> None:
    """A misspelt or missing column would leave everything untried: it is an error."""
    with pytest.raises(InputError, match=words.replace("?", r"\?")):
        read(text)


def test_a_sample_that_is_not_there(tmp_path: Path) -> None:
    """The file is named."""
    with pytest.raises(InputError, match=r"no\.csv"):
        read_expected(tmp_path / "no.csv", Rulebook())
