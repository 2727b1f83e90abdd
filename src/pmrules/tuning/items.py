"""What was tracked, once a distinct text and person: the matter that tuning weighs and tries."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.analysis.ways import OPEN
from pmrules.rules.classify import classify
from pmrules.rules.matching.corpus import Flags, Longs, corpus
from pmrules.rules.matching.lexicon import lexicon
from pmrules.rules.matching.matcher import search
from pmrules.rules.rulebook import Keyword, Rule, Rulebook
from pmrules.rules.verdict import Classified

TEXTS = ("description", "task", "project", "client", "tags")
"""The fields in the order in which one of them stands for an entry where it is shown."""


class Items(Struct, frozen=True, dict=True):
    """Distinct combinations of texts and person, with their verdict and what they weigh."""

    frame: pd.DataFrame
    """A row an item: the columns of its first entry, `seconds` and `entries` of all."""
    of_entry: Longs
    """By entry: its item."""

    @classmethod
    def of(cls, classified: Classified) -> "Items":
        """Gather the items of judged entries, in the order in which they first occur."""
        entries = classified.entries
        people = entries["person"].astype("category").cat
        key = entries["case"].to_numpy(np.int64) * len(people.categories) + people.codes.to_numpy()
        number, found = pd.factorize(key)
        first = np.zeros(len(found), np.int64)
        first[number[::-1]] = np.arange(len(key) - 1, -1, -1)
        frame = entries.iloc[first].reset_index(drop=True)
        seconds = np.zeros(len(found), np.int64)
        np.add.at(seconds, number, entries["seconds"].to_numpy(np.int64))
        frame = frame.assign(seconds=seconds, entries=np.bincount(number, minlength=len(found)))
        return cls(frame, number.astype(np.int64))

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def seconds(self) -> Longs:
        """Seconds of each item."""
        return self.frame["seconds"].to_numpy(np.int64)

    @cached_property
    def open(self) -> Flags:
        """Which items are unclassified or half-classified."""
        return self.frame["status"].isin(OPEN).to_numpy()

    def matching(self, keywords: Sequence[Keyword], people: Rulebook) -> list[Flags]:
        """Return for each keyword the items in which it occurs, found as judging finds it."""
        tried = tuple(Rule(str(n), (keyword,)) for n, keyword in enumerate(keywords))
        book = lexicon(Rulebook(tried, people=people.people))
        texts = corpus(self.frame, book)
        hits = search(texts, book)
        rule = np.array([term.rule for term in book.terms])[hits.term]
        order = np.argsort(rule, kind="stable")
        bounds = np.searchsorted(rule[order], np.arange(1, len(keywords) + 2))
        numbers = [texts.numbers(field) for field in texts.columns]
        found = []
        for begin, end in pairwise(bounds.tolist()):
            holds = np.zeros(texts.values, np.bool_)
            holds[hits.value[order[begin:end]]] = True
            found.append(np.logical_or.reduce([holds[each] for each in numbers]))
        return found

    def judged(self, rulebook: Rulebook, which: Flags) -> pd.DataFrame:
        """Judge some of the items by another rulebook; the rows keep their places as index."""
        return classify(self.frame[which], rulebook).entries


def shown_text(frame: pd.DataFrame) -> "pd.Series[str]":
    """Return the text by which a person knows each row: of the first field that has one."""
    text = frame[TEXTS[0]].astype("str").str.strip()
    for name in TEXTS[1:]:
        text = text.where(text != "", frame[name].astype("str").str.strip())
    return text
