"""Flags: yes and no in several languages, and nothing else."""

import datetime as dt

import pytest

from pmrules.ingest.cells.flags import read_flags
from pmrules.ingest.grid import CellError


@pytest.mark.parametrize(
    "cell", ["Yes", "yes", " YES ", "Ja", "Oui", "Sí", "si", "true", "TRUE", "1", "x", "X", "wahr",
             "vrai", "verdadero", "waar", "Billable", True, 1, 1.0]
)  # fmt: skip
def test_yes(column, cell):
    """Yes in any known word is 1."""
    parsed = read_flags(column(cell))
    assert (parsed.ok[0], parsed.values[0]) == (True, 1)


@pytest.mark.parametrize(
    "cell", ["No", "no", "Nein", "Non", "nee", "false", "FALSE", "0", "falsch", "faux", "falso",
             "onwaar", "Non-billable", False, 0, 0.0]
)  # fmt: skip
def test_no(column, cell):
    """No in any known word is 0, and known."""
    parsed = read_flags(column(cell))
    assert (parsed.ok[0], parsed.values[0]) == (True, 0)


@pytest.mark.parametrize(
    "cell", ["maybe", "yes no", "2", 2, 0.5, "-", dt.date(2026, 3, 13), CellError("#N/A")]
)
def test_anything_else_is_unknown(column, cell):
    """Another word or number is not read as no."""
    parsed = read_flags(column(cell))
    assert (parsed.ok[0], parsed.blank[0]) == (False, False)


def test_blank_cells_are_blank(column):
    """A blank is neither yes nor no."""
    parsed = read_flags(column("", " ", "Yes"))
    assert parsed.blank.tolist() == [True, True, False]
    assert parsed.ok.tolist() == [False, False, True]
