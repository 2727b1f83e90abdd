"""A fresh folder for every generated example."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return what makes an empty folder each time that it is called."""
    return lambda: tmp_path_factory.mktemp("example")
