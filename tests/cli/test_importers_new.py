"""`pmrules importers new` writes what works as it is, and never over anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from pmrules.cli.main import guarded

PROJECT = {
    ".gitattributes",
    ".github/workflows/test.yml",
    ".gitignore",
    "README.md",
    "pmrules_acme_time.py",
    "pyproject.toml",
    "tests/conftest.py",
    "tests/samples/september.csv",
    "tests/samples/september.csv.expected.json",
    "tests/test_pmrules_acme_time.py",
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_project_passes_its_own_tests(tmp_path: Path) -> None:
    """Without being installed and without a network, as written; nothing is left to fill in."""
    assert guarded(["importers", "new", "acme-time"]) == 0
    folder = tmp_path / "pmrules-acme-time"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == PROJECT
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "13 passed" in run.stdout


def test_a_project_names_its_plugin(tmp_path: Path) -> None:
    """Entry point, module and class have the name, in the spelling of each."""
    assert guarded(["importers", "new", "acme-time", "-o", "elsewhere"]) == 0
    about = (tmp_path / "elsewhere" / "pyproject.toml").read_text("utf-8")
    assert 'name = "pmrules-acme-time"' in about
    assert 'acme-time = "pmrules_acme_time"' in about
    for path in (tmp_path / "elsewhere").rglob("*.*"):
        text = path.read_text("utf-8") if path.is_file() else ""
        assert "$title" not in text
        assert "$name" not in text


def test_a_single_file_keeps_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file alone reads the sample of the project, as a plugin that is named."""
    assert guarded(["importers", "new", "acme", "--single-file"]) == 0
    assert guarded(["importers", "new", "other"]) == 0
    sample = tmp_path / "pmrules-other" / "tests" / "samples" / "september.csv"
    assert guarded(["importers", "check", "acme.py", str(sample)]) == 0
    out = capsys.readouterr().out
    assert "september.csv, read by acme" in out
    assert "It keeps the contract." in out


def test_what_to_type_next_names_the_file_where_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder is named too, and a blank in it is quoted as every shell takes it."""
    path = Path("my plugins", "acme.py")
    assert guarded(["importers", "new", "acme", "--single-file", "-o", str(path)]) == 0
    assert f'importers check "{path}" YOUR_EXPORT.csv' in capsys.readouterr().err


@pytest.mark.parametrize("there", ["folder", "file"])
def test_nothing_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str
) -> None:
    """A folder or file of that name stays as it is, even an empty one."""
    path = tmp_path / "pmrules-acme"
    path.mkdir() if there == "folder" else path.write_text("mine")
    assert guarded(["importers", "new", "acme"]) == 1
    assert f"A {there} “pmrules-acme” is there already" in capsys.readouterr().err
    assert not path.is_dir() or not list(path.iterdir())
    (tmp_path / "acme.py").write_text("mine")
    assert guarded(["importers", "new", "acme", "--single-file"]) == 1
    assert (tmp_path / "acme.py").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Acme Time", "Did you mean acme-time?"),
        ("acme_time", "Did you mean acme-time?"),
        ("9to5", "is no importer's name"),
        ("../acme", "Did you mean acme?"),
        ("acme-", "Did you mean acme?"),
        ("", "is no importer's name"),
        ("ümlaut\x1b[2J", "ümlaut\\x1b[2J"),
        ("toggl", "is taken by toggl of pmrules"),
    ],
)
def test_bad_names_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    """What is no name, or another's, is refused with a better one where there is one."""
    assert guarded(["importers", "new", name]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
