"""`pmrules classify`: every entry with its verdict and the reason, for other programs."""

from pathlib import Path

import click

from pmrules.cli.options import Asked, reading_options, say


@click.command()
@reading_options
@click.option(
    "-o",
    "--output",
    default="-",
    show_default=True,
    metavar="FILE",
    help="entries.csv, .parquet or .jsonl; - is CSV on stdout.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--raw", is_flag=True, help="CSV for machines: no apostrophe before any text.")
def classify(asked: Asked, output: str, force: bool, raw: bool) -> None:
    """Write every entry with its verdict, the rules and the keywords that decided.

    In CSV an apostrophe stands before texts that a spreadsheet might run as a formula: those that
    begin with = + - @ or a tab. Parquet and JSON lines hold them as they are, as does --raw.

    \b
    pmrules classify exports/ --rules acme.yaml -o entries.parquet
    pmrules classify september.csv | head
    """
    from pmrules import pipeline
    from pmrules.report import tables

    entries = pipeline.classify(
        asked.files, asked.rulebook, start=asked.start, end=asked.end, reading=asked.reading
    ).entries
    if output == "-":
        tables.to_stdout(entries, raw=raw)
        return
    tables.write(entries, Path(output), force=force, raw=raw)
    if not asked.quiet:
        say(f"{len(entries):,} entries: {output}")
