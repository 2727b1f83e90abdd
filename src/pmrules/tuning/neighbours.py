"""What settled entries say about open ones: same project, client, task, person, similar words.

Each kind of neighbour votes by how far it leans away from what is usual in the organisation, and
the votes add up (as in a naive Bayes classifier, held back where few entries speak).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from pmrules.rules.matching.corpus import Flags, Ints
from pmrules.rules.matching.phrases import words
from pmrules.tuning.candidates import tells
from pmrules.tuning.items import Items

Floats = npt.NDArray[np.float64]

AXES = {
    "audience": ("one", "market"),
    "horizon": ("future", "current"),
    "matrix": ("outside", "on"),
}
"""What is asked, and the two answers; `matrix` asks whether an entry is on the matrix at all."""
_KINDS = {"project": 1.0, "client": 0.8, "task": 0.8, "person": 0.7}
"""Kinds of neighbour with the weight of their votes."""
_WORDS = 0.6
_DOUBT = 3.0
"""So many entries of the usual kind are assumed before any neighbour speaks."""


class Vote(Struct, frozen=True):
    """How the settled entries of one neighbourhood stand on a question."""

    kind: str
    """project, client, task, person, or words."""
    name: str
    answer: str
    share: float
    entries: int
    lean: float
    """Towards the answer, in log odds beyond the usual."""


class _Table(Struct, frozen=True):
    """The votes of every value of a kind: entries for the first answer, and of both."""

    yes: Floats
    all: Floats

    def lean(self, usual: float) -> Floats:
        """Return the log odds of each value beyond the usual."""
        share = (self.yes + _DOUBT * usual) / (self.all + _DOUBT)
        return _logit(share) - _logit(np.array(usual))


def _table(codes: npt.NDArray[Any], yes: Floats, all_: Floats, size: int) -> _Table:
    counted = (np.bincount(codes, each, size).astype(np.float64) for each in (yes, all_))
    return _Table(*counted)


class Neighbours:
    """The settled items of an organisation, ready to be asked."""

    def __init__(self, items: Items, names: frozenset[str]) -> None:
        self._frame = items.frame
        self._codes = {kind: items.frame[kind].astype("category").cat for kind in _KINDS}
        self._vocabulary: dict[str, int] = {}
        self._words = [self._numbered(text, names) for text in _texts(items)]
        self._answered = {axis: self._answers(axis) for axis in AXES}
        self._tables = {axis: self._asked(axis) for axis in AXES}

    def leaning(self, axis: str) -> Floats:
        """Return for every item the log odds of the first answer, by all that is near it."""
        usual, tables, spoken = self._tables[axis]
        total = np.full(len(self._frame), _logit(np.array(usual)))
        for kind, weight in _KINDS.items():
            codes = self._codes[kind].codes.to_numpy()
            empty = np.array([not str(name) for name in self._codes[kind].categories])
            lean = np.where(empty, 0.3, 1.0) * tables[kind].lean(usual)
            total += weight * lean[codes]
        lean = spoken.lean(usual)
        total += _WORDS * np.array([lean[each].sum() if len(each) else 0.0 for each in self._words])
        return total

    def votes(self, axis: str, which: Flags, weight: Ints) -> Iterator[Vote]:
        """Yield the loudest neighbourhoods of some items, one of each kind."""
        usual, tables, _ = self._tables[axis]
        for kind in _KINDS:
            codes = self._codes[kind].codes.to_numpy()[which]
            lean = tables[kind].lean(usual)
            held = np.bincount(codes, weight[which], len(lean))
            names = [str(name) for name in self._codes[kind].categories]
            held[[n for n, name in enumerate(names) if not name]] = 0
            loud = int(np.argmax(held * np.abs(lean)))
            if held[loud] and tables[kind].all[loud]:
                yield self._vote(axis, kind, names[loud], tables[kind], loud, float(lean[loud]))

    def of(self, axis: str, which: Flags, name: str) -> Vote | None:
        """Return how the settled ones among some items stand: those that hold the same words."""
        yes, all_ = self._answered[axis]
        one = np.zeros(int(which.sum()), np.int64)
        table = _table(one, yes[which], all_[which], 1)
        if not table.all[0]:
            return None
        usual = self._tables[axis][0]
        return self._vote(axis, "words", name, table, 0, float(table.lean(usual)[0]))

    def _vote(self, axis: str, kind: str, name: str, table: _Table, at: int, lean: float) -> Vote:
        share = float(table.yes[at] / table.all[at])
        first, second = AXES[axis]
        entries = int(table.all[at])
        if lean >= 0:
            return Vote(kind, name, first, share, entries, lean)
        return Vote(kind, name, second, 1 - share, entries, -lean)

    def _numbered(self, text: str, names: frozenset[str]) -> list[int]:
        known = self._vocabulary
        found = (word for word in dict.fromkeys(words(text)) if tells(word, names))
        return [known.setdefault(word, len(known)) for word in found]

    def _answers(self, axis: str) -> tuple[Floats, Floats]:
        """By item: its entries if the first answer holds, and if any does."""
        entries = self._frame["entries"].to_numpy(np.float64)
        status = self._frame["status"].astype("str").to_numpy()
        if axis == "matrix":
            settled = status != "unclassified"
            return entries * (status == "outside"), entries * settled
        value = self._frame[axis].astype("str").to_numpy()
        return entries * (value == AXES[axis][0]), entries * (value != "")

    def _asked(self, axis: str) -> tuple[float, Mapping[str, _Table], _Table]:
        yes, all_ = self._answered[axis]
        usual = float((yes.sum() + 0.5) / (all_.sum() + 1))
        tables = {}
        for kind, coded in self._codes.items():
            codes, size = coded.codes.to_numpy(), len(coded.categories)
            tables[kind] = _table(codes, yes, all_, size)
        number, item = self._spoken
        size = len(self._vocabulary)
        spoken = _table(number, yes[item], all_[item], size)
        return usual, tables, spoken

    @property
    def _spoken(self) -> tuple[Ints, Ints]:
        """Every word of every item: its number, and the item."""
        sizes = [len(each) for each in self._words]
        flat = [number for each in self._words for number in each]
        return np.array(flat, np.int64), np.repeat(np.arange(len(sizes)), sizes)


def _texts(items: Items) -> Sequence[str]:
    return items.frame["description"].astype("str").tolist()


def _logit(share: Floats) -> Floats:
    kept = np.clip(share, 0.01, 0.99)
    return np.log(kept / (1 - kept))
