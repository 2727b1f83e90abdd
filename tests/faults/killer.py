"""Runs one command again and again, ends each run at a random moment, and looks at what is left.

    python killer.py SIGNAL ROUNDS SEED OUTPUT COMMAND...

Each run is a fork of this process, in which everything is loaded already. One line of JSON tells
what was seen.
"""

import contextlib
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from pmrules import pipeline  # noqa: F401 - loaded once, before forking
from pmrules.cli.main import run
from pmrules.report import tables, workbook  # noqa: F401 - same


def fork(arguments: list[str], errors: Path) -> int:
    """Start a run of the command and return its process."""
    child = os.fork()
    if child:
        return child
    with contextlib.suppress(BaseException):
        for stream, path in ((1, os.devnull), (2, str(errors))):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        sys.argv = ["pmrules", *arguments]
        code: object = 99
        try:
            run()
        except SystemExit as end:
            code = end.code
        except KeyboardInterrupt:
            code = 130  # a moment after the program's own end
        sys.stderr.flush()
        os._exit(int(str(code or 0)))
    os._exit(98)


def digest(path: Path) -> str:
    """Return what tells one content from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "none"


def kill_often(how: str, rounds: int, chance: random.Random, output: Path, command: list[str]):
    """Yield what is seen after every run that was ended."""
    errors = Path(tempfile.gettempdir()).parent / "errors.txt"
    began = time.monotonic()
    os.waitpid(fork(command, errors), 0)
    whole = time.monotonic() - began
    for _ in range(rounds):
        child = fork(command, errors)
        time.sleep(0.002 + chance.random() * whole * 1.1)
        os.kill(child, getattr(signal, how))
        _, status = os.waitpid(child, 0)
        yield {
            "code": os.waitstatus_to_exitcode(status),
            "content": digest(output),
            "beside": sorted(set(os.listdir(output.parent)) - {output.name}),  # noqa: PTH208
            "temporary": os.listdir(tempfile.gettempdir()),  # noqa: PTH208
            "traceback": "Traceback" in errors.read_text(),
        }


if __name__ == "__main__":
    name, count, seed, target, *arguments = sys.argv[1:]
    seen = kill_often(name, int(count), random.Random(int(seed)), Path(target), arguments)
    sys.stdout.write(json.dumps(list(seen)))
