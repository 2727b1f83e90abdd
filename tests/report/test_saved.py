"""A saved report is read by the names of its cells, whatever happened to it since."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmrules.analysis.model import Analysis
from pmrules.errors import InputError
from pmrules.model import Quadrant
from pmrules.report.content.identity import ids
from pmrules.report.content.marks import TOTALS
from pmrules.report.previous import previous
from pmrules.report.saved import read_saved
from pmrules.report.workbook import write
from pmrules.version import __version__

MADE_WITH = (("--title", "=Board"), ("--team", "Mobile"), ("--team", "Platform"))


@pytest.fixture(scope="module")
def report(ordinary: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ordinary report with options."""
    path = tmp_path_factory.mktemp("saved") / "report.xlsx"
    return write(ordinary, path, made_with=MADE_WITH)


def expected_totals(analysis: Analysis) -> dict[str, int]:
    """Return the seconds that the report must hold."""
    whole = analysis.whole
    return {place: whole.seconds if place == "all" else whole.seconds_of(place) for place in TOTALS}


def refused(path: Path) -> str:
    """Return the code under which a file is refused."""
    with pytest.raises(InputError) as error:
        read_saved(path)
    return error.value.problems[0].code


def test_everything_is_read_again(report: Path, ordinary: Analysis) -> None:
    """Options, hashes, totals, people and entries come back as they were written."""
    saved = read_saved(report)
    assert saved.options[0] == ("pmrules", __version__)
    assert saved.options[-3:] == MADE_WITH
    assert saved.days == (ordinary.period.first, ordinary.period.last)  # type: ignore[union-attr]
    assert saved.files == tuple((each.file, each.sha256) for each in ordinary.files)
    assert saved.rules == tuple((each.name, each.sha256) for each in ordinary.rulebook.sources)
    assert saved.totals == expected_totals(ordinary)
    assert set(saved.entries) == set(ids(ordinary.classified.entries))
    placed = {each.placed for each in saved.entries.values()}
    assert placed >= {*map(str, Quadrant), "outside"}
    assert saved.moves


def test_people_come_with_all_their_hours(report: Path, ordinary: Analysis) -> None:
    """Each person's hours by place are read to the second, half-known ones on their axis."""
    saved = read_saved(report)
    assert list(saved.people) == [person.name for person in ordinary.people]
    for person in ordinary.people:
        found = saved.people[person.name]
        assert found["all"] == person.totals.seconds
        assert found["one"] == person.totals.seconds_of("one")
        assert found["market-future"] == person.totals.seconds_of("market-future")


def test_values_and_reports_without_entries(ordinary: Analysis, tmp_path: Path) -> None:
    """A report of values, or one that lists no entries, gives the same totals."""
    values = read_saved(write(ordinary, tmp_path / "values.xlsx", formulas=False))
    bare = read_saved(write(ordinary, tmp_path / "bare.xlsx", listed=False))
    assert values.totals == bare.totals == expected_totals(ordinary)
    assert values.entries
    assert not bare.entries
    assert not values.moves
    assert not bare.moves


def test_odd_names_stay_texts(organisation: Any, tmp_path: Path) -> None:
    """Names that look like numbers or formulas are read as they are."""
    names = ("007", "1e5", "=A1", "'quoted", "true")
    analysis = organisation.quarter(names)
    saved = read_saved(write(analysis, tmp_path / "odd.xlsx"))
    assert set(saved.people) == set(names)


def test_an_office_program_may_have_saved_it(report: Path, recalculated: Any) -> None:
    """What LibreOffice saved says the same."""
    assert read_saved(recalculated(report)) == read_saved(report)


def test_a_sheet_called_otherwise_is_found(ordinary: Analysis, tmp_path: Path) -> None:
    """Names follow their cells when a sheet is renamed, whatever its name has to be quoted for."""
    path = write(ordinary, tmp_path / "values.xlsx", formulas=False)
    before = read_saved(path).totals
    book = openpyxl.load_workbook(path)
    book["Summary"].title = "Board's <own> sheet!"
    for defined in book.defined_names.values():
        defined.attr_text = defined.attr_text.replace("'Summary'", "'Board''s <own> sheet!'")
    book.save(path)
    assert read_saved(path).totals == before


def test_corrections_are_seen(ordinary: Analysis, tmp_path: Path) -> None:
    """What somebody chose in a drop-down is read as the place that its label stands for."""
    path = write(ordinary, tmp_path / "values.xlsx", formulas=False)
    book = openpyxl.load_workbook(path)
    sheet, cells = book.defined_names["EntryCorrection"].attr_text.split("!")
    first = cells.replace("$", "").split(":")[0]
    book[sheet.strip("'")][first] = "Outside"
    book.save(path)
    corrected = [each for each in read_saved(path).entries.values() if each.corrected]
    assert [each.corrected for each in corrected] == ["outside"]


def test_formulas_without_results_are_refused(report: Path, tmp_path: Path) -> None:
    """A program that stores no results has taken the numbers away: nothing is guessed."""
    book = openpyxl.load_workbook(report)
    book.save(tmp_path / "blank.xlsx")
    assert refused(tmp_path / "blank.xlsx") == "report-without-numbers"


def test_what_is_no_report_is_refused(tmp_path: Path, report: Path, ordinary: Analysis) -> None:
    """An export, a strange workbook and a report without names are refused, each by its code."""
    text = tmp_path / "export.csv"
    text.write_text("a,b\n1,2\n", encoding="utf-8")
    strange = tmp_path / "strange.xlsx"
    openpyxl.Workbook().save(strange)
    book = openpyxl.load_workbook(write(ordinary, tmp_path / "old.xlsx", formulas=False))
    del book.defined_names["MadeWith"]
    old = tmp_path / "without.xlsx"
    book.save(old)
    assert refused(text) == refused(strange) == "no-report"
    assert refused(old) == "report-without-marks"
    assert refused(tmp_path / "none.xlsx") == "file-not-found"


def test_hours_overwritten_by_text_are_refused(ordinary: Analysis, tmp_path: Path) -> None:
    """Where a text stands in place of hours, the report says which cell and how to mend it."""
    path = write(ordinary, tmp_path / "values.xlsx", formulas=False)
    book = openpyxl.load_workbook(path)
    sheet, cell = book.defined_names["Hours_one"].attr_text.split("!")
    book[sheet.strip("'")][cell.replace("$", "")] = "about 40"
    book.save(path)
    assert refused(path) == "report-without-numbers"


def test_an_earlier_report(report: Path, ordinary: Analysis) -> None:
    """What is compared with: title, period, teams, labels and rules of the saved report."""
    earlier = previous(report)
    assert (earlier.title, earlier.period) == ("=Board", ordinary.period)
    assert earlier.teams == {"Mobile", "Platform"}
    assert earlier.labels[Quadrant.ONE_FUTURE] == "Custom work"
    assert earlier.rules == {each.sha256 for each in ordinary.rulebook.sources}
    assert earlier.people is not None
