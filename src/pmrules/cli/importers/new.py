"""`pmrules importers new`: a project for an importer of your own, ready to be changed."""

from collections.abc import Mapping
from pathlib import Path, PurePath

import click

from pmrules.cli.importers.scaffold import NAME, project, proposed, single_file
from pmrules.cli.options import PATH, offered, say
from pmrules.errors import OutputError, Place, Problem
from pmrules.visible import visible
from pmrules.writing.failures import explained


@click.command()
@click.argument("name")
@click.option(
    "-o",
    "--output",
    type=PATH,
    help="Folder to make, or file with --single-file; else it is called after NAME.",
)
@click.option("--single-file", is_flag=True, help="Write one file for --plugin, and no project.")
def new(name: str, output: Path | None, single_file: bool) -> None:
    """Write an importer for the tool NAME: a project with a sample and tests that pass.

    Then put an export of your tool in the place of the sample and name its columns.

    \b
    A project:    pmrules importers new acme
    A file alone: pmrules importers new acme --single-file
    """
    _refuse_name(name)
    if single_file:
        _write_file(name, output)
    else:
        _write_project(name, output or Path(f"pmrules-{name}"))


def _refuse_name(name: str) -> None:
    shown = visible(name, 60)
    if not NAME.fullmatch(name):
        meant = f"Did you mean {proposed(name)}? " if proposed(name) else ""
        mend = f"{meant}It is lower case, letters and digits, words parted by “-”: acme-time."
        raise click.BadParameter(f"“{shown}” is no importer's name. {mend}", param_hint="NAME")
    owners = offered().owners
    if name in owners:
        taken = f"“{shown}” is taken by {visible(owners[name], 80)}."
        raise click.BadParameter(f"{taken} Name yours otherwise.", param_hint="NAME")


def _write_file(name: str, output: Path | None) -> None:
    called, text = single_file(name)
    path = output or Path(called)
    _written(path, {PurePath(): text})
    shown = visible(str(path))
    typed = f'"{shown}"' if " " in shown else shown
    say(f"Written: {shown}. Name your tool's columns there, then:")
    say(f"  pmrules importers check {typed} YOUR_EXPORT.csv")
    say(f"  pmrules analyze YOUR_EXPORT.csv --plugin {typed}")


def _write_project(name: str, folder: Path) -> None:
    made = project(name)
    _written(folder, made)
    module = next(str(path) for path in made if path.suffix == ".py" and len(path.parts) == 1)
    say(f"Written: {visible(str(folder))}. Its tests pass as they are; in that folder:")
    say("  pip install -e . pytest")
    say("  pytest")
    say("Then")
    say("  1. put an export of your tool in the place of tests/samples/september.csv,")
    say(f"  2. name its columns in {module},")
    say("  3. run pytest --update-expected, and read what it wrote beside the sample.")


def _written(target: Path, texts: Mapping[PurePath, str]) -> None:
    """Write files below a folder that must not be there yet, or one file in its place."""
    if target.exists() or target.is_symlink():
        raise OutputError(_there(target))
    try:
        for path, text in texts.items():
            place = target / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise explained(error, target) from error


def _there(target: Path) -> Problem:
    what = "A folder" if target.is_dir() else "A file"
    return Problem(
        "already-there",
        f"{what} “{visible(target.name, 80)}” is there already; nothing was written.",
        "Name another place with -o, or take it away.",
        Place(str(target)),
    )
