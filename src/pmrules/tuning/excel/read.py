"""A workbook of rules as rows of texts that know their cells."""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from msgspec import Struct
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.archive import damaged
from pmrules.ingest.files.preflight import take
from pmrules.rules.language.problems import did_you_mean, nearest, quoted
from pmrules.tuning.excel import tabs
from pmrules.tuning.excel.cells import typed

_MOST_ROWS, _MOST_COLUMNS = 10_000, 200


class Cell(Struct, frozen=True):
    """A text and where it stands: `Rules!D7`."""

    at: str
    text: str


Row = Mapping[str, Cell]


class Sheets(Struct, frozen=True):
    """What a workbook says, by sheet: rows of cells by the key of their column."""

    name: str
    rows: Mapping[str, Sequence[Row]]
    ignored: tuple[str, ...]
    """Sheets of other names."""


def read_sheets(path: Path) -> Sheets:
    """Read a workbook; raises `InputError` with every cell that holds no text of a person."""
    taken = take(path)
    if taken.container != "xlsx":
        what, mend = "This is no .xlsx workbook.", "Save it as .xlsx, or name another."
        raise InputError(Problem("excel-not-xlsx", what, mend, Place(path.name)))
    try:
        book = load_workbook(io.BytesIO(taken.data))
    except (BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise InputError(damaged(path.name)) from error
    reader = _Reader(path.name)
    known = {name.casefold(): name for name in tabs.NAMES}
    rows: dict[str, list[Row]] = {name: [] for name in tabs.NAMES}
    ignored = []
    for sheet in book.worksheets:
        if name := known.get(sheet.title.strip().casefold()):
            rows[name] = list(reader.rows(sheet, name))
        elif nearest(sheet.title, tabs.NAMES):
            what = f"There is no sheet {quoted(sheet.title)} of rules."
            reader.problem("excel-sheet", sheet.title, what, did_you_mean(sheet.title, tabs.NAMES))
        else:
            ignored.append(sheet.title)
    if len(ignored) == len(book.worksheets):
        what = "None of its sheets holds rules."
        mend = f"Make one with pmrules rules to-excel. Its sheets are {', '.join(tabs.NAMES)}."
        raise InputError(Problem("excel-sheet", what, mend, Place(path.name)))
    if reader.problems:
        raise InputError(reader.problems)
    return Sheets(path.name, rows, tuple(ignored))


class _Reader:
    """Reads sheets and gathers what cannot be read."""

    def __init__(self, name: str) -> None:
        self.problems: list[Problem] = []
        self._name = name

    def problem(self, code: str, at: str, what: str, mend: str) -> None:
        self.problems.append(Problem(code, what, mend, Place(f"{self._name}, {at}")))

    def rows(self, sheet: Worksheet, name: str) -> Iterator[Row]:
        """Yield the rows below the header that hold anything."""
        if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
            what = f"This sheet reaches to row {sheet.max_row:,} and column {sheet.max_column:,}."
            mend = "Press Ctrl+End in Excel and delete what stands there."
            self.problem("excel-too-large", name, what, mend)
            return
        header: dict[int, str] = {}
        titled: set[int] = set()
        for number, cells in enumerate(sheet.iter_rows()):
            found = dict(self._texts(cells, name))
            if number == 0:
                header, titled = dict(self._header(found, name)), set(found)
                continue
            for place in sorted(set(found) - titled):
                what = f"{quoted(found[place].text)} stands below no header."
                self.problem("excel-column", found[place].at, what, "Name the column, or clear it.")
            if row := {header[place]: cell for place, cell in found.items() if place in header}:
                yield row

    def _texts(self, cells: Sequence[Any], sheet: str) -> Iterator[tuple[int, Cell]]:
        for place, cell in enumerate(cells):
            if cell.value is None:
                continue
            at = f"{sheet}!{cell.coordinate}"
            if cell.data_type == "f":
                what = "A formula stands here; only texts are read."
                mend = "Write its result; a text that begins with = needs an apostrophe first."
                self.problem("excel-formula", at, what, mend)
            elif text := typed(cell.value, str(cell.number_format)):
                yield place, Cell(at, text)

    def _header(self, cells: Mapping[int, Cell], sheet: str) -> Iterator[tuple[int, str]]:
        known = {tabs.key_of(each.key): each for each in tabs.columns(sheet)}
        seen: dict[str, str] = {}
        for place, cell in cells.items():
            key = tabs.key_of(cell.text)
            titles = [each.title for each in known.values()]
            if key not in known and not (sheet == tabs.RULES and tabs.group(key)):
                what = f"{quoted(cell.text)} is no column of {sheet}."
                mend = did_you_mean(cell.text, titles)
                self.problem("excel-column", cell.at, what, mend)
            elif first := seen.get(key):
                what = f"{quoted(cell.text)} stands twice, first in {first}."
                self.problem("excel-column", cell.at, what, "Make one column of the two.")
            else:
                seen[key] = cell.at
                yield place, known[key].key if key in known else key
