"""`pmrules rules schema`: the rules language for editors."""

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema (draft 7) of rules files, by which editors complete and check them.

    `pmrules rules init` writes it beside the new file, with the line that VS Code looks for.

    \b
    pmrules rules schema > pmrules.schema.json
    # yaml-language-server: $schema=pmrules.schema.json      (first line of acme.yaml)
    """
    from pmrules.tuning.schema import schema as drawn

    click.echo(json.dumps(drawn(), ensure_ascii=False, indent=2))
