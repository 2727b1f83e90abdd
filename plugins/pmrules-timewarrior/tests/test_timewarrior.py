"""Exports of Timewarrior are read as the samples and the contract say."""

from pathlib import Path

from pmrules import ImporterOptions
from pmrules.testing import ImporterContract
from pmrules_timewarrior import Timewarrior

HERE = Path(__file__).parent


class TestTimewarrior(ImporterContract):
    """One test for every sample and every point of the contract."""

    importer = Timewarrior()
    samples = HERE / "samples"
    options = ImporterOptions(person="Ada Moss", zone="Europe/Berlin")


class TestReports(ImporterContract):
    """What a report of Timewarrior is given: settings, a blank line, then the intervals."""

    importer = Timewarrior()
    samples = HERE / "reports"
    options = ImporterOptions(person="Ada Moss")
    # The kit takes the file for a table, as lines with commas are.
    leave_out = ("records", "variants", "columns", "growth")
