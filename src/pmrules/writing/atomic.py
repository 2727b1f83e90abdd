"""Files replaced whole or not at all: written beside their place, then moved onto it."""

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from pmrules.errors import OutputError, Place, Problem
from pmrules.visible import visible
from pmrules.writing.failures import explained

if sys.platform != "win32":
    import fcntl

_MARK = ".pmrules-"


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` when the block ends without an exception.

    Until then the old file is untouched; after any exception no trace of the new one stays.
    Raises `OutputError` for what the user can mend: folder missing, read-only, full, file locked.
    """
    try:
        target = _target(path)
        _refuse_opened(target, path)
        with _beside(target, lambda: None) as file:
            yield file
    except OSError as error:
        raise explained(error, path) from error


@contextlib.contextmanager
def replacing_unchanged(path: Path, expected_sha256: str) -> Iterator[BinaryIO]:
    """Like `replacing`, for a file that was read before: it must still be what it was then.

    The hash, in hexadecimal, is that of the bytes read. It is held against the file before the
    block begins and again at the last moment; raises `OutputError` with the code
    `changed-meanwhile` if somebody else wrote it. Bytes go in as they are, line ends among them.
    """
    try:
        target = _target(path)
        with _held(target) as held:

            def unchanged() -> None:
                if not _is_still(target, held, expected_sha256):
                    raise OutputError(_changed(path))

            unchanged()
            with _beside(target, unchanged) as file:
                yield file
    except FileNotFoundError:
        raise OutputError(_changed(path)) from None
    except OSError as error:
        raise explained(error, path) from error


@contextlib.contextmanager
def _beside(target: Path, at_the_last_moment: Callable[[], None]) -> Iterator[BinaryIO]:
    _sweep(target)
    temporary, file = _created(target)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            _take_rights(target, temporary)
            if sys.platform == "win32":
                file.close()  # Only closed files can be moved there.
            at_the_last_moment()
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _created(target: Path) -> tuple[Path, BinaryIO]:
    """Make a file beside the target that nobody may read who may not read the target."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666
    while True:
        temporary = target.with_name(_prefix(target) + secrets.token_hex(6))
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(temporary, flags, mode | stat.S_IWUSR), "w+b")
        # Another run may have swept the file away before it was held: then make a new one.
        _hold(file)
        if os.fstat(file.fileno()).st_nlink:
            return temporary, file
        file.close()


def _target(path: Path) -> Path:
    """The file that is meant: a symbolic link stays, and what it points to is replaced."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(target))
    if target.is_file() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only", str(target))
    if target.exists() and not target.is_file():
        raise OutputError(
            Problem(
                "output-not-a-file",
                "The output is a device or a pipe, not a file.",
                "Name a file to write, such as report.xlsx.",
                Place(str(path)),
            )
        )
    return target


def _refuse_opened(target: Path, path: Path) -> None:
    """Refuse what a spreadsheet program has open: saved there, it would undo what we write."""
    beside = {entry.name for entry in os.scandir(target.parent)}
    for mark in (f"~${target.name}", f".~lock.{target.name}#"):
        if mark in beside:
            what = f"The file is open in a spreadsheet program: “{visible(mark)}” stands beside it."
            mend = "Close the workbook and run again. If nothing has it open, delete that file."
            raise OutputError(Problem("output-locked", what, mend, Place(str(path))))


def _prefix(target: Path) -> str:
    # Names may have 255 bytes; those of the mark and a random part must fit too.
    return _MARK + os.fsencode(target.name)[:200].decode("utf-8", "ignore") + "."


def _sweep(target: Path) -> None:
    """Remove what killed runs left; the file of a run that still lives is held and stays."""
    prefix = _prefix(target)
    if not target.parent.is_dir():
        return
    for entry in os.scandir(target.parent):
        if entry.name.startswith(prefix):
            with contextlib.suppress(OSError):
                _remove_abandoned(Path(entry.path))


def _remove_abandoned(path: Path) -> None:
    if sys.platform == "win32":
        path.unlink()  # Refused by the system while a run has it open.
        return
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()


def _hold(file: BinaryIO) -> None:
    """Hold a file for this run; the system lets go of it however the run ends."""
    if sys.platform != "win32":
        # A file system without locks holds nothing, and so sweeps nothing either.
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)


@contextlib.contextmanager
def _held(target: Path) -> Iterator[os.stat_result]:
    """Have two runs that change one file do so one after the other; tell which file is held."""
    if sys.platform == "win32":
        yield target.stat()  # What is open cannot be replaced there.
        return
    with target.open("rb") as file:
        _hold(file)
        yield os.fstat(file.fileno())


def _is_still(target: Path, held: os.stat_result, expected_sha256: str) -> bool:
    with target.open("rb") as file:
        same_file = os.path.samestat(os.fstat(file.fileno()), held)
        return same_file and hashlib.file_digest(file, "sha256").hexdigest() == expected_sha256


def _changed(path: Path) -> Problem:
    what = "The file was changed by somebody else since it was read; nothing was written."
    return Problem("changed-meanwhile", what, "Run the command again.", Place(str(path)))


def _take_rights(target: Path, temporary: Path) -> None:
    """Give the new file owner and mode of the old one; without one, the umask has had its say."""
    with contextlib.suppress(FileNotFoundError):
        old = target.stat()
        if sys.platform != "win32":
            with contextlib.suppress(PermissionError):
                os.chown(temporary, old.st_uid, old.st_gid)
        temporary.chmod(stat.S_IMODE(old.st_mode))


def _settle(folder: Path) -> None:
    """Have the new name survive a power cut, where the system can do that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
