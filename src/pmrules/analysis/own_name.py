"""The organisation's own name in the client column: until it is named, it counts as a customer."""

from pmrules.analysis.model import Analysis, Finding
from pmrules.analysis.wording import name
from pmrules.rules.matching.phrases import words
from pmrules.wording.catalogue import say

_FEWEST_PEOPLE = 3
_MOST_PEOPLE = 0.75
_MUCH = 0.25


def own_name(analysis: Analysis) -> Finding | None:
    """Ask whether a client of nearly everybody, which no rules file names, is ourselves."""
    client = own_client(analysis)
    if not client:
        return None
    seconds, people = _weight(analysis, client)
    share, everybody = seconds / analysis.whole.seconds, len(analysis.people)
    return Finding(
        key="own-name",
        headline=say("find.own-name", client=name(client)),
        detail=say(
            "find.own-name.weight",
            seconds=seconds,
            share=share,
            people=people,
            everybody=everybody,
        ),
        mark="open",
        numbers={"share": share, "seconds": seconds, "people": people},
    )


def own_client(analysis: Analysis) -> str:
    """Return the unnamed client of nearly everybody with much of the hours; empty if none is."""
    client = _largest_unnamed(analysis)
    if not client:
        return ""
    seconds, people = _weight(analysis, client)
    everybody = max(_FEWEST_PEOPLE, _MOST_PEOPLE * len(analysis.people))
    is_ours = people >= everybody and 0 < seconds >= _MUCH * analysis.whole.seconds
    return client if is_ours else ""


def _weight(analysis: Analysis, client: str) -> tuple[int, int]:
    """The seconds of a client, and how many people tracked them."""
    seconds = next(each.seconds for each in analysis.clients if each.key == client)
    return seconds, analysis.totals.clients.people(client)


def _largest_unnamed(analysis: Analysis) -> str:
    """The client with most hours among those that count as customers only by standing there."""
    rulebook = analysis.rulebook
    named = {words(text) for text in (*rulebook.internal, *(c.text for c in rulebook.customers))}
    by_client = analysis.totals.clients.customers
    candidates = (
        each.key
        for each in analysis.clients
        if each.key in by_client and words(each.key) not in named
    )
    return next((key for key in candidates if key), "")
