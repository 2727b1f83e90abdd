"""Proposals and effects in the words of a person; texts from outside are made harmless."""

from collections.abc import Iterator

from pmrules.rules.rulebook import Rulebook
from pmrules.tuning.additions import place_called
from pmrules.tuning.effect import Effect, Moved
from pmrules.tuning.learning import Learned
from pmrules.tuning.names import NameProposal
from pmrules.tuning.neighbours import Vote
from pmrules.tuning.proposals import Proposal
from pmrules.tuning.suggestions import Suggestions
from pmrules.visible import visible

_TEXT = 60
_VOTES = 3
_MOVED = 5


def hours(seconds: float) -> str:
    """Return seconds as hours: `22.5 h`."""
    return f"{seconds / 3600:,.1f} h"


def entries(count: int) -> str:
    """Return a number of entries."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def vote(each: Vote) -> str:
    """Return who says what: `project Compass: 91 % future, of 11 settled entries`."""
    who = "the same words" if each.kind == "words" else f"{each.kind} {visible(each.name, 40)}"
    answer = {"on": "on the matrix"}.get(each.answer, each.answer)
    return f"{who}: {100 * each.share:.0f} % {answer}, of {each.entries}"


def why(proposal: Proposal) -> str:
    """Return in one line the loudest neighbour for each proposed value."""
    loudest = []
    for axis, value in proposal.values.items():
        agreeing = [each for each in proposal.votes[axis] if each.answer == value]
        loudest += [vote(each) for each in agreeing[:1]]
    return "; ".join(dict.fromkeys(loudest))


def axes(proposal: Proposal) -> Iterator[str]:
    """Yield a line for each axis that is asked for: the proposed value, and all that speaks."""
    asked = ("matrix",) if proposal.says == "outside" else proposal.asked
    for axis in asked:
        said = "; ".join(map(vote, proposal.votes[axis][:_VOTES])) or "nothing near it is settled"
        title = "" if axis == "matrix" else f"{axis}:"
        yield f"{title:<9} {proposal.values.get(axis) or '?':<8}{said}"


def proposed(proposal: Proposal, rulebook: Rulebook) -> str:
    """Return where a proposal would put its entries, or that a person must choose."""
    if not proposal.says:
        return "yours to choose"
    place = visible(place_called(rulebook, proposal.says))
    if proposal.complete:
        return place
    return f"{place}; the rest is yours to choose"


def collateral(moved: tuple[Moved, ...], rulebook: Rulebook) -> Iterator[str]:
    """Yield what would change although it is settled; nothing where nothing would."""
    if not moved:
        return
    yield f"would also change {hours(sum(each.seconds for each in moved))} that are settled:"
    for each in moved[:_MOVED]:
        yield f"  {moves(each, rulebook)}"
    if len(moved) > _MOVED:
        yield f"  … and {len(moved) - _MOVED} more texts"


def moves(each: Moved, rulebook: Rulebook) -> str:
    """Return a line for entries that stand elsewhere than before."""
    before, after = (place(each_place, rulebook) for each_place in (each.before, each.after))
    return f"{hours(each.seconds):>9}  “{visible(each.text, _TEXT)}”: {before} → {after}"


def effects(effect: Effect, rulebook: Rulebook) -> Iterator[str]:
    """Yield the net of an effect by place, then the texts that move most."""
    for name, seconds in effect.net.items():
        sign = "+" if seconds > 0 else "−"
        yield f"{sign}{hours(abs(seconds)):>9}  {place(name, rulebook)}"
    for each in effect.moved[: 2 * _MOVED]:
        yield f"  {moves(each, rulebook)}"
    if len(effect.moved) > 2 * _MOVED:
        yield f"  … and {len(effect.moved) - 2 * _MOVED} more texts"


def place(name: str, rulebook: Rulebook) -> str:
    """Return what a place is called in a sentence; an axis value is only half a place."""
    if name == "unclassified":
        return "unclassified"
    half = "half-classified, " if name in ("one", "market", "current", "future") else ""
    return f"{half}{visible(place_called(rulebook, name))}"


def named(proposal: NameProposal) -> str:
    """Return why a name is proposed."""
    if proposal.section == "internal":
        return (
            f"client of {entries(proposal.entries)} with {hours(proposal.seconds)}, by nearly "
            "everybody: probably ourselves"
        )
    return (
        f"in {entries(proposal.entries)} with {hours(proposal.seconds)} whose client column does "
        f"not say so; client “{visible(proposal.client, 40)}”"
    )


def lessons(learned: Learned, rulebook: Rulebook) -> Iterator[str]:
    """Yield what corrections teach, rule by rule, and what they do not."""
    if learned.right:
        stands = "stands" if learned.right == 1 else "stand"
        yield f"{learned.right:,} corrected {_texts(learned.right)} {stands} there already."
    for each in learned.lessons:
        words = ", ".join(map(str, (*each.rule.keywords, *(k for g in each.rule.all for k in g))))
        kind = "pins" if each.pinned else "explains"
        yield f"“{visible(words, 2 * _TEXT)}” → {place(each.place, rulebook)}"
        shown = "; ".join(f"“{visible(text, _TEXT)}”" for text in each.explains[:_VOTES])
        more = len(each.explains) - _VOTES
        yield f"    {kind} {shown}" + (f" and {more} more" if more > 0 else "")
    for text in learned.unexplained:
        yield f"“{visible(text, _TEXT)}” cannot be told from entries that stand elsewhere."


def summary(found: Suggestions) -> Iterator[str]:
    """Yield how far the proposals reach, and whether that is far enough for the flags."""
    complete = [each for each in found.proposals if each.complete]
    seconds = sum(each.seconds for each in complete)
    yield (
        f"{hours(found.open_seconds)} are open. {len(complete)} proposals would settle "
        f"{hours(seconds)}; {len(found.proposals) - len(complete)} more need an answer of yours."
    )
    yield remainder(found.flags, found.enough)


def remainder(flags: int, enough: int | None) -> str:
    """Return whether what is open can still change a flag."""
    if not flags:
        return "What is open can no longer change any flag: you may stop here."
    if enough is None:
        return f"{flags} {'flag depends' if flags == 1 else 'flags depend'} on what is open."
    return f"After the first {enough} of them what is left can no longer change any flag."


def _texts(count: int) -> str:
    return "text" if count == 1 else "texts"
