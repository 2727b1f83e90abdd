"""`pmrules rules`: the group of what can be done with rules files."""

import click

from pmrules.cli.rules.check import check


@click.group()
def rules() -> None:
    """Check, test and tune rules files."""


for command in (check,):
    rules.add_command(command)
