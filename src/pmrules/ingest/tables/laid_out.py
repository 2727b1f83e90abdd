"""Sheets laid out one row an entry: tables as they stand, grids turned, each with its person."""

from collections.abc import Sequence

from msgspec import Struct

from pmrules.errors import InputError, Problem
from pmrules.ingest.grid import Grid
from pmrules.ingest.tables.across.grids import read_grid
from pmrules.ingest.tables.across.layout import Across
from pmrules.ingest.tables.across.names import Names, read_names
from pmrules.ingest.tables.across.titles import person_in
from pmrules.ingest.tables.header import Header
from pmrules.ingest.tables.parts import Said
from pmrules.ingest.tables.sheets import Found
from pmrules.model import ImporterOptions
from pmrules.tabular import TabularImporter, header_name


class LaidOut(Struct, frozen=True):
    """A sheet as a table of one row an entry."""

    grid: Grid
    header: Header
    person: str
    """Whose entries they are where no column says it; empty where nothing does."""
    evidence: tuple[str, ...] = ()
    """How the days of a grid are known."""


def lay_out(
    file: str,
    sheets: Sequence[tuple[Grid, Found]],
    importer: TabularImporter,
    options: ImporterOptions,
) -> list[LaidOut]:
    """Turn grids into tables. Raises InputError with everything that keeps any from being read."""
    laid_out: list[LaidOut] = []
    problems: list[Problem] = []
    for grid, found in sheets:
        try:
            laid_out.append(_laid_out(file, grid, found, importer, options))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return laid_out


def days_known(sheets: Sequence[LaidOut]) -> Said:
    """Return how the days of grids are known."""
    return Said(evidence=tuple(dict.fromkeys(why for sheet in sheets for why in sheet.evidence)))


def _laid_out(
    file: str, grid: Grid, found: Found, importer: TabularImporter, options: ImporterOptions
) -> LaidOut:
    person = _person(grid, _top(found), importer, options)
    if isinstance(found, Header):
        return LaidOut(grid, found, person)
    if isinstance(found, Names):
        table, evidence = read_names(file, grid, found, importer, options, person)
    else:
        table, evidence = read_grid(file, grid, importer, options, person)
    return LaidOut(table.grid, table.header, person, evidence)


def _top(found: Found) -> int:
    """Return the row of the header, from 0: above it stand titles."""
    if isinstance(found, Across):
        return found.first
    return found.header.index if isinstance(found, Names) else found.index


def _person(grid: Grid, until: int, importer: TabularImporter, options: ImporterOptions) -> str:
    """Return the person of a title such as `Employee: Ada`, of the sheet's name, or asked for."""
    if importer.reads_grids:
        labels = frozenset(map(header_name, importer.person.names))
        titled = person_in(grid.head(until), labels)
        if titled:
            return titled
    return (grid.sheet if options.person_from == "sheet" else "") or options.person
