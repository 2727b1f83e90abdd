"""A rulebook compiled: every keyword with the rule and the role that it speaks in."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from pmrules.model import TEXT_FIELDS, Audience, Strength
from pmrules.rules.matching.phrases import Phrase, phrase, words
from pmrules.rules.rulebook import NAMED_CUSTOMER, Keyword, Rule, Rulebook

FIELDS = (*TEXT_FIELDS, "person")
"""Every field that a keyword can read, in the order that settles ties."""

CUSTOMER = 0
"""The place of the named-customer rule: before all others."""

UNLESS = -1
"""The group of keywords that must not occur."""


class Term(Struct, frozen=True):
    """One keyword in one role."""

    number: int
    """Its place in the rulebook; the earlier wins among equals, and so does the earlier rule."""
    rule: int
    group: int
    """0: it speaks for the rule; 1, 2 ...: one of this group must occur too; or `UNLESS`."""
    name: str
    """As typed, with its field prefix."""
    fields: tuple[str, ...]
    phrase: Phrase | None = None
    """With neither phrase nor regular expression it is the client column that speaks."""
    regex: Any = None
    pattern: str = ""
    clue: str = ""
    """What stands in every line in which its phrase occurs."""

    @property
    def length(self) -> int:
        """Words of the phrase; a regular expression counts as one."""
        return self.phrase.length if self.phrase else 1


class Lexicon(Struct, frozen=True):
    """All terms of a rulebook in its order, the named customers' first."""

    rulebook: Rulebook
    rules: tuple[Rule, ...]
    """As `all_rules` gives them."""
    terms: tuple[Term, ...]
    groups: tuple[tuple[tuple[Term, ...], ...], ...]
    """By rule: the groups of which each must have a term that occurs."""
    unless: tuple[tuple[Term, ...], ...]
    """By rule."""
    internal: frozenset[tuple[str, ...]]
    aliases: dict[str, str]

    @property
    def client_column(self) -> Term:
        """The term of the client column: the last of the named customers'."""
        return self.groups[CUSTOMER][0][-1]

    def is_customer(self, client: tuple[str, ...]) -> bool:
        """Whether the words of a client column name somebody else than ourselves."""
        return bool(client) and client not in self.internal

    def person(self, name: str) -> str:
        """Return the name that the report shows."""
        return self.aliases.get(folded(name), name)


def folded(name: str) -> str:
    """Return a person's name as names are compared: no case, single blanks."""
    return " ".join(name.casefold().split())


_last: list[Lexicon] = []


def lexicon(rulebook: Rulebook) -> Lexicon:
    """Compile a rulebook; the last one is kept, since texts come one by one too."""
    if not _last or _last[0].rulebook is not rulebook:
        _last[:] = [_compiled(rulebook)]
    return _last[0]


def all_rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Return the named-customer rule, then the rulebook's."""
    customer = Rule(
        NAMED_CUSTOMER,
        rulebook.customers,
        strength=Strength.CUSTOMER,
        audience=Audience.ONE,
        origin=rulebook.sources[0].name if rulebook.sources else "",
    )
    return (customer, *rulebook.rules)


def _compiled(rulebook: Rulebook) -> Lexicon:
    rules = all_rules(rulebook)
    terms = tuple(_terms(rules, client_column=True))
    return Lexicon(
        rulebook,
        rules,
        terms,
        *_by_rule(terms, len(rules)),
        frozenset(filter(None, map(words, rulebook.internal))),
        rulebook.aliases,
    )


@lru_cache(maxsize=1)  # of one rule many examples are tried
def rule_terms(rule: Rule) -> tuple[tuple[tuple[Term, ...], ...], tuple[Term, ...]]:
    """Compile one rule: its groups and its `unless`."""
    groups, unless = _by_rule(tuple(_terms((rule,))), 1)
    return groups[0], unless[0]


def _terms(rules: tuple[Rule, ...], *, client_column: bool = False) -> Iterator[Term]:
    number = 0
    for place, rule in enumerate(rules):
        for group, keyword in _roles(rule):
            yield _term(number, place, group, keyword)
            number += 1
        if client_column and place == CUSTOMER:
            yield Term(number, CUSTOMER, 0, "", ("client",))
            number += 1


def _roles(rule: Rule) -> Iterator[tuple[int, Keyword]]:
    groups = (rule.keywords, *rule.all) if rule.keywords else rule.all
    for group, keywords in enumerate(groups):
        for keyword in keywords:
            yield group, keyword
    for keyword in rule.unless:
        yield UNLESS, keyword


def _term(number: int, rule: int, group: int, keyword: Keyword) -> Term:
    fields = (keyword.field,) if keyword.field else TEXT_FIELDS
    if keyword.regex:
        regex = _compiler()(keyword.text)
        return Term(number, rule, group, str(keyword), fields, None, regex, keyword.text)
    found = phrase(keyword.text)
    return Term(number, rule, group, str(keyword), fields, found, clue=found.clue)


def _by_rule(
    terms: tuple[Term, ...], rules: int
) -> tuple[tuple[tuple[tuple[Term, ...], ...], ...], tuple[tuple[Term, ...], ...]]:
    roles: list[dict[int, list[Term]]] = [{} for _ in range(rules)]
    for term in terms:
        roles[term.rule].setdefault(term.group, []).append(term)
    unless = tuple(tuple(role.pop(UNLESS, ())) for role in roles)
    return tuple(tuple(map(tuple, role.values())) for role in roles), unless


@cache
def _compiler() -> Callable[[str], Any]:
    import re2  # only rulebooks with patterns pay for loading it

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    return lambda pattern: re2.compile(pattern, options)
