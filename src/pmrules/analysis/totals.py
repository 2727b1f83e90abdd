"""What judged entries come to: sums that add up over any chunks of them, in any order."""

from collections.abc import Iterable

from msgspec import Struct

from pmrules.analysis.chunk import Chunk
from pmrules.analysis.hours import Hours, by_person, by_work
from pmrules.analysis.labelled import Clients, Labelled
from pmrules.analysis.long_texts import cut_texts
from pmrules.analysis.merging import pairwise
from pmrules.analysis.names import Names
from pmrules.analysis.open_texts import OpenTexts
from pmrules.analysis.spans import Period
from pmrules.analysis.tally import Tally
from pmrules.rules.evidence import Evidence
from pmrules.rules.verdict import Classified


class Totals(Struct, frozen=True):
    """All that a report says of entries, but for the sheet that lists them.

    Chunks must have been judged by the same rulebook. Merging is associative and commutative, and
    seconds stay whole numbers: however entries are cut into chunks, their totals are equal.
    """

    period: Period | None
    names: Names
    tracked: Tally
    """By person, week, month; ways tell what limits ask for."""
    work: Tally
    """By person; ways tell activities and owners."""
    clients: Clients
    projects: Labelled
    open: OpenTexts
    evidence: Evidence
    cut: int
    """Cells of the entries whose text is too long for a workbook."""

    @classmethod
    def of(cls, classified: Classified, at: int = 0) -> "Totals":
        """Sum a chunk of judged entries.

        `at` says where the chunk begins among all entries, for spellings of which the first is
        shown: any numbers that grow from chunk to chunk by at least its entries.
        """
        chunk = Chunk.of(classified, at)
        return cls(
            period=chunk.period,
            names=chunk.names,
            tracked=by_person(chunk),
            work=by_work(chunk),
            clients=Clients.of(chunk),
            projects=Labelled.of(chunk, "project"),
            open=OpenTexts.of(chunk),
            evidence=classified.did(),
            cut=cut_texts(chunk.frame),
        )

    def merge(self, other: "Totals") -> "Totals":
        """Add the totals of other entries."""
        names, mine, theirs = self.names.merge(other.names)
        same = (None, None)
        return Totals(
            period=_both(self.period, other.period),
            names=names,
            tracked=self.tracked.merge(other.tracked, (mine, *same), (theirs, *same)),
            work=self.work.merge(other.work, (mine,), (theirs,)),
            clients=self.clients.merge(other.clients, mine, theirs),
            projects=self.projects.merge(other.projects)[0],
            open=self.open.merge(other.open, mine, theirs),
            evidence=self.evidence.merge(other.evidence),
            cut=self.cut + other.cut,
        )

    @classmethod
    def merged(cls, parts: "Iterable[Totals]") -> "Totals":
        """Merge the totals of one chunk or more, by twos."""
        return pairwise(parts, cls.merge)

    @property
    def hours(self) -> Hours:
        """The hours by person and time, as limits and periods read them."""
        return Hours.told(self.names, self.tracked, self.period)


def _both(one: Period | None, other: Period | None) -> Period | None:
    if one is None or other is None:
        return one or other
    return Period(min(one.first, other.first), max(one.last, other.last))
