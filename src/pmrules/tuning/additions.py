"""What tuning would add to a rules file, and the rulebook that it would become."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from pmrules.model import Audience, Horizon, Quadrant, Strength
from pmrules.rules.rulebook import Keyword, Rule, Rulebook

AXIS_NAMES = {
    "one": "one customer",
    "market": "the market",
    "current": "current products",
    "future": "future products",
}


class Additions(Struct, frozen=True):
    """Rules and names to be added; a rule of the name of one of the file's own adds keywords."""

    rules: tuple[Rule, ...] = ()
    customers: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rules or self.customers or self.internal)

    def __add__(self, other: "Additions") -> "Additions":
        return Additions(
            joined((*self.rules, *other.rules)),
            tuple(dict.fromkeys((*self.customers, *other.customers))),
            tuple(dict.fromkeys((*self.internal, *other.internal))),
        )


def added(rulebook: Rulebook, additions: Additions) -> Rulebook:
    """Return the rulebook with the additions behind the file's own rules, before the pack's."""
    own = rulebook.sources[0].name if rulebook.sources else ""
    mine = [rule for rule in rulebook.rules if rule.origin == own]
    others = [rule for rule in rulebook.rules if rule.origin != own]
    new = [replace(rule, origin=own) for rule in additions.rules]
    return replace(
        rulebook,
        rules=(*joined((*mine, *new)), *others),
        customers=(*rulebook.customers, *map(Keyword, additions.customers)),
        internal=(*rulebook.internal, *additions.internal),
    )


def joined(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Make one rule of those that have one name: the first, with the keywords of all."""
    found: dict[str, Rule] = {}
    for rule in rules:
        name = rule.name.casefold()
        if first := found.get(name):
            known = {str(keyword).casefold() for keyword in first.keywords}
            more = (each for each in rule.keywords if str(each).casefold() not in known)
            rule = replace(first, keywords=(*first.keywords, *more))  # noqa: PLW2901
        found[name] = rule
    return tuple(found.values())


def own_words(rulebook: Rulebook, says: str, strength: Strength, *keywords: Keyword) -> Rule:
    """Return a rule for words of the organisation's own; all that say the same share its name.

    `says` is a quadrant, the value of an axis, or `outside`.
    """
    parts = says.split("-")
    kind = {Strength.WEAK: "Hints", Strength.STRONG: "Exceptions"}.get(strength, "Our words")
    return Rule(
        name=f"{kind} for {place_called(rulebook, says)}",
        keywords=keywords,
        strength=strength,
        outside=says == "outside",
        audience=next((each for each in Audience if each in parts), None),
        horizon=next((each for each in Horizon if each in parts), None),
    )


def place_called(rulebook: Rulebook, says: str) -> str:
    """Return what a person calls a quadrant, an axis value or `outside`."""
    if says in set(Quadrant):
        return rulebook.labels[Quadrant(says)]
    return AXIS_NAMES.get(says, "outside the matrix")
