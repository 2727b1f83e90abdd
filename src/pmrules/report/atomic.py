"""Files replaced whole or not at all: written beside their place, then moved onto it."""

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pmrules.errors import OutputError, Place, Problem
from pmrules.visible import visible

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
        _sweep(target)
        with _beside(target) as file:
            yield file
    except OSError as error:
        raise _explained(error, path) from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    temporary, file = _created(target)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            _take_mode(target, temporary)
            if sys.platform == "win32":
                file.close()  # Only closed files can be moved there.
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _created(target: Path) -> tuple[Path, BinaryIO]:
    while True:
        temporary = target.with_name(_prefix(target) + secrets.token_hex(6))
        file = temporary.open("xb")
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


def _prefix(target: Path) -> str:
    # Names may have 255 bytes; those of the mark, a process and a random part must fit too.
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


def _take_mode(target: Path, temporary: Path) -> None:
    """Give the new file the mode of the old one; without one, the umask has had its say."""
    with contextlib.suppress(FileNotFoundError):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def _settle(folder: Path) -> None:
    """Have the new name survive a power cut, where the system can do that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_WORDS: tuple[tuple[set[int], str, str, str], ...] = (
    (
        {errno.ENOENT, errno.ENOTDIR},
        "output-folder-missing",
        "There is no such folder to write into.",
        "Make the folder, or name another file with -o.",
    ),
    (
        {errno.EISDIR},
        "output-is-folder",
        "The output is a folder.",
        "Name a file inside it, such as report.xlsx, with -o.",
    ),
    (
        _NO_SPACE,
        "output-no-space",
        "There is no room left to write the file; nothing was changed.",
        "Free some space, or write to another disk with -o.",
    ),
    (
        {errno.ENAMETOOLONG},
        "output-name-too-long",
        "The name of the file is too long.",
        "Choose a shorter name with -o.",
    ),
)


def _explained(error: OSError, path: Path) -> OutputError:
    place = Place(str(path))
    for numbers, code, what, mend in _WORDS:
        if error.errno in numbers:
            return OutputError(Problem(code, what, mend, place))
    if error.errno in _READ_ONLY:
        return OutputError(_refused(path, place))
    what = f"The file cannot be written: {visible(error.strerror or str(error))}."
    return OutputError(Problem("output-failed", what, "Name another file with -o.", place))


def _refused(path: Path, place: Place) -> Problem:
    if path.is_file():
        return Problem(
            "output-locked",
            "The file cannot be replaced: it is open in Excel, or you may not write it.",
            "Close the workbook and run again, or name another file with -o.",
            place,
        )
    return Problem(
        "output-folder-read-only",
        "You may not write into this folder.",
        "Name a file in a folder of yours with -o.",
        place,
    )
