"""Texts that no cell can show as they are: control characters, and more than a cell holds."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pmrules.errors import Place
from pmrules.ingest.cells.parsed import Bools
from pmrules.model import Notice
from pmrules.visible import visible

CELL = 32_767
"""Characters that a cell of a workbook holds."""
_NAMED = ("person", "client", "project", "task", "description", "tags")
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
_SHOWN = 40


def odd_texts(file: str, entries: pd.DataFrame) -> Iterator[Notice]:
    """Yield what is odd about the texts of one file, each kind once with its first entry."""
    texts = {name: entries[name].cat for name in _NAMED}
    control = {name: _having_control(cat.categories) for name, cat in texts.items()}
    long = {name: _over_long(cat.categories) for name, cat in texts.items()}
    yield from _notice(file, entries, control, "control-characters", _CONTROLS, _DELETE)
    yield from _notice(file, entries, long, "long-text", _LONG, "")


_CONTROLS = "{} control characters, as in the {} “{}”: they are shown as signs."
_DELETE = "Delete them in the tool, and export again."
_LONG = (
    f"{{}} a text of more than {CELL:,} characters, as the {{}} “{{}}”: all of it is judged, a "
    "workbook shows its beginning."
)


def _having_control(texts: "pd.Index[str]") -> Bools:
    return np.asarray(texts.str.contains(_CONTROL), dtype=np.bool_)


def _over_long(texts: "pd.Index[str]") -> Bools:
    """Count as spreadsheets do: a character beyond the basic plane is two."""
    long: Bools = np.asarray(texts.str.len()) > CELL // 2
    for at in np.flatnonzero(long).tolist():
        long[at] = len(texts[at].encode("utf-16-le")) // 2 > CELL
    return long


def _notice(
    file: str, entries: pd.DataFrame, odd: dict[str, Bools], code: str, what: str, mend: str
) -> Iterator[Notice]:
    """Count the entries by their codes, only where any distinct text is odd."""
    columns = [name for name in _NAMED if odd[name].any()]
    if not columns:
        return
    found = {name: odd[name][entries[name].cat.codes.to_numpy()] for name in columns}
    rows = np.logical_or.reduce(list(found.values()))
    first = int(np.argmax(rows))
    field = next(name for name in columns if found[name][first])
    entry = entries.iloc[first]
    count = int(rows.sum())
    entries_have = "One entry has" if count == 1 else f"{count:,} entries have"
    shown = visible(str(entry[field]), _SHOWN)
    place = Place(file, str(entry["sheet"]), int(entry["row"]))
    yield Notice(code, what.format(entries_have, field, shown), mend, place)
