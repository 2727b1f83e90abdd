"""Numbers, dates and lists as people of each language write them."""

import datetime as dt

import pytest

from pmrules.wording import dates, numbers, phrases
from pmrules.wording.language import speaking


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (0, "0", "0"),
        (3600, "1", "1"),
        (5400, "1.5", "1,5"),
        (36_000, "10", "10"),
        (37_800, "10", "10"),
        (4_150_800, "1,153", "1.153"),
        (-4_150_800, "−1,153", "−1.153"),
    ],
)
def test_hours(seconds: int, english: str, german: str) -> None:
    """Small numbers of hours have a decimal where they need one, large ones do not."""
    assert numbers.hours(seconds) == english
    with speaking("de"):
        assert numbers.hours(seconds) == german


def test_hours_with_decimals() -> None:
    """As many as are asked for."""
    assert numbers.hours(6_431_760, 1) == "1,786.6"
    with speaking("de"):
        assert numbers.hours(6_431_760, 1) == "1.786,6"


@pytest.mark.parametrize(
    ("share", "english", "german"),
    [(0.4, "40%", "40\u00a0%"), (0, "0%", "0\u00a0%"), (1.0, "100%", "100\u00a0%")],
)
def test_percent(share: float, english: str, german: str) -> None:
    """Shares are whole per cents; the blank of German never ends a line."""
    assert numbers.percent(share) == english
    with speaking("de"):
        assert numbers.percent(share) == german


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (1200, "20 minutes", "20 Minuten"),
        (60, "1 minute", "1 Minute"),
        (3600, "1 hour", "1 Stunde"),
        (5400, "1.5 hours", "1,5 Stunden"),
        (4_442_400, "1,234 hours", "1.234 Stunden"),
    ],
)
def test_lengths(seconds: int, english: str, german: str) -> None:
    """A length of time has its unit, of one and of many."""
    assert numbers.length(seconds) == english
    with speaking("de"):
        assert numbers.length(seconds) == german


@pytest.mark.parametrize(
    ("first", "last", "english", "german"),
    [
        ((2026, 7, 1), (2026, 9, 30), "Jul – Sep 2026", "Juli – Sep. 2026"),
        ((2026, 9, 1), (2026, 9, 30), "Sep 2026", "Sep. 2026"),
        ((2025, 12, 1), (2026, 1, 31), "Dec 2025 – Jan 2026", "Dez. 2025 – Jan. 2026"),
        ((2026, 9, 2), (2026, 9, 30), "2 – 30 Sep 2026", "2. – 30. Sep. 2026"),
        ((2026, 7, 6), (2026, 9, 25), "6 Jul – 25 Sep 2026", "6. Juli – 25. Sep. 2026"),
        ((2025, 12, 30), (2026, 1, 2), "30 Dec 2025 – 2 Jan 2026", "30. Dez. 2025 – 2. Jan. 2026"),
        ((2026, 9, 2), (2026, 9, 2), "2 Sep 2026", "2. Sep. 2026"),
        ((2024, 2, 1), (2024, 2, 29), "Feb 2024", "Feb. 2024"),
    ],
)
def test_periods(
    first: tuple[int, int, int], last: tuple[int, int, int], english: str, german: str
) -> None:
    """Whole months go by name, other spans by their days."""
    assert dates.period(dt.date(*first), dt.date(*last)) == english
    with speaking("de"):
        assert dates.period(dt.date(*first), dt.date(*last)) == german


def test_days_in_full() -> None:
    """The name of the month is not cut."""
    assert dates.full_day(dt.date(2026, 9, 9)) == "9 September 2026"
    with speaking("de"):
        assert dates.full_day(dt.date(2026, 3, 9)) == "9. März 2026"


@pytest.mark.parametrize(
    ("key", "english", "german"),
    [
        ("all", "Whole period", "Gesamter Zeitraum"),
        ("2026-09", "Sep 2026", "Sep. 2026"),
        ("2026-Q3", "Q3 2026", "Q3 2026"),
        ("2026-W07", "Week 7, 2026", "KW 7/2026"),
    ],
)
def test_period_keys(key: str, english: str, german: str) -> None:
    """Keys of limits' periods are said in words."""
    assert dates.period_key(key) == english
    with speaking("de"):
        assert dates.period_key(key) == german


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_joined(names: list[str], expected: str) -> None:
    """Names are listed as in a sentence."""
    assert phrases.joined(names) == expected


def test_shortened() -> None:
    """Texts that are too long end in an ellipsis; line breaks are no reason to be long."""
    assert phrases.shortened("a\n b", 3) == "a b"
    assert phrases.shortened("abcdef", 4) == "abc…"
