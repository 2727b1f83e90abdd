"""A saved report against one made anew: what differs is told by kind, corrections are none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from pmrules.analysis.model import Analysis
from pmrules.report.saved import Saved, SavedEntry, read_saved
from pmrules.report.verified import verify
from pmrules.report.workbook import write

HOUR = 3600


@pytest.fixture(scope="module")
def remade(ordinary: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Return the ordinary report as it is read again."""
    return read_saved(write(ordinary, tmp_path_factory.mktemp("verified") / "report.xlsx"))


def kinds(saved: Saved, remade: Saved) -> dict[str, tuple[str, ...]]:
    """Return the lines of what differs by kind."""
    return {each.kind: each.lines for each in verify(saved, remade).differences}


def test_the_same_report_differs_in_nothing(remade: Saved) -> None:
    """A report is what it is, with no corrections."""
    verdict = verify(remade, remade)
    assert verdict.differences == ()
    assert verdict.corrections == ()


def test_files_are_told_by_their_content(remade: Saved) -> None:
    """A renamed file is the same; a changed, a missing and a further one are told apart."""
    (name, digest), *_ = remade.files
    assert kinds(remade, replace(remade, files=(("renamed.csv", digest),))) == {}
    changed = kinds(remade, replace(remade, files=((name, "ab" * 32),)))["files"]
    assert changed == (f"{name}: {digest[:12]}… then, abababababab… now",)
    lacking = kinds(remade, replace(remade, files=()))["files"]
    assert lacking == (f"{name}: {digest[:12]}… then, not given now",)
    further = kinds(remade, replace(remade, files=(*remade.files, ("b.csv", "cd" * 32))))["files"]
    assert further == ("b.csv: cdcdcdcdcdcd… now, not in the report",)


def test_version_rules_and_days(remade: Saved) -> None:
    """Each has a kind of its own."""
    options = tuple((name, "9.9" if name == "pmrules" else value) for name, value in remade.options)
    assert list(kinds(replace(remade, options=options), remade)) == ["version"]
    assert list(kinds(replace(remade, rules=()), remade)) == ["rules"]
    options = tuple((k, "2020-01-01" if k == "first-day" else v) for k, v in remade.options)
    assert list(kinds(replace(remade, options=options), remade)) == ["period"]


def test_totals_and_people(remade: Saved) -> None:
    """Hours that differ by more than rounding are told with both amounts; others are not."""
    totals = {**remade.totals, "one": remade.totals["one"] + HOUR}
    (line,) = kinds(replace(remade, totals=totals), remade)["totals"]
    assert line.startswith("One customer: ")
    nearly = {**remade.totals, "one": remade.totals["one"] + 1}
    assert kinds(replace(remade, totals=nearly), remade) == {}
    name = next(iter(remade.people))
    people = {**remade.people, name: {**remade.people[name], "outside": HOUR * 999}, "Zoe": {}}
    lines = kinds(replace(remade, people=people), remade)["people"]
    assert lines[0].startswith(f"{name}: “Outside” 999.00 h in the report")
    assert lines[1] == "Zoe: not in the files"


def test_entries_by_id(remade: Saved) -> None:
    """Entries that came, went, are judged otherwise or last longer are told by their Ids."""
    first, second, *_ = remade.entries
    entries = {key: each for key, each in remade.entries.items() if key != first}
    entry = entries[second]
    placed = "outside" if entry.placed != "outside" else "one-current"
    entries[second] = replace(entry, placed=placed, seconds=entry.seconds + HOUR)
    entries["0123456789ab"] = entry
    lines = kinds(replace(remade, entries=entries), remade)["entries"]
    assert lines[0] == "1 in the report and not in the files: 0123456789ab"
    assert lines[1] == f"1 in the files and not in the report: {first}"
    assert lines[2].startswith("1 judged otherwise: ")
    assert lines[2].endswith(f"({second})")
    assert lines[3] == f"1 of another length: {second}"


def test_a_report_without_entries_is_held_by_its_totals(remade: Saved) -> None:
    """Where no entries are listed none can differ."""
    assert kinds(replace(remade, entries={}, moves=False), remade) == {}


def test_other_labels_are_no_difference_of_verdicts(remade: Saved) -> None:
    """Verdicts are compared as places, whatever these are called."""
    labels = {place: f"{label}!" for place, label in remade.labels.items()}
    assert kinds(replace(remade, labels=labels), remade) == {}


def corrected(path: Path, labels: list[str]) -> Path:
    """Choose these labels in the first drop-downs and save."""
    book = openpyxl.load_workbook(path)
    sheet, cells = book.defined_names["EntryCorrection"].attr_text.split("!")
    first, last = cells.replace("$", "").split(":")
    column = book[sheet.strip("'")][f"{first}:{last}"]
    for (cell,), label in zip(column[:: len(column) // len(labels)], labels, strict=False):
        cell.value = label
    book.save(path)
    return path


def test_corrections_move_totals_and_are_no_difference(
    ordinary: Analysis, remade: Saved, tmp_path: Path, recalculated: Callable[[Path], Path]
) -> None:
    """A report whose totals followed its corrections is listed with them, and is the same."""
    path = write(ordinary, tmp_path / "report.xlsx")
    chosen = [*(remade.labels[place] for place in remade.labels)] * 8
    verdict = verify(read_saved(recalculated(corrected(path, chosen))), remade)
    assert verdict.differences == ()
    assert len(verdict.corrections) == len(chosen)


def test_corrections_that_moved_nothing_are_said(remade: Saved) -> None:
    """Living totals that did not follow a correction differ: somebody overwrote them."""
    key, entry = next((k, e) for k, e in remade.entries.items() if e.placed == "one-current")
    entries = {**remade.entries, key: replace(entry, corrected="outside")}
    found = kinds(replace(remade, entries=entries), remade)
    assert set(found) == {"totals", "people"}
    values = replace(remade, entries=entries, moves=False)
    assert kinds(values, remade) == {}


def test_corrections_in_unclassified_are_listed(remade: Saved) -> None:
    """So is what was chosen for a text of Unclassified, and a choice that is no place."""
    entry = SavedEntry("Ada", HOUR, "Unclassified", "Nowhere", "__")
    saved = replace(
        remade, entries={"k": entry}, open_corrections=(("Catch-up", "outside"),), moves=False
    )
    lines: tuple[Any, ...] = verify(saved, remade).corrections
    assert lines == (
        "k: “Unclassified” to “Nowhere”, 1.0 h of Ada",
        "Unclassified, “Catch-up”: to “Outside”",
    )
