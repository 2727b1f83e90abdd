"""Every importer is asked, one reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from pmrules.errors import InputError, PluginError
from pmrules.hookspecs import Fit, Grade, Record, Sample, SheetSample, Source
from pmrules.ingest.detect import choose, decide

SAMPLE = Sample("export.csv", "csv", sheets=(SheetSample("", (("Who", "Stunden"), ("Ada", "1"))),))
NONE = Fit.none("no")
GENERIC = Fit.generic("a date and a duration")
EXACT = Fit.exact("has its columns")
WRONG = Fit.wrong_report("Acme summary report", "Reports > Detailed > Export CSV")


@dataclass
class Fake:
    """An importer that answers what it is told, or raises it."""

    name: str
    answer: Any
    title: str = ""

    def detect(self, sample: Sample) -> Fit:  # noqa: ARG002 - the contract
        """Answer."""
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer  # type: ignore[no-any-return]

    def read(self, source: Source) -> Iterable[Record]:  # noqa: ARG002 - the contract
        """Read nothing."""
        return ()


def fakes(**answers: object) -> list[Fake]:
    """Return importers by name with their answers."""
    return [Fake(name, answer, name.title()) for name, answer in answers.items()]


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        ({"a": NONE, "b": EXACT}, "b"),
        ({"a": GENERIC, "b": EXACT}, "b"),
        ({"a": GENERIC, "b": NONE}, "a"),
        ({"a": EXACT, "b": WRONG}, "a"),
    ],
)
def test_the_best_fit_reads(answers: dict[str, Fit], chosen: str) -> None:
    """A certain claim beats a general one, whatever the order."""
    for importers in (fakes(**answers), fakes(**answers)[::-1]):
        assert choose(SAMPLE, importers).name == chosen


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ({"a": EXACT, "b": EXACT}, "several-importers", ["a (has", "--importer a or --importer b"]),
        ({"a": GENERIC, "b": GENERIC}, "several-importers", ["--importer b"]),
        ({"a": WRONG, "b": GENERIC}, "wrong-report", ["an Acme summary report", "> Detailed"]),
        ({"a": NONE, "b": NONE}, "format-unknown", ["Who, Stunden", "A, B", "CSV or Excel"]),
        ({}, "format-unknown", ["Who, Stunden"]),
    ],
)
def test_none_or_several_is_an_error(answers: dict[str, Fit], code: str, words: list[str]) -> None:
    """What was looked for, what was found, and what settles it."""
    with pytest.raises(InputError) as caught:
        choose(SAMPLE, fakes(**answers))
    assert caught.value.problems[0].code == code
    for word in words:
        assert word in str(caught.value)


def test_an_unknown_text_shows_how_it_begins() -> None:
    """Foreign text is shown harmless."""
    with pytest.raises(InputError, match=r"begins with “hello\\x1b”"):
        choose(Sample("x.txt", "text", head="hello\x1b\nworld"), [])


@pytest.mark.parametrize(
    "failure",
    [
        ValueError("boom"),
        SystemExit(0),
        None,
        "yes",
        True,
        ZeroDivisionError(),
        Fit("exact", "a grade in words"),  # type: ignore[arg-type]
        Fit(Grade.EXACT, None),  # type: ignore[arg-type]
        Fit(Grade.WRONG_REPORT, "no advice", 7),  # type: ignore[arg-type]
    ],
)
def test_a_failing_importer_is_blamed_by_name(failure: object) -> None:
    """It is an error unless another is certain; then the file is read and the failure said."""
    with pytest.raises(PluginError, match="“broken”") as caught:
        choose(SAMPLE, fakes(broken=failure, a=GENERIC))
    assert caught.value.problems[0].code == "importer-failed"
    choice = decide(SAMPLE, fakes(broken=failure, a=EXACT))
    assert choice.importer.name == "a"
    assert [notice.code for notice in choice.notices] == ["importer-failed"]


def test_an_error_that_cannot_be_shown_is_still_blamed() -> None:
    """A plugin's error may fail while it is printed."""

    class EvilError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    with pytest.raises(PluginError, match="EvilError"):
        choose(SAMPLE, fakes(broken=EvilError()))


def test_the_importer_wanted_reads_whatever_it_says() -> None:
    """A person knows better than a header, except about a report without entries."""
    importers = fakes(a=EXACT, b=NONE, c=WRONG)
    assert choose(SAMPLE, importers, "b").name == "b"
    with pytest.raises(InputError, match="summary"):
        choose(SAMPLE, importers, "c")


def test_an_unknown_importer_is_named_with_the_likely_one() -> None:
    """All names are listed, the nearest is proposed."""
    with pytest.raises(InputError, match=r"Did you mean toggl\? There are: harvest, toggl"):
        choose(SAMPLE, fakes(toggl=EXACT, harvest=NONE), "Togl")


def test_a_wanted_importer_that_fails_is_an_error() -> None:
    """Nobody else is asked instead."""
    with pytest.raises(PluginError):
        choose(SAMPLE, fakes(a=EXACT, b=ValueError()), "b")
