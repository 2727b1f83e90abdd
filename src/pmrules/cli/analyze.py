"""`pmrules analyze`: exports in, a workbook and the matrix in the terminal out."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli import madewith
from pmrules.cli.options import PATH, Asked, language_option, reading_options, say
from pmrules.errors import OutputError, Place, Problem
from pmrules.visible import visible

if TYPE_CHECKING:
    from pmrules.analysis.model import Analysis

STRICT = 3
_CLASSIFY = "Name it REPORT.xlsx; the entries alone are written by pmrules classify."
_INSTEAD = {
    ".csv": _CLASSIFY,
    ".parquet": _CLASSIFY,
    ".jsonl": _CLASSIFY,
    ".json": "Name it REPORT.xlsx; --json prints the report as JSON.",
}


def _is_workbook(_: click.Context, __: click.Parameter, output: Path | None) -> Path | None:
    """Refuse a workbook under the name of another format before anything is read."""
    if output and output.suffix.lower() != ".xlsx":
        mend = _INSTEAD.get(output.suffix.lower(), f"Name it {visible(output.stem)}.xlsx.")
        what = "The report is a workbook, and its name must end in .xlsx."
        raise OutputError(Problem("report-not-xlsx", what, mend, Place(str(output))))
    return output


@click.command()
@reading_options
@click.option(
    "-o",
    "--output",
    type=PATH,
    callback=_is_workbook,
    metavar="REPORT.xlsx",
    help="Where the workbook goes. Without it: pmrules-<period>.xlsx in this folder.",
)
@click.option("--title", default="", metavar="TEXT", help="What the report is called.")
@click.option(
    "--team",
    "teams",
    multiple=True,
    metavar="NAME",
    help="Only the people of this team; may be given several times.",
)
@click.option(
    "--by",
    type=click.Choice(["week", "month", "quarter"]),
    help="Tell time so. Without it: by month, by week where the period is short.",
)
@language_option
@click.option("--no-names", is_flag=True, help="Call people P1, P2 ..., and leave Entries out.")
@click.option("--no-entries", is_flag=True, help="Leave the sheet of all entries out.")
@click.option("--values", is_flag=True, help="Write values where totals would be formulas.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "memory", "pieces", "dask"]),
    default="auto",
    show_default=True,
    help="Hold all entries at once, read files in pieces, or do so on a Dask cluster. auto: in "
    "pieces where exports are large and entries are not listed.",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Dask scheduler for --engine dask, tcp://10.0.0.5:8786. Without it: two processes here.",
)
@click.option(
    "--compare",
    type=PATH,
    metavar="PREVIOUS.xlsx",
    help="An earlier report: say what changed since, in hours and in shares.",
)
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
@click.pass_context
def analyze(
    context: click.Context,
    asked: Asked,
    output: Path | None,
    title: str,
    teams: tuple[str, ...],
    by: str | None,
    language: str | None,
    no_names: bool,
    no_entries: bool,
    values: bool,
    engine: str,
    scheduler: str,
    compare: Path | None,
    force: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """Analyse time exports: files, or folders of them.

    \b
    pmrules analyze september.csv
    pmrules analyze exports/ --rules acme.yaml -o board.xlsx
    pmrules analyze exports/ --from 2026-07-01 --to 2026-09-30 --strict
    """
    from pmrules import pipeline
    from pmrules.report.previous import previous

    earlier = previous(compare) if compare else None
    drawn = bool(output) or not as_json
    analysis = pipeline.analyze(
        asked.files,
        asked.rulebook,
        start=asked.start,
        end=asked.end,
        teams=teams,
        by=by or "",
        names=not no_names,
        language=language or "",
        earlier=earlier,
        reading=asked.reading,
        entries=drawn and not no_entries,
        engine=engine,
        scheduler=scheduler,
    )
    if drawn:
        from pmrules.report import workbook

        output = workbook.write(
            analysis,
            output or _named(analysis),
            force=force,
            title=title,
            formulas=not values,
            listed=not (no_names or no_entries),
            made_with=madewith.given(context),
        )
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
