"""What is said of keywords that never decide, and of keywords on which two rules disagree."""

from collections.abc import Sequence

from pmrules.model import Audience
from pmrules.rules.linting.quoting import Warnings
from pmrules.rules.linting.spoken import Spoken
from pmrules.rules.matching.lexicon import CUSTOMER
from pmrules.visible import visible

_SHOWN = 60


def say_client(each: Spoken, warnings: Warnings) -> None:
    """Warn of a client's name that the client column always outdoes."""
    what = (
        f"{_quoted(each)} can never win: a client that is not under “internal” is one customer, "
        "and that beats normal and weak keywords."
    )
    mend = "Take the keyword out."
    if each.judge.says["audience"] != Audience.ONE:
        mend = "If they are yourselves, name them under “internal”; else write “strength: strong”."
    _warn("never-wins", what, mend, each, warnings)


def say_beaten(each: Spoken, winners: dict[str, Spoken], warnings: Warnings) -> None:
    """Warn of a keyword that others always outdo: `winners` by what it says."""
    others = list(dict.fromkeys(winners.values()))
    same = all(other.key == each.key for other in others)
    agree = all(other.judge.says.get(it) == each.judge.says[it] for it, other in winners.items())
    level = next((other for other in others if other.level_with(each)), None)
    if same and agree:
        what = f"{_quoted(each)} stands in {_rules(others, each)} already, which decides the same."
        _warn("duplicate-keyword", what, "Take it out here.", each, warnings)
    elif same and level:
        say_opposite(each, level, warnings)
    else:
        named = " and ".join(f"{_quoted(other)} of {_rules([other], each)}" for other in others)
        what = (
            f"{_quoted(each)} can never win: wherever it matches, so {_why(each, others, named)}."
        )
        mend = "Make this rule stronger, or narrow the other with “unless:” or “all:”."
        _warn("never-wins", what, "Take it out." if agree else mend, each, warnings)


def say_opposite(each: Spoken, other: Spoken, warnings: Warnings) -> None:
    """Warn of a keyword of which another rule says something else."""
    both = f"{_quoted(each)} says {_said(each)} here and {_said(other)} in {_rules([other], each)}"
    winner = "that one" if other.beats(each) else "this one"
    if other.strength == each.strength:
        what = f"{both}: {winner} wins, and every such entry is contested."
    else:
        what = f"{both}: {winner} is stronger."
    mend = "Take it out of one of the two, or narrow one with “all:” or “unless:”."
    if other.judge.rule.origin != each.judge.rule.origin:
        name = visible(other.judge.rule.name, _SHOWN)
        mend = f"Write “strength: strong”, or call this rule “{name}” to replace that one."
    _warn("opposite-outcomes", what, mend, each, warnings)


def _warn(code: str, what: str, mend: str, each: Spoken, warnings: Warnings) -> None:
    warnings.add(code, what, mend, each.keyword.place, each.judge.rule)


def _why(each: Spoken, others: Sequence[Spoken], named: str) -> str:
    are = "does" if len(others) == 1 else "do"
    if all(other.strength > each.strength for other in others):
        return f"{are} {named}, and stronger"
    if all(other.least > each.most for other in others):
        return f"{are} {named}, and longer"
    if all(other.level_with(each) for other in others):
        return f"{are} {named}, as loud and earlier"
    return f"{are} {named}, louder or earlier"


def _quoted(each: Spoken) -> str:
    return f"“{visible(str(each.keyword), _SHOWN)}”"


def _said(each: Spoken) -> str:
    return f"“{'-'.join(each.judge.says.values())}”"


def _rules(others: Sequence[Spoken], each: Spoken) -> str:
    return " and ".join(dict.fromkeys(_rule(other, each) for other in others))


def _rule(other: Spoken, each: Spoken) -> str:
    """The rule of a keyword and where the keyword stands, seen from another one."""
    name = "“customers”"
    if other.judge.order != CUSTOMER:
        name = f"rule “{visible(other.judge.rule.name, _SHOWN)}”"
    at, here = other.keyword.place, each.keyword.place
    if not at or not at.line:
        return name
    file = f"{visible(at.file)}, " if here and here.file != at.file else ""
    return f"{name} ({file}line {at.line})"
