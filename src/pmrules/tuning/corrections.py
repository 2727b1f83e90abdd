"""The corrections that a person made in a report: found by header and Id, wherever they stand."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.preflight import take
from pmrules.ingest.files.workbooks import read_workbook
from pmrules.ingest.grid import Coded, Grid
from pmrules.model import Quadrant
from pmrules.report import theme
from pmrules.rules.matching.table import categorical
from pmrules.rules.rulebook import Rulebook
from pmrules.visible import visible
from pmrules.wording.catalogue import spoken_in_any

_PLACES = (*(quadrant.value for quadrant in Quadrant), "outside")
_TEXTS = ("person", "client", "project", "description", "task", "tags")
_HEADER_WITHIN = 40
_SHA256 = re.compile(r"[0-9a-f]{64}")


class OfText(Struct, frozen=True):
    """A correction of all open entries that say the same, from Unclassified."""

    text: str
    known: str
    """The axis value that was known then, as the sheet says it."""
    place: str
    """A quadrant or `outside`."""
    keyword: str
    row: int


class Corrections(Struct, frozen=True):
    """What a report says was wrong, and the entries that it was made of."""

    entries: pd.DataFrame
    """The entries of the report with their Id; as much of them as the sheet still has."""
    by_id: Mapping[str, str]
    """Id to place."""
    by_text: tuple[OfText, ...]
    sources: frozenset[str]
    """The hashes that About names: of exports and of rules files."""
    misread: tuple[Problem, ...]
    """Corrections that name no quadrant."""

    def __len__(self) -> int:
        return len(self.by_id) + len(self.by_text)


def read_corrections(path: Path, rulebook: Rulebook) -> Corrections:
    """Read a report that Excel or LibreOffice saved; raises InputError if it is none."""
    grids = read_workbook(take(path), path.name)
    labels = dict(_labels(grids)) or _labels_now(rulebook)
    found = [(grid, row) for grid in grids if (row := _header(grid, "id", "correct")) is not None]
    open_ = [(g, row) for g in grids if (row := _header(g, "your-quadrant", "text")) is not None]
    if not found and not open_:
        raise InputError(_no_report(path))
    reader = _Reader(labels, path.name)
    frames = [reader.entries(grid, row) for grid, row in found]
    entries = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    texts = tuple(each for grid, row in open_ for each in reader.of_texts(grid, row))
    return Corrections(entries, reader.by_id, texts, _hashes(grids), tuple(reader.misread))


class _Reader:
    """Reads the sheets of one report and gathers what cannot be read."""

    def __init__(self, labels: Mapping[str, str], name: str) -> None:
        self.by_id: dict[str, str] = {}
        self.misread: list[Problem] = []
        self._labels = {_folded(label): place for label, place in labels.items()}
        self._shown = labels
        self._name = name

    def entries(self, grid: Grid, header: int) -> pd.DataFrame:
        """Return the entries of a sheet, and note their corrections."""
        columns = _columns(grid, header)
        ids, corrected = columns["id"], columns["correct"]
        filled = np.array([bool(_text(value)) for value in ids.values])[ids.codes]
        for row in _rows_with(corrected):
            place = self._place(corrected, row, grid, header, "correct")
            if place and filled[row]:
                self.by_id[_text(ids.values[ids.codes[row]])] = place
        made: dict[str, object] = {"Id": _texts(ids)}
        made |= {name: _texts(columns[name]) for name in _TEXTS if name in columns}
        if "date" in columns:
            made["date"] = _through(columns["date"], _day, np.datetime64("NaT", "s"))
        seconds = columns.get("hours")
        made["seconds"] = _through(seconds, _seconds, 0) if seconds else np.zeros(len(ids.codes))
        return pd.DataFrame(made)[filled]

    def of_texts(self, grid: Grid, header: int) -> Iterator[OfText]:
        """Yield the corrections of an Unclassified sheet."""
        columns = _columns(grid, header)
        chosen = columns["your-quadrant"]
        for row in _rows_with(chosen):
            if place := self._place(chosen, row, grid, header, "your-quadrant"):
                text, known, keyword = (
                    _text(each.values[each.codes[row]]) if each else ""
                    for each in map(columns.get, ("text", "known", "keyword"))
                )
                yield OfText(text, known, place, keyword, int(grid.rows[header + 1 + row]))

    def _place(self, column: Coded, row: int, grid: Grid, header: int, title: str) -> str:
        said = _text(column.values[column.codes[row]])
        place = self._labels.get(_folded(said), "")
        if not place:
            known = ", ".join(f"“{visible(label, 40)}”" for label in self._shown)
            where = Place(
                self._name,
                sheet=grid.sheet,
                row=int(grid.rows[header + 1 + row]),
                column=_title(grid, header, title),
            )
            what = f"“{visible(said, 60)}” is no quadrant of this report."
            self.misread.append(Problem("unknown-quadrant", what, f"Choose one of {known}.", where))
        return place


def _labels(grids: Iterable[Grid]) -> Iterator[tuple[str, str]]:
    """What the drop-downs of this report offer: on About each label stands before its sign.

    Of all tables with signs it is the one that has all five, one below the other.
    """
    signs = [f"{theme.SWATCHES[place].glyph} " for place in _PLACES]
    for grid in grids:
        for number in range(1, len(grid.columns)):
            first = _first_of(grid.columns[number], signs)
            for row, place in enumerate(_PLACES, first) if first is not None else ():
                yield _text(grid.cell(row, number - 1)), place


def _first_of(column: Coded, signs: Sequence[str]) -> int | None:
    """The row from which on cells begin with these signs, one after the other."""
    begins = [value[:2] if isinstance(value, str) else "" for value in column.values]
    starts = np.array([begin == signs[0] for begin in begins], np.bool_)
    for row in np.flatnonzero(starts[column.codes]).tolist():
        if [begins[code] for code in column.codes[row : row + len(signs)]] == list(signs):
            return int(row)
    return None


def _labels_now(rulebook: Rulebook) -> dict[str, str]:
    """The labels of the rules as they are, for a report whose About is gone."""
    labels = {rulebook.labels[quadrant]: quadrant.value for quadrant in Quadrant}
    return labels | dict.fromkeys(spoken_in_any("place.outside"), "outside")


def _hashes(grids: Iterable[Grid]) -> frozenset[str]:
    texts = (value for grid in grids for column in grid.columns for value in column.values)
    return frozenset(text for text in texts if isinstance(text, str) and _SHA256.fullmatch(text))


def _header(grid: Grid, *titles: str) -> int | None:
    """The row that holds all of these column titles, near the top of a sheet."""
    wanted = [spoken_in_any(f"column.{title}") for title in titles]
    for row, cells in enumerate(grid.head(_HEADER_WITHIN)):
        found = set(map(_text, cells))
        if all(found & titles for titles in wanted):
            return row
    return None


def _title(grid: Grid, header: int, name: str) -> str:
    """A column's title in the language of the report."""
    titles = spoken_in_any(f"column.{name}")
    return next(title for title in map(_text, grid.head(header + 1)[header]) if title in titles)


