"""A report without names: nobody is named anywhere, and no number changes."""

import json
from pathlib import Path

import openpyxl
import pytest

from pmrules import pipeline
from pmrules.analysis.model import Analysis
from pmrules.analysis.open_groups import open_groups
from pmrules.report import json_report, terminal
from pmrules.report.workbook import write

RULES = """\
extends: product-management
customers: [Globex]
people:
  Ada Lovelace: {aliases: [ada@acme.example, A. Lovelace], team: Core, capacity: 10 h/week}
  Bo Lovelace: {team: Core}
rules:
  - name: Calls of Ada
    keywords: [call ada]
    audience: one
    horizon: current
  - name: Boating
    keywords: [boat trip]
    outside: true
"""
EXPORT = """\
User,Email,Client,Project,Description,Start date,Start time,Duration
Ada Lovelace,,Globex,Support,call ada about SSO,2026-09-01,09:00:00,20:00:00
Bo Lovelace,,,Lovelace corner,1:1 ADA and bo,2026-09-01,09:00:00,01:00:00
ada@acme.example,,,Adages,boat trip,2026-09-02,09:00:00,02:00:00
Cyd,,,Boats of ADA and bo,notes for Lovelace,2026-09-02,09:00:00,00:30:00
Cyd,,,Misc,cydonia,2026-09-02,10:00:00,xx
"""
WORDS = """\
User,Client,Project,Description,Start date,Start time,Duration
Max Muster,Globex,Support,hotline,2026-09-01,09:00:00,09:00:00
One 2026,,Talks,talk,2026-09-01,09:00:00,01:00:00
De Market,,Talks,talk,2026-09-02,09:00:00,02:00:00
"""
WORD_RULES = """\
language: de
rules:
  - name: Hotline
    keywords: [hotline]
    audience: one
    horizon: current
    activity: Hotline of Muster
    owner: Max Muster
  - name: Talks
    keywords: [talk]
    audience: market
    horizon: current
limits:
  - {of: one, max: 35 %, per: everyone, over: month}
  - {of: "owner: Max Muster", max: 1 h, per: everyone, over: month}
  - {of: market-future, min: 40 %, per: everyone, over: month}
"""


@pytest.fixture
def analyses(tmp_path: Path) -> tuple[Analysis, Analysis]:
    """Return the same analysis with and without names."""
    (tmp_path / "ada.csv").write_text(EXPORT, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    named, nameless = (
        pipeline.analyze(tmp_path / "ada.csv", tmp_path / "rules.yaml", names=names)
        for names in (True, False)
    )
    return named, nameless


def test_numbers_stay_and_people_are_numbered_by_hours(
    analyses: tuple[Analysis, Analysis],
) -> None:
    """P1 has most hours; every total and flag is what it was."""
    named, nameless = analyses
    assert [each.name for each in nameless.people] == ["P1", "P2", "P3"]
    assert nameless.whole == named.whole
    assert [each.totals.seconds for each in nameless.people] == [
        each.totals.seconds for each in named.people
    ]
    assert [(flag.kind, flag.value) for flag in nameless.flags] == [
        (flag.kind, flag.value) for flag in named.flags
    ]


def test_nobody_is_named_in_any_output(analyses: tuple[Analysis, Analysis], tmp_path: Path) -> None:
    """Workbook, JSON and terminal hold no name, alias or part of one."""
    _, nameless = analyses
    path = write(nameless, tmp_path / "report.xlsx", listed=False)
    book = openpyxl.load_workbook(path)
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    said += [json.dumps(json_report.as_dict(nameless)), *terminal.lines(nameless, colour=False)]
    said += [*map(str, terminal.warnings(nameless)), book.properties.title]
    words = {word for text in said for word in text.casefold().replace("“", " ").split()}
    assert not words & {"ada", "bo", "lovelace", "cyd", "ada@acme.example", "ada.csv"}
    assert "Entries" not in book.sheetnames
    assert any("P1" in text for text in said)


def test_words_that_only_contain_a_name_stay(analyses: tuple[Analysis, Analysis]) -> None:
    """`Adages` is no Ada, `boat` no Bo; a part of two people's names is nobody's number."""
    projects = {each.key for each in analyses[1].projects}
    assert projects == {"Support", "Adages", "P? corner", "Boats of P1 and P2"}
    open_ = {each.text for each in open_groups(analyses[1].totals.open, 9).listed}
    assert "notes for P?" in open_


def test_names_that_are_also_words_of_the_program_change_no_number(tmp_path: Path) -> None:
    """Max is no `max`, One no `one`, De no language, 2026 no year: limits and dates stay."""
    (tmp_path / "t.csv").write_text(WORDS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(WORD_RULES, encoding="utf-8")
    named, nameless = (
        pipeline.analyze(tmp_path / "t.csv", tmp_path / "rules.yaml", names=names)
        for names in (True, False)
    )
    assert [(flag.limit.bound, flag.value, flag.high) for flag in nameless.flags] == [
        (flag.limit.bound, flag.value, flag.high) for flag in named.flags
    ]
    assert {flag.limit.bound for flag in nameless.flags} == {"max", "min"}
    assert nameless.rulebook.language == "de"
    write(nameless, tmp_path / "report.xlsx", listed=False)


def test_owners_and_activities_are_no_way_round(tmp_path: Path) -> None:
    """A rule that calls an owner or an activity after somebody names nobody."""
    (tmp_path / "t.csv").write_text(WORDS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(WORD_RULES, encoding="utf-8")
    nameless = pipeline.analyze(tmp_path / "t.csv", tmp_path / "rules.yaml", names=False)
    path = write(nameless, tmp_path / "report.xlsx", listed=False)
    book = openpyxl.load_workbook(path)
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [text for text in said if "Muster" in text] == []
