"""Map items, then merge pairwise: engines differ in where the map runs, and in nothing else."""

from collections.abc import Callable, Iterator, Sequence
from operator import add
from typing import Any, Protocol, TypeVar

from pmrules.analysis.merging import pairwise

Job = TypeVar("Job")
Progress = Callable[[int, int, str], None]
Told = Callable[[str], None]


class Named(Protocol):
    """A file, or a piece of one."""

    @property
    def name(self) -> str:
        """What a person calls the file."""


Item = TypeVar("Item", bound=Named)


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

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress or silent

    def each(
        self, function: Callable[[Job, Item], Any], job: Job, items: Sequence[Item]
    ) -> Iterator[Any]:
        """Yield what the function makes of each item."""
        for done, item in enumerate(items):
            self._progress(done, len(items), item.name)
            yield function(job, item)
        self._progress(len(items), len(items), "")

    def merged(
        self, function: Callable[[Job, Item], Part], job: Job, groups: Sequence[Sequence[Item]]
    ) -> Iterator[Part]:
        """Yield of each group all parts merged."""
        return (pairwise(self.each(function, job, group), add) for group in groups)


def silent(_done: int, _total: int, _name: str) -> None:
    """Tell nobody."""
