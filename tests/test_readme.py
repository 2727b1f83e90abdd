"""What the README promises, tried: every command, every file, and what the demo prints."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

import pmrules
import pmrules_examples
from pmrules.cli.main import guarded

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    shlex.split(line.removeprefix("$ pmrules "), comments=True)
    for language, block in BLOCKS
    if language == "console"
    for line in block.splitlines()
    if line.startswith("$ pmrules ")
]
CLOCKIFY = """\
"Project","Client","Description","Task","User","Tags","Billable","Start Date","Start Time",\
"End Date","End Time","Duration (h)","Duration (decimal)"
"Site","Globex","Roadmap","","Ana","","No","20/02/2026","09:00","20/02/2026","10:00","01:00:00","1.00"
"""


def block(language: str) -> str:
    """Return the first block of a language."""
    return next(text for name, text in BLOCKS if name == language)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report that `rules learn` and others read."""
    folder = tmp_path_factory.mktemp("board")
    rules = folder / "acme.yaml"
    rules.write_text(block("yaml"), encoding="utf-8")
    exports = map(str, pmrules_examples.exports())
    path = folder / "board.xlsx"
    assert guarded(["analyze", *exports, "--rules", str(rules), "-o", str(path), "-q"]) == 0
    return path


@pytest.fixture
def folder(tmp_path: Path, board: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README's commands name."""
    monkeypatch.chdir(tmp_path)
    toggl = next(path for path in pmrules_examples.exports() if "toggl" in path.name)
    shutil.copy(toggl, "september.csv")
    (tmp_path / "exports").mkdir()
    for path in pmrules_examples.exports():
        shutil.copy(path, tmp_path / "exports")
    Path("acme.yaml").write_text(block("yaml"), encoding="utf-8")
    shutil.copy(board, tmp_path)
    Path("clockify.py").write_text(block("python"), encoding="utf-8")
    Path("clockify.csv").write_text(CLOCKIFY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_runs(command: list[str], folder: Path) -> None:
    """Each `pmrules` line of the README ends well; --strict and diff find something."""
    assert guarded(command) == (3 if {"--strict", "diff"} & set(command) else 0)
    assert list(folder.glob("*.tmp")) == []


def test_the_demo_prints_what_the_readme_shows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The block in the README is what the terminal says today (`make readme` writes it anew)."""
    shown = block("text").strip().splitlines()
    assert guarded(["demo"]) == 0
    printed = capsys.readouterr().out.partition("\nThe files")[0]
    assert [line.rstrip() for line in printed.strip().splitlines()] == shown


def test_the_python_api_example_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines under “Use it from Python” run as they stand and print a headline."""
    code = [text for name, text in BLOCKS if name == "python"][-2]
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102  the README's own lines are what is tried
    assert capsys.readouterr().out.strip()
    assert len(names["entries"]) > 0


def test_the_chunks_example_says_what_analyze_says(folder: Path) -> None:
    """A table read piece by piece comes to the report of the exports that it holds."""
    code = [text for name, text in BLOCKS if name == "python"][-1]
    entries = pmrules.classify("exports/", "acme.yaml").entries
    entries.to_csv("tracked.csv", index=False)
    names: dict[str, Any] = {}
    exec(code.replace("100_000", "97"), names)  # noqa: S102  the README's own lines again
    analysis = pmrules.analyze("exports/", "acme.yaml")
    assert names["analysis"].findings == analysis.findings
    assert names["analysis"].people == analysis.people
