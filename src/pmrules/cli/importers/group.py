"""`pmrules importers`: what can be read, how a file is, and an importer of your own."""

import click

from pmrules.cli.importers.check import check
from pmrules.cli.importers.list import list_
from pmrules.cli.importers.new import new


@click.group()
def importers() -> None:
    """See which tools' exports can be read, how a file of theirs is, and write an importer."""


for command in (list_, check, new):
    importers.add_command(command)
