"""What pmrules itself has written: a report is no export, however much it looks like one."""

import re
import zipfile
from pathlib import Path
from typing import BinaryIO

from pmrules.errors import Place, Problem
from pmrules.model import ENTRY_COLUMNS

CREATOR = "pmrules"
"""How the creator of every workbook that is written here begins."""
NOTE, REPORT = ".pmrules.txt", ".pmrules.xlsx"
"""What is added to the name of an export for a note about it, and for its report."""

_CORE = "docProps/core.xml"
_OURS = re.compile(rb"<dc:creator>pmrules\b")
_ENOUGH = 100_000
_TABLE = ",".join(ENTRY_COLUMNS).encode()
_ZIP = b"PK\x03\x04"


def is_report(file: BinaryIO) -> bool:
    """Whether an open file is a workbook that pmrules wrote; any other file is not, damaged too."""
    try:
        with zipfile.ZipFile(file) as package, package.open(_CORE) as core:
            return bool(_OURS.search(core.read(_ENOUGH)))
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, RuntimeError):
        return False


def is_own(path: Path) -> bool:
    """Whether a file is a report or a table of classified entries; False where it is unreadable."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_TABLE))
            file.seek(0)
            return head == _TABLE or (head.startswith(_ZIP) and is_report(file))
    except OSError:
        return False


def own_report(path: Path) -> Problem:
    """Say that a file holds what pmrules made of exports."""
    return Problem(
        "own-report",
        "pmrules wrote this file itself: to read it would count every hour a second time.",
        "Name the exports that it was made from.",
        Place(str(path)),
    )
