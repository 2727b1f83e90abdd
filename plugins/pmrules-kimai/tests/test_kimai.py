"""Exports of Kimai are read as the samples and the contract say."""

from pathlib import Path

from pmrules.testing import ImporterContract
from pmrules_kimai import Kimai


class TestKimai(ImporterContract):
    """One test for every sample and every point of the contract."""

    importer = Kimai()
    samples = Path(__file__).parent / "samples"
