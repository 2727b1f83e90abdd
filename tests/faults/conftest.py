"""Two small exports of which different files are made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.cli.main import guarded


def _rows(person: str, count: int) -> str:
    header = "Date,Client,Project,Task,Notes,Hours,First name,Last name\n"
    rows = (f"2026-03-{n % 28 + 1:02d},Globex,P{n},T,note {n},1.5,{person},X" for n in range(count))
    return header + "\n".join(rows) + "\n"


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path]:
    """Return an old and a new export."""
    folder = tmp_path / "exports"
    folder.mkdir()
    old, new = folder / "old.csv", folder / "new.csv"
    old.write_text(_rows("Ada", 3), encoding="utf-8")
    new.write_text(_rows("Ben", 200), encoding="utf-8")
    return old, new


@pytest.fixture
def made() -> Callable[[str, Path, Path], bytes]:
    """Return what has a command write an export's file, and gives its bytes."""

    def make(command: str, export: Path, path: Path) -> bytes:
        path.parent.mkdir(exist_ok=True)
        assert guarded([command, str(export), "-q", "-o", str(path)]) == 0
        return path.read_bytes()

    return make
