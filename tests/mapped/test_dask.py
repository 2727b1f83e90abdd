"""The same report from a Dask cluster, workers that die included."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.mapped.test_equal import PLAIN, a_row
from tests.mapped.written import written

from pmrules import InputError, Reading, analyze
from pmrules.mapped import cluster as reached
from pmrules.mapped import dask
from pmrules.report import json_report
from pmrules.rules.load import load_rules
from pmrules.version import __version__
from pmrules_importers.toggl import Toggl

distributed = pytest.importorskip("distributed")

PIECE = 3000


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes of this machine, with a copy of what tests set in the environment."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address=None,
    ) as cluster:
        yield cluster


class Deadly(Toggl):
    """Toggl's importer, which takes the first worker with it that reads a piece."""

    mark: Path

    @property
    def running_without_end(self) -> bool:  # type: ignore[override]
        """Kill this process once."""
        try:
            self.mark.touch(exist_ok=False)
        except FileExistsError:
            return Toggl.running_without_end
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def files(folder: Path) -> list[Path]:
    """Write exports that overlap."""
    older = [a_row(at, text=f"old roadmap {at % 7}") for at in range(200)]
    newer = [a_row(at, day=10 + at % 30, text=f"support call {at % 9}") for at in range(200)]
    for name, rows in (("older.csv", older), ("newer.csv", newer)):
        (folder / name).write_bytes(written(replace(PLAIN, lengths=("1:30", "0:20:10")), rows))
    return [folder / "older.csv", folder / "newer.csv"]


def report(paths: list[Any], engine: str, scheduler: str = "", **how: Any) -> str:
    """Return the report as JSON."""
    analysis = analyze(
        paths,
        load_rules(None),
        reading=Reading(piece=PIECE, **how),
        entries=False,
        engine=engine,
        scheduler=scheduler,
    )
    return json_report.dumps(analysis)


def test_a_cluster_gives_the_same_report(tmp_path: Path, cluster: Any) -> None:
    """Overlapping files in pieces on two workers come to what they come to in memory."""
    paths = files(tmp_path)
    whole = report(paths, "memory")
    assert "replaced" in whole
    assert report(paths, "dask", cluster.scheduler_address) == whole
    assert report(paths[::-1], "dask", cluster.scheduler_address) == report(paths[::-1], "memory")


def test_a_worker_may_die(tmp_path: Path, cluster: Any) -> None:
    """What a killed worker had is done again by another, and counts once."""
    paths, mark = files(tmp_path), tmp_path / "killed"
    deadly = Deadly()
    deadly.mark = mark
    told = report(paths, "dask", cluster.scheduler_address, importers=[deadly])
    assert mark.exists()
    assert told == report(paths, "memory", importers=[Toggl()])


def test_a_plugin_from_a_file_travels(tmp_path: Path, cluster: Any) -> None:
    """An importer that workers cannot import is sent to them."""
    from pmrules.registry.load import load

    plugin = tmp_path / "own.py"
    plugin.write_text(
        "from pmrules import Date, Duration, TabularImporter, Text, hookimpl\n"
        "class Own(TabularImporter):\n"
        "    name = 'own'\n    signs = (('Wer', 'Wann', 'Wie lange'),)\n"
        "    person = Text('Wer')\n    date = Date('Wann')\n    duration = Duration('Wie lange')\n"
        "@hookimpl\ndef pmrules_importers():\n    return [Own()]\n",
        "utf-8",
    )
    export = tmp_path / "own.csv"
    rows = "".join(f"Ada,2026-03-{1 + at % 28:02d},1:30\n" for at in range(400))
    export.write_text("Wer,Wann,Wie lange\n" + rows, "utf-8")
    importers = load([plugin]).importers
    told = report([export], "dask", cluster.scheduler_address, importers=importers)
    assert told == report([export], "memory", importers=importers)


def test_refusals_come_back_whole(tmp_path: Path, cluster: Any) -> None:
    """What a worker refuses is said with every problem, as in memory."""
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_bytes(b"\x89PNG\r\n")
    for engine in ("memory", "dask"):
        with pytest.raises(InputError) as caught:
            report(paths, engine, cluster.scheduler_address if engine == "dask" else "")
        assert [each.code for each in caught.value.problems] == ["wrong-kind-of-file"] * 2


