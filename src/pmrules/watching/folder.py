"""A watched folder on the disk: what is in it, what files hold, notes beside refused ones."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pmrules.errors import PmrulesError
from pmrules.ingest.files.own import NOTE, REPORT
from pmrules.ingest.files.paths import LOCK, SUFFIXES
from pmrules.report.saved import read_saved
from pmrules.visible import visible
from pmrules.watching.ledger import Stamp
from pmrules.writing.atomic import replacing

_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp")
"""What browsers and sync clients add to a name until a download is whole."""
_HIDDEN = (".", LOCK)
_FIRST_WORDS = "pmrules made no report of"
_ENCODING = "utf-8-sig"
"""Old editors of Windows take a text without this mark for another encoding."""


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return the files that may be exports, by name; raises `OSError` where the folder is away.

    What a download is not finished of is left out: empty files, and those beside which their
    unfinished rest stands.
    """
    entries = {entry.name: entry for entry in folder.iterdir()}
    found: dict[str, Stamp] = {}
    for name in sorted(filter(is_candidate, entries)):
        stamp = stamp_of(entries[name])
        if stamp and stamp.size and not any(f"{name}{end}" in entries for end in _UNFINISHED):
            found[name] = stamp
    return found


def is_candidate(name: str) -> bool:
    """Whether a file of this name may be an export, and is nothing of ours or of an editor."""
    low = name.lower()
    own = low.endswith((NOTE, REPORT))
    return not own and not name.startswith(_HIDDEN) and Path(low).suffix in SUFFIXES


def stamp_of(path: Path | None) -> Stamp | None:
    """Return size and date of a file; None where there is none."""
    try:
        if path is None or not path.is_file():
            return None
        status = path.stat()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


def digest(path: Path) -> str:
    """Return the hash of what a file holds; raises `OSError` while another program holds it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made_from(report: Path) -> frozenset[str]:
    """Return the hashes of the files that a report was made from; nothing where it is none."""
    if not report.is_file():
        return frozenset()
    try:
        return frozenset(digest for _, digest in read_saved(report).files)
    except PmrulesError:
        return frozenset()


def report_beside(path: Path, folder: Path) -> Path:
    """Return where the report of a file goes."""
    return folder / f"{path.name}{REPORT}"


def note_beside(path: Path) -> Path:
    """Return where the note about a refused file goes."""
    return path.with_name(f"{path.name}{NOTE}")


def write_note(path: Path, reasons: Iterable[str]) -> None:
    """Say beside a file why there is no report of it; raises `OutputError` if that is refused."""
    said = [f"{_FIRST_WORDS} {visible(path.name)}.", "", *reasons, ""]
    said.append("Save the mended file here: pmrules watch tries it again, and removes this note.")
    with replacing(note_beside(path)) as file:
        file.write("\n".join((*said, "")).encode(_ENCODING))


def remove_note(path: Path) -> None:
    """Remove the note about a file, if there is one and pmrules wrote it."""
    note = note_beside(path)
    try:
        if note.read_text(_ENCODING).startswith(_FIRST_WORDS):
            note.unlink()
    except (OSError, UnicodeDecodeError):
        return
