"""Proposals one by one at a terminal: accept, change, skip, not on the matrix, show, quit."""

from collections.abc import Iterable

import click
from msgspec import Struct, field

from pmrules.analysis.model import Analysis
from pmrules.cli.options import Asked, say
from pmrules.cli.rules.dialogue import show, write_if_wanted
from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.rulebook import Rulebook
from pmrules.rules.verdict import Classified
from pmrules.tuning.additions import Additions, place_called
from pmrules.tuning.change import Change, RulesText
from pmrules.tuning.items import Items, shown_text
from pmrules.tuning.learning import typed_keyword
from pmrules.tuning.names import NameProposal, customers, own_names
from pmrules.tuning.proposals import Proposal, Proposer
from pmrules.tuning.remainder import undecided
from pmrules.tuning.suggestions import judged_with
from pmrules.tuning.telling import axes, collateral, entries, hours, named, proposed, remainder
from pmrules.tuning.writing import keyword, rule_lines
from pmrules.visible import visible

_PLACES = (*(each.value for each in Quadrant), *Audience, *Horizon, "outside")
_SHOWN = 12
_KEYS = "[a]ccept [c]hange [s]kip [o]utside the matrix [e]ntries [q]uit"


class _Quit(Exception):  # noqa: N818  no error: the person has had enough
    pass


class _Interview(Struct):
    """What has been accepted so far, and the entries as they would be judged with it."""

    first: Classified
    accepted: Additions = field(default_factory=Additions)
    judged: Classified | None = None

    @property
    def now(self) -> Classified:
        return self.judged or self.first

    def accept(self, additions: Additions) -> None:
        self.accepted = self.accepted + additions
        self.judged = judged_with(self.first, self.accepted)
        click.echo(f"  taken. {remainder(len(undecided(self.judged)), None)}\n")


def interview(analysis: Analysis, asked: Asked, most: int) -> None:
    """Ask about one proposal after the other, then show what was accepted and write it."""
    talk = _Interview(analysis.judged)
    try:
        _ask_names(talk, own_names(analysis))
        _ask_names(talk, customers(Items.of(talk.now), talk.now.rulebook))
        _ask_keywords(talk, most)
    except _Quit:
        pass
    if not talk.accepted:
        click.echo("Nothing was accepted.")
    elif asked.rules is None:
        _print(talk.accepted)
    else:
        change = Change.of(RulesText.read(asked.rules, asked.packs), talk.accepted)
        show(change, talk.first)
        write_if_wanted(change, yes=False)


def _ask_names(talk: _Interview, names: Iterable[NameProposal]) -> None:
    for each in names:
        click.echo(f"{each.section}: {visible(each.name)}")
        click.echo(f"  {named(each)}")
        for line in collateral(each.collateral, talk.now.rulebook):
            click.echo(f"  {line}")
        answer = _choice("[a]ccept [s]kip [q]uit", "asq")
        if answer == "a":
            talk.accept(each.additions)


def _ask_keywords(talk: _Interview, most: int) -> None:
    proposer = Proposer(Items.of(talk.now), talk.now.rulebook)
    for number in range(1, most + 1):
        proposal = proposer.next()
        if proposal is None:
            click.echo("Nothing is left that a keyword could settle.")
            return
        if _ask(talk, proposer, proposal, number):
            proposer.settle(proposal)


def _ask(talk: _Interview, proposer: Proposer, proposal: Proposal, number: int) -> bool:
    """Ask until there is an answer; say whether the proposal was taken."""
    _show(proposal, proposer.rulebook, number)
    while True:
        answer = _choice(_KEYS, "acsoeq")
        if answer == "e":
            _entries(proposer, proposal)
            continue
        if answer == "s":
            return False
        says = "outside" if answer == "o" else proposal.says if answer == "a" else ""
        if answer == "c" or not says or (answer == "a" and not proposal.complete):
            proposal, says = _changed(proposer, proposal, new=answer == "c")
        talk.accept(proposal.additions(proposer.rulebook, says))
        return True


def _changed(proposer: Proposer, proposal: Proposal, *, new: bool) -> tuple[Proposal, str]:
    """Ask for the place, and for other words if they are to change."""
    if new:
        typed = click.prompt("  keyword", default=keyword(proposal.keyword))
        if str(typed) != keyword(proposal.keyword):
            proposal = proposer.with_keyword(proposal, typed_keyword(str(typed)))
    rulebook = proposer.rulebook
    for place in _PLACES:
        click.echo(f"    {place:<15} {visible(place_called(rulebook, place))}")
    kinds = click.Choice(_PLACES, case_sensitive=False)
    says = click.prompt("  place", type=kinds, show_choices=False, default=proposal.says or None)
    tried = proposer.with_collateral(proposal, says)
    for line in collateral(tried.collateral, rulebook):
        click.echo(f"  {line}")
    return proposal, says


def _show(proposal: Proposal, rulebook: Rulebook, number: int) -> None:
    count = f"{hours(proposal.seconds)} in {entries(proposal.entries)}"
    click.echo(f"{number}. {visible(str(proposal.keyword))}    {count}")
    click.echo(f"  → {proposed(proposal, rulebook)}")
    for line in (*axes(proposal), *collateral(proposal.collateral, rulebook)):
        click.echo(f"  {line}")


def _entries(proposer: Proposer, proposal: Proposal) -> None:
    frame = proposer.items.frame[proposal.which].nlargest(_SHOWN, "seconds")
    texts = shown_text(frame).tolist()
    people, clients = frame["person"].tolist(), frame["client"].tolist()
    seconds = frame["seconds"].tolist()
    for row in zip(seconds, people, clients, texts, strict=True):
        who = " · ".join(visible(str(part), 30) for part in row[1:3] if str(part))
        click.echo(f"  {hours(row[0]):>9}  {who}: {visible(row[3], 90)}")
    if more := int(proposal.which.sum()) - len(frame):
        click.echo(f"             … and {more} more")


def _choice(prompt: str, keys: str) -> str:
    """Return the key that was pressed; the end of the input is a wish to stop."""
    while True:
        try:
            typed = click.prompt(f"  {prompt}", prompt_suffix=" ", default="", show_default=False)
        except click.Abort:
            raise _Quit from None
        answer = str(typed).strip().casefold()[:1]
        if answer == "q":
            raise _Quit
        if answer and answer in keys:
            return answer


def _print(accepted: Additions) -> None:
    """Without a rules file to write to, the accepted goes to stdout to be pasted."""
    say("No --rules file was named; this is what you accepted, to be pasted:")
    for section in ("internal", "customers"):
        if names := getattr(accepted, section):
            click.echo(f"{section}: [{', '.join(names)}]")
    if accepted.rules:
        click.echo("rules:")
    for rule in accepted.rules:
        first, *rest = rule_lines(rule)
        click.echo("\n".join([f"  - {first}", *(f"    {line}" for line in rest)]))
