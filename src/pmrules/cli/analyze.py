"""`pmrules analyze`: exports in, a workbook and the matrix in the terminal out."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli.options import PATH, Asked, reading_options, say

if TYPE_CHECKING:
    from pmrules.analysis.model import Analysis

STRICT = 3


@click.command()
@reading_options
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="REPORT.xlsx",
    help="Where the workbook goes. Without it: pmrules-<period>.xlsx in this folder.",
)
@click.option("--title", default="", metavar="TEXT", help="What the report is called.")
@click.option("--force", is_flag=True, help="Replace a file that pmrules did not write.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print the report as JSON; a workbook only if -o names one.",
)
@click.option(
    "--strict", is_flag=True, help="Exit 3 when a certain flag or a rejected record is found."
)
def analyze(
    asked: Asked, output: Path | None, title: str, force: bool, as_json: bool, strict: bool
) -> int:
    """Analyse time exports: files, or folders of them.

    \b
    pmrules analyze september.csv
    pmrules analyze exports/ --rules acme.yaml -o board.xlsx
    pmrules analyze exports/ --from 2026-07-01 --to 2026-09-30 --strict
    """
    from pmrules import pipeline

    analysis = pipeline.analyze(
        asked.files, asked.rulebook, start=asked.start, end=asked.end, reading=asked.reading
    )
    if not as_json or output:
        output = _write(analysis, output, force=force, title=title)
    show(analysis, output, as_json=as_json, quiet=asked.quiet)
    return STRICT if strict and _found(analysis) else 0


def show(analysis: "Analysis", output: Path | None, *, as_json: bool, quiet: bool) -> None:
    """Print the analysis for a program or for a person, and where the workbook is."""
    from pmrules.report import json_report, terminal

    if as_json:
        click.echo(json_report.dumps(analysis))
    elif not quiet:
        click.echo("\n".join(terminal.lines(analysis, colour=_colour())))
    if not quiet:
        for line in terminal.warnings(analysis):
            say(line)
        if output:
            click.echo(f"\nWorkbook: {output}", err=as_json)


def _write(analysis: "Analysis", output: Path | None, *, force: bool, title: str) -> Path:
    from pmrules.report import workbook

    return workbook.write(analysis, output or _named(analysis), force=force, title=title)


def _named(analysis: "Analysis") -> Path:
    if analysis.period is None:
        return Path("pmrules-report.xlsx")
    first, last = (f"{day:%Y-%m}" for day in (analysis.period.first, analysis.period.last))
    return Path(f"pmrules-{first}.xlsx" if first == last else f"pmrules-{first}-to-{last}.xlsx")


def _found(analysis: "Analysis") -> bool:
    certain = any(flag.certainty == "certain" for flag in analysis.flags)
    return certain or any(file.rejected for file in analysis.files)


def _colour() -> bool:
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
