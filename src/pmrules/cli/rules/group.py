"""`pmrules rules`: the group of what can be done with rules files."""

import click

from pmrules.cli.rules.check import check
from pmrules.cli.rules.diff import diff
from pmrules.cli.rules.from_excel import from_excel
from pmrules.cli.rules.init import init
from pmrules.cli.rules.learn import learn
from pmrules.cli.rules.schema import schema
from pmrules.cli.rules.suggest import suggest
from pmrules.cli.rules.test import test
from pmrules.cli.rules.to_excel import to_excel


@click.group()
def rules() -> None:
    """Check, test and tune rules files."""


for command in (init, check, test, diff, suggest, learn, schema, to_excel, from_excel):
    rules.add_command(command)
