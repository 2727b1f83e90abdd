"""What every rule did over a set of entries: hits, hours decided, and who stands in its way."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pmrules.rules.evidence import NEVER, Evidence, counted
from pmrules.rules.matching.corpus import Flags, Ints, Longs
from pmrules.rules.matching.stored import Stored

Days = npt.NDArray[np.datetime64]


def evidence(stored: Stored, case: Ints, seconds: Longs, days: Days) -> Evidence:
    """Count what each rule did, given every entry's case, seconds and day."""
    cases, rules = len(stored.first), len(stored.book.rules)
    entries = np.bincount(case, minlength=cases)
    worth = _sums(case, seconds, cases)
    last = np.full(cases, NEVER)
    np.maximum.at(last, case, days.astype("datetime64[D]").astype(np.int64))

    who = stored.candidates
    alone = np.diff(who.begin) == 1
    decider = list(_deciders(stored))
    latest = np.full(rules, NEVER)
    np.maximum.at(latest, who.rule, last[who.case])
    cases_won = np.concatenate([on for on, _ in decider])
    winners = np.concatenate([rule for _, rule in decider])
    wins, decided, by_itself = (
        _sums(winners, what[cases_won], rules) for what in (entries, worth, worth * alone)
    )
    hits = _sums(who.rule, entries[who.case], rules)
    return Evidence(
        hits, wins, decided, by_itself, latest, *_beaten(stored, entries, decider, wins == 0)
    )


def _sums(group: Ints | Longs, amount: Longs, size: int) -> Longs:
    total = np.zeros(size, np.int64)
    np.add.at(total, group, amount)
    return total


def _deciders(stored: Stored) -> Iterator[tuple[Longs, Ints]]:
    """Cases with the rule that decided something there; a rule that decided both axes once."""
    settled = stored.decided
    for rank in (settled.audience, settled.outside):
        on = np.flatnonzero(rank)
        yield on, stored.rule_of(rank[on])
    on = np.flatnonzero(settled.horizon)
    rule = stored.rule_of(settled.horizon[on])
    audience = settled.audience[on]
    other = (audience == 0) | (stored.rule_of(audience) != rule)
    yield on[other], rule[other]


def _beaten(
    stored: Stored,
    entries: Longs,
    decider: list[tuple[Longs, Ints]],
    never: Flags,
) -> tuple[Longs, Longs]:
    """Rules that never decided, each with those that decided where it matched, and how often."""
    who, rules = stored.candidates, len(stored.book.rules)
    mine = never[who.rule]
    case, rule = who.case[mine], who.rule[mine]
    pairs, counts = [], []
    for on, winner in decider:
        by_case = np.full(len(stored.first), -1)
        by_case[on] = winner
        met = by_case[case] >= 0
        pairs.append(rule[met].astype(np.int64) * rules + by_case[case[met]])
        counts.append(entries[case[met]])
    return counted(np.concatenate(pairs), np.concatenate(counts))
