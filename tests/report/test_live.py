"""Formulas and Python agree: recalculating moves nothing, correcting moves what it should."""

import itertools
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from msgspec.structs import replace

from pmrules.analysis.model import Analysis
from pmrules.analysis.of import analyse
from pmrules.analysis.totals import Totals
from pmrules.ingest.intake import Accounting
from pmrules.model import Quadrant
from pmrules.report.content import live
from pmrules.report.content.identity import ids
from pmrules.report.workbook import write
from pmrules.rules.verdict import CELLS

SHEETS = ("Summary", "People", "Trend", "Entries")
Cells = dict[tuple[str, str], Any]


def formulas(path: Path) -> Cells:
    """Return every formula of the living sheets by sheet and address."""
    book = openpyxl.load_workbook(path)
    return {
        (name, cell.coordinate): cell.value
        for name in SHEETS
        for row in book[name].iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values(path: Path) -> Cells:
    """Return every stored value of the living sheets."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (name, cell.coordinate): cell.value
        for name in SHEETS
        for row in book[name].iter_rows()
        for cell in row
    }


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same; an empty text and no value are."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return (one or "") == (other or "")


def differing(expected: Cells, found: Cells, cells: Mapping[tuple[str, str], Any]) -> list[Any]:
    """Return the cells in which two workbooks differ."""
    return [
        (at, cells[at], expected.get(at), found.get(at))
        for at in cells
        if not same(expected.get(at), found.get(at))
    ]


def corrected(analysis: Analysis, to: Mapping[str, str]) -> Analysis:
    """Return the analysis with some entries, by Id, in another place."""
    frame = analysis.classified.entries.copy()
    new = [to.get(each, "") for each in ids(frame)]
    texts = {name: frame[name].astype("object").to_numpy().copy()
             for name in ("status", "quadrant", "audience", "horizon")}  # fmt: skip
    possible, contested = frame["possible"].to_numpy().copy(), frame["contested"].to_numpy().copy()
    for row, place in enumerate(new):
        if place:
            audience, _, horizon = place.partition("-") if place != "outside" else ("", "", "")
            texts["status"][row] = "outside" if place == "outside" else "classified"
            texts["quadrant"][row] = "" if place == "outside" else place
            texts["audience"][row], texts["horizon"][row] = audience, horizon
            possible[row], contested[row] = 1 << CELLS.index(place), False
    for name, column in texts.items():
        frame[name] = column
        frame[name] = frame[name].astype("str").astype("category")
    frame["possible"], frame["contested"] = possible.astype(np.uint8), contested
    classified = replace(analysis.judged, entries=frame)
    accounting = Accounting(analysis.files, analysis.overlaps, analysis.notices)
    return analyse(Totals.of(classified), accounting, analysis.rulebook, classified=classified)


def correct(path: Path, to: Mapping[str, str], labels: Mapping[str, str]) -> Path:
    """Choose in the drop-downs, as a person would, and save under another name."""
    book = openpyxl.load_workbook(path)
    sheet = book["Entries"]
    rows = list(sheet.iter_rows())
    header = next(row for row in rows if any(cell.value == "Id" for cell in row))
    at = {cell.value: number for number, cell in enumerate(header)}
    for row in rows[header[0].row :]:
        if place := to.get(str(row[at["Id"]].value)):
            cell = row[at["Correct to ▼"]]
            cell.value, cell.data_type = labels[place], "s"  # whatever it begins with
    saved = path.with_name(f"corrected-{path.name}")
    book.save(saved)
    return saved


def labels_of(analysis: Analysis) -> dict[str, str]:
    """Return what a person chooses for each place."""
    return {**{str(place): analysis.rulebook.labels[place] for place in Quadrant},
            "outside": "Outside"}  # fmt: skip


def choices(analysis: Analysis, every: int) -> dict[str, str]:
    """Return corrections for every so many entries, to all places in turn."""
    places = itertools.cycle(CELLS)
    return {each: next(places) for each in sorted(ids(analysis.classified.entries))[::every]}


ODD_LABELS = {
    Quadrant.MARKET_CURRENT: "=Run*",
    Quadrant.MARKET_FUTURE: "Shape?",
    Quadrant.ONE_CURRENT: "<>Serve~",
    Quadrant.ONE_FUTURE: 'Say "promise"',
}


@pytest.fixture(scope="module", params=["ordinary", "odd labels and names", "short"])
def analysis(request: pytest.FixtureRequest, organisation: Any) -> Analysis:
    """Return reports of several organisations."""
    if request.param == "ordinary":
        made: Analysis = organisation.quarter()
    elif request.param == "short":
        rules = organisation.rulebook()
        days = organisation.working_days(*np.array(["2026-09-01", "2026-09-17"], "M8[D]").tolist())
        made = organisation.analysis_of(organisation.rows_of(days, ("Ada", "Bo")), rules)
    else:
        names = ("007", "A*", "A?", "true", "<>x", "=1+1", "1-2", "Zoë " + "long " * 60)
        made = organisation.quarter(names, labels=ODD_LABELS)
    return made


@pytest.fixture(scope="module")
def report(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the living report."""
    return write(analysis, tmp_path_factory.mktemp("live") / "report.xlsx")


def test_every_total_is_a_formula_with_its_result(report: Path) -> None:
    """Each of the three sheets of totals has formulas, and no formula lacks its result."""
    found, stored = formulas(report), values(report)
    for name in SHEETS:
        assert sum(sheet == name for sheet, _ in found) >= 10
    numbers = [at for at, formula in found.items() if at[0] != "Entries" and "IF" not in formula]
    assert all(isinstance(stored[at], int | float) for at in numbers)


def test_recalculating_changes_no_stored_result(
    report: Path, recalculated: Callable[[Path], Path]
) -> None:
    """An office program that calculates everything anew comes to the numbers that Python stored."""
    assert differing(values(report), values(recalculated(report)), formulas(report)) == []


def test_correcting_gives_what_python_computes(
    report: Path, analysis: Analysis, recalculated: Callable[[Path], Path]
) -> None:
    """Corrections in the drop-downs move matrix, people and trend to the corrected analysis."""
    to = choices(analysis, every=7)
    expected = write(corrected(analysis, to), report.with_name("expected.xlsx"))
    changed = recalculated(correct(report, to, labels_of(analysis)))
    totals = {at: formula for at, formula in formulas(report).items()
              if at[0] != "Entries" and "EntryCorrection" not in formula}  # fmt: skip
    assert differing(values(expected), values(changed), totals) == []
    moved = differing(values(report), values(changed), totals)
    assert len({sheet for (sheet, _), *_ in moved}) == 3
    said = [value for (sheet, at), value in values(changed).items()
            if sheet == "Summary" and "corrected by hand" in str(value)]  # fmt: skip
    assert [text.split()[0] for text in said] == [str(len(to))]


def test_values_alone_hold_no_formula(analysis: Analysis, tmp_path: Path) -> None:
    """Without formulas the same numbers stand there as values."""
    path = write(analysis, tmp_path / "values.xlsx", formulas=False)
    assert formulas(path) == {}
    living = write(analysis, tmp_path / "live.xlsx")
    totals = {at: formula for at, formula in formulas(living).items() if at[0] != "Entries"}
    assert differing(values(path), values(living), totals) == []


def test_many_entries_get_values(ordinary: Analysis, tmp_path: Path, monkeypatch: Any) -> None:
    """Beyond a number of entries formulas give way to values, and About says so."""
    monkeypatch.setattr(live, "LIMIT", len(ordinary.classified.entries) - 1)
    path = write(ordinary, tmp_path / "many.xlsx")
    assert formulas(path) == {}
    said = [cell.value for (cell,) in openpyxl.load_workbook(path)["About"]["A1:A5"]]
    assert any("Totals are values" in str(text) for text in said)
