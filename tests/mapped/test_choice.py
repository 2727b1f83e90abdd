"""Which engine is taken, and what is refused before any file is read."""

from pathlib import Path

import pytest

import pmrules
from pmrules.mapped import choice
from pmrules.mapped.job import Source


def sources(folder: Path, size: int) -> list[Source]:
    """Return one file of a size."""
    path = folder / "export.csv"
    path.write_bytes(b"x" * size)
    return [Source(0, str(path), path.name)]


@pytest.mark.parametrize(
    ("engine", "listed", "scheduler", "size", "taken"),
    [
        ("auto", True, "", 9, "memory"),
        ("auto", False, "", 9, "memory"),
        ("auto", False, "", 11, "pieces"),
        ("auto", True, "", 11, "memory"),
        ("memory", False, "", 11, "memory"),
        ("pieces", False, "", 9, "pieces"),
        ("dask", False, "", 9, "dask"),
        ("auto", False, "tcp://127.0.0.1:9", 9, "dask"),
    ],
)
def test_the_engine_is_what_is_asked_or_needed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
    listed: bool,
    scheduler: str,
    size: int,
    taken: str,
) -> None:
    """Pieces are taken by themselves only for large files of which no entry is listed."""
    monkeypatch.setattr(choice, "LARGE", 10)
    files = sources(tmp_path, size)
    assert choice.chosen(engine, files, listed=listed, scheduler=scheduler) == taken


@pytest.mark.parametrize(
    ("engine", "listed", "scheduler", "code"),
    [
        ("pieces", True, "", "engine-keeps-no-entries"),
        ("auto", True, "tcp://127.0.0.1:9", "engine-keeps-no-entries"),
        ("memory", False, "tcp://127.0.0.1:9", "scheduler-unused"),
        ("pieces", False, "tcp://127.0.0.1:9", "scheduler-unused"),
    ],
)
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, engine: str, listed: bool, scheduler: str, code: str
) -> None:
    """Nothing that was asked for is left out without a word."""
    with pytest.raises(pmrules.InputError) as caught:
        choice.chosen(engine, sources(tmp_path, 1), listed=listed, scheduler=scheduler)
    assert [each.code for each in caught.value.problems] == [code]


def test_programs_hear_of_their_slips(tmp_path: Path) -> None:
    """A misspelt engine and a piece of no size are errors of the caller."""
    path = sources(tmp_path, 1)[0].address
    with pytest.raises(ValueError, match="'daks' is none of auto, memory, pieces, dask"):
        pmrules.analyze(path, engine="daks")
    with pytest.raises(ValueError, match="one byte or more, not 0"):
        pmrules.analyze(path, entries=False, reading=pmrules.Reading(piece=0))
