"""Entries in, entries with verdicts out: each combination of texts with keywords is judged once."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from pmrules.model import ENTRY_COLUMNS, VERDICT_COLUMNS
from pmrules.rules.matching.corpus import Column, Ints, alike, column, corpus, distinct
from pmrules.rules.matching.evidence import evidence
from pmrules.rules.matching.lexicon import Lexicon, folded, lexicon
from pmrules.rules.matching.losers import losers
from pmrules.rules.matching.matcher import search
from pmrules.rules.matching.ranking import decided, rank
from pmrules.rules.matching.stored import Stored
from pmrules.rules.matching.table import categorical, verdict_columns
from pmrules.rules.rulebook import Rulebook
from pmrules.rules.verdict import Classified

_TEXTS = ("source", "sheet", "importer", "client", "project", "task", "description", "tags")


def classify(entries: pd.DataFrame, rulebook: Rulebook) -> Classified:
    """Judge every entry.

    Text columns may be categorical or plain; what is missing is empty, and so are entry columns
    that the frame lacks. The index is kept, columns that are no entry's are left out.
    """
    book = lexicon(rulebook)
    texts = corpus(entries, book)
    hits = search(texts, book)
    kind, first = alike(texts, hits.value)
    ranked = rank(hits, texts, first, book)
    stored = Stored(book, texts, hits, ranked, decided(ranked.best), first)
    plain = _entries(entries, book)
    columns = {**plain, **verdict_columns(stored, kind)}
    case, sample = distinct(texts)
    of_case = kind[sample]
    frame = pd.DataFrame(
        {
            **{name: columns[name] for name in (*ENTRY_COLUMNS, *VERDICT_COLUMNS)},
            "possible": stored.decided.possible[kind],
            "case": case,
        },
        index=entries.index,
        copy=False,
    )
    seconds, days = frame["seconds"].to_numpy(), frame["date"].to_numpy()
    return Classified(
        frame,
        rulebook,
        lambda number: stored.verdict(int(of_case[number])),
        lambda: _by_case(losers(stored), of_case),
        lambda: _by_case(stored.matched_words(), of_case),
        partial(evidence, stored, kind, seconds, days),
    )


def _by_case(texts: Sequence[str], of_case: Ints) -> list[str]:
    return list(map(texts.__getitem__, of_case.tolist()))


def _entries(entries: pd.DataFrame, book: Lexicon) -> dict[str, object]:
    """The entry columns in their types, whatever types they came in."""
    rows = len(entries)
    found: dict[str, object] = {name: _text(entries, name) for name in _TEXTS}
    person = column(entries, "person")
    found["person"] = categorical(person.codes, _people(person, book))
    never = np.full(rows, "NaT", "datetime64[s]")
    for name in ("date", "start", "end"):
        given = pd.to_datetime(entries[name] if name in entries else pd.Series(never))
        found[name] = given.astype("datetime64[s]").array
    row = entries["row"] if "row" in entries else np.arange(1, rows + 1)
    seconds = entries["seconds"] if "seconds" in entries else np.zeros(rows)
    found["row"] = np.asarray(row, np.int64)
    found["seconds"] = np.asarray(seconds, np.int64)
    found["billable"] = _billable(entries)
    return found


def _people(person: Column, book: Lexicon) -> list[str]:
    """Everybody under one name: that of the rules file, else the spelling of the first entry."""
    shown = [" ".join(book.person(name).split()) for name in person.values]
    first = np.full(len(shown), len(person.codes))
    first[person.codes[::-1]] = np.arange(len(person.codes) - 1, -1, -1)
    spelt: dict[str, str] = {}
    for number in np.argsort(first, kind="stable").tolist():
        spelt.setdefault(folded(shown[number]), shown[number])
    return [spelt[folded(name)] for name in shown]


def _billable(entries: pd.DataFrame) -> object:
    if "billable" in entries:
        return entries["billable"].astype("boolean").array
    rows = len(entries)
    return pd.arrays.BooleanArray(np.zeros(rows, np.bool_), np.ones(rows, np.bool_))


def _text(entries: pd.DataFrame, name: str) -> object:
    """A text column as it is where it is as it should be."""
    if name in entries and isinstance(entries[name].dtype, pd.CategoricalDtype):
        coded = entries[name].cat
        if coded.categories.dtype == "str" and not (coded.codes < 0).any():
            return entries[name].array
    given = column(entries, name)
    return categorical(given.codes, given.values)
