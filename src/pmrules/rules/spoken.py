"""A rulebook in the language of a report: what nobody has said otherwise is said in it."""

from msgspec.structs import replace

from pmrules.rules.rulebook import Rulebook
from pmrules.wording.catalogue import translated
from pmrules.wording.language import speaking


def in_language(rulebook: Rulebook, language: str = "") -> Rulebook:
    """Return a rulebook for a report in a language, else in the one that its file asks for.

    Default labels and the default pack's advice are translated; an organisation's own words stay.
    """
    language = language or rulebook.language
    with speaking(language):
        labels = {each: translated("label.", said) for each, said in rulebook.labels.items()}
        limits = tuple(
            replace(limit, advice=translated("advice.", limit.advice)) for limit in rulebook.limits
        )
    return replace(rulebook, labels=labels, limits=limits, language=language)
