"""Corrections brought to the entries that they are about: by Id, or by the text that is open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from pmrules.report.content.unclassified import LONGEST_TEXT
from pmrules.tuning.corrections import Corrections, OfText
from pmrules.tuning.effect import place_of
from pmrules.tuning.items import Items, shown_text
from pmrules.tuning.learning import Wanted
from pmrules.wording.catalogue import spoken_in_any
from pmrules.wording.phrases import shortened


class Contradiction(Struct, frozen=True):
    """One text that is corrected to several places."""

    text: str
    places: tuple[str, ...]


class Found(Struct, frozen=True):
    """The corrections whose entries are there, and those that have none or contradict."""

    wanted: Wanted
    contradictions: tuple[Contradiction, ...]
    gone: int
    """Corrected entries that are not there any more."""
    closed: tuple[str, ...]
    """Texts corrected on Unclassified of which nothing is open any more."""


def found(corrections: Corrections, items: Items, ids: Sequence[str]) -> Found:
    """Find the items that corrections are about; `ids` has one Id an entry."""
    places: dict[int, set[str]] = defaultdict(set)
    entry = {each: n for n, each in enumerate(ids)}
    gone = 0
    for each, place in corrections.by_id.items():
        if each in entry:
            places[int(items.of_entry[entry[each]])].add(place)
        else:
            gone += 1
    closed = []
    hints: dict[str, list[str]] = defaultdict(list)
    for text, mine in zip(corrections.by_text, _of_texts(corrections.by_text, items), strict=True):
        for item in mine:
            places[item].add(text.place)
        if not mine:
            closed.append(text.text)
        elif text.keyword:
            hints[text.place].append(text.keyword)
    single = {item: next(iter(said)) for item, said in places.items() if len(said) == 1}
    wanted = Wanted(single, {place: tuple(each) for place, each in hints.items()})
    return Found(wanted, _contradictions(places, items), gone, tuple(closed))


def _of_texts(corrections: Iterable[OfText], items: Items) -> list[list[int]]:
    """The items that each correction is about: open ones that say it and are known as far."""
    shown = [_folded(shortened(text, LONGEST_TEXT)) for text in shown_text(items.frame).tolist()]
    where = place_of(items.frame).tolist()
    by_text: dict[str, list[int]] = defaultdict(list)
    for item, text in enumerate(shown):
        by_text[text].append(item)
    still_open = items.open
    return [
        [
            item
            for item in by_text.get(_said(each), ())
            if (still_open[item] or where[item] == each.place) and _known(each, where[item])
        ]
        for each in corrections
    ]


def _said(each: OfText) -> str:
    return "" if each.text in spoken_in_any("open.no-text") else _folded(each.text)


def _known(each: OfText, place: str) -> bool:
    """Whether an item is known as far as the line of the report said; it may be settled since."""
    axes = ("one", "market", "current", "future")
    said = {text: axis for axis in axes for text in spoken_in_any(f"open.known.{axis}")}
    axis = said.get(each.known, "unclassified")
    return place in (axis, each.place) or not each.known


def _contradictions(places: Mapping[int, set[str]], items: Items) -> tuple[Contradiction, ...]:
    text = shown_text(items.frame)
    return tuple(
        Contradiction(str(text.iloc[item]), tuple(sorted(said)))
        for item, said in sorted(places.items())
        if len(said) > 1
    )


def misses(wanted: Wanted, after: Items) -> tuple[str, ...]:
    """Return the texts of items that do not stand where they should."""
    where, text = place_of(after.frame), shown_text(after.frame)
    wrong = [n for n, place in wanted.places.items() if where.iloc[n] != place]
    return tuple(str(text.iloc[n]) for n in np.sort(wrong).tolist())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
