"""What the system says when a file cannot be written, as words that a person can act on."""

import errno
from pathlib import Path

from pmrules.errors import OutputError, Place, Problem
from pmrules.visible import visible

NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
"""A disk, a quota or the size of a file at its end."""
_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_WORDS: tuple[tuple[frozenset[int], str, str, str], ...] = (
    (
        frozenset({errno.ENOENT, errno.ENOTDIR}),
        "output-folder-missing",
        "There is no such folder to write into.",
        "Make the folder, or name another file with -o.",
    ),
    (
        frozenset({errno.EISDIR}),
        "output-is-folder",
        "The output is a folder.",
        "Name a file inside it, such as report.xlsx, with -o.",
    ),
    (
        NO_SPACE,
        "output-no-space",
        "There is no room left to write the file; nothing was changed.",
        "Free some space, or write to another disk with -o.",
    ),
    (
        frozenset({errno.ENAMETOOLONG}),
        "output-name-too-long",
        "The name of the file is too long.",
        "Choose a shorter name with -o.",
    ),
)


def explained(error: OSError, path: Path) -> OutputError:
    """Say what went wrong with a file that was to be written."""
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
