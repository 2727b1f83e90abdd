"""Names that open texts speak: customers by a short name, and ourselves in the client column."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from pmrules.analysis.model import Analysis
from pmrules.analysis.own_name import own_client
from pmrules.rules.matching.phrases import words
from pmrules.rules.rulebook import Keyword, Rulebook
from pmrules.tuning.additions import Additions, added
from pmrules.tuning.candidates import tells
from pmrules.tuning.effect import Moved, effect_of
from pmrules.tuning.items import Items

_SHORTEST = 4
"""Letters of a part of a name that is a name by itself."""
_LEAST = 900
"""Seconds below which a name is not worth a person's look."""


class NameProposal(Struct, frozen=True):
    """A name to list under `customers:` or `internal:`."""

    section: str
    name: str
    seconds: int
    """Open seconds whose audience it would settle; of ourselves, seconds that would be judged
    anew."""
    entries: int
    client: str
    """The value of the client column that it comes from."""
    collateral: tuple[Moved, ...] = ()

    @property
    def additions(self) -> Additions:
        """What accepting it adds."""
        if self.section == "internal":
            return Additions(internal=(self.name,))
        return Additions(customers=(self.name,))


def own_names(analysis: Analysis) -> tuple[NameProposal, ...]:
    """Return the client that is probably ourselves, which hides what its hours are."""
    client = own_client(analysis)
    mine = (each for each in analysis.clients if client and each.key == client)
    return tuple(
        NameProposal("internal", client, each.seconds, each.entries, client) for each in mine
    )


def customers(items: Items, rulebook: Rulebook) -> tuple[NameProposal, ...]:
    """Return names of clients that occur in open texts without standing in their client column."""
    named = list(_named(items, rulebook))
    found = []
    for (name, client), holds in zip(
        named, items.matching([Keyword(name) for name, _ in named], rulebook), strict=True
    ):
        lacks = items.open & (items.frame["audience"].astype("str") == "").to_numpy()
        which = holds & lacks
        seconds = int(items.seconds[which].sum())
        if seconds >= _LEAST:
            entries = int(items.frame["entries"].to_numpy()[which].sum())
            proposal = NameProposal("customers", name, seconds, entries, client)
            settled = holds & ~items.open
            new = items.judged(added(rulebook, proposal.additions), settled)
            moved = effect_of(items.frame[settled], new).moved
            found.append(NameProposal("customers", name, seconds, entries, client, moved))
    found.sort(key=lambda each: (-each.seconds, -len(each.name), each.name))
    by_client = {each.client: each for each in reversed(found)}
    return tuple(each for each in found if by_client[each.client] is each)


def _named(items: Items, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Every client that is a customer: its whole name, and its first word if that is its own."""
    ours = {words(name) for name in rulebook.internal}
    known = {words(keyword.text) for keyword in rulebook.customers}
    clients = [str(name) for name in items.frame["client"].unique()]
    clients = [name for name in clients if words(name) and words(name) not in ours]
    first = Counter(words(name)[0] for name in clients)
    elsewhere = _ordinary(items, ours)
    for client in clients:
        read = words(client)
        if read not in known:
            yield client.replace("*", " "), client
        head = read[0]
        alone = len(read) > 1 and first[head] == 1 and len(head) >= _SHORTEST
        if alone and tells(head, elsewhere) and (head,) not in known:
            yield client.split()[0].strip(".,;:*()"), client


def _ordinary(items: Items, ours: set[tuple[str, ...]]) -> frozenset[str]:
    """Words that projects, tasks and tags use: of them a customer's name proves nothing."""
    texts = [*items.frame["task"].unique(), *items.frame["tags"].unique()]
    inside = np.array([words(str(name)) in ours or not name for name in items.frame["client"]])
    texts += [*items.frame["project"][inside].unique()]
    return frozenset(word for text in texts for word in words(str(text)))
