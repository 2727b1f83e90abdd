"""Which rule a text that nothing matched comes nearest to, by the words they share."""

import re
from collections import defaultdict

from pmrules.rules.rulebook import Rulebook
from pmrules.wording.catalogue import say

_WORD = re.compile(r"[^\W\d_]{4,}")


class Nearest:
    """Keywords by their words, so that each text is looked up and not searched."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._by_word: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for rule in rulebook.rules:
            for keyword in rule.keywords:
                words = set() if keyword.regex else _words(keyword.text)
                for word in words:
                    self._by_word[word].append((rule.name, str(keyword), len(words)))

    def rule(self, text: str) -> tuple[str, str] | None:
        """Return the rule and the keyword that share the largest part of a keyword's words."""
        shared: dict[tuple[str, str], float] = defaultdict(float)
        for word in sorted(_words(text)):
            for rule, keyword, size in self._by_word.get(word, ()):
                shared[rule, keyword] += 1 / size
        return max(shared, key=lambda found: shared[found], default=None)

    def said(self, text: str) -> str:
        """Return the nearest rule as the sheet says it."""
        found = self.rule(text)
        return say("open.near", rule=found[0], keyword=found[1]) if found else say("open.far")


def _words(text: str) -> set[str]:
    # A plural and its singular are near enough here.
    return {word.rstrip("s") for word in _WORD.findall(text.casefold())}
