"""The accuracy tool counts as it says: checked on a handful of entries counted by hand."""

from pathlib import Path
from types import ModuleType

import pytest

LABELS = """\
person,client,project,task,description,tags,date,start,minutes,audience,horizon,hard
Ada,,,,blue,,2026-09-01,09:00,60,market,future,0
Ada,,,,blue,,2026-09-01,10:00,180,one,current,0
Ada,,,,half blue,,2026-09-01,13:00,60,market,current,0
Ada,,,,unheard of,,2026-09-02,09:00,60,one,future,0
Ada,,,,gone,,2026-09-02,10:00,120,market,future,0
Ada,,,,gone,,2026-09-02,12:00,60,none,none,0
Ada,,,,blue,,2026-09-02,13:00,60,none,none,0
Ada,,,,blue,,2026-09-02,14:00,600,one,current,1
"""

RULES = """\
rules:
  - {name: Blue, keywords: [blue], unless: [half], audience: market, horizon: future}
  - {name: Half blue, keywords: [half blue], audience: market}
  - {name: Gone, keywords: [gone], outside: true}
"""

TOGGL = """\
User,Email,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration
Ada,ada@acme.example,,,blue,No,2026-09-01,09:00:00,2026-09-01,10:00:00,01:00:00
"""


@pytest.fixture(name="folder")
def a_folder(tmp_path: Path) -> Path:
    """Return a folder with the labels and the file of one organisation."""
    (tmp_path / "acme.labels.csv").write_text(LABELS, encoding="utf-8")
    (tmp_path / "acme.rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def test_figures_are_those_counted_by_hand(accuracy: ModuleType, folder: Path) -> None:
    """Precision counts what was wrongly put outside, coverage what is open, hard is left out."""
    (acme,) = accuracy.organisations(folder)
    judged = accuracy.judge(acme.labels, acme.settings["with a file"])
    hours, rows = (accuracy.Figures.of(judged, by) for by in ("seconds", "rows"))
    # On the matrix 8 h: 1 right, 3 wrong, 1 half, 1 open, 2 wrongly outside.
    assert (hours.precision, rows.precision) == (1 / 6, 1 / 3)
    assert (hours.coverage, rows.coverage) == (4 / 8, 2 / 5)
    assert (hours.audience, hours.horizon) == (2 / 5, 1 / 4)
    assert (hours.outside_precision, hours.outside_recall) == (1 / 3, 1 / 2)


def test_customers_come_from_their_file_or_from_the_other(
    accuracy: ModuleType, folder: Path
) -> None:
    """Without a customers file the setting takes names, and no rules, from the whole file."""
    (folder / "acme.rules.yaml").write_text(f"customers: [Globex]\n{RULES}", encoding="utf-8")
    (acme,) = accuracy.organisations(folder)
    book = acme.settings["with customers"]
    assert [str(name) for name in book.customers] == ["Globex"]
    assert "Blue" not in {rule.name for rule in book.rules}


def test_the_yaml_files_may_lie_elsewhere(accuracy: ModuleType, folder: Path) -> None:
    """A folder of rules goes before that of the labels; what is nowhere is said to be absent."""
    elsewhere = folder / "rules"
    elsewhere.mkdir()
    (folder / "acme.rules.yaml").rename(elsewhere / "acme.rules.yaml")
    (alone,) = accuracy.organisations(folder)
    (ruled,) = accuracy.organisations(folder, elsewhere)
    assert alone.settings["with a file"] is None
    assert any("with a file: absent" in line for line in accuracy.told(alone))
    assert ruled.settings["with a file"]


def test_says_which_labels_no_export_holds(accuracy: ModuleType, folder: Path) -> None:
    """The exports are read, and every labelled entry must be found in them."""
    (folder / "acme.toggl.csv").write_text(TOGGL, encoding="utf-8")
    (acme,) = accuracy.organisations(folder)
    assert accuracy.missing(acme) == 6


def test_prints_every_setting_and_the_medians(
    accuracy: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole run prints hours and rows of each setting; a folder without labels is refused."""
    assert accuracy.main([str(folder)]) == 0
    said = capsys.readouterr().out
    assert "16.7%" in said
    assert "median of 1, with a file" in said
    assert accuracy.main([str(folder), "--list", "with a file"]) == 0
    assert "is one-future, said unclassified" in capsys.readouterr().out
    empty = folder / "empty"
    empty.mkdir()
    assert accuracy.main([str(empty)]) == 1
    assert ".labels.csv" in capsys.readouterr().err
