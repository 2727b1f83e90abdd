"""Extremes: sheets that stay whole with one person or sixty, one day or two years."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmrules.model import Quadrant
from pmrules.report.workbook import sheets, write

LONG = "Ein sehr langer Name, den sich jemand ausgedacht hat, der viel Zeit dafür hatte "
DAY = dt.date(2026, 9, 3)
MONTH = (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
YEARS = (dt.date(2024, 10, 1), dt.date(2026, 9, 30))


def _some(make: Any, keep: Callable[[Any], bool]) -> Any:
    works = [work for work in make.works if keep(work)]
    return make.analysis_of(make.rows_of(make.working_days(*MONTH), ["Ada", "Ben", "Cy"], works))


def _read(path: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


EXTREMES: dict[str, Callable[[Any], Any]] = {
    "one person, one day": lambda make: make.analysis_of(make.rows_of([DAY], ["Ada"])),
    "sixty people": lambda make: make.quarter([f"Person {number}" for number in range(60)]),
    "two years": lambda make: make.analysis_of(
        make.rows_of(make.working_days(*YEARS)[::9], ["Ada", "Ben"])
    ),
    "no limits": lambda make: make.quarter(limits=(), people=()),
    "no rules": lambda make: make.quarter(rules=(), customers=(), sources=()),
    "all open": lambda make: _some(make, lambda work: not work.rule),
    "nothing open": lambda make: _some(make, lambda work: bool(work.audience and work.horizon)),
    "all outside": lambda make: _some(make, lambda work: work.outside),
    "no seconds": lambda make: make.analysis_of([(DAY, "Ada", make.works[0], 0)]),
    "long names": lambda make: make.quarter([LONG[:80], "عمر عبد الله", "山田太郎", "x" * 80]),
    "long labels": lambda make: make.quarter(
        labels={place: f"{place} {LONG}"[:80] for place in Quadrant}
    ),
}


@pytest.mark.parametrize("name", EXTREMES)
def test_extremes_give_whole_workbooks(name: str, organisation: Any, tmp_path: Path) -> None:
    """Every extreme gives nine sheets whose titles fit and whose hours add up."""
    analysis = EXTREMES[name](organisation)
    book = openpyxl.load_workbook(
        io.BytesIO(write(analysis, tmp_path / "report.xlsx").read_bytes())
    )
    assert len(book.sheetnames) == 9
    assert all(str(book[name]["A1"].value) for name in book.sheetnames)
    rows = list(book["Entries"].iter_rows(values_only=True))
    seconds = [round(row[5] * 3600) for row in rows if isinstance(row[5], int | float)]
    assert sum(seconds) == analysis.whole.seconds


def _titles(analysis: Any) -> dict[str, str]:
    return {sheet.name: sheet.title for sheet in sheets(analysis)}


def test_titles_of_nothing_open(organisation: Any) -> None:
    """Without open hours Unclassified says so."""
    titles = _titles(EXTREMES["nothing open"](organisation))
    assert titles["Unclassified"] == "Every hour has its quadrant"


def test_titles_without_limits(organisation: Any) -> None:
    """Without limits Flags says that none are set."""
    assert _titles(EXTREMES["no limits"](organisation))["Flags"] == "No limits are set"


def test_charts_of_many_people_grow(organisation: Any, tmp_path: Path) -> None:
    """Sixty people have a chart that is higher than that of eight, and more than one page."""
    heights = []
    for count in (8, 60):
        analysis = organisation.quarter([f"Person {number}" for number in range(count)])
        book = openpyxl.load_workbook(
            io.BytesIO(write(analysis, tmp_path / f"{count}.xlsx").read_bytes())
        )
        sheet: Any = book["People"]
        anchor = sheet._charts[0].anchor
        assert sheet._charts[0].x_axis.tickLblSkip == (None if count == 8 else 1)
        heights.append(anchor.to.row - anchor._from.row)
        assert book["People"].page_setup.fitToHeight == (1 if count == 8 else 0)
    assert heights[0] < heights[1]
