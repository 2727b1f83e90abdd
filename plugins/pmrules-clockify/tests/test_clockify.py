"""Detailed reports of Clockify are read as the samples and the contract say."""

from pathlib import Path

from pmrules.testing import ImporterContract
from pmrules_clockify import Clockify


class TestClockify(ImporterContract):
    """One test for every sample and every point of the contract."""

    importer = Clockify()
    samples = Path(__file__).parent / "samples"
