"""What a record of a sheet can be: an entry, something to skip with its reason, or unreadable."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.tables.body import Body, Rows
from pmrules.ingest.tables.parts import Part, When
from pmrules.ingest.tally import Remark
from pmrules.model import Rejected, Skipped

NAMES = ("person", "first_name", "last_name")
TEXT_ROLES = ("client", "project", "task", "description", "tags")
LENGTHS = ("duration", "minutes", "seconds")

ENTRY, REJECTED = 0, -1
_REASONS = {
    1: "total row",
    2: "running timer",
    3: "nothing but a zero duration",
    4: "no time entered",
    5: "nothing in the columns that are read",
    6: "note or footer",
    7: "text goes on from the row above",
    8: "below a total row",
}
TOTAL, RUNNING, ZERO, NO_TIME, ELSEWHERE, NOTE, GOES_ON, BELOW = _REASONS


class Kinds(Struct):
    """The kinds of a sheet's records while they are told apart."""

    body: Body
    when: When
    length: Part
    kind: npt.NDArray[np.int8]
    bad_role: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Unreadable records: role of the first bad column and what it should have held."""
    remarks: list[Remark] = field(default_factory=list)
    added: int = 0
    """Seconds that a total row would add up."""

    @property
    def open(self) -> Bools:
        """Records that may still be entries."""
        still_open: Bools = self.kind == ENTRY
        return still_open

    @property
    def dateless(self) -> Bools:
        """Open records without a readable date."""
        return self.open & ~self.when.date.ok

    @property
    def timeless(self) -> Bools:
        """Records with neither duration, start nor end."""
        blank: Bools = self.length.blank & self.when.start.blank & self.when.end.blank
        return blank

    def put(self, records: Bools | Rows, kind: int) -> None:
        """Settle the kind of records that are still open."""
        which = np.zeros(self.body.height, dtype=np.bool_)
        which[records] = True
        self.kind[which & self.open] = kind

    def filled(self, records: Bools, roles: Sequence[str]) -> Bools:
        """Return which of the records hold anything in the columns of the roles."""
        at = np.flatnonzero(records)
        filled = np.zeros(self.body.height, dtype=np.bool_)
        filled[at] = self.body.filled(at, roles)
        return filled

    def reject(self, records: Bools, role: str, expected: str) -> None:
        """Settle open records as unreadable."""
        for record in np.flatnonzero(records & self.open).tolist():
            self.bad_role[record] = (role, expected)
        self.put(records, REJECTED)

    def skipped(self) -> Iterator[Skipped]:
        """Yield what is skipped, in the order of the rows."""
        numbers, sheet = self.body.numbers, self.body.grid.sheet
        for record in np.flatnonzero(self.kind > 0).tolist():
            yield Skipped(int(numbers[record]), _REASONS[int(self.kind[record])], sheet)

    def rejected(self) -> Iterator[Rejected]:
        """Yield what cannot be read, in the order of the rows."""
        numbers = self.body.numbers
        for record in np.flatnonzero(self.kind == REJECTED).tolist():
            role, expected = self.bad_role[record]
            shown = self.body.shown(record, role) if self.body.has(role) else ""
            yield Rejected(
                int(numbers[record]),
                self.body.column(record, role) or role,
                shown,
                expected,
                self.body.grid.sheet,
            )
