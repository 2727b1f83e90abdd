"""`pmrules verify`: is a report what its exports and rules say?"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli import madewith
from pmrules.cli.analyze import analyze
from pmrules.cli.options import PATH, person_option, plugin_option, rules_option
from pmrules.errors import InputError, Place, Problem
from pmrules.visible import visible

if TYPE_CHECKING:
    from pmrules.report.saved import Saved
    from pmrules.report.verified import Verdict

DIFFERS = 3
_HEADS = {
    "version": "Version",
    "files": "Files",
    "rules": "Rules",
    "period": "Days",
    "totals": "Totals",
    "people": "People",
    "entries": "Entries",
}


@click.command()
@click.argument("report", type=PATH, metavar="REPORT.xlsx")
@click.argument("files", nargs=-1, required=True, type=PATH)
@rules_option
@person_option
@plugin_option
def verify(
    report: Path,
    files: tuple[Path, ...],
    rules: Path | None,
    person: str,
    plugins: tuple[Path, ...],
) -> int:
    """Make a report anew from its files and rules, and say what differs.

    The options that it was made with stand on its About sheet and are used again. Corrections
    made by hand since are listed, and their totals allowed for. Exit codes: 0 the same; 1 no
    report, or files that cannot be read; 3 something differs.

    \b
    pmrules verify board.xlsx exports/ --rules acme.yaml
    """
    from pmrules.report.saved import read_saved
    from pmrules.report.verified import verify as held_against

    saved = read_saved(report)
    arguments = madewith.arguments(saved.options, analyze)
    arguments += [f"--rules={rules}"] if rules else []
    arguments += [f"--person={person}"] if person else []
    arguments += [f"--plugin={plugin}" for plugin in plugins]
    verdict = held_against(saved, _remade([*arguments, "--", *map(str, files)], report))
    click.echo("\n".join(_lines(report.name, verdict)))
    return DIFFERS if verdict.differences else 0


def _remade(arguments: list[str], report: Path) -> "Saved":
    """Run `pmrules analyze` into a folder that is gone afterwards, and read what it wrote."""
    from pmrules.report.saved import read_saved

    with tempfile.TemporaryDirectory(prefix="pmrules-") as folder:
        path = Path(folder) / "remade.xlsx"
        try:
            analyze.main(
                [f"--output={path}", "--quiet", *arguments],
                prog_name="pmrules analyze",
                standalone_mode=False,
            )
        except click.UsageError as error:
            raise InputError(_odd_options(report, error)) from None
        return read_saved(path)


def _lines(name: str, verdict: "Verdict") -> Iterator[str]:
    if verdict.differences:
        yield f"{visible(name)} differs from what its files and rules say now."
    else:
        yield f"{visible(name)} says what its files and rules say."
    for difference in verdict.differences:
        yield from _group(_HEADS[difference.kind], difference.lines)
    if verdict.corrections:
        yield from _group("Corrected by hand since, which is no difference", verdict.corrections)


def _group(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"\n{head}"
    yield from (f"  {line}" for line in lines)


def _odd_options(report: Path, error: click.UsageError) -> Problem:
    return Problem(
        "made-with-unknown",
        f"An option that the report was made with cannot be used: {error.format_message()}",
        "Make the report anew, or put back what stood under “Made with” on its About sheet.",
        Place(str(report)),
    )
