"""An importer keeps to itself: it opens no connection, writes no file, starts no program."""

from collections.abc import Iterator

from pmrules.testing.case import Case
from pmrules.testing.fault import Fault
from pmrules.visible import visible

_MENDS = {
    "connects": "Read the file alone: what people tracked stays on their machine.",
    "writes": "Hand records over and write nothing; keep in memory what you need to remember.",
    "starts": "Read the file in Python: a program may be missing where your importer runs.",
}


def quiet(case: Case) -> Iterator[Fault]:
    """Reading opens no connection, writes nothing and starts no program."""
    assert case.plain is not None  # noqa: S101 - reading it is what is watched
    for kind, what in dict.fromkeys(case.seen):
        yield Fault(f"While it reads, it {kind}: {visible(what, 200)}.", _MENDS[kind.split()[0]])
