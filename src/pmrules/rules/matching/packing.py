"""A match as one integer: the greater speaks louder, and who speaks can be read back from it."""

import numpy as np

from pmrules.rules.matching.corpus import Ints, Longs

_FIELDS, _TERMS, _LENGTHS = 3, 24, 14
_LAST_FIELD, _LAST_TERM, LONGEST = ((1 << bits) - 1 for bits in (_FIELDS, _TERMS, _LENGTHS))

LEVEL = _FIELDS + _TERMS
"""Shifted by so many bits, strength and length are left: what speaks equally loud."""


def pack(strength: Longs | Ints, length: Longs | Ints, term: Ints, field: Ints | Longs) -> Longs:
    """Return ranks: strength, then length, then the earlier keyword, then the earlier field."""
    length = np.minimum(length, LONGEST).astype(np.int64)
    level = strength.astype(np.int64) << _LENGTHS | length
    return (level << _TERMS | _LAST_TERM - term) << _FIELDS | _LAST_FIELD - field


def strength(rank: Longs) -> Longs:
    """Return how strong each is."""
    return rank >> LEVEL + _LENGTHS


def length(rank: Longs) -> Longs:
    """Return the words of each."""
    return rank >> LEVEL & LONGEST


def term(rank: Longs) -> Longs:
    """Return the number of the keyword of each."""
    return _LAST_TERM - (rank >> _FIELDS & _LAST_TERM)


def field(rank: Longs) -> Longs:
    """Return the place in `FIELDS` of each."""
    return _LAST_FIELD - (rank & _LAST_FIELD)
