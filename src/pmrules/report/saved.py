"""A report read again, as Excel or LibreOffice last saved it: found by names, never by labels."""

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from msgspec import Struct
from openpyxl.utils import range_boundaries

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.own import is_report
from pmrules.ingest.files.preflight import take
from pmrules.ingest.files.workbooks import read_workbook
from pmrules.ingest.grid import CellError, Grid
from pmrules.report.content import live, marks
from pmrules.report.drawing.tables import CHOICES
from pmrules.visible import visible

_BOOK = "xl/workbook.xml"
_NAME = re.compile(rb'<(?:\w+:)?definedName\b[^>]*?\bname="([^"]+)"[^>]*>([^<]+)</')
_CELLS = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!(?P<cells>[$A-Z0-9:]+)")
Marked = Mapping[str, tuple[str, str]]
Named = tuple[tuple[str, str], ...]


class SavedEntry(Struct, frozen=True):
    """An entry as the Entries sheet shows it."""

    person: str
    seconds: int
    placed: str
    """The place that its label stands for, else the text: `Half: one customer`."""
    corrected: str
    """The place that somebody chose; empty: nobody did."""
    code: str
    """Where it counts, as `live.code`; empty where totals are values."""


class Saved(Struct, frozen=True):
    """What a saved report says."""

    name: str
    options: Named
    """What it was made with: version, days, then options as they were typed."""
    files: Named
    """Names and hashes, as the two below."""
    rules: Named
    labels: Mapping[str, str]
    """By place."""
    totals: Mapping[str, int]
    """Seconds by place, as `marks.TOTALS`."""
    people: Mapping[str, Mapping[str, int]]
    """Seconds by name and place, as `marks.PERSON_PLACES`, and `one` with what is half known."""
    entries: Mapping[str, SavedEntry]
    """By Id; empty where the report lists none."""
    open_corrections: Named
    """Texts of Unclassified, each with the place that somebody chose for it."""
    moves: bool
    """Whether its totals follow corrections."""

    def option(self, name: str) -> str:
        """Return what an option was set to, or nothing."""
        return dict(self.options).get(name, "")

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of its entries; None where it has none."""
        first, last = (self.option(name) for name in (marks.FIRST_DAY, marks.LAST_DAY))
        try:
            return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        except ValueError:
            return None

    @property
    def nameless(self) -> bool:
        """Whether people are called P1, P2 ... in it."""
        return bool(self.option("--no-names"))


def read_saved(path: Path) -> Saved:
    """Read a report; raises `InputError` for what is none, or one without what is needed."""
    taken = take(path)
    if taken.container != "xlsx" or not is_report(io.BytesIO(taken.data)):
        raise InputError(_no_report(path))
    reader = _Reader(path, _marked(taken.data), read_workbook(taken, path.name))
    return reader.saved()


class _Reader:
    """The cells of one report by the names that were given to them."""

    def __init__(self, path: Path, marked: Marked, grids: Sequence[Grid]) -> None:
        self._path = path
        self._marked = marked
        self._grids = {grid.sheet: grid for grid in grids}

    def saved(self) -> Saved:
        if missing := [name for name in _NEEDED if name not in self._marked]:
            raise InputError(_without_names(self._path, missing))
        labels = dict(zip(live.CODES, self._texts(CHOICES), strict=False))
        places = {label: place for place, label in labels.items()}
        return Saved(
            name=self._path.name,
            options=self._pairs(marks.OPTION, marks.OPTION_VALUE),
            files=self._pairs(marks.FILE_NAME, marks.FILE_HASH),
            rules=self._pairs(marks.RULES_NAME, marks.RULES_HASH),
            labels=labels,
            totals=self._totals(),
            people=self._people(),
            entries=dict(self._entries(places)),
            open_corrections=tuple(
                (text, places.get(chosen, chosen))
                for text, chosen in self._pairs(marks.OPEN_TEXT, marks.OPEN_CORRECTION)
                if chosen
            ),
            moves=live.PLACE in self._marked,
        )

    def _totals(self) -> dict[str, int]:
        named = [place for place in marks.TOTALS if marks.hours(place) in self._marked]
        return {place: self._seconds(marks.hours(place))[0] for place in named}

    def _people(self) -> dict[str, dict[str, int]]:
        """Hours by person; a report without people has no table of them."""
        places = [place for place in marks.PERSON_PLACES if self._has(marks.person_hours(place))]
        columns = [self._seconds(marks.person_hours(place)) for place in places]
        people: dict[str, dict[str, int]] = {}
        shares = self._cells(marks.PERSON_SHARE)
        rows = zip(self._texts(marks.PERSON_NAME), shares, *columns, strict=False)
        for name, share, *seconds in rows:
            by_place = dict(zip(places, seconds, strict=True))
            on_matrix = by_place.get("all", 0) - by_place.get("outside", 0)
            by_place["one"] = round(on_matrix * _number(share))
            people[name] = by_place
        return people

    def _entries(self, places: Mapping[str, str]) -> Iterator[tuple[str, SavedEntry]]:
        number = 1
        while self._has(marks.ENTRY_ID + (part := "" if number == 1 else str(number))):
            keys = self._texts(marks.ENTRY_ID + part)
            rows = zip(
                keys,
                self._texts(marks.ENTRY_PERSON + part),
                self._seconds(marks.ENTRY_HOURS + part),
                (places.get(each, each) for each in self._texts(marks.ENTRY_PLACED + part)),
                (places.get(each, each) for each in self._texts(marks.ENTRY_CORRECTION + part)),
                self._texts(live.PLACE + part) or repeat("", len(keys)),
                strict=True,
            )
            yield from ((key, SavedEntry(*row)) for key, *row in rows if key)
            number += 1

    def _has(self, name: str) -> bool:
        return name in self._marked

    def _pairs(self, first: str, second: str) -> Named:
        return tuple(zip(self._texts(first), self._texts(second), strict=False))

    def _texts(self, name: str) -> list[str]:
        return [value if isinstance(value, str) else str(value) for value in self._cells(name)]

    def _seconds(self, name: str) -> list[int]:
        cells = self._cells(name)
        if wrong := [value for value in cells if not _is_amount(value)]:
            raise InputError(_no_number(self._path, name, wrong[0]))
        return [round(_number(value) * 3600) for value in cells]

    def _cells(self, name: str) -> list[Any]:
        """The values of the cells of one name, empty ones as empty text."""
        sheet, cells = self._marked.get(name, ("", ""))
        grid = self._grids.get(sheet)
        if grid is None:
            return []
        column, first, _, last = range_boundaries(cells)
        if column is None or first is None or last is None:
            return []
        if column > len(grid.columns):
            return [""] * (last - first + 1)
        coded = grid.columns[column - 1]
        values = [coded.values[code] for code in coded.codes[first - 1 : last].tolist()]
        return values + [""] * (last - first + 1 - len(values))


_NEEDED = (marks.OPTION, marks.OPTION_VALUE, marks.hours("all"), CHOICES)


def _marked(data: bytes) -> Marked:
    """The cells of a workbook by the names that it defines."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = package.read(_BOOK)
    found: dict[str, tuple[str, str]] = {}
    for name, reference in _NAME.findall(book):
        match = _CELLS.fullmatch(html.unescape(reference.decode("utf-8", "replace")))
        if match:
            sheet = match["plain"] or match["quoted"].replace("''", "'")
            found[name.decode("utf-8", "replace")] = (sheet, match["cells"].replace("$", ""))
    return found


