"""The verdict columns of the entries table, by code and never by row."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pmrules.model import Audience, Horizon, Quadrant, Status
from pmrules.rules.matching import packing
from pmrules.rules.matching.corpus import Flags, Ints, Longs
from pmrules.rules.matching.stored import Stored

_AUDIENCES = ("", Audience.MARKET.value, Audience.ONE.value)
_HORIZONS = ("", Horizon.CURRENT.value, Horizon.FUTURE.value)
_QUADRANTS = ("", *(quadrant.value for quadrant in Quadrant))
_STATUSES = tuple(status.value for status in Status)


def verdict_columns(stored: Stored, case: Ints) -> dict[str, object]:
    """Return `VERDICT_COLUMNS` for every row, given the case that each belongs to."""
    settled = stored.decided
    audience = _axis(settled.audience, settled.one)
    horizon = _axis(settled.horizon, settled.future)
    quadrant = np.where((audience > 0) & (horizon > 0), 2 * audience + horizon - 2, 0)
    known = (audience > 0).astype(np.int8) + (horizon > 0)
    status = np.where(settled.outside > 0, 3, 2 - known)
    loud = np.maximum(settled.outside, np.maximum(settled.audience, settled.horizon))
    faint = np.minimum(settled.audience, settled.horizon)
    rules = stored.book.rules
    shown = {
        "audience": (audience, _AUDIENCES),
        "horizon": (horizon, _HORIZONS),
        "quadrant": (quadrant, _QUADRANTS),
        "status": (status, _STATUSES),
        "activity": _named(stored, loud, faint, [rule.activity for rule in rules]),
        "owner": _named(stored, loud, faint, [rule.owner for rule in rules]),
    }
    for axis, rank in (("audience", settled.audience), ("horizon", settled.horizon)):
        winner = np.maximum(rank, settled.outside)
        shown[f"rule_{axis}"] = _named(stored, winner, winner, [rule.name for rule in rules])
        shown[f"keyword_{axis}"] = _keyword(stored, winner)
    return {
        **{name: categorical(codes[case], names) for name, (codes, names) in shown.items()},
        "contested": settled.contested[case],
    }


def categorical(codes: Ints | Longs, names: Sequence[str]) -> pd.Categorical:
    """Return a coded column; equal names become one."""
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    if len(number) < len(names):
        codes = np.array([number[name] for name in names], np.int32)[codes]
    return pd.Categorical.from_codes(
        codes.astype(np.int32), categories=pd.Index(list(number), dtype="str")
    )


def _axis(rank: Longs, second: Flags) -> Ints:
    """0 where nobody knows, else 1 or 2."""
    return np.where(rank > 0, 1 + second, 0).astype(np.int8)


def _rules(stored: Stored, rank: Longs) -> Ints:
    """The rule of each rank, one up: 0 is none."""
    return np.where(rank > 0, 1 + stored.rule_of(rank), 0)


def _named(
    stored: Stored, loud: Longs, faint: Longs, names: list[str]
) -> tuple[Ints, Sequence[str]]:
    """What the louder rule names, or the other where it names nothing."""
    used = ["", *names]
    names_any = np.array([bool(name) for name in used])
    first, second = _rules(stored, loud), _rules(stored, faint)
    return _compact(np.where(names_any[first], first, second), used)


def _keyword(stored: Stored, rank: Longs) -> tuple[Ints, Sequence[str]]:
    """The keyword of each rank; the client column speaks with the client's name."""
    terms = [term.name for term in stored.book.terms]
    clients = stored.corpus.columns["client"]
    term = packing.term(rank)
    by_client = 1 + len(terms) + clients.codes[stored.first]
    spoken = np.where(term == stored.book.client_column.number, by_client, 1 + term)
    return _compact(np.where(rank > 0, spoken, 0), ["", *terms, *clients.values])


def _compact(codes: Ints | Longs, names: Sequence[str]) -> tuple[Ints, Sequence[str]]:
    """Only the names that occur, nothing first."""
    used = np.bincount(codes, minlength=len(names)) > 0
    used[0] = True
    place = np.cumsum(used, dtype=np.int32) - 1
    return place[codes], [names[n] for n in np.flatnonzero(used).tolist()]
