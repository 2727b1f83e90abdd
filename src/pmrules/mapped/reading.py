"""What the map does with one item: read a piece or a file, judge its entries, condense them."""

import pandas as pd

from pmrules.analysis.totals import Totals
from pmrules.errors import InputError, PluginError
from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.daytable import DayTable
from pmrules.ingest.filed import Filed
from pmrules.ingest.files.addresses import on_this_machine
from pmrules.ingest.named import renamed, under_name
from pmrules.ingest.period import inside
from pmrules.ingest.read import as_settled, read_file, without
from pmrules.ingest.tables.piecewise import read_piece, spotted
from pmrules.ingest.taken import Taken, compact
from pmrules.ingest.tally import UnlikeError
from pmrules.mapped.job import Job, Source
from pmrules.mapped.plan import PieceAsked, WholeAsked
from pmrules.mapped.share import Failure, Judged, LeftOut, Piecewise, Share, Unlike, Waiting, Whole
from pmrules.model import FileAccount
from pmrules.rules.classify import classify
from pmrules.rules.teams import members


def spots(_: Job, asked: PieceAsked) -> Waiting | Unlike:
    """Return which values of a piece decide how its file is to be read."""
    name = asked.plan.source.name
    try:
        grid = asked.piece.grid(name)
        return Waiting(spotted(name, grid, asked.plan.importer, asked.known))
    except (UnlikeError, InputError):
        return Unlike()


def share(job: Job, asked: PieceAsked) -> Piecewise:
    """Read a piece and judge it."""
    plan, name = asked.plan, asked.plan.source.name
    try:
        grid = asked.piece.grid(name)
        taken, found = read_piece(
            name, grid, plan.importer, plan.options, asked.known, asked.piece.row
        )
    except (UnlikeError, InputError):
        return Unlike()
    if found.waiting:
        return Waiting(found)
    days = DayTable.of(taken.entries, plan.source.number)
    condensed = judged(job, taken.entries, _begins(plan.source, asked.piece.row))
    return Share(days, condensed, Filed.of(name, taken), found)


def judged_again(job: Job, asked: PieceAsked | WholeAsked) -> Judged:
    """Judge a file, or a piece of one, without the days that another file replaces."""
    if isinstance(asked, WholeAsked):
        source, row = asked.source, 0
        _, taken = _read(job, asked)
    else:
        plan, source, row = asked.plan, asked.plan.source, asked.piece.row
        grid = asked.piece.grid(source.name)
        taken, _ = read_piece(source.name, grid, plan.importer, plan.options, asked.known, row)
    return judged(job, without(taken.entries, asked.lost), _begins(source, row))


def whole(job: Job, asked: WholeAsked) -> Whole | Failure:
    """Read a file that is not cut, and judge it."""
    try:
        account, taken = _read(job, asked)
    except (InputError, PluginError) as error:
        name = asked.source.name
        return Failure(type(error), tuple(renamed(each, name) for each in error.problems))
    days = DayTable.of(taken.entries, asked.source.number)
    return Whole(account, days, judged(job, taken.entries, _begins(asked.source, 0)))


def judged(job: Job, entries: pd.DataFrame, at: int) -> Judged:
    """Judge the entries that are asked for and condense them; `at` is where they begin."""
    entries, outside_period = _kept(entries, inside(entries, job.start, job.end))
    outside_teams = LeftOut()
    if job.teams:
        entries, outside_teams = _kept(entries, members(entries, job.rulebook, job.teams))
    return Judged(Totals.of(classify(entries, job.rulebook), at), outside_period, outside_teams)


def _begins(source: Source, row: int) -> int:
    """Return where entries begin among those of all files: behind any of the files before."""
    return (source.number << 40) + row


def _kept(entries: pd.DataFrame, keep: Bools) -> tuple[pd.DataFrame, LeftOut]:
    if keep.all():
        return entries, LeftOut()
    seconds = int(entries["seconds"].to_numpy()[~keep].sum())
    return compact(entries[keep]), LeftOut(int((~keep).sum()), seconds)


def _read(job: Job, asked: WholeAsked) -> tuple[FileAccount, Taken]:
    with on_this_machine(asked.source.address) as path:
        importers = as_settled(job.importers, job.options)
        read = read_file(path, importers, job.wanted, job.options)
    return under_name(asked.source.name, *read)
