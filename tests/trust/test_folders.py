"""Nothing in the folder of an export or of a rules file runs code."""

import subprocess
import sys
from pathlib import Path

import pytest

EXPORT = (
    "Date,Client,Project,Task,Notes,Hours,First name,Last name\n"
    "2026-03-02,Globex,P,T,roadmap,1.5,Ada,X\n"
)
RULES = "extends: product-management\ncustomers: [Globex]\n"
EVIL = "open(r'{}', 'a').write(__name__ + ' ran\\n')\nraise SystemExit('{}')\n"
MODULES = (
    "conftest", "sitecustomize", "usercustomize", "setup", "plugin", "pmrules_plugin",
    "pmrules_importers", "pmrules_rules", "pmrules_acme", "evil_plugin",
    "click", "yaml", "pluggy", "pandas", "numpy", "pyarrow", "openpyxl", "python_calamine",
    "re2", "ahocorasick_rs", "json", "csv", "decimal", "zipfile", "tempfile", "hashlib",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an export, rules, and everything that somebody's tool might run."""
    folder = tmp_path / "exports"
    folder.mkdir()
    evil = EVIL.format(tmp_path / "ran.txt", "ran")
    for name in MODULES:
        (folder / f"{name}.py").write_text(evil)
    (folder / "evil.pth").write_text("import conftest\n")
    (folder / "pyproject.toml").write_text("[project.entry-points.pmrules]\na = 'evil_plugin'\n")
    (folder / "pyvenv.cfg").write_text(f"home = {folder}\n")
    (folder / ".pmrules.py").write_text(evil)
    about = folder / "evil-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: evil\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pmrules]\nevil = evil_plugin\n")
    (folder / "export.csv").write_text(EXPORT)
    (folder / "rules.yaml").write_text(RULES)
    return folder


# The command as an installed script runs it: the folder of the script comes first, not ours.
SCRIPT = [sys.executable, "-P", "-c", "from pmrules.cli.main import run; run()"]
MODULE = [sys.executable, "-m", "pmrules"]


@pytest.mark.parametrize("program", [SCRIPT, MODULE], ids=["script", "module"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze", ".", "--rules", "rules.yaml", "-o", "report.xlsx"],
        ["classify", "export.csv", "-o", "-"],
        ["rules", "check", "rules.yaml"],
        ["importers", "list"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_lies_there_is_data(folder: Path, program: list[str], arguments: list[str]) -> None:
    """Called from within the folder, pmrules runs none of the files that lie there."""
    done = subprocess.run(
        [*program, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "evil" not in done.stdout + done.stderr
    assert not (folder.parent / "ran.txt").exists()


def test_the_traps_would_snap(folder: Path) -> None:
    """The files are such that Python would run them, where it is told to."""
    subprocess.run([sys.executable, "-c", "import pandas"], cwd=folder, check=False)
    assert (folder.parent / "ran.txt").read_text() == "pandas ran\n"


@pytest.mark.parametrize(
    "rules",
    [
        "rules: !!python/object/apply:os.system ['touch ran']\n",
        "rules: !!python/name:os.system\n",
        "rules: !include evil.yaml\n",
        "a: &a [x]\nrules: *a\n",
        "<<: {rules: []}\n",
        "extends: https://rules.example/pack.yaml\n",
        "extends: evil_plugin\n",
        "plugins: [evil_plugin.py]\n",
        "rules:\n" + "".join("  " * depth + "- \n" for depth in range(1, 40)),
        "rules: " + "[" * 100_000,
        "x: " + "y" * 2_000_000,
    ],
    ids=lambda rules: rules[:24].strip(),
)
def test_rules_are_data(folder: Path, rules: str) -> None:
    """Tags, anchors, merges, addresses, depth and size are refused in words, at once."""
    (folder / "rules.yaml").write_text(rules)
    done = subprocess.run(
        [*SCRIPT, "rules", "check", "rules.yaml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "ran").exists()
    assert not (folder.parent / "ran.txt").exists()
