"""A report without names: people become P1, P2 ... by their hours, wherever they are spoken of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pandas as pd

from pmrules.ingest.intake import Intake
from pmrules.rules.rulebook import Rulebook, Target
from pmrules.rules.verdict import Classified

_SHORTEST = 2
"""Letters from which on a part of a name gives its owner away."""
_SHARED = "P?"
"""Stands for a part of a name that several people have."""
_PLAIN = (
    "source", "client", "project", "task", "description", "tags", "activity", "owner",
    "rule_audience", "rule_horizon", "keyword_audience", "keyword_horizon",
)  # fmt: skip
_OURS = frozenset({"bound", "code", "field", "importer", "kind", "language", "last", "sha256"})
"""Fields that hold words of the program's own: a limit's `max` is nobody called Max."""
_FOREIGN_TARGETS = frozenset({"activity", "owner"})


@dataclass(frozen=True)
class Veil:
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
        if is_dataclass(value) and not isinstance(value, type):
            foreign = (each.name for each in fields(value) if each.name not in _OURS)
            return replace(value, **{name: self.value(getattr(value, name)) for name in foreign})
        return value


def nameless(classified: Classified, intake: Intake) -> tuple[Classified, Intake]:
    """Return judged entries and their accounting without the names of the people in them.

    Names, aliases and parts of two letters or more are replaced in texts, too, whatever their
    case: a word that is also somebody's name is the price.
    """
    veil = _veil(classified)
    frame = classified.entries.copy(deep=False)
    for name in ("person", *_PLAIN):
        frame[name] = _veiled(
            frame[name], veil.whole.__getitem__ if name == "person" else veil.text
        )
    hidden = replace(
        classified,
        entries=frame,
        rulebook=veil.value(classified.rulebook),
        runners_up=lambda: [*map(veil.text, classified.runners_up())],
        matched_words=lambda: [*map(veil.text, classified.matched_words())],
        evidence=lambda: veil.value(classified.evidence()),
    )
    told = {name: veil.value(getattr(intake, name)) for name in ("files", "overlaps", "notices")}
    return hidden, replace(intake, entries=frame, **told)


def _is_ours(value: Any) -> bool:
    """Whether a value says `one` or `market-future`, and no text of the organisation's."""
    return isinstance(value, Target) and value.kind not in _FOREIGN_TARGETS


def _veil(classified: Classified) -> Veil:
    frame = classified.entries
    hours = frame.groupby("person", observed=True, sort=True)["seconds"].sum()
    ranked = hours.sort_values(ascending=False, kind="stable").index
    whole = {str(name): f"P{number}" for number, name in enumerate(ranked, start=1)}
    instead: dict[str, str] = {}
    for name, number in whole.items():
        for part in _parts(name, classified.rulebook):
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


def _veiled(column: "pd.Series[Any]", said: Callable[[str], str]) -> pd.Categorical:
    coded = column.astype("category").cat
    texts = [said(str(text)) for text in coded.categories]
    number = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    codes = pd.Series([number[text] for text in texts], dtype="int64").to_numpy()
    return pd.Categorical.from_codes(
        codes[coded.codes.to_numpy()], categories=pd.Index([*number], dtype="str")
    )
