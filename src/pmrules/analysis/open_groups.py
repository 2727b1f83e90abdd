"""Open hours as they are shown: by text and by what is known of it, most hours first."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from pmrules.analysis.open_texts import FIELDS, KNOWN, OpenTexts
from pmrules.analysis.sums import Ints, added, grouped
from pmrules.analysis.texts import folded

_ORDER = [("seconds", "descending"), ("folded", "ascending"), ("known", "ascending")]
_UNTOLD = FIELDS.index("tags")
"""From here on a field is no text that a sentence would quote."""


class OpenGroup(Struct, frozen=True):
    """Entries that say the same and stand equally open."""

    text: str
    known: str
    """The axis value that is known; empty where none is."""
    rule: str
    """The rule that knows it."""
    seconds: int
    entries: int
    people: int


class OpenGroups(Struct, frozen=True):
    """The groups with most hours, and how many there are in all."""

    listed: tuple[OpenGroup, ...]
    lines: int
    seconds: int

    @property
    def left(self) -> int:
        """The seconds of groups that are not listed."""
        return self.seconds - sum(each.seconds for each in self.listed)


def open_groups(texts: OpenTexts, most: int) -> OpenGroups:
    """Return what is open by its text, at most so many groups."""
    rows = texts.rows
    row, places = grouped(rows.text, rows.known)
    seconds = added(places, rows.seconds, len(row))
    largest = _largest(texts, rows.text[row], rows.known[row], seconds, most)
    entries = added(places, rows.entries, len(row))[largest].tolist()
    people, rules = _people(texts, places, largest), _rules(texts, places, row)
    shown = texts.texts.take(pa.array(rows.text[row][largest])).to_pylist()
    known = [KNOWN[each] for each in rows.known[row][largest].tolist()]
    rule = [texts.rules[each] for each in rules[largest].tolist()]
    columns = (shown, known, rule, seconds[largest].tolist(), entries, people)
    listed = tuple(OpenGroup(*each) for each in zip(*columns, strict=True))
    return OpenGroups(listed, len(row), int(seconds.sum()))


def largest_text(texts: OpenTexts) -> tuple[str, int]:
    """Return the text under which most open hours stand, read from the first field that has one."""
    rows = texts.rows
    row, places = grouped(rows.field, rows.text)
    field, seconds = rows.field[row], added(places, rows.seconds, len(row))
    worth = (seconds > 0) & (field < _UNTOLD)
    if not worth.any():
        return "", 0
    worth &= field == field[worth].min()
    most = int(seconds[worth].max())
    equal = rows.text[row][worth & (seconds == most)]
    return min(texts.texts.take(pa.array(equal)).to_pylist()), most


def _largest(texts: OpenTexts, text: Ints, known: Ints, seconds: Ints, most: int) -> Ints:
    """The groups with most seconds; only texts that may be among them are compared."""
    least = np.partition(seconds, -most)[-most] if len(seconds) > most else 0
    near = np.flatnonzero(seconds >= least) if len(seconds) > most else np.arange(len(seconds))
    table = pa.table(
        {
            "seconds": seconds[near],
            "folded": folded(texts.texts.take(pa.array(text[near]))),
            "known": [KNOWN[each] for each in known[near].tolist()],
        }
    )
    order: Ints = np.asarray(pc.sort_indices(table, sort_keys=_ORDER))[:most]
    return near[order]


def _people(texts: OpenTexts, places: Ints, groups: Ints) -> list[int]:
    """How many people have entries in each of some groups."""
    number = np.full(int(places.max(initial=-1)) + 1, -1, dtype=np.int64)
    number[groups] = np.arange(len(groups))
    row, person = texts.persons
    group = number[places][row]
    asked = group >= 0
    once, _ = grouped(group[asked], person[asked])
    people: list[int] = np.bincount(group[asked][once], minlength=len(groups)).tolist()
    return people


def _rules(texts: OpenTexts, places: Ints, row: Ints) -> Ints:
    """The rule of the first entry of each group."""
    rows = texts.rows
    backwards = np.lexsort((rows.rule, rows.at))[::-1]
    rules = np.zeros(len(row), dtype=np.int64)
    rules[places[backwards]] = rows.rule[backwards]
    return rules
