"""What a user names, files and folders, to the files that are to be read."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.own import NOTE, is_own, own_report
from pmrules.visible import visible

SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""Names of exports in a folder; a file that is named itself may be called anything."""
PARQUET = frozenset({".parquet"})
LOCK = "~$"
"""How the names of the lock files begin that Excel leaves beside an open workbook."""


_NOTHING = Problem("no-files", "No file was named.", "Name exports, or folders that hold some.")


def expand(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """Replace every folder by the exports directly in it, sorted by name.

    Reports of pmrules in a folder are no exports; one that is named itself is refused.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in map(Path, paths):
        try:
            found += _files(path)
        except InputError as error:
            problems += error.problems
    if not found and not problems:
        problems.append(_NOTHING)
    if problems:
        raise InputError(problems)
    return tuple(found)


def told_apart(paths: Sequence[Path | str]) -> list[str]:
    """Return what to call each file: its name, with as much of its path as tells it from others."""
    parts = {path: _parts(str(path)) for path in paths}
    return [_ending(parts[path], set(parts.values()) - {parts[path]}) for path in paths]


def _parts(address: str) -> tuple[str, ...]:
    return tuple(address.split("/")) if "://" in address else Path(address).absolute().parts


def _ending(own: tuple[str, ...], others: Collection[tuple[str, ...]]) -> str:
    length = 1
    while any(other[-length:] == own[-length:] for other in others) and length < len(own):
        length += 1
    return "/".join(own[-length:])


def _files(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            path.stat()
            return _one(path)
        exports = _in_folder(path)
    except OSError as error:
        raise InputError(unreachable(path, error)) from None
    if not exports:
        raise InputError(_no_exports(path))
    return exports


def _in_folder(folder: Path) -> list[Path]:
    """Return the exports in a folder; Parquet files only where nothing else is one.

    Beside exports they are most likely what pmrules made of these.
    """
    for suffixes in (SUFFIXES, PARQUET):
        exports = sorted(each for each in folder.iterdir() if _is_export(each, suffixes))
        if exports:
            return exports
    return []


def _is_export(path: Path, suffixes: frozenset[str]) -> bool:
    hidden = path.name.startswith((".", LOCK)) or path.name.endswith(NOTE)
    named = not hidden and path.suffix.lower() in suffixes
    return named and path.is_file() and not is_own(path)


def _one(path: Path) -> list[Path]:
    if path.is_file() and is_own(path):
        raise InputError(own_report(path))
    return [path]


def unreachable(path: Path, error: OSError) -> Problem:
    """Say why a file cannot be opened."""
    place = Place(str(path))
    if isinstance(error, FileNotFoundError):
        beside = ", ".join(_alike(path))
        mend = f"Did you mean {beside}?" if beside else "Check the spelling and the folder."
        return Problem("file-not-found", "There is no such file.", mend, place)
    if isinstance(error, PermissionError):
        mend = "Close the program that holds it, or ask for the right to read it."
        return Problem("file-unreadable", "You may not read this file.", mend, place)
    reason = (error.strerror or "it cannot be opened").lower()
    mend = "Check that it is a readable file."
    return Problem("file-unreadable", f"The file cannot be read: {reason}.", mend, place)


def _alike(path: Path) -> Iterator[str]:
    try:
        names = [each.name for each in path.parent.iterdir() if each.is_file()]
    except OSError:
        return
    yield from (visible(name, 60) for name in difflib.get_close_matches(path.name, names, 1, 0.8))


def _no_exports(path: Path) -> Problem:
    return Problem(
        "folder-without-exports",
        "This folder holds no exports.",
        "Put CSV, Excel or Parquet files into it (folders inside it are not searched), or name a "
        "file.",
        Place(str(path)),
    )
