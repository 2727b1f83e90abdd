"""Merging many parts by twos: whatever the parts are, and wherever they are merged."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Part = TypeVar("Part")


def pairwise(parts: Iterable[Part], merge: Callable[[Part, Part], Part]) -> Part:
    """Merge one part or more, neighbours of equal size first, as a merge sort does.

    So no part is merged more often than it must: of a thousand ten are held at once.
    """
    held: list[tuple[int, Part]] = []
    for part in parts:
        held.append((1, part))
        while len(held) > 1 and held[-2][0] == held[-1][0]:
            _join(held, merge)
    while len(held) > 1:
        _join(held, merge)
    if not held:
        what = "there is nothing to merge"
        raise ValueError(what)
    return held[0][1]


def _join(held: list[tuple[int, Part]], merge: Callable[[Part, Part], Part]) -> None:
    size, later = held.pop()
    before, earlier = held.pop()
    held.append((before + size, merge(earlier, later)))
