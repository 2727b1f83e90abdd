"""Everything that a rulebook may say and hardly means, found without reading any entry."""

from pmrules.rules.checks import own_rules
from pmrules.rules.linting.ambiguous import add_ambiguous
from pmrules.rules.linting.beaten import add_beaten
from pmrules.rules.linting.contradictions import add_contradictions
from pmrules.rules.linting.quoting import Warnings
from pmrules.rules.linting.repeated import add_repeated
from pmrules.rules.rulebook import Rulebook


def warnings_of(rulebook: Rulebook) -> Warnings:
    """Look for keywords that never decide, repeat or mean two things, and limits at odds.

    Only the organisation's own file is looked at, against all that it extends; checked by itself,
    a pack is the own file.
    """
    warnings = Warnings(rulebook)
    own = own_rules(rulebook)
    add_beaten(rulebook, rulebook.sources[0].name if rulebook.sources else "", warnings)
    add_repeated(own, warnings)
    add_ambiguous(own, warnings)
    add_contradictions(rulebook, warnings)
    return warnings
