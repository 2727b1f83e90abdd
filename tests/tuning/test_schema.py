"""The JSON Schema of rules files: as strict as it can be, and never stricter than the parsers."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from tests.rules import test_wrong_files as wrong

from pmrules.cli.main import guarded
from pmrules.errors import RulesError
from pmrules.rules.language import keys
from pmrules.rules.language.keys import Section
from pmrules.rules.load import load_rules
from pmrules.tuning.schema import WITHIN, schema

ROOT = Path(__file__).parents[2]
FILES = [
    *(
        path
        for folder in ("rules", "examples/pmrules_examples")
        for path in (ROOT / folder).rglob("*.yaml")
    ),
    *(ROOT / "tests").rglob("*.yaml"),
]
DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "rules.md"]
DRAWN = schema()
CHECKER = jsonschema.Draft7Validator(DRAWN)


class Editor(yaml.SafeLoader):
    """YAML as editors read it (1.2, core): no dates, `yes` and `on` are texts."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, how) for tag, how in each if not tag.endswith((":timestamp", ":bool", ":merge"))]
    for first, each in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF")
)


def read(text: str) -> Any:
    """Return the values that an editor sees."""
    return yaml.load(text, Editor)  # noqa: S506  a safe loader with fewer types


def examples() -> list[str]:
    """Every whole rules file that the documentation shows."""
    blocks = [b for d in DOCUMENTS for b in re.findall(r"```yaml\n(.*?)```", d.read_text(), re.S)]
    return [block for block in blocks if not block.startswith(" ")]


def test_it_is_a_schema_of_draft_7() -> None:
    """Editors read it as such."""
    jsonschema.Draft7Validator.check_schema(DRAWN)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_rules_file_here_fits(path: Path) -> None:
    """The pack, the examples and the samples."""
    assert [error.message for error in CHECKER.iter_errors(read(path.read_text()))] == []


@pytest.mark.parametrize("text", examples())
def test_every_rules_file_in_the_documentation_fits(text: str) -> None:
    """What people copy must not be underlined in red."""
    assert [error.message for error in CHECKER.iter_errors(read(text))] == []


