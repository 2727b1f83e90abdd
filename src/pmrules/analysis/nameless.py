"""A report without names: people become P1, P2 ... by their hours, wherever they are spoken of."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.sums import added
from pmrules.analysis.totals import Totals
from pmrules.ingest.intake import Accounting
from pmrules.rules.rulebook import Rulebook, Target

_SHORTEST = 2
"""Letters from which on a part of a name gives its owner away."""
_SHARED = "P?"
"""Stands for a part of a name that several people have."""
_OURS = frozenset({"bound", "code", "field", "importer", "kind", "language", "last", "sha256"})
"""Fields that hold words of the program's own: a limit's `max` is nobody called Max."""
_FOREIGN_TARGETS = frozenset({"activity", "owner"})


class Veil(Struct, frozen=True):
    """Which words are names, and what stands for each."""

    whole: Mapping[str, str]
    """By a person's name as entries have it."""
    pattern: re.Pattern[str]
    instead: Mapping[str, str]
    """By any name, alias or part of one, in lower case."""

    def text(self, text: str) -> str:
        """Return a text with every name in it replaced."""
        return self.pattern.sub(lambda match: self.instead[match[0].casefold()], text)

    def value(self, value: Any) -> Any:
        """Return a value with every text in it veiled, however deep it stands."""
        if isinstance(value, Enum) or _is_ours(value):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            return tuple(map(self.value, value))
        if isinstance(value, Mapping):
            return {self.value(key): self.value(each) for key, each in value.items()}
        if isinstance(value, Struct):
            foreign = (name for name in value.__struct_fields__ if name not in _OURS)
            return replace(value, **{name: self.value(getattr(value, name)) for name in foreign})
        return value


def nameless(
    totals: Totals, accounting: Accounting, rulebook: Rulebook
) -> tuple[Totals, Accounting, Rulebook]:
    """Return totals, the accounting and the rulebook without the names of the people in them.

    Names, aliases and parts of two letters or more are replaced in texts, too, whatever their
    case: a word that is also somebody's name is the price.
    """
    veil = _veil(totals, rulebook)
    return _veiled(totals, veil), veil.value(accounting), veil.value(rulebook)


def _veiled(totals: Totals, veil: Veil) -> Totals:
    names, people = totals.names.retold(veil.whole.__getitem__)
    return replace(
        totals,
        names=names,
        tracked=totals.tracked.renumbered(people, None, None).retold(veil.text),
        work=totals.work.renumbered(people).retold(veil.text),
        clients=totals.clients.retold(veil.text, people),
        projects=totals.projects.retold(veil.text)[0],
        open=totals.open.retold(veil.text, people),
    )


def _is_ours(value: Any) -> bool:
    """Whether a value says `one` or `market-future`, and no text of the organisation's."""
    return isinstance(value, Target) and value.kind not in _FOREIGN_TARGETS


def _veil(totals: Totals, rulebook: Rulebook) -> Veil:
    sums = totals.tracked.sums
    hours = added(sums.keys[0], sums.seconds, len(totals.names)).tolist()
    ranked = sorted(zip(hours, totals.names, strict=True), key=lambda each: (-each[0], each[1]))
    whole = {name: f"P{number}" for number, (_, name) in enumerate(ranked, start=1)}
    instead: dict[str, str] = {}
    for name, number in whole.items():
        for part in _parts(name, rulebook):
            instead[part] = number if instead.get(part, number) == number else _SHARED
    for name in [*whole]:
        instead[name.casefold()] = whole[name]
    words = sorted(instead, key=len, reverse=True)
    pattern = "|".join(map(re.escape, words)) or r"(?!)"
    return Veil(whole, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), instead)


def _parts(name: str, rulebook: Rulebook) -> set[str]:
    """Everything by which a person is called, in lower case."""
    aliases = [alias for each in rulebook.people if each.name == name for alias in each.aliases]
    called = [name, *aliases]
    parts = [part for each in called for part in re.split(r"[\s.@_,-]+", each.partition("@")[0])]
    return {each.casefold() for each in (*called, *parts) if len(each) >= _SHORTEST}
