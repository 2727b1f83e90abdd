"""`pmrules rules`: the group of what can be done with rules files."""

import click

from pmrules.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    table={
        "check": "rules.check:check",
        "diff": "rules.diff:diff",
        "from-excel": "rules.from_excel:from_excel",
        "init": "rules.init:init",
        "learn": "rules.learn:learn",
        "schema": "rules.schema:schema",
        "suggest": "rules.suggest:suggest",
        "test": "rules.test:test",
        "to-excel": "rules.to_excel:to_excel",
    },
)
def rules() -> None:
    """Check, test and tune rules files."""
