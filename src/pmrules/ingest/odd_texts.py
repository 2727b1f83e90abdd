"""Texts that no cell can show as they are: control characters, and more than a cell holds."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from pmrules.errors import Place
from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.tally import Tally
from pmrules.model import Notice
from pmrules.visible import visible

if TYPE_CHECKING:
    import pandas as pd

CELL = 32_767
"""Characters that a cell of a workbook holds."""
_NAMED = ("person", "client", "project", "task", "description", "tags")
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
_SHOWN = 40


def odd_texts(file: str, entries: "pd.DataFrame") -> Iterator[Tally]:
    """Yield what is odd about the texts of one file, each kind once with its first entry."""
    texts = {name: entries[name].cat for name in _NAMED}
    control = {name: _having_control(cat.categories) for name, cat in texts.items()}
    long = {name: _over_long(cat.categories) for name, cat in texts.items()}
    sums, place, shown = _first_of(file, entries, control)
    yield Tally(_controls, sums, place, shown)
    sums, place, shown = _first_of(file, entries, long)
    yield Tally(_too_long, sums, place, shown)


def _controls(found: Tally) -> Notice | None:
    return Notice(
        "control-characters",
        f"{_entries_have(found)} control characters, as in the {found.shown[0]} "
        f"“{found.shown[1]}”: they are shown as signs.",
        "Delete them in the tool, and export again.",
        found.place,
    )


def _too_long(found: Tally) -> Notice | None:
    return Notice(
        "long-text",
        f"{_entries_have(found)} a text of more than {CELL:,} characters, as the {found.shown[0]} "
        f"“{found.shown[1]}”: all of it is judged, a workbook shows its beginning.",
        place=found.place,
    )


def _entries_have(found: Tally) -> str:
    (count,) = found.sums
    return "One entry has" if count == 1 else f"{count:,} entries have"


def _having_control(texts: "pd.Index[str]") -> Bools:
    return np.asarray(texts.str.contains(_CONTROL), dtype=np.bool_)


def _over_long(texts: "pd.Index[str]") -> Bools:
    """Count as spreadsheets do: a character beyond the basic plane is two."""
    long: Bools = np.asarray(texts.str.len()) > CELL // 2
    for at in np.flatnonzero(long).tolist():
        long[at] = len(texts[at].encode("utf-16-le")) // 2 > CELL
    return long


def _first_of(
    file: str, entries: "pd.DataFrame", odd: Mapping[str, Bools]
) -> tuple[tuple[int], Place | None, tuple[str, ...]]:
    """Count the entries by their codes, only where any distinct text is odd."""
    found = {
        name: odd[name][entries[name].cat.codes.to_numpy()] for name in _NAMED if odd[name].any()
    }
    if not found:
        return (0,), None, ()
    rows = np.logical_or.reduce(list(found.values()))
    first = int(np.argmax(rows))
    field = next(name for name in found if found[name][first])
    entry = entries.iloc[first]
    place = Place(file, str(entry["sheet"]), int(entry["row"]))
    return (int(rows.sum()),), place, (field, visible(str(entry[field]), _SHOWN))
