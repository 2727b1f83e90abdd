"""Keywords that say in one list what another of the same list says already."""

from collections.abc import Iterable, Sequence

from pmrules.rules.linting.covering import Key, key_of, length
from pmrules.rules.linting.index import Index
from pmrules.rules.linting.quoting import Warnings
from pmrules.rules.rulebook import Keyword, Rule
from pmrules.visible import visible


def add_repeated(rules: Iterable[Rule], warnings: Warnings) -> None:
    """Add a warning for each keyword that adds nothing to its own list."""
    for rule in rules:
        for words in (rule.keywords, *rule.all, rule.unless):
            _list(words, rule, warnings)


def _list(words: Sequence[Keyword], rule: Rule, warnings: Warnings) -> None:
    """Longer phrases speak louder, so only one as long makes another needless."""
    first: dict[Key, Keyword] = {}
    for word in words:
        earlier = first.setdefault(key_of(word), word)
        if earlier is not word:
            _say(word, f"“{_shown(earlier)}” stands in this list already", rule, warnings)
    index = Index(first)
    for key, word in first.items():
        wider = (each for each in index.covering(key) if length(each) == length(key))
        if other := next((first[each] for each in wider if each != key), None):
            _say(word, f"“{_shown(other)}” in this list matches it too", rule, warnings)


def _shown(word: Keyword) -> str:
    return visible(str(word), 60)


def _say(word: Keyword, why: str, rule: Rule, warnings: Warnings) -> None:
    what = f"“{_shown(word)}” adds nothing: {why}."
    warnings.add("needless-keyword", what, "Take it out.", word.place, rule)
