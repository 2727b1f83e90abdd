"""A rules file through a workbook and back says what it said."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pmrules.errors import RulesError
from pmrules.rules.load import load_rules
from pmrules.rules.matching.phrases import words
from pmrules.rules.rulebook import Example, Rule, Rulebook
from pmrules.tuning.excel.loading import rules_file
from pmrules.tuning.excel.read import read_sheets
from pmrules.tuning.excel.write import rows_of, save, workbook
from pmrules.tuning.writing import scalar

ROOT = Path(__file__).parents[3]
PACK = ROOT / "rules" / "pmrules_rules" / "product-management.yaml"
LARKFIELD = ROOT / "examples" / "pmrules_examples" / "larkfield" / "rules.yaml"

EVERYTHING = """\
extends: pack.yaml
matrix: {one-future: "=Specials", market-future: "yes"}
customers: [Globex, "2026", 'Quayle; Boyd', "=1+1"]
internal: ["Us: and #us", Intern]
people:
  Ada Lovelace: {aliases: [ada@x.example, "A; L"], team: Core, capacity: 6.4 h/day}
  "*Ben: the 'second'": {}
  Cy:
rules:
  - name: A
    keywords: [a, "b*", project: Time off, client: {re: "x;y"}, "re: (?i)^v\\\\d+", "re:Invent"]
    all: [solo, [two, "tag: three"], ["p;q"]]
    unless: [yes, "no"]
    strength: strong
    audience: one
    horizon: future
    activity: X
    owner: "@Sales"
    source: ours
    examples:
      match: [a, {tag: t, project: p, known-failing: not yet}]
      miss: ["=b", {person: Ada}]
  - {name: "true", keywords: [z], outside: yes}
limits:
  - {of: {activity: X}, max: 35 %, min: 2.5 %, per: team, over: week, advice: "Do: it", source: s}
  - {of: total, max: capacity}
importers:
  excel: {columns: {date: Tag, person: [W, "Who; me"], end_date: E}, sheets: ["a  b"], month: 2026}
  toggl: {}
"""


def said(book: Rulebook) -> Rulebook:
    """Return what a rulebook says, without where it stands."""
    return replace(
        book,
        rules=tuple(map(_rule, book.rules)),
        customers=_bare(book.customers),
        limits=tuple(replace(each, place=None, origin="") for each in book.limits),
        sources=(),
    )


def _rule(rule: Rule) -> Rule:
    examples = {key: tuple(map(_example, getattr(rule.examples, key))) for key in ("match", "miss")}
    return replace(
        rule,
        place=None,
        origin="",
        keywords=_bare(rule.keywords),
        all=tuple(map(_bare, rule.all)),
        unless=_bare(rule.unless),
        examples=replace(rule.examples, **examples),
    )


def _example(each: Example) -> Example:
    # In which order an example names its fields makes no difference.
    return replace(each, place=None, quote="", texts=tuple(sorted(each.texts)))


def _bare(each: Any) -> Any:
    return tuple(replace(keyword, place=None) for keyword in each)


def through_excel(path: Path, folder: Path) -> Rulebook:
    """Return what comes back."""
    save(workbook(rows_of(path.read_bytes(), path.name), path.name), folder / "rules.xlsx")
    data, book = rules_file(read_sheets(folder / "rules.xlsx"), folder / "back.yaml", {})
    (folder / "back.yaml").write_bytes(data)
    assert load_rules(folder / "back.yaml", packs={}) == book
    return book


@pytest.mark.parametrize("original", [PACK, LARKFIELD], ids=["pack", "larkfield"])
def test_the_files_here_come_back(original: Path, tmp_path: Path) -> None:
    """The pack and the example, whole."""
    text = original.read_text().replace("extends: product-management", f"extends: {PACK}")
    (tmp_path / "own.yaml").write_text(text)
    before = load_rules(tmp_path / "own.yaml", packs={})
    assert said(through_excel(tmp_path / "own.yaml", tmp_path)) == said(before)


def test_everything_that_the_language_has_comes_back(tmp_path: Path) -> None:
    """Every key, every form of a keyword, names that look like formulas, numbers or YAML."""
    (tmp_path / "pack.yaml").write_text("customers: [Far]\n")
    (tmp_path / "own.yaml").write_text(EVERYTHING)
    before = load_rules(tmp_path / "own.yaml", packs={})
    assert said(through_excel(tmp_path / "own.yaml", tmp_path)) == said(before)


ODD = st.text(
    st.sampled_from("aB1é日 =+-@*#:;,.'\"[]{}|>%&!?_x005F_yesno~\u200b\u2028\t"), max_size=14
)
TEXT = ODD.filter(lambda text: text.strip() and not text.strip().startswith("\u200b"))
NAME = TEXT.filter(lambda text: words(text) and "*" not in text)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    customers=st.lists(NAME, min_size=1, max_size=3),
    person=NAME,
    aliases=st.lists(NAME, max_size=2),
    name=NAME,
    keywords=st.lists(NAME, min_size=1, max_size=3),
    example=TEXT,
    label=TEXT,
)
def test_odd_texts_come_back(
    tmp_path: Path,
    customers: list[str],
    person: str,
    aliases: list[str],
    name: str,
    keywords: list[str],
    example: str,
    label: str,
) -> None:
    """Whatever signs a text has: what the loader takes comes back as it was."""
    own = tmp_path / "own.yaml"
    own.write_text(
        f"customers: [{', '.join(map(_quoted, customers))}]\n"
        f"matrix: {{one-future: {_quoted(label)}}}\n"
        f"people: {{{_quoted(person)}: {{aliases: [{', '.join(map(_quoted, aliases)) or 'x'}]}}}}\n"
        f"rules:\n  - name: {_quoted(name)}\n    audience: one\n"
        f"    keywords: [{', '.join(map(_quoted, keywords))}]\n"
        f"    examples: {{match: [{_quoted(example)}]}}\n",
        encoding="utf-8",
    )
    try:
        before = load_rules(own, packs={})
    except RulesError:
        return  # No rules file: an alias of two people, two equal labels ...
    assert said(through_excel(own, tmp_path)) == said(before)


def _quoted(text: str) -> str:
    return scalar(text, '"')
