"""Why a rule does not decide an entry: the first of its conditions that fails."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pmrules.errors import Problem, RulesError
from pmrules.rules.explaining.change import to_win
from pmrules.rules.explaining.entry import Judged, says
from pmrules.rules.explaining.wording import any_of
from pmrules.rules.language.problems import did_you_mean, quoted
from pmrules.rules.matching.decide import CUSTOMER_ALONE
from pmrules.rules.matching.judge import Tried
from pmrules.rules.matching.lexicon import CUSTOMER, FIELDS, Term
from pmrules.rules.matching.phrases import Phrase, line, phrase
from pmrules.rules.verdict import Reason
from pmrules.visible import visible

_HINTS = 3


class WhyNot(Struct, frozen=True):
    """The first condition that failed; a rule that decides all that it says has none."""

    tried: Tried
    condition: str
    """`keywords`, `all`, `unless`, an axis that it lost, or empty."""
    what: str
    hints: tuple[str, ...] = ()


def why_not(name: str, judged: Judged) -> WhyNot:
    """Hold one rule against an entry; raises `RulesError` where no rule has that name."""
    tried = _named(name, judged)
    if failed := _unmatched(tried, judged):
        return failed
    if tried.stopped:
        stop = tried.stopped
        what = (
            f"“unless: {visible(stop.keyword)}” stops it: "
            f"{quoted(stop.words)} occurs in {stop.field}."
        )
        hint = "Narrow that keyword of “unless:”, or take it out."
        return WhyNot(tried, "unless", what, (hint,))
    return _lost(tried, judged)


def _named(name: str, judged: Judged) -> Tried:
    wanted = name.strip().casefold()
    for tried in judged.tried:
        if tried.rule.name.casefold() == wanted:
            return tried
    mend = did_you_mean(name, [tried.rule.name for tried in judged.tried], "Rules")
    raise RulesError(Problem("unknown-rule", f"There is no rule {quoted(name)}.", mend))


def _unmatched(tried: Tried, judged: Judged) -> WhyNot | None:
    for number, (group, hit) in enumerate(zip(tried.groups, tried.hits, strict=True)):
        if hit:
            continue
        hints = tuple(_almost(group, judged))[:_HINTS]
        if tried.order == CUSTOMER:
            what = "No name under “customers:” occurs, and the client is empty or ourselves."
            return WhyNot(tried, "keywords", what, hints)
        terms = any_of(term.name for term in group)
        if number or not tried.rule.keywords:
            what = f"Of a group of “all:” nothing occurs: {terms} is missing."
            return WhyNot(tried, "all", what, hints)
        return WhyNot(tried, "keywords", f"None of its keywords occurs: {terms}.", hints)
    return None


def _almost(group: Sequence[Term], judged: Judged) -> Iterator[str]:
    """Keywords that would match with a star, in another field, or with their words together."""
    lines = {field: line(judged.texts.get(field, "")) for field in FIELDS}
    for term in group:
        if term.phrase is None or not term.phrase.words:
            continue
        typed, mine = f"“{visible(term.name)}”", [lines[field] for field in term.fields]
        elsewhere = [field for field in FIELDS if term.phrase.find(lines[field]) >= 0]
        if elsewhere:
            yield f"{typed} occurs in {elsewhere[0]}, and reads {', '.join(term.fields)} alone."
        elif starred := next(filter(None, (_starred(term.phrase, text) for text in mine)), ""):
            yield f"{typed} stands there with an ending: “{starred}” would match."
        elif term.length > 1 and any(_apart(term, text) for text in mine):
            yield f"All words of {typed} occur, but not side by side."


def _starred(typed: Phrase, text: str) -> str:
    """The phrase with stars for endings where it occurs with these, else empty text."""
    bare = (word if phrase(word).find(text) >= 0 else f"{word}*" for word in typed.words)
    starred = " ".join(bare)
    return starred if phrase(starred).find(text) >= 0 else ""


def _apart(term: Term, text: str) -> bool:
    words = term.phrase.words if term.phrase else ()
    return all(phrase(word).find(text) >= 0 for word in words)


def _lost(tried: Tried, judged: Judged) -> WhyNot:
    """It matches: which of the things that it says does another decide?"""
    said = says(tried.rule)
    for reason in judged.verdict.reasons:
        concerns = reason.axis in said or "outside" in (reason.axis, *said)
        if failed := _beaten(tried, reason, judged) if concerns else None:
            return failed
    return WhyNot(tried, "", "It matches, and decides all that it says.")


def _beaten(tried: Tried, reason: Reason, judged: Judged) -> WhyNot | None:
    lost = next((each for each in reason.runners_up if each.match.rule == tried.rule.name), None)
    if not lost or not reason.winner:
        return None
    how = f"{quoted(reason.winner.keyword)} of {quoted(reason.winner.rule)} wins: {lost.lost}"
    if lost.lost == CUSTOMER_ALONE:
        how = "a named customer alone keeps no entry on the matrix"
    what = f"It matches, but {_value(reason)}: {how}."
    hint = to_win(lost, reason.winner, judged)
    return WhyNot(tried, reason.axis, what, (hint,) if hint else ())


def _value(reason: Reason) -> str:
    if reason.axis == "outside":
        return "the entry is outside the matrix"
    return f"the {reason.axis} is “{reason.value}”"
