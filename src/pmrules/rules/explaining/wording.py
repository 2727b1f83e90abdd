"""The words in which verdicts are told: rules with their address, texts with marked words."""

from collections.abc import Callable, Iterable, Iterator

from pmrules.rules.matching.judge import Hit
from pmrules.rules.rulebook import Rule
from pmrules.rules.verdict import Match
from pmrules.visible import visible

Mark = Callable[[str], str]
"""Makes words stand out."""

_SHOWN = 5


def brackets(words: str) -> str:
    """Mark words where no terminal can."""
    return f"»{words}«"


def named(rule: Rule) -> str:
    """Return a rule with its address, as far as it has one."""
    line = f"line {rule.place.line}" if rule.place and rule.place.line else ""
    where = ", ".join(filter(None, (visible(rule.origin), line)))
    return f"{visible(rule.name)} [{where}]" if where else visible(rule.name)


def loud(match: Match, rule: Rule) -> str:
    """Return a match with all that decides between it and others."""
    words = f"{match.length} word{'s' * (match.length != 1)}"
    conditions = " with “all:”" if rule.all else ""
    level = f"({match.strength.name.lower()}, {words}{conditions})"
    return f"{named(rule)}, “{visible(match.keyword)}” {level}"


def marked(hits: Iterable[Hit], mark: Mark) -> Iterator[str]:
    """Yield each text that holds some of the words, with these marked."""
    by_text: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        by_text.setdefault((hit.field, hit.text), []).append(hit)
    for (field, text), found in by_text.items():
        yield f"{field}: {''.join(_pieces(text, found, mark))}"


def _pieces(text: str, hits: list[Hit], mark: Mark) -> Iterator[str]:
    at = 0
    for start, end in sorted((hit.start, hit.end) for hit in hits):
        if start >= at:
            yield visible(text[at:start])
        # Words of two groups may overlap: none is shown twice.
        yield mark(visible(text[max(at, start) : end])) if end > at else ""
        at = max(at, end)
    yield visible(text[at:])


def any_of(names: Iterable[str]) -> str:
    """Return keywords as a choice, the first five and how many more."""
    quoted = [f"“{visible(name)}”" for name in names]
    more = [f"one of {len(quoted) - _SHOWN} more"] if len(quoted) > _SHOWN else []
    return " or ".join(quoted[:_SHOWN] + more)
