"""What was read from a file, under the name that tells it from others of the same name."""

from pathlib import PurePath
from typing import TypeVar

from msgspec.structs import replace

from pmrules.errors import Problem
from pmrules.ingest.taken import Taken
from pmrules.model import FileAccount, Notice

_Placed = TypeVar("_Placed", Notice, Problem)


def under_name(name: str, account: FileAccount, taken: Taken) -> tuple[FileAccount, Taken]:
    """Return an account and its entries with the file called by this name everywhere."""
    if account.file == name:
        return account, taken
    notices = tuple(renamed(notice, name) for notice in account.notices)
    entries = taken.entries.assign(
        source=taken.entries["source"].cat.rename_categories({account.file: name})
    )
    return replace(account, file=name, notices=notices), replace(taken, entries=entries)


def renamed(said: _Placed, name: str) -> _Placed:
    """Return a notice or problem whose place calls the file by this name."""
    if said.place is None or said.place.file != PurePath(name).name:
        return said
    return replace(said, place=replace(said.place, file=name))
