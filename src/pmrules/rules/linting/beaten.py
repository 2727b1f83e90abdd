"""Keywords that can never decide anything, and keywords on which two rules disagree.

Only what holds for every possible text is said: the other keyword occurs wherever this one does,
its rule's conditions hold there too, and it speaks louder, or as loud and earlier.
"""

from collections.abc import Iterator, Sequence

from pmrules.model import Strength
from pmrules.rules.linting.covering import Key, covers, key_of
from pmrules.rules.linting.index import Index
from pmrules.rules.linting.quoting import Warnings
from pmrules.rules.linting.sentences import say_beaten, say_client, say_opposite
from pmrules.rules.linting.spoken import Spoken, spoken
from pmrules.rules.matching.lexicon import CUSTOMER
from pmrules.rules.rulebook import Keyword, Rulebook

_CLIENT = frozenset({"client"})


def add_beaten(rulebook: Rulebook, own: str, warnings: Warnings) -> None:
    """Add a warning for each keyword of the own file that never decides or meets its opposite."""
    every = tuple(spoken(rulebook))
    index = Voices(every)
    internal = [key_of(Keyword(name, "client")) for name in rulebook.internal]
    for each in every:
        if each.judge.rule.origin != own or each.judge.order == CUSTOMER:
            continue
        winners = always_decided(each, index)
        if not winners and client_decides(each, internal):
            say_client(each, warnings)
        elif winners:
            say_beaten(each, winners, warnings)
        elif other := _opposite(each, index, own):
            say_opposite(each, other, warnings)


class Voices:
    """All keywords by what they are, the loudest of the same first."""

    def __init__(self, every: Sequence[Spoken]) -> None:
        self._same: dict[Key, list[Spoken]] = {}
        for each in sorted(every, key=lambda each: (-each.strength, each.judge.order)):
            self._same.setdefault(each.key, []).append(each)
        self._index = Index(self._same)

    def same(self, key: Key) -> Sequence[Spoken]:
        """Return those that are this very keyword."""
        return self._same[key]

    def covering(self, key: Key) -> Iterator[Spoken]:
        """Yield those that occur wherever this keyword does."""
        return (each for other in self._index.covering(key) for each in self._same[other])


def always_decided(each: Spoken, index: Voices) -> dict[str, Spoken]:
    """By all that a keyword says, who always decides that instead; empty if any is left to it."""
    found: dict[str, Spoken] = {}
    for other in index.covering(each.key):
        taken = _taken(each, other) - found.keys()
        if taken and other.beats(each) and other.always_with(each):
            found |= dict.fromkeys(taken, other)
        if len(found) == len(each.judge.says):
            return found
    return {}


def _taken(each: Spoken, other: Spoken) -> set[str]:
    """What another rule's match takes from a keyword if it is louder."""
    if other.judge.order == each.judge.order:
        return set()
    if "outside" in each.judge.says:
        # A named customer alone keeps nothing on the matrix.
        return {"outside"} if other.judge.order != CUSTOMER else set()
    return each.judge.says.keys() & other.judge.says.keys()


def _opposite(each: Spoken, index: Voices, own: str) -> Spoken | None:
    """Find a rule that says the opposite of the very same keyword, as loud or outside."""
    for other in index.same(each.key):
        later = other.judge.order < each.judge.order or other.judge.rule.origin != own
        torn = later and other.level_with(each)
        taken_out = "outside" in other.judge.says and other.beats(each)
        met = (torn or taken_out) and other.always_with(each) and each.always_with(other)
        if met and _disagree(each, other):
            return other
    return None


def _disagree(one: Spoken, other: Spoken) -> bool:
    mine, theirs = one.judge.says, other.judge.says
    if ("outside" in mine) != ("outside" in theirs):
        return CUSTOMER not in (one.judge.order, other.judge.order)
    return any(theirs.get(axis, value) != value for axis, value in mine.items())


def client_decides(each: Spoken, internal: list[Key]) -> bool:
    """Whether the client column, which makes everybody else a customer, always decides instead."""
    if each.key[2] != _CLIENT or each.strength > Strength.CUSTOMER or each.key[1]:
        return False
    ours = any(covers(each.key, name) for name in internal)
    return set(each.judge.says) == {"audience"} and not ours
