"""Map items, then merge pairwise: engines differ in where the map runs, and in nothing else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Job = TypeVar("Job")


class Mergeable(Protocol):
    """What two parts of a whole give together; who merges first makes no difference."""

    def __add__(self, other: Any, /) -> Any:
        """Return what both give."""


Part = TypeVar("Part", bound=Mergeable)


class Engine(Protocol):
    """Where the map runs."""

    def each(
        self, function: Callable[[Job, Item], Any], job: Job, items: Sequence[Item]
    ) -> Iterator[Any]:
        """Yield what the function makes of each item, in their order."""

    def merged(
        self, function: Callable[[Job, Item], Part], job: Job, groups: Sequence[Sequence[Item]]
    ) -> Iterator[Part]:
        """Yield of each group, in their order, all that the function makes of its items, merged."""


class InProcess:
    """One item after the other in this process; no more than a few parts are held at a time."""

    def each(
        self, function: Callable[[Job, Item], Any], job: Job, items: Sequence[Item]
    ) -> Iterator[Any]:
        """Yield what the function makes of each item."""
        return (function(job, item) for item in items)

    def merged(
        self, function: Callable[[Job, Item], Part], job: Job, groups: Sequence[Sequence[Item]]
    ) -> Iterator[Part]:
        """Yield of each group all parts merged."""
        return (pairwise(function(job, item) for item in group) for group in groups)


def pairwise(parts: Iterable[Part]) -> Part:
    """Merge neighbours of equal size first, so that no part is merged more often than it must."""
    waiting: list[tuple[int, Part]] = []
    for part in parts:
        size = 1
        while waiting and waiting[-1][0] == size:
            part, size = waiting.pop()[1] + part, 2 * size  # noqa: PLW2901
        waiting.append((size, part))
    merged = waiting.pop()[1]
    while waiting:
        merged = waiting.pop()[1] + merged
    return merged
