"""The contract kit: holds any importer to the contract, from the samples that it ships.

A test file is a subclass of `ImporterContract`; `pytest_plugins = ["pmrules.testing"]` in a
`conftest.py` adds `--update-expected`. Without pytest, `hold` does the same.
"""

from pmrules.testing.contract import ImporterContract, pytest_addoption
from pmrules.testing.expected import expected_path
from pmrules.testing.fault import Fault
from pmrules.testing.kit import POINTS, Result, held, hold, samples_in

__all__ = [
    "POINTS",
    "Fault",
    "ImporterContract",
    "Result",
    "expected_path",
    "held",
    "hold",
    "pytest_addoption",
    "samples_in",
]
