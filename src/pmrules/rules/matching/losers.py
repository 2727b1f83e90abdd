"""Runners-up in a line, for all cases at once: who lost, with what, and why."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from msgspec import Struct

from pmrules.rules.matching import packing
from pmrules.rules.matching.corpus import Flags, Ints, Longs
from pmrules.rules.matching.decide import AXES, CUSTOMER_ALONE, LATER, SAME, SHORTER, WEAKER
from pmrules.rules.matching.lexicon import CUSTOMER
from pmrules.rules.matching.stored import Stored
from pmrules.wording.catalogue import say, translated

_LOST = ("", SAME, WEAKER, SHORTER, LATER, CUSTOMER_ALONE)
_SHOWN = 3


class _Rows(Struct, frozen=True):
    """Candidates of cases that have several, the loudest of a case first."""

    case: Ints
    rule: Ints
    rank: Longs


def losers(stored: Stored) -> list[str]:
    """Return by case `Roadmap “roadmap” (future): weaker; …`: at most three, then how many more."""
    rows = _rows(stored)
    lost = _lost(stored, rows)
    shown = np.logical_or.reduce([each > 0 for each in lost])
    rows = _Rows(rows.case[shown], rows.rule[shown], rows.rank[shown])
    text = _texts(stored, rows, [each[shown] for each in lost])
    begin = np.searchsorted(rows.case, np.arange(len(stored.first) + 1)).tolist()
    # Few numbers are said of very many cases.
    more = cache(lambda number: say("lost.more", more=number))
    return [_line(text[here:there], more) for here, there in pairwise(begin)]


def _line(texts: Sequence[str], more: Callable[[int], str]) -> str:
    if len(texts) <= _SHOWN:
        return "; ".join(texts)
    return "; ".join((*texts[:_SHOWN], more(len(texts) - _SHOWN)))


def _rows(stored: Stored) -> _Rows:
    found = stored.candidates
    several = np.diff(found.begin)[found.case] > 1
    return _Rows(found.case[several], found.rule[several], found.rank[several])


def _lost(stored: Stored, rows: _Rows) -> list[Ints]:
    """Why each row lost the audience, the horizon, and being outside: a place in `_LOST`."""
    channels, settled, rank = stored.ranked.said.channels, stored.decided, rows.rank
    out = channels["outside"][rows.rule]
    reasons = []
    for axis, values in zip(AXES, (("one", "market"), ("future", "current")), strict=True):
        winner = getattr(settled, axis)[rows.case]
        first = (settled.one if axis == "audience" else settled.future)[rows.case]
        says = [channels[value][rows.rule] for value in values]
        met = (winner > 0) & (says[0] | says[1]) & (rank != winner)
        why = _why(rank, winner, same=np.where(first, says[0], says[1]))
        reasons.append(np.where(met, why, 0))
    winner = settled.outside[rows.case]
    speaks = out | channels["rival"][rows.rule] | (rows.rule == CUSTOMER)
    met = (winner > 0) & (rank != winner) & speaks
    beaten = np.where(out & (winner == 0), _why(rank, _rival(stored, rows), same=~out), 0)
    return [*reasons, np.where(met, _why(rank, winner, same=out), beaten)]


def _rival(stored: Stored, rows: _Rows) -> Longs:
    """What keeps an entry on the matrix where it is not outside."""
    return stored.ranked.best["rival"][rows.case]


def _why(rank: Longs, winner: Longs, *, same: Flags) -> Ints:
    weaker = packing.strength(rank) < packing.strength(winner)
    shorter = packing.length(rank) < packing.length(winner)
    cases = [same, rank > winner, weaker, shorter]
    names = [SAME, CUSTOMER_ALONE, WEAKER, SHORTER]
    places = [_LOST.index(name) for name in names]
    return np.select(cases, places, _LOST.index(LATER)).astype(np.int32)


def _texts(stored: Stored, rows: _Rows, lost: list[Ints]) -> list[str]:
    """The text of each row; many rows share one."""
    term = packing.term(rows.rank)
    clients = stored.corpus.columns["client"]
    by_client = term == stored.book.client_column.number
    client = np.where(by_client, 1 + clients.codes[stored.first[rows.case]], 0)
    key = client.astype(np.int64)
    for part, size in ((term, len(stored.book.terms)), *((each, len(_LOST)) for each in lost)):
        key = key * size + part
    _, sample, place = np.unique(key, return_index=True, return_inverse=True)
    texts = [
        _text(
            stored,
            int(rows.rule[n]),
            clients.values[client[n] - 1] if client[n] else stored.book.terms[term[n]].name,
            [_LOST[each[n]] for each in lost],
        )
        for n in sample.tolist()
    ]
    return [texts[n] for n in place.tolist()]


def _text(stored: Stored, order: int, keyword: str, lost: list[str]) -> str:
    rule = stored.book.rules[order]
    said = ("outside",) * 3 if rule.outside else (rule.audience, rule.horizon, _both(stored, order))
    by_reason: dict[str, list[str]] = {}
    for says, why in zip(said, lost, strict=True):
        if why:
            by_reason.setdefault(why, []).append(say(f"short.{says}"))
    parts = (
        f"({', '.join(dict.fromkeys(says))}): {translated('lost.', why)}"
        for why, says in by_reason.items()
    )
    return f"{translated('rule.', rule.name)} “{keyword}” {', '.join(parts)}"


def _both(stored: Stored, order: int) -> str:
    rule = stored.book.rules[order]
    return "-".join(filter(None, (rule.audience, rule.horizon)))
