"""Our work log is read as the samples and the contract say."""

from pathlib import Path

from pmrules.testing import ImporterContract
from pmrules_worklog import Worklog


class TestWorklog(ImporterContract):
    """One test for every sample and every point of the contract."""

    importer = Worklog()
    samples = Path(__file__).parent / "samples"
