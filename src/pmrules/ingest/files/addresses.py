"""Where files lie: on this machine, or at an address such as `s3://bucket/exports/`."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.paths import PARQUET, SUFFIXES, expand, unreachable
from pmrules.visible import visible


def is_remote(address: str) -> bool:
    """Whether an address needs more than this machine's files: `s3://`, `memory://`, `file://`."""
    return "://" in address


def name_of(address: str) -> str:
    """Return the file's name without its folder."""
    return PurePosixPath(address).name if is_remote(address) else Path(address).name


@contextmanager
def opened(address: str) -> Iterator[IO[bytes]]:
    """Open a file for reading by ranges; raises InputError where it cannot be."""
    try:
        with _open(address) as file:
            yield file
    except OSError as error:
        raise InputError(unreachable(Path(address), error)) from None


def read_range(address: str, start: int, stop: int) -> bytes:
    """Return the bytes from `start` to before `stop`."""
    with opened(address) as file:
        file.seek(start)
        return file.read(stop - start)


def stamp_of(address: str) -> tuple[int, int]:
    """Return the size of a file and when it was changed, as far as that is known."""
    if not is_remote(address):
        found = Path(address).stat()
        return found.st_size, found.st_mtime_ns
    with opened(address) as file:
        return file.seek(0, 2), 0


@contextmanager
def on_this_machine(address: str) -> Iterator[Path]:
    """Give the path of a file, of a remote one that of a copy under its own name."""
    if not is_remote(address):
        yield Path(address)
        return
    with tempfile.TemporaryDirectory() as folder, opened(address) as file:
        copy = Path(folder) / name_of(address)
        with copy.open("wb") as target:
            while block := file.read(1 << 24):
                target.write(block)
        yield copy


def expand_remote(address: str) -> tuple[str, ...]:
    """Return the exports directly in a remote folder, sorted by name, or the one file."""
    fsspec = _fsspec(address)
    try:
        system, path = fsspec.core.url_to_fs(address)
        if not system.isdir(path):
            system.info(path)
            return (address,)
        listed = sorted(system.ls(path, detail=False))
        found = [each for each in listed if _has(each, SUFFIXES)] or [
            each for each in listed if _has(each, PARQUET)
        ]
    except (OSError, ValueError, ImportError) as error:
        raise InputError(_unreachable(address, error)) from None
    if not found:
        what, mend = "This folder holds no exports.", "Put CSV, Excel or Parquet files into it."
        raise InputError(Problem("folder-without-exports", what, mend, Place(address)))
    return tuple(system.unstrip_protocol(each) for each in found)


def expanded(paths: Iterable[Path | str]) -> tuple[str, ...]:
    """Replace folders by the exports in them; raises InputError with all that is wrong."""
    found: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        address = str(path)
        try:
            found += expand_remote(address) if is_remote(address) else map(str, expand([path]))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(found) or tuple(map(str, expand([])))


def _open(address: str) -> IO[bytes]:
    if not is_remote(address):
        return Path(address).open("rb")
    file: IO[bytes] = _fsspec(address).open(address, "rb").open()
    return file


def _has(path: str, suffixes: frozenset[str]) -> bool:
    return PurePosixPath(path).suffix.lower() in suffixes


def _fsspec(address: str) -> Any:
    try:
        import fsspec
    except ImportError:
        mend = 'Install it: python -m pip install "pmrules[dask]".'
        what = "An address such as this one is read with the package fsspec, which is not there."
        raise InputError(Problem("fsspec-missing", what, mend, Place(address))) from None
    return fsspec


def _unreachable(address: str, error: Exception) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("file-not-found", "There is no such file.", "Check it.", Place(address))
    return Problem(
        "address-unreadable",
        f"The address cannot be read: {visible(str(error), 200)}.",
        "Check its spelling and your right to read it; a protocol may need a package of its own.",
        Place(address),
    )
