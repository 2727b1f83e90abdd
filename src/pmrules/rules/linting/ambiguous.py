"""Words of the field that mean two things, where one of them decides alone."""

from collections.abc import Iterable, Mapping

from pmrules.model import Strength
from pmrules.rules.linting.quoting import Warnings
from pmrules.rules.matching.phrases import phrase
from pmrules.rules.rulebook import Keyword, Rule
from pmrules.visible import visible

MEANINGS: Mapping[str, str] = {
    "beta": "helping one customer try it, or planning a programme for many",
    "bug": "one customer's escalation, or sorting defects for all",
    "call": "with one customer, with many, or with colleagues",
    "customer": "one of them, or all of them",
    "demo": "selling to one prospect, a script for everybody, or testing a prototype",
    "email": "to one customer, or to all",
    "feedback": "of one customer, of the market, or of colleagues",
    "integration": "of one deployment, or of the product",
    "interview": "learning about the market, or hiring",
    "meeting": "anything",
    "pilot": "for one account, or of a new product",
    "planning": "of a release, of a campaign, or of a holiday",
    "pricing": "of a current product, of a new one, or of one deal",
    "prototype": "for one customer, or to learn about the market",
    "release": "what comes next, or notes and launch of what is there",
    "requirement": "of one customer, or of the market",
    "research": "about the market, or for one deal",
    "review": "of strategy, of a contract, or of a colleague",
    "roadmap": "planning it, or promising it to one customer",
    "support": "of one customer, or of sales and other teams",
    "training": "of one customer, of the sales team, or one's own",
    "visit": "selling to one customer, or observing many",
    "workshop": "with one customer, or with the team",
}
"""A word to what it may be about."""

LABELS = frozenset({"client", "project", "task", "tags"})
"""Fields in which a word is a label that somebody chose."""


def add_ambiguous(rules: Iterable[Rule], warnings: Warnings) -> None:
    """Add a warning for each such word that stands alone in a rule without further conditions."""
    for rule in rules:
        if rule.strength is Strength.WEAK or rule.all or rule.unless:
            continue
        for keyword in rule.keywords:
            if word := ambiguous(keyword):
                what = f"“{visible(keyword.text)}” alone can mean two things: {MEANINGS[word]}."
                mend = (
                    "Write a longer phrase, narrow it with “all:” or “unless:”, or give it a rule "
                    "with “strength: weak”."
                )
                warnings.add("ambiguous-word", what, mend, keyword.place, rule)


def ambiguous(keyword: Keyword) -> str:
    """Return the word of the field that a keyword is alone, empty if it is another or more.

    Whoever keeps a project or a tag of that name knows what goes there.
    """
    if keyword.regex or keyword.field in LABELS:
        return ""
    words = phrase(keyword.text).words
    if len(words) != 1:
        return ""
    bare = words[0].strip("*")
    return next((each for each in (bare, bare.removesuffix("s")) if each in MEANINGS), "")
