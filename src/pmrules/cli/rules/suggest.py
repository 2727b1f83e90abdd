"""`pmrules rules suggest`: what to add to the rules next, and why."""

from pathlib import Path

import click

from pmrules.cli.options import PATH, Asked, reading_options, say
from pmrules.cli.rules.dialogue import at_a_terminal


@click.command()
@reading_options
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FRAGMENT.yaml",
    help="Write the proposals to a file instead of asking or printing them.",
)
@click.option("--force", is_flag=True, help="Replace a fragment that is there.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    metavar="NUMBER",
    help="So many proposals.",
)
def suggest(asked: Asked, output: Path | None, force: bool, most: int) -> None:
    """Propose keywords for what is open in FILES, those that settle most hours first.

    Each comes with the axis values that its neighbours agree on (entries of the same client,
    project, task or person, and with the same words), and with the settled hours that it would
    change besides. At a terminal you go through them one by one, and what you accept is added to
    the rules file of --rules; elsewhere they are printed as YAML to paste.

    \b
    pmrules rules suggest exports/ --rules acme.yaml
    pmrules rules suggest exports/ --rules acme.yaml -o proposals.yaml
    """
    from pmrules import pipeline

    analysis = pipeline.analyze(
        asked.files, asked.rulebook, start=asked.start, end=asked.end, reading=asked.reading
    )
    if output is None and at_a_terminal():
        from pmrules.cli.rules.interview import interview

        interview(analysis, asked, most)
        return
    from pmrules.tuning.fragment import fragment
    from pmrules.tuning.suggestions import suggestions
    from pmrules.tuning.telling import summary

    found = suggestions(analysis, most)
    text = fragment(found.names, found.proposals, analysis.rulebook)
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text, force=force)
    if not asked.quiet:
        for line in summary(found):
            say(line)


def _write(path: Path, text: str, *, force: bool) -> None:
    """Write the fragment; a file that is there is somebody's work."""
    from pmrules.errors import OutputError, Place, Problem
    from pmrules.writing.atomic import replacing

    if path.exists() and not force:
        what, mend = "The file is there already.", "Choose another name, or add --force."
        raise OutputError(Problem("output-exists", what, mend, Place(str(path))))
    with replacing(path) as file:
        file.write(text.encode())
    say(f"Proposals: {path}")
