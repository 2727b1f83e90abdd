"""Foreign text on a terminal."""

import pytest

from pmrules.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zürich 会議 👩‍💻", "Zürich 会議 👩‍💻"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("abc\u202etxt.csv", r"abc\u202etxt.csv"),
        ("\x9b31m", r"\x9b31m"),
        ("nul\x00", r"nul\x00"),
        ("\ud800", r"\ud800"),
    ],
)
def test_control_and_bidi_are_escaped(text: str, shown: str) -> None:
    """Letters of any script stand as they are; what steers a terminal is written out."""
    assert visible(text) == shown


def test_a_limit_cuts_with_an_ellipsis() -> None:
    """A long text is cut to the limit."""
    assert visible("abcdef", 4) == "abc…"
    assert visible("abcd", 4) == "abcd"
