"""`rules check`: what is said, where it goes, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

import pmrules_examples
from pmrules.cli.main import guarded

DOUBTFUL = """\
customers: [Globex]
rules:
  - {name: Escalations, keywords: [escalation*], audience: one, horizon: current}
  - {name: Roadmap, keywords: [roadmap], audience: market, horizon: future, strength: weak}
  - {name: Sales, keywords: [demo], audience: one}
  - {name: Trips, keywords: [Globex], audience: one}
"""


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """Rules with an ambiguous word, a duplicate and one that matches nothing of the export."""
    path = tmp_path / "doubtful.yaml"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


def test_warnings_stand_under_their_kind(
    doubtful: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kind and code, then each with its address, the line, a caret and what to do."""
    assert guarded(["rules", "check", str(doubtful)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "Words that can mean two things and decide alone: 1  [ambiguous-word]\n"
        f"  {doubtful}, line 5:30: “demo” alone can mean two things: "
    )
    assert (
        "      - {name: Sales, keywords: [demo], audience: one}\n"
        "                                 ^^^^\n"
    ) in out
    assert out.endswith(
        f"\n{doubtful}: no errors, 2 warnings. 4 rules of its own with 0 examples, 0 from what it "
        "extends, 0 limits.\n"
    )


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 3)])
def test_strict_ends_with_three(
    doubtful: Path, rules: Path, options: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings alone end in 0, with --strict in 3; accepted ones and none end in 0."""
    assert guarded(["rules", "check", str(doubtful), *options]) == code
    doubtful.write_text("# accepted: ambiguous-word, duplicate-keyword\n" + DOUBTFUL)
    assert guarded(["rules", "check", str(doubtful), *options]) == 0
    assert "2 warnings accepted" in capsys.readouterr().out


def test_errors_end_with_one_and_hide_no_warning(
    doubtful: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An example that fails is an error on stderr; the warnings are told all the same."""
    doubtful.write_text(
        DOUBTFUL + "  - {name: X, keywords: [x1], audience: one, examples: {match: [y1]}}\n"
    )
    assert guarded(["rules", "check", str(doubtful), "--strict"]) == 1
    told = capsys.readouterr()
    assert "[ambiguous-word]" in told.out
    assert "does not match its example “y1”" in told.err


def test_with_exports_it_says_what_rules_did(
    doubtful: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hours decided and decided alone by rule, rules that never fired, one weak word alone."""
    assert guarded(["rules", "check", str(doubtful), str(export), "--broad", "20%"]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0] == "What the rules did with 14.5 h"
    assert lines[2].split() == ["3.0", "h", "0.0", "h", "1", "Escalations"]
    assert lines[3].split() == ["2.5", "h", "2.5", "h", "1", "Roadmap"]
    assert "2.5 h (17%) are decided alone by one weak word: “roadmap” 2.5 h" in out
    assert "“Sales” matches none of these entries." in out
    assert "“Trips” matches 1 entry and decides none; there “Named customer” wins" in out
    assert "broad-keyword" not in out


def test_a_broad_keyword(doubtful: Path, export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The share from which a keyword is too broad is settable; the line of the keyword is shown."""
    assert guarded(["rules", "check", str(doubtful), str(export), "--broad", "0.17"]) == 0
    out = capsys.readouterr().out
    assert "line 4:32: “roadmap” of “Roadmap” decides 17 % of all hours alone (2.5 h)." in out


@pytest.mark.parametrize("share", ["lots", "110%", "-1", "nan%"])
def test_a_share_that_is_none(
    doubtful: Path, share: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong usage says what would do."""
    assert guarded(["rules", "check", str(doubtful), f"--broad={share}"]) == 2
    assert "write 10%" in capsys.readouterr().err


def test_what_ships_is_free_of_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    """The default pack and the example organisation hold what the workbench asks of others."""
    assert guarded(["rules", "check", "--strict"]) == 0
    assert guarded(["rules", "check", "--strict", str(pmrules_examples.rules())]) == 0
    assert capsys.readouterr().out.count("all is well") == 2


def test_a_file_that_extends_nothing_loads_no_plugin(tmp_path: Path) -> None:
    """Plugins are looked for where a pack or an importer is named, and only there."""
    path = tmp_path / "own.yaml"
    rule = "rules:\n  - {name: Maps, keywords: [roadmap review], horizon: future}\n"
    for text, loaded in ((rule, False), ("extends: product-management\n" + rule, True)):
        path.write_text(text, "utf-8")
        code = (
            "import sys; from pmrules.cli.main import guarded;"
            "guarded(['rules', 'check', sys.argv[1]]); sys.exit('pluggy' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
        assert bool(done.returncode) is loaded
