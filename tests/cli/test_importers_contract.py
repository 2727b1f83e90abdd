"""`pmrules importers check PLUGIN_FILE SAMPLE` holds an importer to the contract."""

from pathlib import Path

import pytest

from pmrules.cli.main import guarded

SAMPLE = "Worker,Worked on,What,Spent\nAda,2026-09-01,call,1:30\nBen,2026-09-15,demo,0:45\n"
PLUGIN = """
from pmrules import Date, Duration, TabularImporter, Text, hookimpl

class Punch(TabularImporter):
    name = "punch"
    title = "Punch Clock"
    signs = (("Worker", "Worked on", "Spent"),)
    person = Text("Worker")
    description = Text("What")
    date = Date("Worked on")
    duration = Duration("Spent")

class Other(Punch):
    name = "other"
    signs = (("Somebody", "Some day"),)

@hookimpl
def pmrules_importers():
    return [Other(), Punch()]
"""


@pytest.fixture
def plugin(tmp_path: Path) -> tuple[Path, Path]:
    """A plugin of two importers, and a sample of one of them."""
    path, sample = tmp_path / "punch.py", tmp_path / "punch.csv"
    path.write_text(PLUGIN, encoding="utf-8")
    sample.write_text(SAMPLE, encoding="utf-8")
    return path, sample


def check(*arguments: object) -> int:
    """Run the command."""
    return guarded(["importers", "check", *map(str, arguments)])


def test_it_says_what_holds(plugin: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A line a point; without an expected file that point is left out, with how to write one."""
    assert check(*plugin) == 0
    out = capsys.readouterr().out
    assert out.startswith("punch.csv, read by punch\n")
    assert "  ok    claims " in out
    assert "no punch.csv.expected.json: --update-expected" in out
    assert "date        <- Worked on" in out
    assert "records    2 = 2 entries + 0 skipped + 0 rejected" in out
    assert "row 2: 2026-09-01 1:30 h | Ada | call" in out
    assert out.endswith("It keeps the contract.\n")


def test_expected_files_are_written_and_held(
    plugin: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """What was written is compared from then on; a difference ends with 1."""
    sample = plugin[1]
    assert check(*plugin, "--update-expected") == 0
    assert check(*plugin) == 0
    sample.write_text(SAMPLE.replace("0:45", "0:50"), encoding="utf-8")
    capsys.readouterr()
    assert check(*plugin) == 1
    out = capsys.readouterr().out
    assert "  FAULT expected " in out
    assert '"seconds": 3000' in out
    assert out.endswith("Something is to be mended.\n")


def test_faults_say_how_to_mend_them(
    plugin: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault stands below its point, with what to do, harmless to a terminal."""
    sample = plugin[1]
    sample.write_text(SAMPLE.replace("Worker", "Wor\x1b[31mker"), encoding="utf-8")
    assert check(*plugin) == 1
    out = capsys.readouterr().out
    assert "It does not claim its own sample" in out
    assert "→ Answer Fit.exact for it" in out
    assert "\x1b" not in out


def test_what_an_importer_reads_is_shown_only_where_it_keeps_to_itself(
    plugin: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The kit reads copies and prevents harm; the sample itself is read only by a quiet one."""
    path, sample = plugin
    harm = (
        "def read(self, source):\n        source.path.unlink()\n        return source.table(self)"
    )
    path.write_text(PLUGIN.replace('title = "Punch Clock"', harm + "\n    title = ''"), "utf-8")
    assert check(path, sample) == 1
    assert "it writes or removes" in capsys.readouterr().out
    assert sample.read_text("utf-8") == SAMPLE


def test_a_sample_below_titles_shows_its_header(
    plugin: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The row that looks like a header helps to name columns, not the title above it."""
    path, sample = plugin
    sample.write_text("Punch Clock\n\nWho,When,What,Spent\nAda,2026-09-01,call,1:30\n", "utf-8")
    assert check(path, sample, "--importer", "punch") == 1
    assert "Its header seems to be: Who, When, What, Spent." in capsys.readouterr().out


def test_a_broken_plugin_is_refused_by_name(
    plugin: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A declaration that cannot be meant is told before any sample is read."""
    path = plugin[0]
    path.write_text(PLUGIN.replace('Text("What")', '"What"'), encoding="utf-8")
    assert check(*plugin) == 1
    said = capsys.readouterr().err
    assert "“punch.py” offers the importer" in said
    assert 'write Text("Name")' in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("punch.py",), "Name a sample too"),
        (("punch.py", "punch.csv", "--importer", "none"), "offers no such importer"),
        (("punch.csv", "punch.py"), "One FILE is read"),
        (("punch.csv", "--update-expected"), "One FILE is read"),
        ((), "Missing argument"),
    ],
)
def test_wrong_usage_is_told(
    plugin: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    """The plugin comes first and needs a sample; an export is read alone."""
    monkeypatch.chdir(plugin[0].parent)
    assert check(*arguments) == 2
    assert said in capsys.readouterr().err


def test_a_sample_that_is_not_there(
    plugin: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is named, and there is no traceback."""
    plugin[0].write_text(PLUGIN.replace("[Other(), Punch()]", "[Punch()]"), encoding="utf-8")
    assert check(plugin[0], plugin[0].with_name("lost.csv")) == 1
    assert "lost.csv" in capsys.readouterr().err
