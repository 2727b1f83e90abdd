"""The public door: stable names, lazily loaded."""

import subprocess
import sys

import pytest

import pmrules


def test_every_public_name_is_there() -> None:
    """Everything in `__all__` can be imported from the door."""
    for name in pmrules.__all__:
        assert getattr(pmrules, name) is not None


def test_unknown_names_are_refused() -> None:
    """The door's lazy loading invents no names."""
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = pmrules.analyse


def test_import_is_light() -> None:
    """Importing the door loads no pandas: an importer plugin costs nothing at start-up."""
    code = "import sys, pmrules; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_files_are_refused() -> None:
    """A program that hands over an empty list is told, as a person would be."""
    with pytest.raises(pmrules.InputError, match="No file was named"):
        pmrules.analyze([])
