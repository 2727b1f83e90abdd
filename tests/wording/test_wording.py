"""Numbers and dates as people say them."""

import datetime as dt

import pytest

from pmrules.report import wording


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0"), (3600, "1"), (5400, "1.5"), (36_000, "10"), (37_800, "10"), (4_150_800, "1,153")],
)
def test_hours(seconds: int, expected: str) -> None:
    """Small numbers of hours have a decimal where they need one, large ones do not."""
    assert wording.hours(seconds) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.4, "40%"), (0, "0%"), (1.0, "100%")])
def test_percent(share: float, expected: str) -> None:
    """Shares are whole per cents."""
    assert wording.percent(share) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2026, 7, 1), (2026, 9, 30), "Jul – Sep 2026"),
        ((2026, 9, 1), (2026, 9, 30), "Sep 2026"),
        ((2025, 12, 1), (2026, 1, 31), "Dec 2025 – Jan 2026"),
        ((2026, 9, 2), (2026, 9, 30), "2 – 30 Sep 2026"),
        ((2026, 7, 6), (2026, 9, 25), "6 Jul – 25 Sep 2026"),
        ((2025, 12, 30), (2026, 1, 2), "30 Dec 2025 – 2 Jan 2026"),
        ((2026, 9, 2), (2026, 9, 2), "2 Sep 2026"),
        ((2024, 2, 1), (2024, 2, 29), "Feb 2024"),
    ],
)
def test_periods(first: tuple[int, int, int], last: tuple[int, int, int], expected: str) -> None:
    """Whole months go by name, other spans by their days."""
    assert wording.period(dt.date(*first), dt.date(*last)) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("all", "Whole period"),
        ("2026-09", "Sep 2026"),
        ("2026-Q3", "Q3 2026"),
        ("2026-W07", "Week 7, 2026"),
    ],
)
def test_period_keys(key: str, expected: str) -> None:
    """Keys of limits' periods are said in words."""
    assert wording.period_key(key) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_joined(names: list[str], expected: str) -> None:
    """Names are listed as in a sentence."""
    assert wording.joined(names) == expected


def test_shortened() -> None:
    """Texts that are too long end in an ellipsis; line breaks are no reason to be long."""
    assert wording.shortened("a\n b", 3) == "a b"
    assert wording.shortened("abcdef", 4) == "abc…"
