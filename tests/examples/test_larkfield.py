"""The example organisation: its files are what its script writes, and they tell a story."""

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook

import pmrules_examples
from pmrules import analyze
from pmrules.analysis.model import Analysis
from pmrules.registry.load import load
from pmrules.rules.checks import check
from pmrules.rules.load import load_rules

SCRIPT = Path(__file__).parents[2] / "examples" / "make_larkfield.py"


def the_script() -> ModuleType:
    """Return the generator, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("make_larkfield", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up.
    importlib.sys.modules[spec.name] = module  # type: ignore[attr-defined]
    spec.loader.exec_module(module)
    return module


def cells(path: Path) -> list[object]:
    """Return what a file says, whatever bytes it is packed in."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    sheets = load_workbook(path).worksheets
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in sheets]


def test_the_files_are_what_the_script_writes(tmp_path: Path) -> None:
    """The same seed gives the committed files, cell by cell."""
    the_script().main(tmp_path)
    written = {path.name: cells(path) for path in tmp_path.iterdir()}
    assert written == {path.name: cells(path) for path in pmrules_examples.exports()}


def test_the_rules_keep_their_own_examples() -> None:
    """The organisation's rules file is a model: it loads, and each example holds."""
    book = load_rules(pmrules_examples.rules())
    assert [str(problem) for problem in check(book)] == []
    own = [rule for rule in book.rules if rule.origin == book.sources[0].name]
    assert len(own) >= 8
    assert [rule.name for rule in own if not (rule.examples.match and rule.examples.miss)] == []


@pytest.fixture(scope="module", name="report")
def the_report() -> Analysis:
    """Return the example analysed as the demo does."""
    plugins = load()
    book = load_rules(
        pmrules_examples.rules(), packs={pack.name: pack.path for pack in plugins.packs}
    )
    return analyze(pmrules_examples.exports(), book)


def test_every_file_is_read_whole(report: Analysis) -> None:
    """Three tools, three months, nothing rejected."""
    assert {file.importer for file in report.files} == {"toggl", "harvest", "excel"}
    assert [file.file for file in report.files if file.rejected] == []
    assert [month.key for month in report.months] == ["2026-07", "2026-08", "2026-09"]
    assert 550 <= report.whole.entries <= 680


def test_names_of_all_tools_are_joined(report: Analysis) -> None:
    """However people write themselves, each is one person of the rules file with a capacity."""
    assert {person.name for person in report.people} == {
        person.name for person in report.rulebook.people
    }
    assert all(person.capacity for person in report.people)


def test_one_customer_work_grows_and_discovery_gives_way(report: Analysis) -> None:
    """The story of the numbers, month by month."""
    one = [month.share_of("one") for month in report.months]
    future = [month.share_of("market-future") for month in report.months]
    assert one == sorted(one)
    assert future == sorted(future, reverse=True)
    assert 0.38 <= report.whole.share_of("one") <= 0.45


def test_some_hours_stay_open(report: Analysis) -> None:
    """A few entries are unclassified, half-classified, contested or outside, as in life."""
    assert 0.03 <= report.whole.share_of("unclassified") <= 0.06
    assert report.whole.seconds_of("half") > 0
    assert report.whole.seconds_of("outside") > 0
    assert report.classified.entries["contested"].any()


def test_limits_are_broken_for_certain_and_perhaps(report: Analysis) -> None:
    """There are certain and possible flags, and two people over capacity."""
    assert {flag.certainty for flag in report.flags} == {"certain", "possible"}
    over = {flag.scope for flag in report.flags if flag.kind == "capacity"}
    assert over == {"Isla Marrow", "Ben Otieno"}
