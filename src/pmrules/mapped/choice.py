"""Which engine: the one asked for, else what the input needs."""

from collections.abc import Sequence

from pmrules.errors import InputError, Problem
from pmrules.ingest.files.addresses import stamp_of
from pmrules.mapped.job import Source

AUTO, MEMORY, PIECES, DASK = ENGINES = ("auto", "memory", "pieces", "dask")

LARGE = 256 << 20
"""More bytes of exports than these are read in pieces where nothing needs every entry at once."""


def chosen(engine: str, sources: Sequence[Source], *, listed: bool, scheduler: str = "") -> str:
    """Return the engine to use; `listed` says that every entry is wanted, not only totals.

    Raises InputError where an engine is asked for that keeps no entries, or that needs no
    scheduler beside one, and ValueError where there is no such engine.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine {engine!r} is none of {', '.join(ENGINES)}")
    if scheduler and engine not in (AUTO, DASK):
        raise InputError(_asks_nobody(engine))
    asked = DASK if scheduler and engine == AUTO else engine
    if asked in (PIECES, DASK) and listed:
        raise InputError(_keeps_none(asked))
    if asked != AUTO:
        return asked
    return PIECES if not listed and _size(sources) > LARGE else MEMORY


def _size(sources: Sequence[Source]) -> int:
    try:
        return sum(stamp_of(each.address)[0] for each in sources)
    except OSError:
        return 0  # reading says what is wrong


def _asks_nobody(engine: str) -> Problem:
    return Problem(
        "scheduler-unused",
        f"The engine “{engine}” works in this process and asks no scheduler.",
        "Say --engine dask, or leave --scheduler out.",
    )


def _keeps_none(engine: str) -> Problem:
    return Problem(
        "engine-keeps-no-entries",
        f"The engine “{engine}” keeps totals, and the report would list every entry.",
        "Leave the sheet of entries out with --no-entries, or say --engine memory.",
    )
