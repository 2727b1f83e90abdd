"""What matched in every case, kept: full verdicts and short texts are made from it.

A case is here and in all judging what rows have in common in whose texts the same keywords stand:
texts in which no keyword occurs make no difference.
"""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.rules.matching import packing
from pmrules.rules.matching.conditions import by_case, greatest
from pmrules.rules.matching.corpus import Corpus, Ints, Longs
from pmrules.rules.matching.decide import Candidate, decide
from pmrules.rules.matching.lexicon import FIELDS, Lexicon
from pmrules.rules.matching.matcher import Hits, all_matched, matched
from pmrules.rules.matching.ranking import Decided, Ranked
from pmrules.rules.verdict import Verdict


class Candidates(Struct, frozen=True):
    """Every rule that matched, by case."""

    case: Ints
    rule: Ints
    rank: Longs
    begin: Longs
    """By case, and one more: where its candidates begin."""


class Stored(Struct, frozen=True, dict=True):
    """All matches of a set of entries."""

    book: Lexicon
    corpus: Corpus
    hits: Hits
    ranked: Ranked
    decided: Decided
    first: Longs
    """By case: its first row."""

    @cached_property
    def met(self) -> Candidates:
        """Gather what matched, which the decision itself never had to."""
        rules = len(self.book.rules)
        case, hit = by_case(np.flatnonzero(self.ranked.plain), self.hits, self.corpus, self.first)
        key = case.astype(np.int64) * rules + self.ranked.rule[hit]
        key, rank = greatest(key, self.ranked.rank[hit])
        held = self.ranked.conditional
        case = np.concatenate([(key // rules).astype(np.int32), held.case])
        rule = np.concatenate([(key % rules).astype(np.int32), held.rule])
        rank = np.concatenate([rank, held.rank])
        if len(held.case):
            order = np.argsort(case, kind="stable")
            case, rule, rank = case[order], rule[order], rank[order]
        begin = np.searchsorted(case, np.arange(len(self.first) + 1))
        return Candidates(case, rule, rank, begin)

    @cached_property
    def candidates(self) -> Candidates:
        """Return the same, the loudest of a case first."""
        met = self.met
        loudness, ranks = pd.factorize(met.rank, sort=True)
        key = (met.case.astype(np.int64) + 1) * len(ranks) - loudness
        order = np.argsort(key)  # one key sorts in half the time of two
        return Candidates(met.case, met.rule[order], met.rank[order], met.begin)

    def verdict(self, case: int) -> Verdict:
        """Return the full verdict of a case."""
        return decide(self._of(case))

    def rule_of(self, rank: Longs) -> Ints:
        """Return the rule of each rank; of rank 0 any."""
        rule = np.array([term.rule for term in self.book.terms], np.int32)
        return rule[packing.term(rank) % len(rule)]

    def matched_words(self) -> list[str]:
        """Return by case the words that decided."""
        ranks = (self.decided.audience, self.decided.horizon, self.decided.outside)
        found = [self._hit(rank) for rank in ranks]
        numbers = np.unique(np.concatenate(found))
        words = all_matched(self.hits, self.corpus, self.book, numbers[numbers >= 0])
        words[-1] = ""
        return [
            "; ".join(dict.fromkeys(filter(None, (words[a], words[b], words[c]))))
            for a, b, c in zip(*(each.tolist() for each in found), strict=True)
        ]

    @cached_property
    def _keys(self) -> Longs:
        return self.hits.value.astype(np.int64) * len(self.book.terms) + self.hits.term

    def _hit(self, rank: Longs, case: slice | int = slice(None)) -> Longs:
        """The hits that these ranks of these cases stand for, -1 where there is none."""
        field, term = packing.field(rank), packing.term(rank)
        numbers = [self.corpus.numbers(name, self.first[case]) for name in self.corpus.columns]
        known = np.minimum(field, len(numbers) - 1)
        value = np.choose(known, numbers).astype(np.int64)
        found = np.searchsorted(self._keys, value * len(self.book.terms) + term)
        return np.where(rank > 0, found, -1)

    def _of(self, case: int) -> Iterator[Candidate]:
        """The candidates of a case as values."""
        begin, end = self.candidates.begin[case : case + 2]
        ranks = self.candidates.rank[begin:end]
        hits = self._hit(ranks, case).tolist()
        for rank, rule, hit in zip(ranks, self.candidates.rule[begin:end], hits, strict=True):
            words = matched(self.hits, self.corpus, self.book, hit)
            yield Candidate(
                int(rule),
                self.book.rules[rule],
                self.book.terms[self.hits.term[hit]].name or words,
                FIELDS[packing.field(rank)],
                words,
                int(packing.length(rank)),
            )
