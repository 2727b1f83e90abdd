"""`pmrules demo`: the report of the example organisation that ships with pmrules."""

from pathlib import Path

import click

from pmrules.cli.analyze import show
from pmrules.cli.options import PATH, language_option, offered


@click.command()
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("pmrules-demo.xlsx"),
    show_default=True,
    help="Where the workbook goes.",
)
@language_option
@click.option("--force", is_flag=True, help="Replace a file that pmrules did not write.")
def demo(output: Path, language: str | None, force: bool) -> None:
    """Analyse three months of Larkfield, an invented maker of software for veterinary clinics."""
    import pmrules_examples
    from pmrules import pipeline
    from pmrules.report import workbook
    from pmrules.rules.load import load_rules

    found = offered()
    packs = {pack.name: pack.path for pack in found.packs}
    analysis = pipeline.analyze(
        pmrules_examples.exports(),
        load_rules(pmrules_examples.rules(), packs=packs),
        language=language or "",
        reading=pipeline.Reading(importers=found.importers),
    )
    written = workbook.write(analysis, output, force=force, title="Larkfield")
    show(analysis, written, as_json=False, quiet=False)
    click.echo(f"The files it was made from: {pmrules_examples.FOLDER}")