RULE = "rules: [{name: a, audience: one, keywords: "
PEOPLE = "people: {Ada: , Ben: {}, Cy: {capacity: 32}, Di: {capacity: 6.4 h/day, aliases: [d]}}\n"
MEASURED = f"{RULE}[x], activity: A}}]\nlimits: "
RIGHT = [
    "customers: [2026, yes, 1.5]\n",
    f"{PEOPLE}customers: [x]\n",
    f"{RULE}[a, 'x*', '* x', 're: a.*b.*', 'client: re: x.+', project: Time off]}}]\n",
    f"{RULE}[client: {{re: x.+}}, re: x.+, 日本, Ünal], all: [a, [b, tag: c]], unless: [d]}}]\n",
    "rules: [{name: a, outside: yes, keywords: [x]}, {name: b, all: [x], horizon: future}]\n",
    "rules: [{name: a, outside: false, audience: one, keywords: [x]}]\n",
    f"{RULE}[x], examples: {{match: [x, {{tag: x, known-failing: why}}]}}}}]\n",
    f"{MEASURED}[{{of: 'activity: A', max: 40 hours}}, {{of: {{activity: a}}, min: 2.5 %}}]\n",
    f"{MEASURED}[{{of: total, max: Capacity}}, {{of: one, max: 100%, min: 0 h}}]\n",
    "customers: [x]\nimporters: {excel: {columns: {date: Tag, person: [Wer]}, sheets: [A]}}\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_parsers_take_fits(text: str, tmp_path: Path) -> None:
    """Every form that the language has: the schema must not be stricter than the parsers."""
    path = tmp_path / "rules.yaml"
    path.write_text(text)
    load_rules(path, packs={})
    assert [error.message for error in CHECKER.iter_errors(read(text))] == []


WRONG = [
    "rulez: []\n",
    "{}\n",
    "customers: []\n",
    "customers: [' - ']\n",
    "customers: [[a]]\n",
    "internal: ['Int*']\n",
    "matrix: {future-one: x}\n",
    "matrix: {one-future: }\n",
    "people: [Ada]\n",
    "people: {Ada: {alias: [x]}}\n",
    "people: {Ada: {aliases: x}}\n",
    "people: {Ada: {capacity: 200}}\n",
    "people: {Ada: {capacity: 0}}\n",
    "people: {Ada: {capacity: full time}}\n",
    f"{RULE}x}}]\n",
    f"{RULE}[]}}]\n",
    f"{RULE}['a*b']}}]\n",
    f"{RULE}['...']}}]\n",
    f"{RULE}[customer: x]}}]\n",
    f"{RULE}[{{project: a, task: b}}]}}]\n",
    f"{RULE}[x], strenght: weak}}]\n",
    f"{RULE}[x], strength: loud}}]\n",
    f"{RULE}[x], horizon: next}}]\n",
    f"{RULE}[x], outside: true}}]\n",
    f"{RULE}[x], all: []}}]\n",
    f"{RULE}[x], examples: {{matches: [x]}}}}]\n",
    f"{RULE}[x], examples: {{match: [{{known-failing: why}}]}}}}]\n",
    "rules: [{name: a, keywords: [x]}]\n",
    "rules: [{name: a, audience: one}]\n",
    "rules: [{keywords: [x], audience: one}]\n",
    "rules: [{name: a, keywords: [x], outside: false}]\n",
    "rules: [{name: a, keywords: [x], outside: maybe}]\n",
    "customers: [x]\nlimits: [{of: one}]\n",
    "customers: [x]\nlimits: [{max: 3 h}]\n",
    "customers: [x]\nlimits: [{of: two, max: 3 h}]\n",
    "customers: [x]\nlimits: [{of: one, max: 35}]\n",
    "customers: [x]\nlimits: [{of: one, max: 120 %}]\n",
    "customers: [x]\nlimits: [{of: one, min: capacity}]\n",
    "customers: [x]\nlimits: [{of: one, max: -3 h}]\n",
    "customers: [x]\nlimits: [{of: one, max: 3 h, per: squad}]\n",
    "customers: [x]\nlimits: [{of: {activity: A, owner: B}, max: 3 h}]\n",
    "customers: [x]\nimporters: {excel: {columns: {durations: x}}}\n",
    "customers: [x]\nimporters: {excel: {date-order: dym}}\n",
    "customers: [x]\nimporters: {excel: }\n",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_refused_by_both(text: str, tmp_path: Path) -> None:
    """What a schema can express it refuses, as the parsers do."""
    path = tmp_path / "rules.yaml"
    path.write_text(text)
    with pytest.raises(RulesError):
        load_rules(path, packs={})
    assert not CHECKER.is_valid(read(text))


@pytest.mark.parametrize("text", sorted({each[0] for each in (*wrong.STRUCTURE, *wrong.RULES)}))
def test_a_missing_or_unknown_key_is_always_seen(text: str, tmp_path: Path) -> None:
    """Of all slips that the parsers' own tests know, those of keys and types are refused here."""
    path = tmp_path / "rules.yaml"
    path.write_text(text)
    with pytest.raises(RulesError) as caught:
        load_rules(path, packs={})
    seen = {"unknown-key", "missing-key", "unknown-value", "rule-decides-nothing"}
    if {problem.code for problem in caught.value.problems} & seen:
        assert not CHECKER.is_valid(read(text))


def sections() -> list[Section]:
    """Every table of keys."""
    return [each for each in vars(keys).values() if isinstance(each, Section)]


def properties(drawn: Any) -> set[str]:
    """Every key that the schema knows, at any depth."""
    if isinstance(drawn, list):
        return set().union(*map(properties, drawn))
    if not isinstance(drawn, dict):
        return set()
    return set(drawn.get("properties", {})).union(*map(properties, drawn.values()))


@pytest.mark.parametrize("section", sections(), ids=lambda each: each.title)
def test_every_key_of_the_language_is_in_it(section: Section) -> None:
    """A key that is added to the table is in the schema, with what it is for."""
    assert set(section.names) <= properties(DRAWN)
    nested = {key.name for key in section.keys if key.holds in ("names", "fields", "sections")}
    assert nested <= set(WITHIN)


def test_every_key_says_what_it_is_for() -> None:
    """Editors show the description beside the key, and offer the words of a choice."""
    rule = DRAWN["properties"]["rules"]["items"]["properties"]
    assert all(each["description"] for each in rule.values())
    assert rule["strength"]["enum"] == ["strong", "normal", "weak"]
    assert DRAWN["properties"]["limits"]["items"]["properties"]["max"]["examples"]


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON on stdout, nothing else."""
    assert guarded(["rules", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(DRAWN))
