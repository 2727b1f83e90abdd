"""An importer keeps to itself: no connection, no program, nothing written, printed or opened."""

from collections.abc import Iterator

from pmrules.testing.case import Case
from pmrules.testing.fault import Fault
from pmrules.visible import visible

_MENDS = {
    "connects": "Read the file alone: what people tracked stays on their machine.",
    "writes": "Hand records over and write nothing; keep in memory what you need to remember.",
    "prints": "Print nothing; what a person must know is the reason of a Skipped or Rejected.",
    "opens": "Read through `source`, which has settled encodings, archives and damaged files.",
    "starts": "Read the file in Python: a program may be missing where your importer runs.",
}


def quiet(case: Case) -> Iterator[Fault]:
    """It opens no connection, writes and prints nothing, starts no program, leaves `path` shut."""
    assert case.plain is not None  # noqa: S101 - reading it is what is watched
    for kind, what in dict.fromkeys(case.seen):
        said = f"While it reads, it {kind}: {visible(what, 200).rstrip('.')}."
        yield Fault(said, _MENDS[kind.split()[0]])
