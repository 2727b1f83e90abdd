"""What to add to the rules next: keywords with the axis values that neighbours agree on, and why.

Each step is the keyword that settles most of what is still open after the steps before it.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from pmrules.model import Strength
from pmrules.rules.matching.corpus import Flags, Longs
from pmrules.rules.rulebook import Keyword, Rulebook
from pmrules.tuning.additions import Additions, added, own_words
from pmrules.tuning.candidates import Candidate, candidates, forbidden
from pmrules.tuning.effect import Moved, effect_of
from pmrules.tuning.items import Items
from pmrules.tuning.neighbours import AXES, Neighbours, Vote

_SURE = 1.5
"""Log odds (82 %) from which the answer is proposed."""
_AGREED = 0.85
"""So much of the hours must lean to the answer."""
_LEAST = 0.15
"""An axis is asked for if it is open in so much of the hours."""
_OWN = 0.75
"""Of the settled entries that hold the keyword itself, so many must stand where it puts them."""
_FEW = 3
"""Fewer of them prove nothing."""
_DAMAGE = 4
"""An hour that is settled already weighs so much more than an open one."""
_TEXTS = 2
"""A single word must be left in so many texts: what stands in one text may be chance."""
_UNSURE = 0.4
"""What hours count for of which a person must choose an axis."""
_SINGLE = 900
"""Seconds below which a step is not worth a person's look."""


class Proposal(Struct, frozen=True):
    """A keyword to add, with what it would settle and what it would change besides."""

    keyword: Keyword
    asked: tuple[str, ...]
    """Axes that are open in its hours."""
    values: dict[str, str]
    """Axis to proposed value, where neighbours agree; `outside` alone stands under `matrix`."""
    votes: dict[str, tuple[Vote, ...]]
    """By axis: who says so, the loudest first."""
    seconds: int
    """Open seconds that it would settle, beyond what the steps before it settle."""
    entries: int
    strength: Strength
    which: Flags
    """The open items that it occurs in."""
    collateral: tuple[Moved, ...] = ()

    @property
    def says(self) -> str:
        """What the rule would say: a quadrant, an axis value, `outside`, or nothing yet."""
        if self.values.get("matrix") == "outside":
            return "outside"
        return "-".join(filter(None, (self.values.get(axis) for axis in ("audience", "horizon"))))

    @property
    def complete(self) -> bool:
        """Whether nothing is left for a person to choose."""
        return self.says == "outside" or all(axis in self.values for axis in self.asked)

    def additions(self, rulebook: Rulebook, says: str = "") -> Additions:
        """Return what accepting it adds."""
        return Additions((own_words(rulebook, says or self.says, self.strength, self.keyword),))


