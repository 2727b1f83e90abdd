"""Which match decides, for all cases at once: a rank is one integer, and the greatest wins.

Strength, length, place of the keyword and field are packed into one number, so that taking the
maximum is the whole precedence, and the winner can be read back from the number itself.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.matching.conditions import Conditional, conditional
from pmrules.rules.matching.corpus import Corpus, Flags, Ints, Longs
from pmrules.rules.matching.lexicon import CUSTOMER, Lexicon
from pmrules.rules.matching.matcher import Hits
from pmrules.rules.matching.packing import LEVEL, pack

CHANNELS = ("one", "market", "current", "future", "outside", "rival")
"""What a rule may say; `rival` is any axis said by another than a named customer."""

_CELLS = [(cell.audience.value, cell.horizon.value) for cell in Quadrant]


class Said(Struct, frozen=True):
    """What each rule says, by rule."""

    channels: dict[str, Flags]
    strength: Longs
    conditional: Flags

    @classmethod
    def of(cls, book: Lexicon) -> "Said":
        """Gather what the rules say."""
        rules = book.rules
        axes = [*Audience, *Horizon]
        flags = {
            axis.value: [not r.outside and axis in (r.audience, r.horizon) for r in rules]
            for axis in axes
        }
        channels = {name: np.array(each, np.bool_) for name, each in flags.items()}
        channels["rival"] = np.logical_or.reduce(list(channels.values()))
        channels["rival"][CUSTOMER] = False
        channels["outside"] = np.array([rule.outside for rule in rules], np.bool_)
        strength = np.array([rule.strength for rule in rules], np.int64)
        held = zip(book.groups, book.unless, strict=True)
        conditions = [len(groups) != 1 or bool(unless) for groups, unless in held]
        return cls(channels, strength, np.array(conditions, np.bool_))


class Ranked(Struct, frozen=True):
    """The ranks of everything that matched."""

    said: Said
    rule: Ints
    """By hit: the rule that it speaks for."""
    rank: Longs
    """By hit of a rule without conditions: its rank."""
    plain: Flags
    """By hit: whether its rule has no conditions."""
    conditional: Conditional
    best: dict[str, Longs]
    """By channel and case: the greatest rank, 0 where nothing says it."""


def rank(hits: Hits, corpus: Corpus, first: Longs, book: Lexicon) -> Ranked:
    """Rank all hits and find the best of every channel in every case."""
    said = Said.of(book)
    rule_of = np.array([term.rule for term in book.terms], np.int32)
    rule = rule_of[hits.term]
    plain = ~said.conditional[rule]
    starts = np.array([*corpus.base.values(), corpus.values])
    field = np.searchsorted(starts, hits.value, side="right") - 1
    ranks = pack(said.strength[rule], hits.length, hits.term, field)
    held = conditional(hits, ranks, ~plain, corpus, first, book)
    best = {}
    for name in CHANNELS:
        says = said.channels[name]
        mine = plain & says[rule]
        by_value = np.zeros(corpus.values, np.int64)
        np.maximum.at(by_value, hits.value[mine], ranks[mine])
        by_case = np.zeros(len(first), np.int64)
        for each in corpus.columns:
            np.maximum(by_case, by_value[corpus.numbers(each, first)], out=by_case)
        mine = says[held.rule]
        np.maximum.at(by_case, held.case[mine], held.rank[mine])
        best[name] = by_case
    return Ranked(said, rule, ranks, plain, held, best)


class Decided(Struct, frozen=True):
    """What was decided in every case."""

    audience: Longs
    """The winner's rank, 0 where nobody knows; so too where the entry is outside."""
    horizon: Longs
    outside: Longs
    one: Flags
    future: Flags
    contested: Flags
    possible: npt.NDArray[np.uint8]


def decided(best: dict[str, Longs]) -> Decided:
    """Settle the axes and whether the entry is on the matrix at all."""
    audience = np.maximum(best["one"], best["market"])
    horizon = np.maximum(best["current"], best["future"])
    split = _equal(best["one"], best["market"])
    torn = _equal(best["current"], best["future"])
    is_out = best["outside"] > best["rival"]
    doubt = _equal(best["outside"], best["rival"])
    one, future = best["one"] > best["market"], best["future"] > best["current"]
    rows = {"one": one | split, "market": ~one | split}
    columns = {"future": future | torn, "current": ~future | torn}
    possible = np.zeros(len(one), np.uint8)
    for bit, (row, col) in enumerate(_CELLS):
        may = (rows[row] | (audience == 0)) & (columns[col] | (horizon == 0)) & (~is_out | doubt)
        possible |= may.astype(np.uint8) << bit
    nothing = (audience == 0) & (horizon == 0)
    possible |= (is_out | doubt | nothing).astype(np.uint8) << len(_CELLS)
    on = ~is_out
    return Decided(
        np.where(on, audience, 0),
        np.where(on, horizon, 0),
        np.where(on, 0, best["outside"]),
        one & on,
        future & on,
        np.where(on, split | torn, False) | doubt,
        possible,
    )


def _equal(one: Longs, other: Longs) -> Flags:
    """Whether two speak equally loud and there is something to hear."""
    equal: Flags = (one >> LEVEL == other >> LEVEL) & (one > 0)
    return equal
