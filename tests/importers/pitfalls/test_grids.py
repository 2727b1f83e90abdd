"""The pitfall of grids: time in a cell under a weekday or a day of the month."""

import pytest
from tests.importers.pitfalls.conftest import Give, Refuse

WEEK = "Project,Mon,Tue,Wed,Thu,Fri,Total\nPhoenix,1,,2,,,3\n"
MONTH = "Project," + ",".join(map(str, range(1, 31))) + "\nPhoenix,1,2" + "," * 28 + "\n"


def test_29_grid_of_weekdays_is_read_once_its_week_is_known(give: Give) -> None:
    """Every filled cell is an entry of its day; row totals are none."""
    found = give(f"Week of 2026-09-07,,,,,,\n{WEEK}", person="Ada")
    assert [(day, seconds) for _, day, seconds in found.entries] == [
        ("2026-09-07", 3600),
        ("2026-09-09", 7200),
    ]
    assert found.column("project") == ["Phoenix", "Phoenix"]


def test_29_grid_of_a_month_is_read_once_its_month_is_known(give: Give) -> None:
    """Columns 1 to 30 are days of the month that a title or --month says."""
    found = give(MONTH, person="Ada", month="2026-09")
    assert [(day, seconds) for _, day, seconds in found.entries] == [
        ("2026-09-01", 3600),
        ("2026-09-02", 7200),
    ]


@pytest.mark.parametrize(("text", "code"), [(WEEK, "week-unknown"), (MONTH, "month-unknown")])
def test_29_grid_without_its_week_or_month_is_asked(refuse: Refuse, text: str, code: str) -> None:
    """Nothing is guessed where neither the file nor an option says which days are meant."""
    assert refuse(text, person="Ada").code == code


@pytest.mark.parametrize(
    "text",
    [
        "Project,Q1,Q2,Q3,Q4\nPhoenix,10,20,30,40\n",
        "Project,January,February,March\nPhoenix,10,20,30\n",
    ],
)
def test_29_grid_that_is_not_supported_is_refused(refuse: Refuse, text: str) -> None:
    """A layout without days of single entries is refused with what is supported."""
    problem = refuse(text)
    assert problem.code in ("layout-unsupported", "format-unknown")
    assert "one row an entry" in problem.mend
