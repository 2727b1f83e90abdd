"""What every rule did over all entries: hits, hours decided, and who stands in its way."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pmrules.rules.matching.corpus import Flags, Ints, Longs
from pmrules.rules.matching.stored import Stored
from pmrules.rules.verdict import RuleEvidence

Days = npt.NDArray[np.datetime64]

_NEVER = np.iinfo(np.int64).min


def evidence(stored: Stored, case: Ints, seconds: Longs, days: Days) -> tuple[RuleEvidence, ...]:
    """Return what each rule of the rulebook did, in its order."""
    cases, rules = len(stored.first), len(stored.book.rules)
    entries = np.bincount(case, minlength=cases)
    worth = _sums(case, seconds, cases)
    last = np.full(cases, _NEVER)
    np.maximum.at(last, case, days.astype("datetime64[D]").astype(np.int64))

    who = stored.candidates
    alone = np.diff(who.begin) == 1
    decider = list(_deciders(stored))
    latest = np.full(rules, _NEVER)
    np.maximum.at(latest, who.rule, last[who.case])
    hits = _sums(who.rule, entries[who.case], rules)
    cases_won = np.concatenate([on for on, _ in decider])
    winners = np.concatenate([rule for _, rule in decider])
    times, decided, by_itself = (
        _sums(winners, what[cases_won], rules) for what in (entries, worth, worth * alone)
    )
    shadows = _shadows(stored, entries, decider, (hits > 0) & (times == 0))
    return tuple(
        RuleEvidence(
            rule.name,
            rule.origin,
            int(hits[n]),
            int(decided[n]),
            int(by_itself[n]),
            "" if latest[n] == _NEVER else str(np.datetime64(int(latest[n]), "D")),
            shadows.get(n, ""),
        )
        for n, rule in enumerate(stored.book.rules)
        if n
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


def _shadows(
    stored: Stored,
    entries: Longs,
    decider: list[tuple[Longs, Ints]],
    never: Flags,
) -> dict[int, str]:
    """By rule that matched and never decided: the one that decided most often where it matched."""
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
    pair, place = np.unique(np.concatenate(pairs), return_inverse=True)
    count = _sums(place, np.concatenate(counts), len(pair))
    # Written in this order, the greatest count of each rule comes last and stays.
    order = np.lexsort((-pair, count))
    return {int(p // rules): stored.book.rules[int(p % rules)].name for p in pair[order]}
