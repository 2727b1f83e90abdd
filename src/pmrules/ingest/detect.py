"""Who reads a file? Every importer is asked; the best fit wins, and two best fits are an error."""

import difflib
from collections.abc import Sequence
from typing import cast

from msgspec import Struct

from pmrules.errors import InputError, Place, PluginError, Problem, at_work
from pmrules.hookspecs import Fit, Grade, Importer, Sample
from pmrules.ingest.tables.unknown import unknown
from pmrules.model import Notice
from pmrules.visible import visible


class Choice(Struct, frozen=True):
    """The importer of a file, and what went wrong with others on the way."""

    importer: Importer
    notices: tuple[Notice, ...] = ()
    reason: str = ""
    """Why it fits, in its own words."""


class _Answer(Struct, frozen=True):
    importer: Importer
    fit: Fit


def choose(sample: Sample, importers: Sequence[Importer], wanted: str = "") -> Importer:
    """Return the one importer that reads the file, or the one wanted by name."""
    return decide(sample, importers, wanted).importer


def decide(sample: Sample, importers: Sequence[Importer], wanted: str = "") -> Choice:
    """Ask every importer, or the one wanted by name; raise where none or several fit best."""
    asked = [_named(wanted, importers, sample.name)] if wanted else importers
    answers: list[_Answer] = []
    failures: list[Problem] = []
    for importer in asked:
        try:
            answers.append(_Answer(importer, ask(importer, sample)))
        except PluginError as error:
            failures += error.problems
    if wanted and not failures:
        return _choice(_unless_wrong_report(answers[0], sample))
    exact = _of_grade(Grade.EXACT, answers)
    if failures and len(exact) != 1:
        raise PluginError(failures)
    return _choice(_best(answers, sample, importers), tuple(map(_notice, failures)))


def _choice(answer: _Answer, notices: tuple[Notice, ...] = ()) -> Choice:
    return Choice(answer.importer, notices, answer.fit.reason)


def _named(wanted: str, importers: Sequence[Importer], file: str) -> Importer:
    for importer in importers:
        if importer.name == wanted:
            return importer
    names = sorted(importer.name for importer in importers)
    close = difflib.get_close_matches(wanted.lower(), names, 1)
    mend = f"Did you mean {close[0]}? " if close else ""
    raise InputError(
        Problem(
            "importer-unknown",
            f"There is no importer “{visible(wanted, 40)}”.",
            f"{mend}There are: {', '.join(names) or 'none'}.",
            Place(file),
        )
    )


def ask(importer: Importer, sample: Sample) -> Fit:
    """Ask one importer; raises PluginError naming it where it fails or answers with no Fit."""
    try:
        with at_work(f"The importer “{visible(importer.name, 40)}”"):
            fit: object = importer.detect(sample)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit would look like success
        why = f"failed with {type(error).__name__}: {_words(error)}"
        raise PluginError(_broken(importer, why, sample)) from error
    why = _unfit(fit)
    if why:
        raise PluginError(_broken(importer, f"answered with {why}", sample))
    return cast("Fit", fit)


def _unfit(fit: object) -> str:
    """Say what is wrong with an answer; empty where it is a whole Fit."""
    if not isinstance(fit, Fit):
        return f"{type(fit).__name__} instead of a Fit"
    for name, kind in (("grade", Grade), ("reason", str), ("mend", str)):
        value = getattr(fit, name)
        if not isinstance(value, kind):
            return f"a Fit whose {name} is {type(value).__name__} instead of {kind.__name__}"
    return ""


def _words(error: BaseException) -> str:
    try:
        return visible(str(error), 120)
    except Exception:
        return "(no message)"


def _broken(importer: Importer, why: str, sample: Sample) -> Problem:
    module = type(importer).__module__
    return Problem(
        "importer-failed",
        f"The importer “{visible(importer.name, 40)}” ({visible(module, 80)}) {why}.",
        "Tell its author, or name another importer with --importer NAME.",
        Place(sample.name),
    )


def _notice(problem: Problem) -> Notice:
    return Notice(problem.code, problem.what, problem.mend, problem.place)


def _unless_wrong_report(answer: _Answer, sample: Sample) -> _Answer:
    if answer.fit.grade == Grade.WRONG_REPORT:
        raise InputError(_wrong_report(answer, sample))
    return answer


def _of_grade(grade: Grade, answers: Sequence[_Answer]) -> list[_Answer]:
    return [answer for answer in answers if answer.fit.grade == grade]


def _best(answers: Sequence[_Answer], sample: Sample, importers: Sequence[Importer]) -> _Answer:
    for grade in (Grade.EXACT, Grade.WRONG_REPORT, Grade.GENERIC):
        found = _of_grade(grade, answers)
        if found and grade == Grade.WRONG_REPORT:
            raise InputError([_wrong_report(answer, sample) for answer in found])
        if len(found) > 1:
            raise InputError(_several(found, sample))
        if found:
            return found[0]
    raise InputError(unknown(sample, importers))


def _wrong_report(answer: _Answer, sample: Sample) -> Problem:
    return Problem("wrong-report", answer.fit.reason, answer.fit.mend, Place(sample.name))


def _several(answers: Sequence[_Answer], sample: Sample) -> Problem:
    claims = "; ".join(
        f"{answer.importer.name} ({visible(answer.fit.reason, 80)})" for answer in answers
    )
    names = " or ".join(f"--importer {answer.importer.name}" for answer in answers)
    return Problem(
        "several-importers",
        f"Several importers claim this file: {claims}.",
        f"Say which one reads it: {names}.",
        Place(sample.name),
    )
