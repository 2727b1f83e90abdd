"""What analysis gives: totals with bounds, flags, findings, all frozen values."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from pmrules.analysis.amounts import Amount, Slice
from pmrules.analysis.person_months import person_months
from pmrules.analysis.slices import by_text
from pmrules.analysis.spans import Period
from pmrules.analysis.totals import Totals
from pmrules.model import FileAccount, Notice, Overlap, Quadrant
from pmrules.rules.evidence import RuleEvidence
from pmrules.rules.rulebook import Limit, Over, Rulebook
from pmrules.rules.verdict import Classified

__all__ = [
    "ActivityTotals",
    "Amount",
    "Analysis",
    "Change",
    "Finding",
    "Flag",
    "PersonChange",
    "PersonTotals",
    "Since",
    "Slice",
]


class PersonTotals(Struct, frozen=True):
    """One person's hours beside what they have."""

    name: str
    team: str
    totals: Slice
    capacity: int | None
    """Weekly seconds times the ISO weeks in which this person has entries, because many track
    sampled weeks only; None where the rules file says nothing."""

    @property
    def load(self) -> float | None:
        """Hours over capacity; None where the capacity is unknown."""
        return self.totals.seconds / self.capacity if self.capacity else None


class ActivityTotals(Struct, frozen=True):
    """An activity and whose work it ought to be, inside one place of the matrix."""

    cell: str
    """A quadrant, `half` or `outside`."""
    activity: str
    """Empty where the deciding rules name none."""
    owner: str
    seconds: int
    entries: int
    people: int


class Flag(Struct, frozen=True):
    """A limit that is broken, or may be once the open hours are settled."""

    kind: str
    """`allocation` (a share or hours in a place past a limit) or `capacity` (all hours of a person
    past what they have, or past a limit in hours)."""
    certainty: str
    """`certain` or `possible`."""
    limit: Limit
    scope: str
    """The person or team; `everyone`."""
    period: Period
    period_key: str
    """`2026-09`, `2026-W37`, `2026-Q3` or `all`."""
    value: float
    """Measured: a share, or seconds where the limit is in hours or capacity."""
    low: float
    high: float
    threshold: float
    """In the unit of `value`."""
    seconds: int
    """Seconds measured."""
    at_stake: int
    """Seconds past the limit as measured; for a possible flag those that could pass it."""

    @property
    def distance(self) -> float:
        """How far past the limit: positive above a maximum, negative below a minimum."""
        return self.value - self.threshold

    @property
    def broken_as_measured(self) -> bool:
        """Whether the measured value itself is past the limit."""
        over = self.value > self.threshold
        return over if self.limit.bound == "max" else self.value < self.threshold


class Finding(Struct, frozen=True):
    """A sentence with its numbers; the first of a report is its headline."""

    key: str
    """Stable name: `one-customer`, `current`, `over-capacity`, `open-hours` ..."""
    headline: str
    """A whole sentence without a full stop: `40 % of product time goes to one customer`."""
    detail: str
    """One or two further sentences."""
    mark: str
    """`up`, `down`, `flag`, `open` or `ok`: which sign stands before it."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Every number that the sentence shows, by name, unrounded."""


class Change(Struct, frozen=True):
    """The hours of a place in an earlier report and now; shares where the place has one."""

    place: str
    """As in `Slice.amounts`, or `all`."""
    before: int
    after: int
    """Both in seconds."""
    share_before: float | None = None
    share_after: float | None = None

    @property
    def moved(self) -> float | None:
        """By how much the share rose; None where one of the two is unknown."""
        if self.share_before is None or self.share_after is None:
            return None
        return self.share_after - self.share_before


class PersonChange(Struct, frozen=True):
    """One person's seconds, and the share of one customer in them, in an earlier report and now."""

    name: str
    before: int | None
    """None: was not there."""
    after: int | None
    """None: is gone."""
    one_before: float | None
    one_after: float | None

    @property
    def moved(self) -> float | None:
        """By how much the share of one customer rose; None where one of the two is unknown."""
        if self.one_before is None or self.one_after is None:
            return None
        return self.one_after - self.one_before


class Since(Struct, frozen=True):
    """What changed since an earlier report."""

    name: str
    """Of its file."""
    title: str
    period: Period | None
    places: tuple[Change, ...]
    people: tuple[PersonChange, ...]
    """Nobody where one of the two reports leaves names out."""
    renamed: tuple[tuple[Quadrant, str], ...]
    """Quadrants that were called otherwise, and how."""
    remarks: tuple[str, ...]
    """What makes the comparison doubtful: `same`, `overlap`, `later` (periods), `lengths`, `teams`,
    `rules`, `nameless`."""
    shared_days: int
    """Days that both periods have."""

    def of(self, place: str) -> Change:
        """Return the change of one place."""
        return next(each for each in self.places if each.place == place)


class Analysis(Struct, frozen=True, dict=True):
    """Everything that the report says, before anyone draws it."""

    period: Period | None
    """First and last day of the entries; None where there are none."""
    asked: tuple[dt.date | None, dt.date | None]
    """`--from` and `--to` as given."""
    whole: Slice
    people: tuple[PersonTotals, ...]
    """Most hours first, then by name; so everywhere below unless said otherwise."""
    teams: tuple[Slice, ...]
    clients: tuple[Slice, ...]
    activities: tuple[ActivityTotals, ...]
    owners: tuple[Slice, ...]
    months: tuple[Slice, ...]
    """In time's order; a month between without entries is there with zeros (not beyond 600)."""
    weeks: tuple[Slice, ...]
    """The same, by the Monday of each ISO week."""
    quarters: tuple[Slice, ...]
    """The same, by quarter: `2026-Q3`."""
    by: Over
    """Whether the report tells time by week, month or quarter."""
    flags: tuple[Flag, ...]
    """Certain before possible, broken as measured before others, then by hours at stake."""
    findings: tuple[Finding, ...]
    totals: Totals
    """What all of this was made of."""
    classified: Classified | None
    """The entries themselves; None where they were not kept, or must name nobody."""
    rulebook: Rulebook
    files: tuple[FileAccount, ...]
    overlaps: tuple[Overlap, ...]
    notices: tuple[Notice, ...]
    since: Since | None = None
    """What changed since an earlier report, if one was named."""

    @property
    def spans(self) -> tuple[Slice, ...]:
        """The weeks, months or quarters by which the report tells time."""
        return {Over.WEEK: self.weeks, Over.QUARTER: self.quarters}.get(self.by, self.months)

    @cached_property
    def projects(self) -> tuple[Slice, ...]:
        """Most hours first; made when they are asked for, since there may be as many as entries."""
        return by_text(self.totals.projects)

    @cached_property
    def person_months(self) -> Mapping[str, Mapping[str, Slice]]:
        """By person every month of `months`, zeros where this person has no entries."""
        return person_months(self.totals.hours)

    @property
    def evidence(self) -> tuple[RuleEvidence, ...]:
        """What every rule of the rulebook did, in its order."""
        return self.totals.evidence.told(self.rulebook)

    @property
    def judged(self) -> Classified:
        """The entries themselves, for work that cannot do without them."""
        if self.classified is None:
            what = "the entries of this analysis were not kept"
            raise ValueError(what)
        return self.classified
