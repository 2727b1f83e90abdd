"""What is written anew must not take the place of somebody's work."""

from pathlib import Path

from pmrules.errors import OutputError, Place, Problem


def refuse_existing(path: Path, *, force: bool, lost: str = "") -> None:
    """Raise `OutputError` where something is at the path, unless that may be replaced."""
    if force or not (path.exists() or path.is_symlink()):
        return
    what, mend = f"The file is there already{lost}.", "Choose another name, or add --force."
    raise OutputError(Problem("output-exists", what, mend, Place(str(path))))
