"""`rules diff`: exit codes, packs by name, JSON on stdout."""

import json
from pathlib import Path

import pytest

from pmrules.cli.main import guarded


@pytest.fixture
def newer(rules: Path, tmp_path: Path) -> Path:
    """The rules with roadmaps for one customer."""
    path = tmp_path / "newer.yaml"
    path.write_text(rules.read_text().replace("audience: market", "audience: one"))
    return path


def test_what_moves_ends_with_three(
    rules: Path, newer: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text and its hours stand there with both places."""
    assert guarded(["rules", "diff", str(rules), str(newer), str(export)]) == 3
    out = capsys.readouterr().out
    assert out.startswith("2.5 h move, 1 text\n")
    assert "2.5 h  “Roadmap review”: Product management → Custom work" in out


def test_nothing_moved_ends_with_nothing(rules: Path, export: Path) -> None:
    """A file against itself."""
    assert guarded(["rules", "diff", str(rules), str(rules), str(export)]) == 0


def test_days_outside_the_period_do_not_count(rules: Path, newer: Path, export: Path) -> None:
    """The only entry that moves is of the second day."""
    command = ["rules", "diff", str(rules), str(newer), str(export)]
    assert guarded([*command, "--to", "2026-09-01"]) == 0
    assert guarded([*command, "--from", "2026-09-02"]) == 3


def test_a_pack_goes_by_its_name(
    rules: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The default pack against a file of one's own, as JSON."""
    command = ["rules", "diff", "product-management", str(rules), str(export), "--json"]
    assert guarded(command) == 3
    assert json.loads(capsys.readouterr().out)["schema"] == "pmrules.diff/1"


def test_a_file_that_is_not_there(rules: Path, export: Path) -> None:
    """A name that is neither file nor pack can be mended."""
    assert guarded(["rules", "diff", "nothing", str(rules), str(export)]) == 1
