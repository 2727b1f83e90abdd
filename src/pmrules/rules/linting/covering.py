"""Whether one keyword occurs wherever another does: only what can be proved is said."""

from collections.abc import Sequence

from pmrules.model import TEXT_FIELDS
from pmrules.rules.matching.phrases import phrase, words
from pmrules.rules.rulebook import Keyword

Key = tuple[tuple[str, ...], str, frozenset[str]]
"""A keyword as it is compared: its words, its regular expression, the fields that it reads."""

_TEXTS = frozenset(TEXT_FIELDS)


def key_of(keyword: Keyword) -> Key:
    """Return what makes two keywords the same, however they are typed."""
    fields = frozenset((keyword.field,)) if keyword.field else _TEXTS
    if keyword.regex:
        return (), keyword.text, fields
    typed = keyword.text
    return phrase(typed).words if "*" in typed else words(typed), "", fields


def length(key: Key) -> int:
    """Return how many words a keyword counts for; a regular expression counts as one."""
    return len(key[0]) or 1


def covers(wide: Key, narrow: Key) -> bool:
    """Whether the wide keyword occurs in every text in which the narrow one does."""
    sought, pattern, fields = wide
    if not narrow[2] <= fields:
        return False
    if pattern or narrow[1]:
        return pattern == narrow[1]
    starts = range(len(narrow[0]) - len(sought) + 1) if sought else ()
    return any(_side_by_side(sought, narrow[0][at:]) for at in starts)


def _side_by_side(wide: Sequence[str], narrow: Sequence[str]) -> bool:
    return all(covers_word(one, other) for one, other in zip(wide, narrow, strict=False))


def covers_word(wide: str, narrow: str) -> bool:
    """Whether a word with stars stands for every word that another stands for."""
    if wide in ("*", narrow):
        return True
    core, given = wide.strip("*"), narrow.strip("*")
    if wide == core or not given:
        return False
    open_before, open_after = wide.startswith("*"), wide.endswith("*")
    if open_before and open_after:
        return core in given
    if open_after:
        return not narrow.startswith("*") and given.startswith(core)
    return not narrow.endswith("*") and given.endswith(core)
