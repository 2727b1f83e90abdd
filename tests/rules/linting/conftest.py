"""Rules files as people type them, and the warnings about them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.errors import Problem
from pmrules.rules.linting.warnings import warnings_of
from pmrules.rules.load import load_rules

PACK = """\
rules:
  - {name: Packed, keywords: [quarterly letter], audience: market}
  - {name: Loud, keywords: [keynote], audience: market, strength: strong}
"""


@pytest.fixture
def warned(tmp_path: Path) -> Callable[[str], tuple[Problem, ...]]:
    """Return the warnings about a rules file, which may extend a small pack."""

    def read(text: str) -> tuple[Problem, ...]:
        pack, own = tmp_path / "pack.yaml", tmp_path / "own.yaml"
        pack.write_text(PACK, encoding="utf-8")
        own.write_text(text, encoding="utf-8")
        return warnings_of(load_rules(own, packs={"pack": pack})).in_order

    return read
