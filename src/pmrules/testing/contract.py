"""The kit under pytest: a class of tests, one for every sample and point of the contract."""

from pathlib import Path
from typing import Any, ClassVar

from pmrules.hookspecs import Importer
from pmrules.model import ImporterOptions
from pmrules.testing.kit import POINTS, hold, samples_in

_UPDATE = "--update-expected"


class ImporterContract:
    """Subclass it as `TestSomething` and say which importer and where its samples lie."""

    importer: ClassVar[Importer]
    samples: ClassVar[Path | str]
    """A folder of exports, expected files beside them."""
    options: ClassVar[ImporterOptions] = ImporterOptions()
    """What a user would have to settle for every sample."""
    leave_out: ClassVar[tuple[str, ...]] = ()
    """Points that do not apply, each with a comment that says why."""

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Have one test for every sample and point."""
        if {"sample", "point"} <= set(metafunc.fixturenames):
            found = samples_in(Path(self.samples))
            points = [point for point in POINTS if point not in self.leave_out]
            pairs = [
                (sample, point)
                for sample in found
                for point in points
                if point != "growth" or sample in _first_of_a_kind(found)
            ]
            ids = [f"{sample.name}-{point}" for sample, point in pairs]
            metafunc.parametrize(("sample", "point"), pairs, ids=ids)

    def test_it_ships_samples(self) -> None:
        """An importer without a sample is held to nothing."""
        if not samples_in(Path(self.samples)):
            what = f"No sample lies in “{self.samples}”."
            _fail(f"{what}\n  → Put an export there, as the tool writes it.")

    def test_it_keeps_the_contract(self, sample: Path, point: str, request: Any) -> None:
        """One point of the contract holds with one sample."""
        asked = point == "expected" and request.config.getoption(_UPDATE, default=False)
        (result,) = hold(
            self.importer, sample, points=(point,), options=self.options, update_expected=asked
        )
        if result.left_out:
            _skip(result.left_out)
        if result.faults:
            _fail(f"{sample.name}, {point}: {result.promise}\n{result}")


def _first_of_a_kind(samples: list[Path]) -> list[Path]:
    """Grow one sample of each file type: growing takes seconds."""
    first = {sample.suffix: sample for sample in reversed(samples)}
    return list(first.values())


def pytest_addoption(parser: Any) -> None:
    """Add the option that rewrites expected files."""
    told = "Write what samples give now beside them, for importers under pmrules.testing."
    parser.getgroup("pmrules").addoption(_UPDATE, action="store_true", help=told)


def _fail(words: str) -> None:
    import pytest

    pytest.fail(words, pytrace=False)


def _skip(words: str) -> None:
    import pytest

    pytest.skip(words)
