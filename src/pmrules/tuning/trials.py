"""Examples of rules and rows of labelled samples, tried like tests: what passes, what fails."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import Problem
from pmrules.model import Status
from pmrules.rules.checks import Trial, own_rules, trials
from pmrules.rules.language.keys import KNOWN_FAILING
from pmrules.rules.language.problems import quoted
from pmrules.rules.matching.judge import judge_text
from pmrules.rules.rulebook import Rule, Rulebook
from pmrules.rules.verdict import Verdict
from pmrules.tuning.expected import OPEN, Expected


class Outcome(StrEnum):
    """How a test ended, by the mark that stands for it in a row of marks."""

    PASSED = "."
    FAILED = "F"
    KNOWN = "x"
    """It fails, and somebody has said so."""
    MENDED = "X"
    """It passes although somebody has said that it fails."""
    OVERRULED = "o"
    """An example of a pack that the organisation's own file decides otherwise, as is its right."""


BAD = frozenset({Outcome.FAILED, Outcome.MENDED})


class Tried(Struct, frozen=True):
    """One test and how it ended."""

    group: str
    """The rule, or the file of a sample."""
    origin: str
    """The rules file or pack that holds the rule; of a sample, its file."""
    text: str
    wanted: str
    """What was expected, in a few words."""
    outcome: Outcome
    problem: Problem | None = None
    """What is to be told where it did not simply pass."""
    reason: str = ""
    """Why it is known to fail."""


def try_examples(rulebook: Rulebook) -> Iterator[Tried]:
    """Try the examples of the file's own rules, then those of what it extends."""
    own = own_rules(rulebook)
    for trial in trials(own, rulebook):
        yield _tried(trial)
    others = tuple(rule for rule in rulebook.rules if rule not in own)
    below = _below(rulebook)
    for trial in trials(others, rulebook):
        tried = _tried(trial)
        if tried.outcome in BAD and own:
            (alone,) = trials((_only(trial),), below)
            if _tried(alone).outcome not in BAD:
                tried = replace(tried, outcome=Outcome.OVERRULED)
        yield tried


def try_sample(rows: Iterable[Expected], rulebook: Rulebook) -> Iterator[Tried]:
    """Hold the rows of a sample against the rulebook."""
    for row in rows:
        problem = _differs(row, judge_text(dict(row.texts), rulebook))
        outcome = _outcome(failed=problem is not None, marked=bool(row.known_failing))
        if outcome is Outcome.MENDED:
            what = f"{quoted(str(row))} stands where it is expected by now."
            mend = f"Empty its cell under “{KNOWN_FAILING}”."
            problem = Problem("known-failing-passes", what, mend, row.place)
        file, wanted = row.place.file, "-".join(value for _, value in row.wanted)
        yield Tried(file, file, str(row), wanted, outcome, problem, row.known_failing)


def uncovered(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str]]:
    """Yield the rules that lack examples, with what they lack."""
    for rule in rules:
        lacks = [key for key in ("match", "miss") if not getattr(rule.examples, key)]
        if lacks:
            yield rule, " and ".join(lacks)


def _tried(trial: Trial) -> Tried:
    marked = trial.example.known_failing
    return Tried(
        trial.rule.name,
        trial.rule.origin,
        str(trial.example),
        trial.wanted,
        _outcome(failed=trial.problem is not None, marked=bool(marked)),
        trial.failure or trial.problem,
        marked,
    )


def _outcome(*, failed: bool, marked: bool) -> Outcome:
    if failed:
        return Outcome.KNOWN if marked else Outcome.FAILED
    return Outcome.MENDED if marked else Outcome.PASSED


def _only(trial: Trial) -> Rule:
    """Return the rule with this one example."""
    lists = {"match": (), "miss": (), trial.wanted: (trial.example,)}
    return replace(trial.rule, examples=replace(trial.rule.examples, **lists))


def _below(rulebook: Rulebook) -> Rulebook:
    """Return what the file extends, without what it adds."""
    own = rulebook.sources[0].name if rulebook.sources else ""
    names = (each for each in rulebook.customers if not each.place or each.place.file != own)
    rules = (rule for rule in rulebook.rules if rule.origin != own)
    return replace(rulebook, rules=tuple(rules), customers=tuple(names), internal=())


def _differs(row: Expected, verdict: Verdict) -> Problem | None:
    """Say in what the verdict is not the one expected."""
    stands = {
        "audience": verdict.audience.value if verdict.audience else OPEN,
        "horizon": verdict.horizon.value if verdict.horizon else OPEN,
        "outside": "outside",
    }
    outside = verdict.status is Status.OUTSIDE
    wrong = [
        (axis, value)
        for axis, value in row.wanted
        if outside != (axis == "outside") or stands[axis] != value
    ]
    if not wrong:
        return None
    expected = " and ".join(f"{axis} {value}" for axis, value in wrong)
    expected = expected.replace("outside outside", "outside the matrix")
    what = f"{quoted(str(row))} is expected {expected}; it is {_stands(verdict)}."
    mend = "See why with pmrules explain, or correct the row."
    return Problem("expected-differs", what, mend, row.place)


def _stands(verdict: Verdict) -> str:
    """Say where an entry stands, and by which rules."""
    parts = []
    for reason in verdict.reasons:
        by = reason.winner
        why = f" by {quoted(by.rule)} and its {quoted(by.keyword)}" if by else ""
        value = "outside the matrix" if reason.axis == "outside" else reason.value or OPEN
        parts.append(f"{'' if reason.axis == 'outside' else reason.axis + ' '}{value}{why}")
    return ", ".join(parts)
