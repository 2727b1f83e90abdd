"""Rules tried on their own examples: each must be decided, or left alone, as it says."""

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from pmrules.errors import Place, Problem
from pmrules.model import Status
from pmrules.rules.language.problems import did_you_mean, quoted
from pmrules.rules.matching.judge import judge_text, near_misses, rule_matches
from pmrules.rules.rulebook import Example, Rule, Rulebook
from pmrules.rules.verdict import Reason, Verdict
from pmrules.visible import visible


class Trial(Struct, frozen=True):
    """One example held against the rulebook."""

    rule: Rule
    example: Example
    wanted: str
    """`match` or `miss`."""
    problem: Problem | None
    """What is wrong with the verdict, known or not; None: it is as wanted."""

    @property
    def failure(self) -> Problem | None:
        """What somebody must look at: a problem nobody knows of, or a mark that has had its day."""
        if not self.example.known_failing:
            return self.problem
        return None if self.problem else _passes(self.rule, self.example)


def check(rulebook: Rulebook) -> tuple[Problem, ...]:
    """Try every example of the organisation's own rules, and return those that fail.

    The rules of a pack that the file extends are not tried: the file may overrule them, as is its
    right. Checked by itself, a pack is the own file.
    """
    tried = trials(own_rules(rulebook), rulebook)
    return tuple(failure for trial in tried if (failure := trial.failure))


def trials(rules: Iterable[Rule], rulebook: Rulebook) -> Iterator[Trial]:
    """Try the examples of some rules, in their order, each against the whole rulebook."""
    for rule in rules:
        for example in rule.examples.match:
            yield Trial(rule, example, "match", _match(rule, example, rulebook))
        for example in rule.examples.miss:
            yield Trial(rule, example, "miss", _miss(rule, example, rulebook))


def unknown_importers(rulebook: Rulebook, known: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for each importer that has settings and is not installed."""
    place = Place(rulebook.sources[0].name) if rulebook.sources else None
    return tuple(
        Problem(
            "unknown-importer",
            f"“importers” has settings for {quoted(name)}, and there is no such importer.",
            f"{did_you_mean(name, known)} If a plugin file offers it, name that with --plugin.",
            place,
        )
        for name in rulebook.importers
        if name not in known
    )


def own_rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Return the rules of the file itself, without those that it extends."""
    own = rulebook.sources[0].name if rulebook.sources else ""
    return tuple(rule for rule in rulebook.rules if rule.origin == own)


def _match(rule: Rule, example: Example, rulebook: Rulebook) -> Problem | None:
    texts = dict(example.texts)
    if not rule_matches(rule, texts):
        return _unmatched(rule, example, rulebook)
    lost = _lost(rule, judge_text(texts, rulebook))
    return _overruled(rule, example, lost) if lost else None


def _miss(rule: Rule, example: Example, rulebook: Rulebook) -> Problem | None:
    texts = dict(example.texts)
    if not rule_matches(rule, texts):
        return None
    verdict = judge_text(texts, rulebook)
    return None if _lost(rule, verdict) else _decided(rule, example, verdict)


def _passes(rule: Rule, example: Example) -> Problem:
    what = f"The example {quoted(str(example))} of {quoted(rule.name)} passes by now."
    mend = f"Take “known-failing: {visible(example.known_failing, 40)}” out."
    return Problem("known-failing-passes", what, mend, example.place, example.quote)


def _lost(rule: Rule, verdict: Verdict) -> Reason | None:
    """Return the first axis that does not stand as the rule says, None if all do."""
    if rule.outside:
        reasons = sorted(verdict.reasons, key=lambda reason: reason.winner is None)
        return None if verdict.status is Status.OUTSIDE else reasons[0]
    said = {"audience": rule.audience, "horizon": rule.horizon}
    for reason in verdict.reasons:
        if reason.axis == "outside" or (said[reason.axis] not in (None, reason.value)):
            return reason
    return None


def _unmatched(rule: Rule, example: Example, rulebook: Rulebook) -> Problem:
    near = near_misses(dict(example.texts), rulebook)
    stopped = next((each.unless for each in near if each.rule.name == rule.name), None)
    mend = "Add a keyword that occurs in it, or move it to “miss:”."
    if stopped:
        mend = f"“unless: {stopped.keyword}” stops it; narrow that, or move the example to “miss:”."
    what = f"Rule {quoted(rule.name)} does not match its example {quoted(str(example))}."
    return Problem("example-unmatched", what, mend, example.place, example.quote)


def _overruled(rule: Rule, example: Example, lost: Reason) -> Problem:
    winner = lost.winner
    by = f", by rule {quoted(winner.rule)} and its {quoted(winner.keyword)}" if winner else ""
    value = lost.value or "unknown"
    what = (
        f"Rule {quoted(rule.name)} matches its example {quoted(str(example))}, "
        f"but the {lost.axis} is {quoted(value)}{by}."
    )
    mend = "Make this rule stronger or its keyword longer, or narrow the other with “unless:”."
    return Problem("example-overruled", what, mend, example.place, example.quote)


def _decided(rule: Rule, example: Example, verdict: Verdict) -> Problem:
    winners = [reason.winner for reason in verdict.reasons if reason.winner]
    keyword = next((each.keyword for each in winners if each.rule == rule.name), "")
    by = f" by its keyword {quoted(keyword)}" if keyword else ""
    what = f"Rule {quoted(rule.name)} decides {quoted(str(example))}{by}; it is listed as a miss."
    mend = "Narrow the rule with “unless:” or a longer keyword."
    return Problem("example-not-missed", what, mend, example.place, example.quote)
