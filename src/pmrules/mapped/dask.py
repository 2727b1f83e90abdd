"""The map on a Dask cluster."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import add
from typing import Any

from pmrules.analysis.merging import pairwise
from pmrules.errors import InputError, Problem
from pmrules.mapped.engine import Item, Job, Part, Progress, silent
from pmrules.visible import visible


class DaskEngine:
    """Items are tasks; parts stay on the workers until all of a group are merged.

    Tasks are pure: what a worker took with it when it died is done again by another.
    """

    def __init__(self, client: Any, progress: Progress | None = None) -> None:
        self._client = client
        self._progress = progress or silent
        self._sent: tuple[Any, Any] = (None, None)

    def each(
        self, function: Callable[[Job, Item], Any], job: Job, items: Sequence[Item]
    ) -> Iterator[Any]:
        """Yield what the function makes of each item."""
        tasks = self._mapped(function, job, items)
        yield from self._gathered([*tasks], tasks, items)

    def merged(
        self, function: Callable[[Job, Item], Part], job: Job, groups: Sequence[Sequence[Item]]
    ) -> Iterator[Part]:
        """Yield of each group all parts merged."""
        items = [item for group in groups for item in group]
        tasks = self._mapped(function, job, items)
        each = iter(tasks)
        wholes = [pairwise([next(each) for _ in group], self._added) for group in groups]
        yield from self._gathered(wholes, tasks, items)

    def _added(self, one: Any, other: Any) -> Any:
        return self._client.submit(add, one, other, pure=False)

    def _gathered(self, results: list[Any], tasks: list[Any], items: Sequence[Item]) -> Any:
        from distributed import CancelledError, KilledWorker

        try:
            self._watch(tasks, items)
            return self._client.gather(results)
        except (CancelledError, KilledWorker) as error:
            raise InputError(_lost(error)) from error

    def _watch(self, tasks: list[Any], items: Sequence[Item]) -> None:
        """Tell of each task that is done, and let go of it: merged parts are not held twice."""
        from distributed import as_completed

        finished: Callable[[list[Any]], Iterator[Any]] = as_completed
        names = {task.key: item.name for task, item in zip(tasks, items, strict=True)}
        waiting = finished(tasks)
        tasks.clear()
        for done, task in enumerate(waiting):
            self._progress(done, len(names), names[task.key])
        self._progress(len(names), len(names), "")

    def _mapped(
        self, function: Callable[[Job, Item], Any], job: Job, items: Sequence[Item]
    ) -> list[Any]:
        carried = self._carried(job)
        return [
            self._client.submit(_called, function, carried, _packed(item), pure=False)
            for item in items
        ]

    def _carried(self, job: Job) -> Any:
        """Send the job once; as a task, so that it outlives every worker that has it."""
        held, carried = self._sent
        if held is not job:
            carried = self._client.submit(bytes, _packed(job), pure=False)
            self._sent = job, carried
        return carried


def _packed(value: Any) -> bytes:
    """Return a value as bytes that only workers open: schedulers may lack what is in it."""
    import cloudpickle

    packed: bytes = cloudpickle.dumps(value)
    return packed


def _called(function: Callable[[Any, Any], Any], job: bytes, item: bytes) -> Any:
    return function(_opened(job), pickle.loads(item))  # noqa: S301 - we packed it ourselves


@lru_cache(maxsize=2)
def _opened(job: bytes) -> Any:
    """Open a job once a worker: what it prepares for matching stays prepared."""
    return pickle.loads(job)  # noqa: S301 - as above


def _lost(error: BaseException) -> Problem:
    said = " ".join(str(error).split()).rstrip(".")
    return Problem(
        "cluster-lost",
        f"The Dask cluster gave the work up: {visible(said, 200)}.",
        "Look into its logs: a worker may lack memory, or the version of pmrules that you have.",
    )
