"""The guide for tuners, run: what stands under its commands is what they print today."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_guide_shows_what_its_commands_print(tmp_path: Path) -> None:
    """Every output in rules/README.md is the real one (`make readme` writes it anew)."""
    spec = importlib.util.spec_from_file_location("guide", ROOT / "tools" / "guide.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    written = tool.GUIDE.read_text(encoding="utf-8")
    assert "$ pmrules rules learn" in written
    assert tool.rerun(written, tmp_path) == written
