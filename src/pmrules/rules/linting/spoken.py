"""Keywords with the rule that they speak for, in the order that settles ties."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pmrules.model import Strength
from pmrules.rules.linting.covering import Key, covers, key_of, length
from pmrules.rules.matching.decide import AXES
from pmrules.rules.matching.lexicon import all_rules
from pmrules.rules.rulebook import Keyword, Rule, Rulebook


class Judge(Struct, frozen=True, eq=False):
    """A rule compiled for comparison."""

    order: int
    rule: Rule
    says: dict[str, str]
    """Axis to value; `outside` stands for itself."""
    groups: tuple[tuple[Key, ...], ...]
    """What must occur beside the keyword."""
    unless: tuple[Key, ...]

    @property
    def bare(self) -> bool:
        """Whether a keyword is all that it asks for."""
        return not (self.groups or self.unless)


class Spoken(Struct, frozen=True, eq=False):
    """A keyword and the rule that it speaks for."""

    judge: Judge
    keyword: Keyword
    key: Key

    @property
    def strength(self) -> Strength:
        """How loudly it speaks."""
        return self.judge.rule.strength

    @property
    def least(self) -> int:
        """The fewest words that count wherever it matches."""
        return length(self.key) + sum(min(map(length, group)) for group in self.judge.groups)

    @property
    def most(self) -> int:
        """The most words that count where it is the best keyword of its rule."""
        return length(self.key) + sum(max(map(length, group)) for group in self.judge.groups)

    def beats(self, other: "Spoken") -> bool:
        """Whether it speaks louder, or as loud and earlier, wherever both match."""
        if self.strength != other.strength:
            return self.strength > other.strength
        return (self.least, -self.judge.order) > (other.most, -other.judge.order)

    def level_with(self, other: "Spoken") -> bool:
        """Whether both speak equally loud wherever both match."""
        lengths = {self.least, self.most, other.least, other.most}
        return self.strength == other.strength and len(lengths) == 1

    def always_with(self, other: "Spoken") -> bool:
        """Whether its rule matches wherever the other keyword's rule does by that keyword."""
        mine, theirs = self.judge, other.judge
        met = all(_met(group, other) for group in mine.groups)
        # What stops this rule stops the other too.
        return met and all(_within(word, theirs.unless) for word in mine.unless)


def _met(group: Sequence[Key], other: Spoken) -> bool:
    """Whether one of a group occurs wherever the other keyword's rule matches."""
    given = (*other.judge.groups, (other.key,))
    return any(all(_within(each, group) for each in some) for some in given)


def _within(word: Key, words: Sequence[Key]) -> bool:
    """Whether one of these words occurs wherever a word does."""
    return word in words or any(covers(each, word) for each in words)


def spoken(rulebook: Rulebook) -> Iterator[Spoken]:
    """Yield every keyword that speaks for a rule, the names of customers first."""
    for order, rule in enumerate(all_rules(rulebook)):
        main, *others = (rule.keywords, *rule.all) if rule.keywords else (*rule.all, ())
        groups = tuple(tuple(map(key_of, group)) for group in others if group)
        judge = Judge(order, rule, _says(rule), groups, tuple(map(key_of, rule.unless)))
        yield from (Spoken(judge, keyword, key_of(keyword)) for keyword in main)


def _says(rule: Rule) -> dict[str, str]:
    if rule.outside:
        return {"outside": "outside"}
    said = {axis: getattr(rule, axis) for axis in AXES}
    return {axis: value.value for axis, value in said.items() if value}
