"""Total rows: known by their words in several languages, or by being the sum of rows above."""

import re

import numpy as np
from msgspec import Struct

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import EDGES, rendered, span
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.known import Neighbours
from pmrules.ingest.tables.parts import Part, When
from pmrules.ingest.tally import Tally
from pmrules.model import Notice

NO_TOTAL, MAY_BE_TOTAL, IS_TOTAL = 0, 1, 2

_ALONE = Neighbours()

TOLERANCE = 36
"""Seconds by which a sum may differ from what was typed: a hundredth of an hour."""

_FEWEST_ABOVE = 3
"""Rows that a closing row without a total word must add up before it is taken for their sum."""

_TOTAL_WORDS = """
    total totals subtotal subtotals sum summe summen gesamt gesamtsumme gesamtstunden insgesamt
    gesamtzeit ergebnis gesamtergebnis teilergebnis zwischenergebnis overall
    zwischensumme teilsumme endsumme somme totaux totale totales suma sumas subtotales totaal
    totalen subtotaal eindtotaal som
"""
_WORDS_BESIDE = """
    final grand overall sub all hours hour hrs h time week weekly weekley month monthly day daily
    year yearly project client person of for the per approximately approx in to date worked work
    stunden std zeit arbeitszeit woche monat monats tag projekt kunde im der für pro
    heures heure temps général générale semaine mois projet du de la le des par
    horas hora tiempo general semana mes proyecto cliente del por
    uren uur tijd maand dag klant van het kw cw q
"""
_TOTAL = frozenset(_TOTAL_WORDS.split())
_BESIDE = frozenset(_WORDS_BESIDE.split())
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"\d{1,4}\W{1,2}(\d{1,2}|[^\W\d_]{3,9})\W{1,2}\d{2,4}([T ].*)?", re.DOTALL)


def total_grade(text: str) -> int:
    """Say whether a text names a total: certainly, perhaps (`Total cost review`), or not."""
    words = _WORD.findall(text.casefold())
    if words == ["final"]:
        return IS_TOTAL
    if not _TOTAL.intersection(words):
        return NO_TOTAL
    return IS_TOTAL if all(word in _TOTAL or word in _BESIDE for word in words) else MAY_BE_TOTAL


def certain_totals(body: Body, when: When) -> tuple[Bools, Bools]:
    """Return records without a date whose words say total: certainly, and perhaps.

    A day that no calendar has, such as 2026-02-31, is that of an entry, whatever its words say.
    """
    at = np.flatnonzero(~when.date.ok & ~_misdated(body, when))
    grades = np.zeros(body.height, dtype=np.int64)
    grades[at] = body.grades(at, total_grade)
    return grades == IS_TOTAL, grades == MAY_BE_TOTAL


def _misdated(body: Body, when: When) -> Bools:
    role = "date" if body.has("date") else "start"
    if not (when.date.bad.any() and body.has(role)):
        return np.zeros(body.height, dtype=np.bool_)
    cells = body.coded(body.header.columns[role][0])
    days = [_DAY.fullmatch(rendered(cell).strip(EDGES)) is not None for cell in cells.values]
    misdated: Bools = when.date.bad & np.array(days, dtype=np.bool_)[cells.codes]
    return misdated


class Totals(Struct, frozen=True):
    """Which records are totals, and the last that is not what the entries add up to."""

    records: Bools
    differing: Tally


def find_totals(
    body: Body,
    sure: Bools,
    possible: Bools,
    counted: Bools,
    length: Part,
    neighbours: Neighbours = _ALONE,
) -> Totals:
    """Walk down the totals and tell which of the possible ones are the sum of rows above.

    The sum is that of all rows so far, or of those since the last total; of a total with no rows
    above it, that of the rows below.
    """
    totals = sure.copy()
    known = np.where(counted & length.ok, length.values, 0)
    so_far = np.cumsum(known) - known + neighbours.above
    everything = int(known.sum()) + sum(neighbours)
    taken_out = group_start = 0
    wrong: list[tuple[int, int]] = []
    for record in np.flatnonzero(sure | possible).tolist():
        own = int(length.values[record]) if length.ok[record] else None
        above = int(so_far[record]) - taken_out
        below = 0 if above else everything - int(known[record])
        fits = own is not None and _fits(own, above, above - group_start, below)
        if not sure[record] and not fits:
            continue
        totals[record] = True
        taken_out += int(known[record])
        group_start = above
        if own is not None and not fits:
            wrong.append((record, above))
    return Totals(totals, _differing(body, wrong, everything - taken_out, length))


def closing_total(labelled: Bools, counted: Bools, length: Part) -> Bools:
    """Return the last row of a sheet where it has no date and is the sum of all rows above.

    Its label may be any word, but where other rows lack a date too it may be work like theirs.
    """
    closing = np.zeros(len(labelled), dtype=np.bool_)
    last = int(np.flatnonzero(counted).max(initial=-1))
    above = counted & (np.arange(len(counted)) < last)
    if last < 0 or not labelled[last] or labelled[above].any() or above.sum() < _FEWEST_ABOVE:
        return closing
    closing[last] = _fits(int(length.values[last]), int(length.values[above & length.ok].sum()))
    return closing


def dated_totals(
    body: Body, counted: Bools, length: Part, neighbours: Neighbours = _ALONE
) -> Bools:
    """Return rows that carry a date, name a total and are the sum of all rows above."""
    totals = np.zeros(len(counted), dtype=np.bool_)
    known = np.where(counted & length.ok, length.values, 0)
    above = np.cumsum(known) - known + neighbours.above
    fits = counted & length.ok & (above > 0) & (np.abs(known - above) <= TOLERANCE)
    at = np.flatnonzero(fits)
    totals[at] = body.grades(at, total_grade) == IS_TOTAL
    return totals


def perhaps_dated(body: Body, counted: Bools, length: Part) -> Bools:
    """Return rows of a piece that `dated_totals` may find, whatever stands above the piece."""
    totals = np.zeros(len(counted), dtype=np.bool_)
    known = np.where(counted & length.ok, length.values, 0)
    above = np.cumsum(known) - known
    at = np.flatnonzero(counted & length.ok & (known > 0) & (known >= above - TOLERANCE))
    totals[at] = body.grades(at, total_grade) == IS_TOTAL
    return totals


def _fits(own: int, *sums: int) -> bool:
    return any(total > 0 and abs(own - total) <= TOLERANCE for total in sums)


def _differing(body: Body, wrong: list[tuple[int, int]], everything: int, length: Part) -> Tally:
    if not wrong:
        return Tally(_differs, (0, 0, 0))
    record, above = wrong[-1]
    own = int(length.values[record])
    return Tally(_differs, (own, above, everything), body.place(record))


def _differs(found: Tally) -> Notice | None:
    own, above, everything = found.sums
    where, added = ("above", above) if above else ("below", everything)
    return Notice(
        "total-differs",
        f"The total row says {span(own)} h, the entries {where} it add up to {span(added)} h.",
        "Look for rows that the total leaves out, or that were rejected.",
        found.place,
    )
