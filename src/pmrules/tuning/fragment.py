"""Proposals as a piece of a rules file that can be pasted: valid as it is, each with its why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pmrules.rules.rulebook import Rule, Rulebook
from pmrules.tuning.names import NameProposal
from pmrules.tuning.proposals import Proposal
from pmrules.tuning.telling import axes, entries, hours, named, why
from pmrules.tuning.writing import keyword, says, scalar
from pmrules.visible import visible


def fragment(
    names: Sequence[NameProposal], proposals: Sequence[Proposal], rulebook: Rulebook
) -> str:
    """Return the YAML; what a person must choose stands there as a comment."""
    lines = [*_names("internal", names), *_names("customers", names)]
    complete = [each for each in proposals if each.complete]
    if complete:
        lines += ["rules:", *_rules(complete, rulebook)]
    if left := [each for each in proposals if not each.complete]:
        lines += ["", "# Yours to choose: neighbours do not agree, or there are none.", "#"]
        lines += [f"# {line}".rstrip() for each in left for line in _left(each)]
    return "\n".join(lines).strip("\n") + "\n"


def _names(section: str, names: Sequence[NameProposal]) -> Iterator[str]:
    mine = [each for each in names if each.section == section]
    if mine:
        yield f"{section}:"
        for each in mine:
            yield f"  - {scalar(each.name)}  # {visible(named(each))}"
        yield ""


def _rules(proposals: Sequence[Proposal], rulebook: Rulebook) -> Iterator[str]:
    taken = {rule.name.casefold() for rule in rulebook.rules}
    by_rule: dict[str, list[tuple[Proposal, Rule]]] = defaultdict(list)
    for each in proposals:
        (rule,) = each.additions(rulebook).rules
        by_rule[rule.name].append((each, rule))
    for name, group in by_rule.items():
        yield f"  - name: {scalar(unused(name, taken))}"
        yield "    keywords:"
        for each, rule in group:
            yield f"      - {keyword(rule.keywords[0])}  # {_comment(each)}"
        yield from (f"    {line}" for line in says(group[0][1]))


def unused(name: str, taken: set[str]) -> str:
    """Return the name, with a number where a rule has it already."""
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name} {number}"
    return found


def _comment(each: Proposal) -> str:
    changed = sum(moved.seconds for moved in each.collateral)
    also = f"; changes {hours(changed)} that are settled" if changed else ""
    return f"{hours(each.seconds)} in {entries(each.entries)}; {why(each)}{also}"


def _left(each: Proposal) -> Iterator[str]:
    yield f"- {keyword(each.keyword)}  # {hours(each.seconds)} in {entries(each.entries)}"
    for line in axes(each):
        yield f"    {line}"
