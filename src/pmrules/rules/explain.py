"""A verdict told in plain lines: who decided, with which words, who lost, and who came near."""

import re
from collections.abc import Iterator, Mapping

from pmrules.model import Status
from pmrules.rules.matching.judge import Near, near_misses
from pmrules.rules.rulebook import Rule, Rulebook
from pmrules.rules.verdict import Match, Reason, RunnerUp, Verdict
from pmrules.visible import visible

_OPEN = {
    Status.HALF: "Half-classified",
    Status.UNCLASSIFIED: "Unclassified",
    Status.OUTSIDE: "Outside the matrix",
}

_SHOWN = 5


def explained(verdict: Verdict, texts: Mapping[str, str], rulebook: Rulebook) -> list[str]:
    """Return the lines that tell a verdict about these texts; no line needs a terminal."""
    rules = {rule.name: rule for rule in rulebook.rules}
    lines = [_head(verdict, rulebook)]
    if verdict.activity or verdict.owner:
        lines.append(f"  {_work(verdict)}")
    for reason in verdict.reasons:
        lines += _reason(reason, texts, rules)
    if near := near_misses(texts, rulebook):
        lines.append("Nearly:")
        lines += [f"  {_near(each)}" for each in near]
    return lines


def _head(verdict: Verdict, rulebook: Rulebook) -> str:
    contested = ", contested" if verdict.contested else ""
    if quadrant := verdict.quadrant:
        label = rulebook.labels.get(quadrant, quadrant.value)
        return f"{visible(label)} ({quadrant.value}){contested}"
    return f"{_OPEN[verdict.status]}{contested}"


def _work(verdict: Verdict) -> str:
    activity = f"activity: {visible(verdict.activity)}" if verdict.activity else ""
    owner = f"whose work: {visible(verdict.owner)}" if verdict.owner else ""
    return ", ".join(filter(None, (activity, owner)))


def _reason(reason: Reason, texts: Mapping[str, str], rules: Mapping[str, Rule]) -> Iterator[str]:
    if reason.winner is None:
        yield f"{reason.axis}: unknown, no rule speaks for it"
        return
    title = reason.axis if reason.axis == reason.value else f"{reason.axis}: {reason.value}"
    yield f"{title}{' (contested)' if reason.contested else ''}"
    yield f"  by {_match(reason.winner, rules)}"
    yield f"     {_marked(reason.winner, texts)}"
    for loser in reason.runners_up:
        yield f"  not {_loser(loser, rules)}"


def _match(match: Match, rules: Mapping[str, Rule]) -> str:
    rule = rules.get(match.rule)
    origin = _origin(rule) if rule else ""
    words = f"{match.length} word{'s' * (match.length != 1)}"
    conditions = " with “all:”" if rule and rule.all else ""
    loud = f"({match.strength.name.lower()}, {words}{conditions})"
    return f"{visible(match.rule)}{origin}, “{visible(match.keyword)}” {loud}"


def _loser(loser: RunnerUp, rules: Mapping[str, Rule]) -> str:
    return f"{_match(loser.match, rules)}, which says {loser.match.says}: {loser.lost}"


def _marked(match: Match, texts: Mapping[str, str]) -> str:
    """The text of the field, the words that matched between »«."""
    text, words = texts.get(match.field, ""), re.escape(match.words)
    found = re.search(rf"(?<!\w){words}(?!\w)", text) or re.search(words, text)
    if not found:
        # A person under another name: the rulebook's alias matched.
        return f"{match.field}: »{visible(match.words)}«"
    before, after = text[: found.start()], text[found.end() :]
    return f"{match.field}: {visible(before)}»{visible(match.words)}«{visible(after)}"


def _near(near: Near) -> str:
    origin = _origin(near.rule)
    start = f"{visible(near.rule.name)}{origin}, “{visible(near.keyword)}”"
    if near.unless:
        stop = near.unless
        words = f"»{visible(stop.words)}« in {stop.field}"
        return f"{start}: stopped by unless “{visible(stop.keyword)}”, {words}"
    names = [f"“{visible(term.name)}”" for term in near.missing]
    more = [f"one of {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    return f"{start}: {' or '.join(names[:_SHOWN] + more)} is missing"


def _origin(rule: Rule) -> str:
    line = f"line {rule.place.line}" if rule.place and rule.place.line else ""
    where = ", ".join(filter(None, (visible(rule.origin), line)))
    return f" [{where}]" if where else ""
