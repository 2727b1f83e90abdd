"""Pieces are read until what they tell together is what each was read by."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import InputError
from pmrules.ingest.tables.hundredths import proven_minutes
from pmrules.ingest.tables.known import Known, Neighbours
from pmrules.ingest.tables.spans import expected_of_all
from pmrules.ingest.tally import UnlikeError
from pmrules.mapped.engine import Engine
from pmrules.mapped.job import Job
from pmrules.mapped.plan import PieceAsked, Plan
from pmrules.mapped.reading import share, spots
from pmrules.mapped.share import Piecewise, Share, Waiting

_ROUNDS = 3
"""What is decided anew so often does not settle: such a file is read whole."""


class ReadInPieces(Struct, frozen=True):
    """A file, what was asked of its pieces, and what they gave together."""

    plan: Plan
    asked: tuple[PieceAsked, ...]
    share: Share


class _Guess(Struct, frozen=True):
    """A file and how its pieces are to be understood, as far as is known."""

    plan: Plan
    known: Known


def in_pieces(plans: Sequence[Plan], job: Job, engine: Engine) -> dict[int, ReadInPieces]:
    """Return the files by number that can be read in pieces; the others are to be read whole."""
    done: dict[int, ReadInPieces] = {}
    guesses = list(_guessed(plans, job, engine))
    for _ in range(_ROUNDS):
        read = list(_read(guesses, job, engine)) if guesses else []
        better = [_settled(*each) for each in zip(guesses, read, strict=True)]
        for guess, settled, result in zip(guesses, better, read, strict=True):
            if isinstance(result, ReadInPieces) and settled == guess:
                done[guess.plan.source.number] = result
        guesses = [each for each in better if each and each.plan.source.number not in done]
    return done


def _guessed(plans: Sequence[Plan], job: Job, engine: Engine) -> Iterator[_Guess]:
    """Take what the first piece tells for what all do; where that decides nothing, ask all."""
    unsure: list[Plan] = []
    for plan in plans:
        guess = _decided(plan, plan.known, Waiting(plan.found))
        if guess:
            yield guess
        else:
            unsure.append(plan)
    asked = [plan.asked(plan.known) for plan in unsure]
    for plan, found in zip(unsure, engine.merged(spots, job, asked), strict=True):
        if isinstance(found, Waiting) and (guess := _decided(plan, plan.known, found)):
            yield guess


def _decided(plan: Plan, known: Known, result: Share | Waiting) -> _Guess | None:
    order = plan.options.date_order
    try:
        return _Guess(plan, known.settled(result.found, plan.source.name, order))
    except (InputError, UnlikeError):
        return None


def _read(guesses: Sequence[_Guess], job: Job, engine: Engine) -> Iterator[ReadInPieces | None]:
    """Read all pieces; one that may hold total rows once more, when it is known what they sum."""
    groups = [each.plan.asked(each.known) for each in guesses]
    results = list(engine.merged(share, job, groups))
    waiting = [_waiting(*each) for each in zip(groups, results, strict=True)]
    more = iter(list(engine.merged(share, job, [[each] for each in waiting if each])))
    for guess, asked, result, wait in zip(guesses, groups, results, waiting, strict=True):
        whole = _completed(result, next(more)) if wait else result
        if isinstance(whole, Share) and not whole.found.waiting and whole.filed.entries:
            known = tuple(wait if wait and each.piece is wait.piece else each for each in asked)
            yield ReadInPieces(guess.plan, known, whole)
        else:
            yield None


def _waiting(group: Sequence[PieceAsked], result: Piecewise) -> PieceAsked | None:
    """Return the one piece that has to know its neighbours, with what they hold."""
    if not isinstance(result, Share) or len(result.found.waiting) != 1:
        return None
    (row,) = result.found.waiting
    (asked,) = (each for each in group if each.piece.row == row)
    above = sum(seconds for at, seconds in result.found.seconds if at < row)
    below = sum(seconds for at, seconds in result.found.seconds if at > row)
    return replace(asked, known=replace(asked.known, neighbours=Neighbours(above, below)))


def _completed(result: Piecewise, further: Piecewise) -> Piecewise:
    whole = result + further
    if not isinstance(whole, Share):
        return whole
    return replace(whole, found=replace(whole.found, waiting=()))


def _settled(guess: _Guess, read: ReadInPieces | None) -> _Guess | None:
    """Return how all pieces together want to be understood; None where they cannot tell."""
    better = _decided(guess.plan, guess.known, read.share) if read else None
    if read is None or better is None:
        return None
    expected = expected_of_all(read.share.found.expected)
    minutes = proven_minutes(read.share.filed.remarks)
    return _Guess(guess.plan, replace(better.known, minutes=minutes, expected=expected))
