"""`pmrules importers`: what can be read, how a file is, and an importer of your own."""

import click

from pmrules.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    table={
        "check": "importers.check:check",
        "list": "importers.list:list_",
        "new": "importers.new:new",
    },
)
def importers() -> None:
    """See which tools' exports can be read, how a file of theirs is, and write an importer."""