def test_paths_are_found_from_any_folder(
    tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path means this process's folder, wherever workers were started."""
    files(tmp_path)
    monkeypatch.chdir(tmp_path)
    relative = [Path("older.csv"), Path("newer.csv")]
    assert report(relative, "dask", cluster.scheduler_address) == report(relative, "memory")


class Idle:
    """A client of a scheduler that has no workers."""

    def __init__(self, _address: str, timeout: str) -> None:
        self._timeout = timeout

    def __enter__(self) -> "Idle":
        return self

    def __exit__(self, *_: object) -> None:
        """Have nothing to close."""

    def wait_for_workers(self, _number: int, timeout: str) -> None:
        """Wait in vain, as the real one does."""
        raise TimeoutError(timeout)


def test_a_scheduler_without_workers_is_one_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody waits for work that no one will do."""
    monkeypatch.setattr(distributed, "Client", Idle)
    with pytest.raises(InputError) as caught:
        report(files(tmp_path), "dask", "tcp://127.0.0.1:9")
    assert [each.code for each in caught.value.problems] == ["scheduler-without-workers"]


def test_another_version_is_one_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cluster: Any
) -> None:
    """Workers of another version do nothing: their totals may mean something else."""
    monkeypatch.setattr(reached, "__version__", "99.0")
    with pytest.raises(InputError) as caught:
        report(files(tmp_path), "dask", cluster.scheduler_address)
    assert [each.code for each in caught.value.problems] == ["workers-differ"]
    assert f"{__version__} on 2" in str(caught.value)


def test_who_waits_is_told(tmp_path: Path, cluster: Any) -> None:
    """Every piece that is done is told with its file, and at the end that nothing is left."""
    told: list[tuple[int, int, str]] = []
    report(files(tmp_path), "dask", cluster.scheduler_address, progress=lambda *it: told.append(it))
    assert {name for *_, name in told} == {"older.csv", "newer.csv", ""}
    assert all(0 <= done < total or (done == total and not name) for done, total, name in told)
    assert told[-1][0] == told[-1][1]


class Gone:
    """A client whose scheduler went away."""

    def gather(self, _futures: list[Any]) -> list[Any]:
        """Give up, as the real one does."""
        raise distributed.client.FutureCancelledError("a-task", "scheduler-connection-lost")

    def submit(self, *_arguments: Any, **_options: Any) -> Any:
        """Return what stands for a task."""
        return SimpleNamespace(key="a-task")


def test_a_lost_cluster_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that ends in the middle is a message, not a stack of Dask's."""
    monkeypatch.setattr(distributed, "as_completed", list)
    engine = dask.DaskEngine(Gone())
    with pytest.raises(InputError) as caught:
        list(engine.each(len, "job", [Path("a.csv")]))  # type: ignore[arg-type]
    assert [each.code for each in caught.value.problems] == ["cluster-lost"]
    assert "scheduler-connection-lost" in str(caught.value)


def test_no_scheduler_is_one_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An address at which nothing answers is named."""
    monkeypatch.setattr(reached, "_PATIENCE", "1s")
    with pytest.raises(InputError) as caught:
        report(files(tmp_path), "dask", "tcp://127.0.0.1:9")
    assert [each.code for each in caught.value.problems] == ["scheduler-unreachable"]


def test_workers_do_not_hear_an_interrupt() -> None:
    """Ctrl-C reaches this process alone, which ends its workers without a stack of theirs."""
    command = "import signal; print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN)"
    with reached._deaf_to_interrupts():
        done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)
    assert done.stdout.split() == [b"True"]
    assert signal.getsignal(signal.SIGINT) == signal.default_int_handler


def test_other_threads_may_start_a_cluster() -> None:
    """Only the main thread may say what becomes of signals: elsewhere nothing is changed."""
    before: list[object] = []

    def entered() -> None:
        with reached._deaf_to_interrupts():
            before.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=entered)
    thread.start()
    thread.join()
    assert before == [signal.default_int_handler]
