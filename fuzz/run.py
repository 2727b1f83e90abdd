"""Damages real files for a while and reads them: what is no message is a crash to be mended.

    FUZZ_SECONDS=60 FUZZ_SEED=1 python -m fuzz.run [FILE...]

A crash is kept under fuzz/found/ with what it raised, and the exit code is 1. Files that are named
are read as they are.
"""

import faulthandler
import os
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from fuzz.mutate import mutated
from fuzz.samples import samples
from pmrules import PmrulesError, analyze, load_rules
from pmrules.rules.rulebook import Rulebook

FOUND = Path(__file__).with_name("found")
SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
SEED = int(os.environ.get("FUZZ_SEED", "0")) or time.time_ns() % 1_000_000
HANGS = 60
"""Seconds after which a single file counts as one that hangs."""


def read(path: Path) -> None:
    """Read a file as the program does; raise for anything that a person could not mend."""
    faulthandler.dump_traceback_later(HANGS, exit=True)
    try:
        if path.suffix == ".yaml":
            load_rules(path)
            return
        analysis = analyze(path, Rulebook())
        for account in analysis.files:
            whole = account.entries + len(account.skipped) + len(account.rejected)
            assert account.records == whole, account
        assert analysis.whole.seconds >= 0
    except PmrulesError as error:
        assert all(each.code and each.what and each.mend for each in error.problems)
    finally:
        faulthandler.cancel_dump_traceback_later()


def batches() -> Iterator[int]:
    """Yield seeds until the time is over."""
    end, number = time.monotonic() + SECONDS, SEED
    while time.monotonic() < end:
        yield number
        number += 1


def batch(number: int, originals: dict[str, bytes]) -> int:
    """Damage and read a number of files; return how many crashed."""
    crashes = 0

    @seed(number)
    @settings(
        max_examples=50,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(sorted(originals)), st.randoms(use_true_random=False))
    def damaged(name: str, chance: Random) -> None:
        nonlocal crashes
        path = FOUND / f"current-{os.getpid()}{Path(name).suffix}"
        path.write_bytes(mutated(originals[name], chance))
        try:
            read(path)
        except Exception:
            crashes += 1
            kept = FOUND / f"{number}-{crashes}{path.suffix}"
            path.rename(kept)
            kept.with_suffix(".txt").write_text(f"{name}\n{traceback.format_exc()}")
            print(f"{kept}: {traceback.format_exc(limit=-1)}", flush=True)
        else:
            path.unlink()

    damaged()
    return crashes


def main() -> int:
    """Fuzz for the time given and say what was found."""
    for path in map(Path, sys.argv[1:]):
        read(path)
    if sys.argv[1:]:
        return 0
    FOUND.mkdir(exist_ok=True)
    originals = samples()
    print(f"{len(originals)} samples, {SECONDS:.0f} seconds, FUZZ_SEED={SEED}", flush=True)
    counts = [batch(number, originals) for number in batches()]
    print(f"{50 * len(counts)} files, {sum(counts)} crashes")
    return 1 if sum(counts) else 0


if __name__ == "__main__":
    sys.exit(main())
