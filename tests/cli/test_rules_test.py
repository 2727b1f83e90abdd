"""`rules test`: marks, failures, coverage and exit codes; no pandas."""

import subprocess
import sys
from pathlib import Path

import pytest

from pmrules.cli.main import guarded

RULES = """\
rules:
  - name: Desk
    keywords: [ticket]
    audience: one
    examples: {match: [a ticket, MATCH], miss: [a cricket]}
  - {name: Bare, keywords: [bare], audience: one}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Rules of which all examples pass."""
    path = tmp_path / "own.yaml"
    path.write_text(RULES.replace("MATCH", "tickets and a ticket"))
    return path


def test_marks_by_rule_and_a_sum(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line of marks a rule, then how many passed; coverage says what lacks examples."""
    assert guarded(["rules", "test", str(own), "--coverage"]) == 0
    assert capsys.readouterr().out == (
        f"{own}\n  Desk  ...\n\n1 of 2 rules of the file have match and miss\n"
        "  no match and miss: Bare, line 6\n\n3 passed. 1 rules with examples.\n"
    )


def test_a_failure_ends_with_one(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The failing text stands there with its line and what to do."""
    own.write_text(RULES.replace("MATCH", "a wicket"))
    assert guarded(["rules", "test", str(own)]) == 1
    out = capsys.readouterr().out
    assert "  Desk  .F.\n" in out
    assert (
        "F " + str(own) + ", line 5:34: Rule “Desk” does not match its example “a wicket”." in out
    )


def test_verbose_lists_every_test(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was expected of each text."""
    assert guarded(["rules", "test", "-v", str(own)]) == 0
    assert "  . miss           a cricket\n" in capsys.readouterr().out


def test_samples_stand_beside_the_rules(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sample fails or passes by its rows; alone it is held against the default pack."""
    sample = tmp_path / "expected.csv"
    sample.write_text("text,quadrant\nroadmap planning,market-future\n")
    assert guarded(["rules", "test", str(own), str(sample)]) == 1
    assert f"{sample}\n  F\n" in capsys.readouterr().out
    assert guarded(["rules", "test", str(sample)]) == 0
    assert f"{sample}\n  .\n" in capsys.readouterr().out


def test_two_rules_files_are_wrong_usage(own: Path) -> None:
    """One file is tried at a time."""
    assert guarded(["rules", "test", str(own), str(own)]) == 2


def test_it_loads_no_pandas(own: Path, tmp_path: Path) -> None:
    """Examples and samples are judged one by one: the heavy libraries stay out."""
    sample = tmp_path / "expected.csv"
    sample.write_text("text,quadrant\na ticket,open\n")
    code = (
        "import sys; from pmrules.cli.main import guarded; "
        f"guarded(['rules', 'test', {str(own)!r}, {str(sample)!r}]); "
        "print(sorted({'pandas', 'numpy', 'openpyxl', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
