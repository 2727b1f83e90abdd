"""What the same run proves: each verdict equals the slow reference's, totals the sum of seconds."""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from msgspec.structs import replace
from tests.rules import reference

import pmrules
from pmrules.rules.rulebook import Keyword, Rule, Rulebook

_TEXTS = ("client", "project", "task", "description", "tags")
_COLUMNS = ("audience", "horizon", "status", "quadrant", "rule_audience", "rule_horizon")


def main(export: Path, rules: Path) -> str:
    """Return what was found equal; ends the bench where something is not."""
    analysis = pmrules.analyze([export], rules)
    seconds, rows = summed(export)
    _equal((analysis.whole.seconds, analysis.whole.entries), (seconds, rows), "totals")
    frame = analysis.classified.entries
    _equal(int(frame["seconds"].sum()), seconds, "seconds of all entries")
    distinct = frame.drop_duplicates("case")[[*_TEXTS, "person", *_COLUMNS]].astype("str")
    narrowed = Narrowed(analysis.rulebook)
    reference.split = cache(reference.split)  # a text stands in many entries
    for row in distinct.to_dict("records"):
        texts = {name: row[name] for name in (*_TEXTS, "person")}
        wanted = reference.judged(texts, narrowed.to(texts))
        for name in _COLUMNS:
            _equal(row[name], wanted[name], f"{name} of {texts}")
    return (
        f"All {len(distinct):,} distinct texts judged as the slow reference judges; "
        f"{rows:,} entries and {seconds:,} seconds as added up by hand."
    )


class Narrowed:
    """A rulebook with those keywords alone of which a word occurs: no other can match.

    The reference looks for every keyword in every text, which takes hours for a million entries.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._word = cache(_word)
        self._heard_by: dict[str, set[int]] = defaultdict(set)
        for number, rule in enumerate(rulebook.rules):
            for keyword in chain(rule.keywords, *rule.all):
                self._heard_by[self._word(keyword)].add(number)

    def to(self, texts: dict[str, str]) -> Rulebook:
        """Return what may speak of an entry with these texts."""
        words = {"", *chain.from_iterable(map(reference.split, texts.values()))}
        numbers = sorted(set().union(*(self._heard_by.get(word, ()) for word in words)))
        rules = tuple(self._rules([self._rulebook.rules[n] for n in numbers], words))
        return replace(self._rulebook, rules=rules)

    def _rules(self, rules: Sequence[Rule], words: set[str]) -> Iterator[Rule]:
        for rule in rules:
            keywords = self._heard(rule.keywords, words)
            groups = tuple(self._heard(group, words) for group in rule.all)
            if bool(keywords) == bool(rule.keywords) and all(groups):
                yield replace(rule, keywords=keywords, all=groups)

    def _heard(self, keywords: Sequence[Keyword], words: set[str]) -> tuple[Keyword, ...]:
        return tuple(keyword for keyword in keywords if self._word(keyword) in words)


def _word(keyword: Keyword) -> str:
    """A word that must occur wherever the keyword does; empty where there is none."""
    words = [] if keyword.regex else reference.keyword_words(keyword)
    return max((word for word in words if "*" not in word), key=len, default="")


def _equal(found: object, wanted: object, what: str) -> None:
    if found != wanted:
        raise SystemExit(f"{what}: {found} instead of {wanted}")


def summed(export: Path) -> tuple[int, int]:
    """Return seconds and rows of an export, added up one row at a time."""
    seconds = rows = 0
    with export.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            hours, minutes, rest = map(int, row["Duration"].split(":"))
            seconds += 3600 * hours + 60 * minutes + rest
            rows += 1
    return seconds, rows


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1]), Path(sys.argv[2])))
