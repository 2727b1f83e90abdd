"""Rules with `all` or `unless`, tried on all cases at once."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from pmrules.rules.matching import packing
from pmrules.rules.matching.corpus import Corpus, Flags, Ints, Longs
from pmrules.rules.matching.lexicon import UNLESS, Lexicon
from pmrules.rules.matching.matcher import Hits, spread


class Conditional(Struct, frozen=True):
    """Where the rules with conditions match, ordered by case."""

    case: Ints
    rule: Ints
    rank: Longs


class _Roles(Struct, frozen=True):
    """The groups of all rules numbered through, a rule's `unless` after its others."""

    of_term: Ints
    rule: Ints
    unless: Flags
    needed: Ints
    """By rule: how many groups must occur."""


def conditional(
    hits: Hits, ranks: Longs, mine: Flags, corpus: Corpus, first: Longs, book: Lexicon
) -> Conditional:
    """Return the cases in which conditions hold, ranked by the words of all their groups."""
    roles = _roles(book)
    case, hit = by_case(np.flatnonzero(mine), hits, corpus, first)
    key = case.astype(np.int64) * len(roles.rule) + roles.of_term[hits.term[hit]]
    group, best = greatest(key, ranks[hit])
    case, group = np.divmod(group, max(len(roles.rule), 1))
    rule = roles.rule[group]
    begin = changes(case * len(roles.needed) + rule)
    if not len(begin):
        none = np.zeros(0, np.int64)
        return Conditional(none, none, none)
    unless = roles.unless[group]
    present = np.add.reduceat((~unless).astype(np.int32), begin)
    stopped = np.logical_or.reduceat(unless, begin)
    words = np.add.reduceat(np.where(unless, 0, packing.length(best)), begin)
    case, rule, best = case[begin], rule[begin], best[begin]
    holds = (present == roles.needed[rule]) & ~stopped
    strength = np.array([each.strength for each in book.rules], np.int64)
    rank = packing.pack(strength[rule], words, packing.term(best), packing.field(best))
    return Conditional(case[holds].astype(np.int32), rule[holds].astype(np.int32), rank[holds])


def by_case(rows: Ints | Longs, hits: Hits, corpus: Corpus, first: Longs) -> tuple[Ints, Ints]:
    """Return the cases in which these hits stand, and for each which hit it is."""
    value = hits.value[rows]
    sizes = np.bincount(value, minlength=corpus.values)
    pairs = [spread(sizes, corpus.numbers(field, first)) for field in corpus.columns]
    case, nth = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    return case, rows[nth].astype(np.int32)


def changes(key: Longs) -> Longs:
    """Return where a sorted key takes a new value, its first place included."""
    new = np.ones(len(key), np.bool_)
    new[1:] = key[1:] != key[:-1]
    return np.flatnonzero(new)


def greatest(key: Longs, rank: Longs) -> tuple[Longs, Longs]:
    """Return the keys in order, each once, and the greatest rank of each."""
    order = np.argsort(key)
    key, rank = key[order], rank[order]
    begin = changes(key)
    return key[begin], np.maximum.reduceat(rank, begin) if len(begin) else rank


def _roles(book: Lexicon) -> _Roles:
    listed = list(_listed(book))
    number = {role: n for n, role in enumerate(listed)}
    return _Roles(
        np.array([number[term.rule, term.group] for term in book.terms], np.int32),
        np.array([rule for rule, _ in listed], np.int32),
        np.array([group == UNLESS for _, group in listed], np.bool_),
        np.array([len(groups) for groups in book.groups], np.int32),
    )


def _listed(book: Lexicon) -> Iterator[tuple[int, int]]:
    for rule, (groups, unless) in enumerate(zip(book.groups, book.unless, strict=True)):
        yield from ((rule, group[0].group) for group in groups)
        if unless:
            yield rule, UNLESS
