"""A Dask cluster: one that is there, or two processes of this machine."""

import logging
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from pmrules.errors import InputError, Problem
from pmrules.hookspecs import Importer
from pmrules.mapped.dask import DaskEngine
from pmrules.mapped.engine import Progress
from pmrules.registry.modules import PREFIX
from pmrules.version import __version__
from pmrules.visible import visible

_LOCAL_WORKERS = 2
_PATIENCE = "10s"


@contextmanager
def on_dask(
    scheduler: str, importers: Sequence[Importer], progress: Progress | None = None
) -> Iterator[DaskEngine]:
    """Give the engine of the cluster at an address; without one, that of a cluster made for it."""
    distributed = _distributed()
    _carry_by_value(importers)
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        try:
            at = scheduler or stack.enter_context(_local(distributed))
            client = stack.enter_context(distributed.Client(at, timeout=_PATIENCE))
        except (OSError, ValueError) as error:
            raise InputError(_unreachable(scheduler, error)) from None
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise InputError(_nobody_works(scheduler)) from None
        _refuse_others(client)
        yield DaskEngine(client, progress)


def _refuse_others(client: Any) -> None:
    """Totals of another version may mean something else: workers must have this one."""
    said = client.run(_version, on_error="return").values()
    others = [each if isinstance(each, str) else "none" for each in said]
    if any(each != __version__ for each in others):
        raise InputError(_another_version(others))


def _version() -> str:
    return __version__


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from logging stacks about what is said in a message of ours."""
    logs = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that start meanwhile never hear Ctrl-C: who started them ends them, quietly."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no other thread may say what becomes of signals
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _local(distributed: Any) -> Any:
    """Make a cluster that nothing outside this machine can reach; no port of it is a fixed one."""
    with _deaf_to_interrupts():
        return distributed.LocalCluster(
            n_workers=_LOCAL_WORKERS,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address=None,
            silence_logs=logging.CRITICAL,
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


def _another_version(found: Sequence[str]) -> Problem:
    counts = ", ".join(f"{each} on {count}" for each, count in sorted(Counter(found).items()))
    return Problem(
        "workers-differ",
        f"Not all workers have pmrules {__version__}, as here: {counts}.",
        "Install the same version on all of them, and start them again.",
    )
