"""Progress for a person who waits: on stderr, on a terminal, and only past a second."""

import sys
import time

from pmrules.visible import visible

_PATIENCE = 1.0
_CLEAR_LINE = "\r\x1b[K"


class Progress:
    """Called before each file; shows one line that is overwritten and, at the end, removed."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that `done` of `total` files are read and `name` is next; empty name: finished."""
        if not sys.stderr.isatty():
            return
        if not name and self._shown:
            sys.stderr.write(_CLEAR_LINE)
        elif name and time.monotonic() - self._began > _PATIENCE:
            sys.stderr.write(f"{_CLEAR_LINE}Reading {done + 1} of {total}: {visible(name, 60)}")
            self._shown = True
        sys.stderr.flush()