class Proposer:
    """Goes through what is open, one proposal after the other."""

    def __init__(self, items: Items, rulebook: Rulebook) -> None:
        self.items = items
        self.rulebook = rulebook
        self.open = items.open.copy()
        names = forbidden(items, rulebook)
        self._candidates = candidates(items, rulebook)
        self._holds = items.matching([each.keyword for each in self._candidates], rulebook)
        neighbours = Neighbours(items, names)
        self._neighbours = neighbours
        self._leaning = {axis: neighbours.leaning(axis) for axis in AXES}
        self._lacks = {
            axis: items.open & (items.frame[axis].astype("str") == "").to_numpy()
            for axis in ("audience", "horizon")
        }
        self._open_items = [np.flatnonzero(holds & items.open) for holds in self._holds]
        self._seconds = items.seconds
        self._entries = items.frame["entries"].to_numpy()
        self._owns: dict[tuple[str, int], Vote | None] = {}
        self._done: set[int] = set()

    def __iter__(self) -> Iterator[Proposal]:
        while proposal := self.next():
            yield proposal
            self.settle(proposal)

    def next(self) -> Proposal | None:
        """Return the keyword that settles most of what is left, None when nothing is worth it."""
        ranked = sorted(self._ranked(), key=lambda each: (-each[0], each[1]))
        best: tuple[float, int, Proposal] | None = None
        for worth, number, proposal in ranked:
            if best and best[0] >= worth:
                break
            # Judging costs more than counting: only those in front are tried in earnest.
            tried = self.with_collateral(proposal)
            left = worth - _DAMAGE * sum(each.seconds for each in tried.collateral)
            if best is None or left > best[0]:
                best = left, number, tried
        if best is None or best[0] < _SINGLE * _UNSURE:
            return None
        self._done.add(best[1])
        return self._with_votes(best[1], best[2])

    def _ranked(self) -> Iterator[tuple[float, int, Proposal]]:
        for number, holding in enumerate(self._open_items):
            items = holding[self.open[holding]]
            seconds = self._held(items)
            if seconds < _SINGLE or (self._is_word(number) and len(items) < _TEXTS):
                self._done.add(number)
            if number not in self._done:
                proposal = self._proposal(number, items, seconds)
                yield seconds * (1.0 if proposal.complete else _UNSURE), number, proposal

    def _is_word(self, number: int) -> bool:
        each = self._candidates[number]
        return not each.keyword.field and len(each.words) == 1

    def settle(self, proposal: Proposal) -> None:
        """Take what a proposal settles as settled."""
        self.open &= ~proposal.which

    def with_collateral(self, proposal: Proposal, says: str = "") -> Proposal:
        """Judge with the keyword added, and tell what else would move."""
        says = says or proposal.says
        if not says:
            return proposal
        tried = added(self.rulebook, proposal.additions(self.rulebook, says))
        which = self._holding(proposal.keyword) & ~self.items.open
        if not which.any():
            return proposal
        old = self.items.frame[which]
        return replace(proposal, collateral=effect_of(old, self.items.judged(tried, which)).moved)

    def _holding(self, keyword: Keyword) -> Flags:
        for each, holds in zip(self._candidates, self._holds, strict=True):
            if each.keyword == keyword:
                return holds
        return self.items.matching([keyword], self.rulebook)[0]

    def with_keyword(self, proposal: Proposal, keyword: Keyword) -> Proposal:
        """Return the proposal with other words, and the open items that these occur in."""
        return replace(proposal, keyword=keyword, which=self._holding(keyword) & self.open)

    def _proposal(self, number: int, items: Longs, seconds: int) -> Proposal:
        candidate = self._candidates[number]
        asked = tuple(
            axis
            for axis, lacks in self._lacks.items()
            if self._held(items[lacks[items]]) >= _LEAST * seconds
        )
        values = {}
        for axis in ("matrix", *asked):
            mine = items if axis == "matrix" else items[self._lacks[axis][items]]
            answer = self._answer(axis, mine)
            if answer not in ("", "on") and not _belied(answer, self._own(axis, number)):
                values[axis] = answer
        if values.get("matrix") == "outside":
            values = {"matrix": "outside"}
        which = np.zeros(len(self.items), np.bool_)
        which[items] = True
        return Proposal(
            keyword=candidate.keyword,
            asked=asked,
            values=values,
            votes={},
            seconds=seconds,
            entries=int(self._entries[items].sum()),
            strength=_strength(candidate),
            which=which,
        )

    def _own(self, axis: str, number: int) -> Vote | None:
        """How the settled entries stand that hold the keyword itself; the same at every step."""
        if (axis, number) not in self._owns:
            settled = self._holds[number] & ~self.items.open
            name = str(self._candidates[number].keyword)
            self._owns[axis, number] = self._neighbours.of(axis, settled, name)
        return self._owns[axis, number]

    def _held(self, items: Longs) -> int:
        return int(self._seconds[items].sum())

    def _answer(self, axis: str, items: Longs) -> str:
        """The answer that nearly all of the hours lean to, and far enough; else none."""
        lean, weight = self._leaning[axis][items], self._seconds[items]
        if not weight.sum():
            return ""
        mean = float(np.average(np.clip(lean, -4, 4), weights=weight))
        agreed = float(weight[(lean > 0) == (mean > 0)].sum() / weight.sum())
        if abs(mean) < _SURE or agreed < _AGREED:
            return ""
        return AXES[axis][0 if mean > 0 else 1]

    def _with_votes(self, number: int, proposal: Proposal) -> Proposal:
        votes = {
            axis: self._votes(axis, number, proposal.which) for axis in ("matrix", *proposal.asked)
        }
        return replace(proposal, votes=votes)

    def _votes(self, axis: str, number: int, which: Flags) -> tuple[Vote, ...]:
        near = list(self._neighbours.votes(axis, which, self._seconds))
        if own := self._own(axis, number):
            near.append(own)
        return tuple(sorted(near, key=lambda vote: (-vote.lean, vote.kind)))


def _belied(answer: str, own: Vote | None) -> bool:
    """Whether settled entries that hold the keyword itself too often stand elsewhere."""
    if own is None or own.entries < _FEW:
        return False
    return (own.share if own.answer == answer else 1 - own.share) < _OWN


def _strength(candidate: Candidate) -> Strength:
    """A phrase is the organisation's own; a single word or a field only fills what is open."""
    phrase = not candidate.keyword.field and len(candidate.words) > 1
    return Strength.NORMAL if phrase else Strength.WEAK
