"""What reading gives: the entries table, the accounting of every file, overlaps settled."""

import pandas as pd
from msgspec import Struct

from pmrules.model import FileAccount, Notice, Overlap

TEXT_DTYPE = "category"
"""Text columns are dictionary-encoded: all later work is done on distinct values."""


class Accounting(Struct, frozen=True):
    """What became of a set of files, without the entries themselves."""

    files: tuple[FileAccount, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    notices: tuple[Notice, ...] = ()


class Intake(Struct, frozen=True):
    """Everything read from a set of files."""

    entries: pd.DataFrame
    """One row an entry, `ENTRY_COLUMNS` in order: text columns categorical (never missing), `row`
    and `seconds` int64, `date`, `start`, `end` datetime64[s] (start and end may be NaT),
    `billable` nullable boolean. Index 0..n-1, in the order of files and rows."""
    files: tuple[FileAccount, ...]
    overlaps: tuple[Overlap, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def accounting(self) -> Accounting:
        """What became of the files."""
        return Accounting(self.files, self.overlaps, self.notices)

    @property
    def seconds(self) -> int:
        """Seconds of all entries after overlaps were settled."""
        return int(self.entries["seconds"].sum())
