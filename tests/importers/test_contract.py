"""The importers that ship with pmrules keep the contract that strangers are held to."""

from pathlib import Path

import pytest

from pmrules.hookspecs import Importer
from pmrules.testing import POINTS, hold
from pmrules_importers.excel import Excel
from pmrules_importers.harvest import Harvest
from pmrules_importers.toggl import Toggl

HERE = Path(__file__).parent
POINTS_HERE = tuple(point for point in POINTS if point not in ("expected", "growth"))
"""What samples give is compared in `test_samples.py`, with its notices; a few of them grow."""
SAMPLES = [
    pytest.param(importer, path, id=f"{importer.name}-{path.name}")
    for importer in (Toggl(), Harvest(), Excel())
    for path in sorted((HERE / importer.name).glob("*.csv"))
]


@pytest.mark.parametrize(("importer", "sample"), SAMPLES)
def test_ours_keep_the_contract(importer: Importer, sample: Path) -> None:
    """Every point holds with every sample, or says why it says nothing."""
    for result in hold(importer, sample, points=POINTS_HERE):
        assert not result.faults, f"{result.promise}\n{result}"


@pytest.mark.parametrize(
    ("importer", "sample"),
    [
        (Toggl(), "toggl/t3-client.csv"),
        (Harvest(), "harvest/h6-2026.csv"),
        (Excel(), "excel/german.csv"),
    ],
)
def test_ours_bear_100_000_rows(importer: Importer, sample: str) -> None:
    """Every row is read, in a time that grows as the file does."""
    (result,) = hold(importer, HERE / sample, points=("growth",))
    assert not result.left_out
    assert not result.faults, str(result)
