"""Long tables: what stands in them whether cells name their addresses or are counted."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from pmrules.analysis.model import Analysis
from pmrules.report.drawing import longtable
from pmrules.report.workbook import write

Cells = dict[str, tuple[Any, ...]]


@pytest.fixture(scope="module")
def both(ordinary: Analysis, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the same report with addresses, and with counted cells."""
    folder = tmp_path_factory.mktemp("long")
    named = write(ordinary, folder / "named.xlsx", formulas=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(longtable, "_NAMED", 0)
        counted = write(ordinary, folder / "counted.xlsx", formulas=False)
    return named, counted


def _cells(path: Path) -> Cells:
    """Value and look of every cell of Entries by address."""
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["Entries"]
    return {
        cell.coordinate: (cell.value, cell.style_id, cell.data_type)
        for row in sheet.iter_rows()
        for cell in row
    }


def _sheet(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet7.xml").decode()


def test_counted_cells_stand_where_named_ones_do(both: tuple[Path, Path]) -> None:
    """Read by openpyxl, every address has the same value and look."""
    named, counted = map(_cells, both)
    assert len(named) > 500 * 19
    assert counted == named
    assert '<c r="B9"' in _sheet(both[0])
    assert '<c r="B9"' not in _sheet(both[1])


def test_calamine_counts_cells(both: tuple[Path, Path]) -> None:
    """What reads saved reports again finds the same rows."""
    named, counted = (
        CalamineWorkbook.from_path(path).get_sheet_by_name("Entries").to_python() for path in both
    )
    assert counted == named


def test_libreoffice_counts_cells(
    both: tuple[Path, Path], recalculated: Callable[[Path], Path]
) -> None:
    """Opened and saved by LibreOffice, every cell of the two reports is the same."""
    named, counted = (_cells(recalculated(path)) for path in both)
    assert len(named) > 500 * 19
    assert counted == named
