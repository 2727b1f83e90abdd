"""From corrections to rules: the shortest keyword that explains them and changes nothing else.

What no keyword explains is pinned: a rule that holds all the words of that one entry.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from pmrules.model import Strength
from pmrules.rules.language.keys import KEYWORD_FIELDS
from pmrules.rules.matching.corpus import Flags
from pmrules.rules.matching.phrases import words
from pmrules.rules.rulebook import Keyword, Rule, Rulebook
from pmrules.tuning.additions import Additions, added, own_words
from pmrules.tuning.candidates import forbidden, grams, tells
from pmrules.tuning.effect import place_of
from pmrules.tuning.items import Items, shown_text
from pmrules.visible import visible

_TRIED = 25
"""Keywords that are tried in earnest before the next best correction is taken."""
_SHORT = 5
"""Words of a text that may be a keyword as a whole."""
_NAME = 40


class Wanted(Struct, frozen=True):
    """Corrections as places of items, with what a person typed to help."""

    places: Mapping[int, str]
    """Item to the quadrant or `outside` that it should have."""
    hints: Mapping[str, tuple[str, ...]]
    """Place to the keywords that the person gave for it."""


class Lesson(Struct, frozen=True):
    """A rule that explains some of the corrections."""

    rule: Rule
    place: str
    explains: tuple[str, ...]
    """The texts of the items that it corrects."""
    pinned: bool


class Learned(Struct, frozen=True):
    """What corrections teach."""

    lessons: tuple[Lesson, ...]
    right: int
    """Items that stand where they should already."""
    unexplained: tuple[str, ...]
    """Texts of which no rule can tell the corrected from others."""

    @property
    def additions(self) -> Additions:
        """All lessons as additions to the rules."""
        return sum((Additions((lesson.rule,)) for lesson in self.lessons), Additions())


def learn(items: Items, wanted: Wanted, rulebook: Rulebook) -> Learned:
    """Find the rules that give all items the places that they should have."""
    return _Learning(items, wanted, rulebook).learned()


class _Learning:
    def __init__(self, items: Items, wanted: Wanted, rulebook: Rulebook) -> None:
        self.items, self.wanted, self.rulebook = items, wanted, rulebook
        self.lessons: list[Lesson] = []
        self.unexplained: list[str] = []
        frame = self.items.frame
        self._now = place_of(frame).to_numpy(object)
        self._text = shown_text(frame).tolist()
        self._target = np.full(len(frame), "", object)
        for item, place in self.wanted.places.items():
            self._target[item] = place
        self._settled = ~self.items.open
        self._names = forbidden(self.items, self.rulebook)

    def learned(self) -> Learned:
        wrong = (self._target != "") & (self._target != self._now)
        right = int((self._target != "").sum() - wrong.sum())
        for place in sorted(set(self._target[wrong])):
            left = wrong & (self._target == place)
            left = self._by_hints(place, left)
            left = self._by_keywords(place, left)
            self._by_pins(place, left)
        return Learned(tuple(self.lessons), right, tuple(self.unexplained))

    def _by_hints(self, place: str, left: Flags) -> Flags:
        """What a person typed is taken if it does no damage."""
        hints = tuple(dict.fromkeys(map(typed_keyword, self.wanted.hints.get(place, ()))))
        for keyword, holds in zip(hints, self._matching(hints), strict=True):
            left = self._tried(place, keyword, holds, left)
        return left

    def _by_keywords(self, place: str, left: Flags) -> Flags:
        """Take the keyword that explains most, again and again."""
        refused: set[Keyword] = set()
        while left.any():
            ranked = [each for each in self._ranked(place, left) if each[0] not in refused]
            for keyword, holds in ranked[:_TRIED]:
                after = self._tried(place, keyword, holds, left)
                if after.sum() < left.sum():
                    left = after
                    break
                refused.add(keyword)
            else:
                return left
        return left

    def _ranked(self, place: str, left: Flags) -> list[tuple[Keyword, Flags]]:
        """Keywords that hurt nothing: those that explain most first, of equals the shortest."""
        found = list(self._keywords(left))
        rated = []
        for keyword, holds in zip(found, self._matching(found), strict=True):
            explained = int((holds & left).sum())
            agree = int((holds & ((self._now == place) | (self._target == place))).sum())
            others = int((holds & (self._target == "") & ~self._settled).sum())
            size = len(words(keyword.text))
            # One correction says little of a whole project: others in it are left alone.
            most = agree if explained > 1 or not keyword.field else 0
            if not self._hurt(place, holds).any() and explained and others <= most:
                alone = explained == 1 and not keyword.field and size == 1
                key = (alone, -explained, others, size, bool(keyword.field), str(keyword))
                rated.append((key, keyword, holds))
        return [(keyword, holds) for _, keyword, holds in sorted(rated, key=lambda each: each[0])]

    def _keywords(self, left: Flags) -> Iterator[Keyword]:
        seen: Counter[Keyword] = Counter()
        for row in self.items.frame[left].to_dict("records"):
            text = words(str(row["description"]))
            own = {Keyword(" ".join(gram)) for gram in grams(text, self._names)}
            if 0 < len(text) <= _SHORT and any(tells(word, self._names) for word in text):
                own.add(Keyword(" ".join(text)))
            for column in ("project", "task", "tags"):
                if words(value := str(row[column])) and "*" not in value and ", " not in value:
                    own.add(Keyword(" ".join(value.split()), column))
            seen.update(own)
        yield from (each for each, _ in seen.most_common(2_000))

    def _hurt(self, place: str, holds: Flags) -> Flags:
        """Items that hold the keyword and stand, or should stand, elsewhere."""
        elsewhere = (self._target != "") & (self._target != place)
        hurt: Flags = holds & (
            elsewhere | ((self._target == "") & self._settled & (self._now != place))
        )
        return hurt

    def _tried(self, place: str, keyword: Keyword, holds: Flags, left: Flags) -> Flags:
        """Judge with the keyword, as quietly as will do; keep it if it explains without damage."""
        mine = holds & left
        if not mine.any():
            return left
        for strength in (Strength.NORMAL, Strength.STRONG):
            rule = own_words(self.rulebook, place, strength, keyword)
            if self._works(rule, place, holds, mine):
                self._keep(rule, place, mine, pinned=False)
                return left & ~mine
        return left

    def _works(
        self, rule: Rule, place: str, holds: Flags, mine: Flags, *, alone: bool = False
    ) -> bool:
        """Whether all of mine come to the place, and nothing else that is settled moves.

        With `alone` nothing else may move at all: a pin is about one entry.
        """
        tried = self._with(Additions((rule,)))
        after = place_of(self.items.judged(tried, holds)).to_numpy(object)
        inside = mine[holds]
        stay = (self._settled[holds] | alone) & ~inside & (self._target[holds] == "")
        moved = stay & (after != self._now[holds])
        return bool((after[inside] == place).all() and not moved.any())

    def _with(self, more: Additions) -> Rulebook:
        known = sum((Additions((lesson.rule,)) for lesson in self.lessons), Additions())
        return added(self.rulebook, known + more)

    def _keep(self, rule: Rule, place: str, mine: Flags, *, pinned: bool) -> None:
        texts = tuple(dict.fromkeys(self._text[n] for n in np.flatnonzero(mine)))
        self.lessons.append(Lesson(rule, place, texts, pinned))

    def _by_pins(self, place: str, left: Flags) -> None:
        for item in np.flatnonzero(left).tolist():
            one = np.zeros(len(self.items), np.bool_)
            one[item] = True
            if not self._pinned(place, item, one):
                self.unexplained.append(self._text[item])

    def _pinned(self, place: str, item: int, one: Flags) -> bool:
        """Pin an item by its words, then by its project too, and so on as far as is needed."""
        parts = _parts(self.items.frame.iloc[item].to_dict())
        holds = self._matching(parts)
        for count in range(1, len(parts) + 1):
            both = np.logical_and.reduce(holds[:count])
            rule = self._pin(place, item, parts[:count])
            if self._works(rule, place, both, one, alone=True):
                self._keep(rule, place, one, pinned=True)
                return True
        return False

    def _pin(self, place: str, item: int, parts: Sequence[Keyword]) -> Rule:
        plain = own_words(self.rulebook, place, Strength.STRONG)
        taken = {rule.name.casefold() for rule in self._with(Additions()).rules}
        text = " ".join(visible(self._text[item]).split()) or "no text"
        short = text if len(text) <= _NAME else text[: _NAME - 1].rstrip() + "…"
        name, number = f"Pinned: {short}", 1
        while name.casefold() in taken:
            number += 1
            name = f"Pinned: {short} ({number})"
        first, *others = parts
        return Rule(
            name=name,
            keywords=(first,),
            all=tuple((each,) for each in others),
            strength=Strength.STRONG,
            audience=plain.audience,
            horizon=plain.horizon,
            outside=plain.outside,
        )

    def _matching(self, keywords: Sequence[Keyword]) -> list[Flags]:
        return self.items.matching(keywords, self.rulebook)


def _parts(row: Mapping[Any, Any]) -> list[Keyword]:
    """What an item says, field by field, in the order in which a pin needs it."""
    found = [
        Keyword(text, column)
        for column in ("description", "project", "task", "client", "person")
        if (text := " ".join(words(str(row[column]))))
    ]
    found += [
        Keyword(" ".join(words(tag)), "tags") for tag in str(row["tags"]).split(", ") if words(tag)
    ]
    return found


def typed_keyword(text: str) -> Keyword:
    """Return what a person typed as a keyword, with its field if one stands in front."""
    prefix, colon, rest = text.partition(":")
    column = KEYWORD_FIELDS.get(prefix.strip().casefold(), "")
    if colon and column and rest.strip():
        return Keyword(rest.strip(), column)
    return Keyword(text.strip())