def _is_amount(value: Any) -> bool:
    return isinstance(value, int | float | dt.timedelta) or value == ""


def _number(value: Any) -> float:
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 3600
    return float(value) if isinstance(value, int | float) else 0.0


def _no_report(path: Path) -> Problem:
    return Problem(
        "no-report",
        "This is no report of pmrules.",
        "Name a workbook that pmrules analyze wrote, saved as .xlsx.",
        Place(str(path)),
    )


def _without_names(path: Path, missing: Sequence[str]) -> Problem:
    return Problem(
        "report-without-marks",
        f"The report does not name what is needed to read it again ({missing[0]}).",
        "It was made by an earlier pmrules, or its sheets were cut: make it anew.",
        Place(str(path)),
    )


def _no_number(path: Path, name: str, value: Any) -> Problem:
    text = value.text if isinstance(value, CellError) else str(value)
    what = f"“{visible(text, 60)}” stands where the report has hours ({name})."
    mend = "Open it in Excel or LibreOffice, undo what was typed there, save it, and run again."
    if text.startswith("="):
        what = f"Formulas stand without their results where the report has hours ({name})."
        mend = "Open it in Excel or LibreOffice, which calculate them, save it, and run again."
    return Problem(
        "report-without-numbers",
        what,
        mend,
        Place(str(path)),
    )
