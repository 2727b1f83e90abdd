"""Questions at a terminal about an edit of the rules file, and the edit itself."""

import sys
from typing import TYPE_CHECKING

import click

from pmrules.cli.options import say

if TYPE_CHECKING:
    from pmrules.rules.verdict import Classified
    from pmrules.tuning.change import Change


def at_a_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def show(change: "Change", classified: "Classified") -> None:
    """Print what would change: in the file, then in the hours."""
    from pmrules.tuning.telling import effects

    for line in change.diff():
        click.echo(line)
    click.echo("\nIn hours:")
    lines = list(effects(change.effect(classified), change.rulebook))
    for line in lines or ["nothing moves"]:
        click.echo(f"  {line}")


def write_if_wanted(change: "Change", *, yes: bool) -> bool:
    """Write the edit after asking, or with `yes`; without anybody to ask, leave the file alone."""
    name = change.before.path
    if not yes and not at_a_terminal():
        say(f"\nNothing was written. To write it to {name}, add --yes.")
        return False
    if not yes and not click.confirm(f"\nWrite this to {name}?", default=True, err=True):
        say("Nothing was written.")
        return False
    change.write()
    say(f"Written: {name}")
    return True
