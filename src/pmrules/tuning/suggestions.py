"""Everything that `suggest` has to say about a set of entries, in one pass without questions."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from pmrules.analysis.model import Analysis
from pmrules.rules.classify import classify
from pmrules.rules.verdict import Classified
from pmrules.tuning.additions import Additions, added
from pmrules.tuning.items import Items
from pmrules.tuning.names import NameProposal, customers, own_names
from pmrules.tuning.proposals import Proposal, Proposer
from pmrules.tuning.remainder import undecided


class Suggestions(Struct, frozen=True):
    """Proposals in the order in which they settle most, each beyond those before it."""

    names: tuple[NameProposal, ...]
    proposals: tuple[Proposal, ...]
    open_seconds: int
    flags: int
    """Flags that depend on open hours as things stand."""
    enough: int | None
    """After so many accepted steps no flag depends on what is left; None: not even after all."""


def suggestions(analysis: Analysis, most: int) -> Suggestions:
    """Return at most so many proposals for what the entries leave open."""
    names, judged = names_first(analysis)
    items = Items.of(judged)
    proposals = tuple(islice(Proposer(items, judged.rulebook), most))
    now = len(undecided(analysis.judged))
    open_seconds = int(items.seconds[items.open].sum())
    steps = [each.additions for each in names]
    steps += [each.additions(judged.rulebook) for each in proposals if each.complete]
    enough = _enough(analysis.judged, steps) if now else 0
    return Suggestions(names, proposals, open_seconds, now, enough)


def names_first(analysis: Analysis) -> tuple[tuple[NameProposal, ...], Classified]:
    """Return the names to list, and the entries judged as if they were listed.

    Whether the client is ourselves decides what is open at all; so it comes before everything.
    """
    ours = own_names(analysis)
    judged = with_names(analysis.judged, ours)
    theirs = customers(Items.of(judged), judged.rulebook)
    return (*ours, *theirs), with_names(judged, theirs)


def with_names(classified: Classified, names: Sequence[NameProposal]) -> Classified:
    """Judge the entries with names listed."""
    if not names:
        return classified
    return judged_with(classified, sum((each.additions for each in names), Additions()))


def judged_with(classified: Classified, additions: Additions) -> Classified:
    """Judge the entries with additions to the rules."""
    return classify(classified.entries, added(classified.rulebook, additions))


def _enough(classified: Classified, steps: Sequence[Additions]) -> int | None:
    def done(count: int) -> bool:
        taken = sum(steps[:count], Additions())
        return not undecided(judged_with(classified, taken))

    if not done(len(steps)):
        return None
    return bisect_left(range(len(steps) + 1), True, key=done)
