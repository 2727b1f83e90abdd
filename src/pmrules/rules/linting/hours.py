"""What rules and keywords did with an organisation's own hours, and the warnings that follow."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from msgspec import Struct

from pmrules.model import Strength
from pmrules.rules.checks import own_rules
from pmrules.rules.evidence import RuleEvidence
from pmrules.rules.linting.ambiguous import LABELS
from pmrules.rules.linting.quoting import Warnings
from pmrules.rules.matching.phrases import phrase
from pmrules.rules.rulebook import Keyword, Rule, Rulebook
from pmrules.rules.verdict import Classified
from pmrules.visible import visible

_DECIDED = ["rule_audience", "keyword_audience", "rule_horizon", "keyword_horizon"]


class Alone(Struct, frozen=True):
    """A keyword, and the seconds of entries that no other keyword says anything of."""

    rule: Rule
    keyword: Keyword
    seconds: int

    @property
    def weak_word(self) -> bool:
        """Whether it is a single word of a weak rule, and no label that somebody chose."""
        if self.keyword.regex or self.keyword.field in LABELS:
            return False
        single = len(phrase(self.keyword.text).words) == 1
        return single and self.rule.strength is Strength.WEAK


class Hours(Struct, frozen=True, dict=True):
    """What the rules did with a set of entries."""

    classified: Classified

    @property
    def total(self) -> int:
        """All seconds."""
        return int(self.classified.entries["seconds"].sum())

    @cached_property
    def evidence(self) -> Mapping[str, RuleEvidence]:
        """What each rule did, by its name."""
        return {each.name: each for each in self.classified.evidence()}

    @cached_property
    def alone(self) -> tuple[Alone, ...]:
        """The keywords that decided alone, the one with the most hours first."""
        named = _keywords(self.classified.rulebook)
        # The client column speaks for itself: no keyword stands for it.
        found = [Alone(*named[key], s) for key, s in _by_itself(self.classified) if key in named]
        return tuple(sorted(found, key=lambda each: -each.seconds))


def add_hours(hours: Hours, warnings: Warnings, *, broad: float) -> None:
    """Add a warning for each own rule that did nothing, and each keyword that decides too much.

    Too much is more than the share `broad` of all hours, with nothing else said of their entries.
    """
    for rule in own_rules(hours.classified.rulebook):
        _idle(rule, hours.evidence[rule.name], warnings)
    for each in hours.alone:
        if hours.total and each.seconds > broad * hours.total:
            share = 100 * each.seconds / hours.total
            what = (
                f"“{visible(str(each.keyword), 60)}” of “{visible(each.rule.name, 60)}” decides "
                f"{share:.0f} % of all hours alone ({each.seconds / 3600:,.1f} h)."
            )
            mend = "See whether they all mean that; if not, write longer phrases."
            warnings.add("broad-keyword", what, mend, each.keyword.place, each.rule)


def _idle(rule: Rule, did: RuleEvidence, warnings: Warnings) -> None:
    name = f"“{visible(rule.name, 60)}”"
    if not did.hits:
        what, mend = f"{name} matches none of these entries.", "Look for the words people use."
        warnings.add("never-fired", what, mend, rule.place, rule)
    elif not did.decided:
        by = f"; there “{visible(did.shadowed_by, 60)}” wins most often" if did.shadowed_by else ""
        entries = "entry" if did.hits == 1 else "entries"
        what = f"{name} matches {did.hits:,} {entries} and decides none{by}."
        mend = "pmrules explain says why for each; make it stronger, or take it out."
        warnings.add("never-decided", what, mend, rule.place, rule)


def _keywords(rulebook: Rulebook) -> dict[tuple[str, str], tuple[Rule, Keyword]]:
    return {
        (rule.name, str(keyword)): (rule, keyword)
        for rule in rulebook.rules
        for group in (rule.keywords, *rule.all)
        for keyword in group
    }


def _by_itself(classified: Classified) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield rule and keyword with the seconds of entries in which nothing else spoke."""
    entries = classified.entries
    silent = np.array([not text for text in classified.runners_up()], np.bool_)
    rows = entries[silent[entries["case"].to_numpy()]]
    sums: dict[tuple[str, str], int] = {}
    for decided, seconds in rows.groupby(_DECIDED, observed=True)["seconds"].sum().items():
        audience, horizon = decided[:2], decided[2:]
        if audience[0] and (audience == horizon or not horizon[0]):
            sums[audience] = sums.get(audience, 0) + int(seconds)
        elif horizon[0] and not audience[0]:
            sums[horizon] = sums.get(horizon, 0) + int(seconds)
    yield from sums.items()
