"""Exports at addresses that fsspec knows: read by every engine, with the same result."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.mapped.test_equal import PLAIN, a_row, outcome
from tests.mapped.written import written

from pmrules import InputError
from pmrules.ingest.files.addresses import expanded

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def bucket() -> Iterator[Any]:
    """A store in memory with a folder of two exports and something else."""
    store = fsspec.filesystem("memory")
    for name, day in (("b.csv", 3), ("a.csv", 1), ("notes.md", 1)):
        rows = [a_row(at, day=day + at % 20) for at in range(60)]
        store.pipe(f"/exports/{name}", written(PLAIN, rows))
    yield store
    store.rm("/exports", recursive=True)


def test_a_folder_gives_its_exports(bucket: Any) -> None:
    """A remote folder is the exports in it, sorted by name; a file is itself."""
    assert expanded(["memory://exports"]) == ("memory:///exports/a.csv", "memory:///exports/b.csv")
    assert expanded(["memory://exports/b.csv"]) == ("memory://exports/b.csv",)


def test_every_engine_reads_addresses(tmp_path: Path, bucket: Any) -> None:
    """The report is that of the same files on this machine."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(bucket.cat(f"/exports/{name}"))
    local: Any = outcome([tmp_path], "memory")
    assert "replaced" in local[0]
    for paths in (["memory://exports"], [f"file://{tmp_path}"]):
        assert outcome(paths, "memory") == local  # type: ignore[arg-type]
        assert outcome(paths, "pieces", piece=700) == local  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("memory://nowhere.csv", "file-not-found"),
        ("no-such-protocol://x", "address-unreadable"),
    ],
)
def test_what_cannot_be_read_is_named(address: str, code: str) -> None:
    """An address without a file, or in a protocol that nothing knows, is refused by name."""
    with pytest.raises(InputError) as caught:
        expanded([address])
    assert [(each.code, str(each.place)) for each in caught.value.problems] == [(code, address)]


def test_fsspec_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package one message says how to install it."""
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError) as caught:
        expanded(["s3://bucket/exports"])
    assert caught.value.problems[0].code == "fsspec-missing"
