"""All files mapped and merged: what was read, what became of it, and the totals."""

from collections.abc import Iterator, Sequence
from operator import add

from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.merging import pairwise
from pmrules.analysis.totals import Totals
from pmrules.errors import InputError
from pmrules.ingest.daytable import DayTable, LostDays, all_days
from pmrules.ingest.files.addresses import stamp_of
from pmrules.ingest.files.preflight import changed
from pmrules.ingest.intake import Accounting
from pmrules.ingest.oddities import long_days
from pmrules.ingest.overlaps import Settled, settle_overlaps
from pmrules.ingest.period import outside_period
from pmrules.mapped.engine import Engine, Told
from pmrules.mapped.job import Job, Source
from pmrules.mapped.plan import PieceAsked, Plan, WholeAsked, is_large, plan
from pmrules.mapped.reading import judged_again, whole
from pmrules.mapped.rounds import ReadInPieces, in_pieces
from pmrules.mapped.share import Failure, Judged, Whole, raised
from pmrules.model import FileAccount, Notice
from pmrules.rules.teams import outside_teams
from pmrules.visible import visible


class _OneFile(Struct, frozen=True):
    """A file that was read and judged, and what to ask for to judge it again."""

    account: FileAccount
    days: DayTable
    judged: Judged
    asked: WholeAsked | tuple[PieceAsked, ...]


def run(
    sources: Sequence[Source], job: Job, engine: Engine, told: Told | None = None
) -> tuple[Totals, Accounting]:
    """Map the files, settle days that two of them cover, and merge what remains.

    `told` is called with what a person should know of how it is done.
    Raises InputError or PluginError with everything that keeps any of the files from being read.
    """
    files = _files(sources, job, engine, told)
    accounts = tuple(each.account for each in files)
    days = all_days([each.days for each in files])
    settled = settle_overlaps(days, accounts, how=job.overlap, aliases=job.rulebook.aliases)
    judged = pairwise(_remaining(files, days, settled, job, engine), add)
    long = long_days(days.at(settled.kept))
    notices = (*settled.notices, *long, *_left_out(judged, job))
    return judged.totals, Accounting(accounts, settled.overlaps, notices)


def _files(
    sources: Sequence[Source], job: Job, engine: Engine, told: Told | None
) -> list[_OneFile]:
    """Read every file, in pieces or whole; what is wrong with any of them is said at once."""
    plans = [each for each in engine.each(plan, job, sources) if each]
    pieces = in_pieces(plans, job, engine)
    rest = [WholeAsked(each) for each in sources if each.number not in pieces]
    for each in rest:
        if told and is_large(job, each.source.address):
            told(f"{visible(each.name)} cannot be read in pieces: it is read whole, in memory.")
    wholes = dict(zip(rest, engine.each(whole, job, rest), strict=True))
    failures = [each for each in wholes.values() if isinstance(each, Failure)]
    failures += [each for read in pieces.values() for each in _changed(read.plan)]
    if failures:
        raise raised(failures)
    files = {each.source.number: _of_whole(each, found) for each, found in wholes.items()}
    files |= {number: _of_pieces(read) for number, read in pieces.items()}
    return [files[each.number] for each in sources]


def _of_whole(asked: WholeAsked, found: Whole) -> _OneFile:
    return _OneFile(found.account, found.days, found.judged, asked)


def _of_pieces(read: ReadInPieces) -> _OneFile:
    plan, share = read.plan, read.share
    account = share.filed.account(plan.source.name, plan.importer.name, plan.sha256, plan.notices)
    return _OneFile(account, share.days, share.judged, read.asked)


def _changed(plan: Plan) -> Iterator[Failure]:
    """Yield the refusal of a file that is not what it was when it was cut."""
    try:
        same = stamp_of(plan.source.address) == plan.stamp
    except OSError:
        same = False
    if not same:
        yield Failure(InputError, (changed(plan.source.name),))


def _remaining(
    files: Sequence[_OneFile], days: DayTable, settled: Settled, job: Job, engine: Engine
) -> Iterator[Judged]:
    """Yield what each file gives without the days that it loses."""
    for number, file in enumerate(files):
        lost = settled.lost(days, number)
        yield file.judged if lost is None else _again(file, lost, job, engine)


def _again(file: _OneFile, lost: LostDays, job: Job, engine: Engine) -> Judged:
    asked = [file.asked] if isinstance(file.asked, WholeAsked) else file.asked
    without = [replace(each, lost=lost) for each in asked]
    (judged,) = engine.merged(judged_again, job, [without])
    return judged


def _left_out(judged: Judged, job: Job) -> Iterator[Notice]:
    period, teams = judged.outside_period, judged.outside_teams
    if period.entries:
        yield outside_period(period.entries, period.seconds)
    if job.teams:
        yield outside_teams(job.teams, teams.entries, teams.seconds)
