"""A sample in JSON, and the item in it that gives one entry."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from msgspec import Struct

from pmrules.testing.case import Case
from pmrules.testing.comparing import one_more
from pmrules.testing.fault import NotMade

Way = tuple[str | int, ...]
"""Keys and places that lead from the whole to a part of it."""

_TRIED = 40
_SHOWN = 40
_STYLES: tuple[Mapping[str, Any], ...] = (
    {},
    {"separators": (",", ":")},
    *({"indent": indent} for indent in (2, 4, 1, "\t")),
)


class NoJson(NotMade):
    """The sample is something else than JSON."""


class Item(Struct, frozen=True):
    """An item of a list somewhere in what the sample holds."""

    told: Any
    way: Way
    style: Mapping[str, Any]
    """How its tool writes JSON: what tells it from others may stand in the first characters."""

    def grown(self, times: int) -> bytes:
        """Return the sample with the item so many times more."""
        at = self.way[-1]
        return self._with(self.way[:-1], lambda items: _repeated(items, at, times))

    def unreadable(self) -> Iterator[tuple[str, bytes]]:
        """Yield the sample with one value after the other that nobody can read, or with none."""
        for way in _leaves(_part(self.told, self.way), self.way):
            yield f"“soon” under “{way[-1]}”", self._with(way, lambda _: "soon")
            yield f"null under “{way[-1]}”", self._with(way, lambda _: None)

    def with_key(self, name: str, value: str) -> bytes:
        """Return the sample with one more key in every item."""
        return self._each(lambda item: item | {name: value})

    def without(self) -> Iterator[tuple[str, bytes]]:
        """Yield the sample without one key of its items after the other."""
        for name in _part(self.told, self.way):
            yield name, self._each(partial(_without, name))

    def _each(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
        def changed(items: list[Any]) -> list[Any]:
            return [change(item) if isinstance(item, dict) else item for item in items]

        return self._with(self.way[:-1], changed)

    def _with(self, way: Way, change: Callable[[Any], Any]) -> bytes:
        return _written(_changed(self.told, way, change), self.style).encode()


def item_of(case: Case) -> Item:
    """Find the first item that gives one entry; raises NotMade where there is none."""
    told, style = _told(case)
    ways = list(_items(told))
    for way in islice(_records(ways, len(case.plain.records)) or ways, _TRIED):
        item = Item(told, way, style)
        if one_more(case.plain, case.read(item.grown(1))):
            return item
    raise NotMade("no item of it is found that gives one more entry when it stands there twice")


def unheard(case: Case) -> Item | None:
    """Return a record that nothing comes of when it stands there twice, where all are so."""
    try:
        told, style = _told(case)
    except NoJson:
        return None
    count = len(case.plain.records)
    records = [Item(told, way, style) for way in _records(list(_items(told)), count)[:_TRIED]]
    again = [case.read(record.grown(1)) for record in records]
    if any(each.refusal or len(each.records) > count for each in again):
        return None
    return records[0] if records else None


def _records(ways: Sequence[Way], count: int) -> list[Way]:
    """Return the ways to items of one kind, of which there are as many as records."""
    kinds: dict[Way, list[Way]] = {}
    for way in ways:
        kinds.setdefault(tuple(at for at in way if isinstance(at, str)), []).append(way)
    return next((found for found in kinds.values() if len(found) == count), [])


def _told(case: Case) -> tuple[Any, Mapping[str, Any]]:
    with case.opened.open() as opened:
        text = opened.read()
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise NoJson("the sample is no table and no JSON") from None
    begins = text.lstrip()[:_SHOWN]
    alike = (style for style in _STYLES if _written(told, style).startswith(begins))
    return told, next(alike, _STYLES[0])


def _written(told: Any, style: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, **style)


def _items(told: Any, way: Way = ()) -> Iterator[Way]:
    """Yield the way to every item of every list that is an object, inner ones first."""
    inside = _inside(told)
    for at, each in inside:
        yield from _items(each, (*way, at))
    if isinstance(told, list):
        yield from ((*way, at) for at, each in inside if isinstance(each, dict))


def _inside(told: Any) -> list[tuple[str | int, Any]]:
    if isinstance(told, dict):
        return list(told.items())
    return list(enumerate(told)) if isinstance(told, list) else []


def _leaves(told: Any, way: Way) -> Iterator[Way]:
    inside = _inside(told)
    for at, each in inside:
        yield from _leaves(each, (*way, at))
    if not isinstance(told, dict | list):
        yield way


def _part(told: Any, way: Way) -> Any:
    for at in way:
        told = told[at]
    return told


def _changed(told: Any, way: Way, change: Callable[[Any], Any]) -> Any:
    """Return what is told with one part of it changed; the rest is shared."""
    if not way:
        return change(told)
    copied = told.copy()
    copied[way[0]] = _changed(told[way[0]], way[1:], change)
    return copied


def _repeated(items: list[Any], at: Any, times: int) -> list[Any]:
    return [*items[:at], *[items[at]] * (times + 1), *items[at + 1 :]]


def _without(name: str, item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != name}