def _columns(grid: Grid, header: int) -> dict[str, Coded]:
    """The columns below a header, by the names under which the report's titles are kept."""
    names = ("id", "correct", "hours", "date", "text", "known", "your-quadrant", "keyword", *_TEXTS)
    by_title = {title: name for name in names for title in spoken_in_any(f"column.{name}")}
    cells = grid.head(header + 1)[header]
    below = slice(header + 1, None)
    found: dict[str, Coded] = {}
    for number, title in enumerate(map(_text, cells)):
        if title in by_title:
            found.setdefault(by_title[title], grid.columns[number].take(below))
    return found


def _rows_with(column: Coded) -> Sequence[int]:
    filled = np.array([bool(_text(value)) for value in column.values], np.bool_)
    rows: list[int] = np.flatnonzero(filled[column.codes]).tolist()
    return rows


def _texts(column: Coded) -> pd.Categorical:
    return categorical(column.codes, [_text(value) for value in column.values])


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def _through(column: Coded, read: Any, otherwise: Any) -> Any:
    """Read each distinct cell once."""
    values = [read(value) for value in column.values]
    values = [otherwise if value is None else value for value in values]
    return np.array(values)[column.codes]


def _seconds(value: Any) -> int | None:
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds())
    return round(value * 3600) if isinstance(value, int | float) else None


def _day(value: Any) -> np.datetime64 | None:
    return np.datetime64(value, "s") if isinstance(value, dt.date) else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _no_report(path: Path) -> Problem:
    return Problem(
        "no-report",
        "This workbook has neither Entries nor Unclassified of a pmrules report.",
        "Name a workbook that pmrules analyze wrote, with its sheets and their column titles.",
        Place(path.name),
    )
