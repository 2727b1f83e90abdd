"""What became of the records of a file, or of a piece of it; accounts of pieces add up."""

from collections.abc import Iterable

from msgspec import Struct

from pmrules.errors import Place
from pmrules.ingest.odd_texts import odd_texts
from pmrules.ingest.oddities import Oddities
from pmrules.ingest.taken import Taken
from pmrules.ingest.tally import Remark, together, worded
from pmrules.model import FileAccount, Notice, Rejected, Skipped


class Filed(Struct, frozen=True):
    """Records, entries, and what else the pieces of one file gave."""

    entries: int
    seconds: int
    skipped: tuple[Skipped, ...]
    rejected: tuple[Rejected, ...]
    remarks: tuple[Remark, ...]
    oddities: Oddities
    odd_texts: tuple[Remark, ...]

    @classmethod
    def of(cls, name: str, taken: Taken) -> "Filed":
        """Account for what a piece gave; its rows tell where its entries stand."""
        return cls(
            len(taken.entries),
            taken.seconds,
            taken.skipped,
            taken.rejected,
            taken.remarks,
            Oddities.of(taken.entries, taken.entries["row"].to_numpy()),
            tuple(odd_texts(name, taken.entries)),
        )

    def __add__(self, other: "Filed") -> "Filed":
        """Return the account of two pieces; raises `UnlikeError` where they cannot be added."""
        return Filed(
            self.entries + other.entries,
            self.seconds + other.seconds,
            self.skipped + other.skipped,
            self.rejected + other.rejected,
            together(self.remarks, other.remarks),
            self.oddities + other.oddities,
            together(self.odd_texts, other.odd_texts),
        )

    def account(
        self, name: str, importer: str, sha256: str, notices: Iterable[Notice]
    ) -> FileAccount:
        """Return the account of the file, whose reading began with these notices."""

        def place(row: int) -> Place:
            return Place(name, "", row)

        odd = (*self.oddities.notices(place), *worded(self.odd_texts))
        return FileAccount(
            file=name,
            importer=importer,
            records=self.entries + len(self.skipped) + len(self.rejected),
            entries=self.entries,
            seconds=self.seconds,
            sha256=sha256,
            skipped=tuple(sorted(self.skipped, key=lambda each: each.row)),
            rejected=tuple(sorted(self.rejected, key=lambda each: each.row)),
            notices=(*notices, *worded(self.remarks), *odd),
        )
