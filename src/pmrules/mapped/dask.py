"""The map on a Dask cluster: one that is there, or two processes of this machine."""

import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from operator import add
from typing import Any

from pmrules.analysis.merging import pairwise
from pmrules.errors import InputError, Problem
from pmrules.hookspecs import Importer
from pmrules.mapped.engine import Item, Job, Part
from pmrules.registry.modules import PREFIX
from pmrules.visible import visible

_LOCAL_WORKERS = 2
_PATIENCE = "10s"


class DaskEngine:
    """Items are tasks; parts stay on the workers until all of a group are merged.

    Tasks are pure: what a worker took with it when it died is done again by another.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._sent: tuple[Any, Any] = (None, None)

    def each(
        self, function: Callable[[Job, Item], Any], job: Job, items: Sequence[Item]
    ) -> Iterator[Any]:
        """Yield what the function makes of each item."""
        yield from self._gathered(self._mapped(function, job, items))

    def merged(
        self, function: Callable[[Job, Item], Part], job: Job, groups: Sequence[Sequence[Item]]
    ) -> Iterator[Part]:
        """Yield of each group all parts merged."""
        futures = [self._mapped(function, job, group) for group in groups]
        yield from self._gathered([pairwise(parts, self._added) for parts in futures])

    def _added(self, one: Any, other: Any) -> Any:
        return self._client.submit(add, one, other, pure=False)

    def _gathered(self, futures: list[Any]) -> Any:
        from distributed import CancelledError, KilledWorker

        try:
            return self._client.gather(futures)
        except (CancelledError, KilledWorker) as error:
            raise InputError(_lost(error)) from error

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


@contextmanager
def on_dask(scheduler: str, importers: Sequence[Importer]) -> Iterator[DaskEngine]:
    """Give the engine of the cluster at an address; without one, that of a cluster made for it."""
    distributed = _distributed()
    _carry_by_value(importers)
    with ExitStack() as stack:
        try:
            at = scheduler or stack.enter_context(_local(distributed))
            client = stack.enter_context(distributed.Client(at, timeout=_PATIENCE))
        except (OSError, ValueError) as error:
            raise InputError(_unreachable(scheduler, error)) from None
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise InputError(_nobody_works(scheduler)) from None
        yield DaskEngine(client)


def _local(distributed: Any) -> Any:
    """Make a cluster that nothing outside this machine can reach; no port of it is a fixed one."""
    return distributed.LocalCluster(
        n_workers=_LOCAL_WORKERS,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address=None,
    )


def _carry_by_value(importers: Sequence[Importer]) -> None:
    """Send importers from single files as they are: workers cannot import such modules."""
    import cloudpickle

    for importer in importers:
        module = type(importer).__module__
        if module.startswith(PREFIX) and module in sys.modules:
            cloudpickle.register_pickle_by_value(sys.modules[module])


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise InputError(_missing()) from None
    return distributed


def _missing() -> Problem:
    return Problem(
        "dask-missing",
        "The engine “dask” needs packages that are not installed.",
        'Install them: python -m pip install "pmrules[dask]".',
    )


def _unreachable(scheduler: str, error: Exception) -> Problem:
    return Problem(
        "scheduler-unreachable",
        f"No Dask scheduler answers at “{visible(scheduler, 100)}”: {visible(str(error), 200)}.",
        "Check the address, such as tcp://10.0.0.5:8786, and that the scheduler runs.",
    )


def _nobody_works(scheduler: str) -> Problem:
    return Problem(
        "scheduler-without-workers",
        f"The Dask scheduler at “{visible(scheduler, 100)}” has no workers.",
        "Start some: dask worker ADDRESS.",
    )


def _lost(error: BaseException) -> Problem:
    return Problem(
        "cluster-lost",
        f"The Dask cluster gave the work up: {visible(str(error), 200)}.",
        "Look into its logs: a worker may lack memory, or the version of pmrules that you have.",
    )
