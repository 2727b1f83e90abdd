"""The points of the contract, and an importer held to them with one sample."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from pmrules.hookspecs import Importer
from pmrules.model import ImporterOptions
from pmrules.registry.load import load
from pmrules.testing.case import Case
from pmrules.testing.claims import claims, declared, leaves_others
from pmrules.testing.clocks import clocks
from pmrules.testing.damage import damage
from pmrules.testing.expected import SUFFIX, expected, update
from pmrules.testing.fault import Fault, NotMade
from pmrules.testing.growth import growth
from pmrules.testing.quiet import quiet
from pmrules.testing.records import again, records
from pmrules.testing.variants import columns, variants

Point = Callable[[Case], Iterator[Fault]]

POINTS: dict[str, Point] = {
    "declared": declared,
    "claims": claims,
    "leaves-others": leaves_others,
    "records": records,
    "expected": expected,
    "again": again,
    "variants": variants,
    "columns": columns,
    "damage": damage,
    "clocks": clocks,
    "growth": growth,
    "quiet": quiet,
}
"""Every point by its name; its docstring is what it promises."""


class Result(Struct, frozen=True):
    """What came of one point with one sample."""

    point: str
    faults: tuple[Fault, ...] = ()
    left_out: str = ""
    """Why the point says nothing about this sample; empty where it does."""

    @property
    def promise(self) -> str:
        """What the point holds an importer to, in a sentence."""
        return (POINTS[self.point].__doc__ or "").strip()

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def hold(
    importer: Importer,
    sample: Path,
    *,
    points: Sequence[str] = tuple(POINTS),
    options: ImporterOptions | None = None,
    update_expected: bool = False,
) -> list[Result]:
    """Hold an importer to the contract with a sample; with all points, or some by name.

    `options` are what a user would settle for it; `update_expected` writes the expected file.
    """
    asked = options or ImporterOptions()
    return list(held(importer, sample, points, asked, update_expected=update_expected))


def held(
    importer: Importer,
    sample: Path,
    points: Sequence[str],
    options: ImporterOptions,
    *,
    update_expected: bool = False,
) -> Iterator[Result]:
    """Yield what came of each point as soon as it is known: an importer may hang in the next."""
    others = tuple(each for each in load().importers if each.name != importer.name)
    with tempfile.TemporaryDirectory() as folder:
        case = Case(importer, sample, Path(folder), options, others)
        if update_expected:
            update(case)
        yield from (_result(name, case) for name in points)


def _result(name: str, case: Case) -> Result:
    try:
        return Result(name, tuple(POINTS[name](case)))
    except NotMade as why:
        return Result(name, left_out=str(why))


def samples_in(folder: Path) -> list[Path]:
    """Return every sample in a folder, sorted; expected files and hidden ones are none."""
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(SUFFIX)
    ]
