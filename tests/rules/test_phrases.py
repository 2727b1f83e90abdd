"""Texts and keywords as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules import reference

from pmrules.rules.matching.phrases import line, lines, phrase, span, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Customer-Visit", ["customer", "visit"]),
        ("  Größe,STRASSE;straße ", ["grosse", "strasse", "strasse"]),
        ("Łódź Ørsted Æon œuvre đ", ["lodz", "orsted", "aeon", "oeuvre", "d"]),
        ("DİYARBAKIR ılık", ["diyarbakir", "ilik"]),
        ("réunion / re\u0301union", ["reunion", "reunion"]),
        ("road\u00admap road\u200bmap", ["roadmap", "roadmap"]),
        ("C++ .NET SUP-123 a_b", ["c", "net", "sup", "123", "a", "b"]),
        ("x\u00a0y\u2028z\nq\tr", ["x", "y", "z", "q", "r"]),
        ("½ ™ ﬁn Ａ", ["1", "2", "tm", "fin", "a"]),
        ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
        ("हिन्दी", ["हिनदी"]),
        ("🚀 … — \x1b[0m", ["0m"]),
        ("", []),
    ],
)
def test_words(text, expected):
    """Case, accents and strokes go, punctuation and what is no letter parts, the unseen joins."""
    assert list(words(text)) == expected


@given(st.text())
def test_words_are_those_of_the_reference(text):
    """Any text reads as the slow reference reads it."""
    assert list(words(text)) == reference.split(text)


@given(st.text())
def test_words_read_again_are_the_same(text):
    """What is folded once is folded for good."""
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.lists(st.text(st.characters() | st.sampled_from("\n\r éßa1 "))))
def test_many_lines_are_each_alone(texts):
    """One buffer for many texts holds what each text gives by itself."""
    found = lines(texts).decode().split("\n") if texts else []
    assert found == [line(text) for text in texts]


@pytest.mark.parametrize(
    ("keyword", "hit", "miss"),
    [
        ("customer visit", "A Customer-Visit!", "customers visit, customer re-visit"),
        ("interview*", "interviews; Interview", "preinterview inter view"),
        ("*termin", "Kundentermin Termin", "Termine termin1"),
        ("*dem*", "academic", "de m"),
        ("SUP *", "SUP-123", "sup"),
        ("* SUP", "a sup", "sup a"),
        ("*", "x", "- !"),
        ("* *", "x y", "x"),
        ("custom* feature*", "customised features", "custom the feature"),
        ("a * c", "a b c", "a c"),
        ("roadmap*", "roadmap", "road map"),
        ("customer's", "the customer's", "customers"),
        ("SOW*", "sow-1", "so w"),
        ("a*b", "ax yb", "axyb"),
        ("C++", "C", "c1"),
        ("…", "x", "…"),
    ],
)
def test_phrases(keyword, hit, miss):
    """Whole words and stars; whoever has no word is never found."""
    found = phrase(keyword)
    assert (found.find(line(hit)) >= 0) == (keyword != "…")
    assert found.find(line(miss)) == -1


@pytest.mark.parametrize(
    ("keyword", "text", "at"),
    [
        ("b", "a b c b", 1),
        ("*b", "a xb b", 1),
        ("*b*", "a xbx", 1),
        ("b c*", "b a b cd", 2),
        ("b* *", "a bb", -1),
        ("b* *", "a bb c", 1),
        ("* b", "b a b", 1),
    ],
)
def test_the_first_place_is_found(keyword, text, at):
    """`find` gives the word at which the phrase first stands."""
    assert phrase(keyword).find(line(text)) == at


@pytest.mark.parametrize(
    ("keyword", "length"),
    [("a", 1), ("customer-visit", 2), ("SUP *", 2), ("*x*", 1), ("* a *", 3), ("…", 0)],
)
def test_length_counts_words(keyword, length):
    """A star alone counts as a word, a star at a word's end does not."""
    assert phrase(keyword).length == length


@pytest.mark.parametrize(
    ("text", "first", "count", "expected"),
    [
        ("The Customer-Visit, again", 1, 2, "Customer-Visit"),
        ("Für Größe & Straße", 1, 2, "Größe & Straße"),
        ("road\u00admap day", 0, 1, "road\u00admap"),
        ("re\u0301union x", 0, 1, "re\u0301union"),
        ("ca ½ day", 1, 2, "½"),
        ("ca ½ day", 2, 2, "½ day"),
        ("  end", 0, 1, "end"),
    ],
)
def test_span(text, first, count, expected):
    """Places of words lead back to the text as it stands."""
    start, end = span(text, first, count)
    assert text[start:end] == expected


@given(st.text())
def test_spans_read_as_their_words(text):
    """Every word's place reads as that word, alone or with what shares its character."""
    for at, word in enumerate(words(text)):
        start, end = span(text, at, 1)
        assert word in words(text[start:end])
