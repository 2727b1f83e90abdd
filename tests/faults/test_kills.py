"""A run that is ended at any moment leaves the old file or the new one, whole, and nothing else."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks of POSIX")

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "3"))
"""Kills of each kind; more, such as 1000, with FAULT_ROUNDS."""
SEED = int(os.environ.get("FAULT_SEED", "1"))
BEFORE_IT_BEGAN = {98, -15}
"""Exit codes of a fork that was ended before it came to the program's first line."""
KILLER = Path(__file__).with_name("killer.py")

Loop = Callable[..., list[dict[str, Any]]]
Made = Callable[[str, Path, Path], bytes]


@pytest.fixture
def loop(tmp_path: Path) -> Loop:
    """Run a command often and end it each time; return what was seen."""
    temporary = tmp_path / "t" / "temporary"
    temporary.mkdir(parents=True)

    def run(how: str, output: Path, *command: object) -> list[dict[str, Any]]:
        arguments = [sys.executable, KILLER, how, ROUNDS, SEED, output, *command]
        done = subprocess.run(
            list(map(str, arguments)),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "TMPDIR": str(temporary)},
        )
        return json.loads(done.stdout)  # type: ignore[no-any-return]

    return run


def _whole(made: Made, command: str, exports: tuple[Path, Path], output: Path) -> set[str]:
    return {hashlib.sha256(made(command, export, output)).hexdigest() for export in exports}


COMMANDS = [("analyze", ".xlsx"), ("classify", ".csv")]


@pytest.mark.parametrize(
    ("command", "suffix"), [*COMMANDS, ("classify", ".parquet"), ("classify", ".jsonl")]
)
def test_kill_leaves_a_whole_file(
    exports: tuple[Path, Path], made: Made, tmp_path: Path, loop: Loop, command: str, suffix: str
) -> None:
    """After kill -9 the file is whole; what lies beside it goes with the next run."""
    output = tmp_path / "out" / f"file{suffix}"
    whole = _whole(made, command, exports, output)
    seen = loop("SIGKILL", output, command, exports[1], "-q", "-o", output)
    assert {each["content"] for each in seen} <= whole
    assert not any(each["temporary"] for each in seen)
    made(command, exports[0], output)
    assert os.listdir(output.parent) == [output.name]  # noqa: PTH208


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize(("command", "suffix"), COMMANDS)
def test_stop_leaves_nothing_but_a_whole_file(
    exports: tuple[Path, Path],
    made: Made,
    tmp_path: Path,
    loop: Loop,
    how: str,
    command: str,
    suffix: str,
) -> None:
    """Ctrl-C, or a polite end: no traceback, the file is whole, and nothing lies beside it."""
    output = tmp_path / "out" / f"file{suffix}"
    whole = _whole(made, command, exports, output)
    seen = loop(how, output, command, exports[1], "-q", "-o", output)
    assert {each["content"] for each in seen} <= whole
    assert {each["code"] for each in seen} <= {0, 130, *BEFORE_IT_BEGAN}
    assert not any(each["beside"] or each["temporary"] or each["traceback"] for each in seen)
