"""Files that add to others: what is joined, what is replaced, what goes in circles."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmrules.errors import RulesError
from pmrules.model import ImporterOptions, Quadrant
from pmrules.rules.load import load_rules

PACK = """
customers: [Globex]
internal: [Acme]
matrix: {one-future: Specials, one-current: Support}
people: {Ada: {team: A}, Bob: {team: B}}
rules:
  - {name: Roadmap, keywords: [roadmap], horizon: future}
  - {name: Support, keywords: [ticket], audience: one, activity: Tickets}
limits:
  - {of: one, max: 35 %}
  - {of: future, min: 40 %}
importers:
  excel: {columns: {date: Datum, start: Von}, date-order: dmy, month: 2025}
"""
OWN = """
extends: base
customers: [Initech, globex]
internal: [Home]
matrix: {one-future: Custom}
people: {Bob: {team: C}, Cy: }
rules:
  - {name: Pilots, keywords: [pilot], audience: one}
  - {name: ROADMAP, keywords: [plan], horizon: current}
importers:
  excel: {columns: {date: Tag}, person: Ada, person-from: rows}
  calendar: {zone: Asia/Tokyo}
"""


def write(folder: Path, **files: str) -> Mapping[str, Path]:
    """Write files into a folder, and return the one called base as a pack."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {"base": folder / "base.yaml"}


def test_own_words_come_first_and_replace_the_packs(tmp_path):
    """The own rules come first, one of the same name replaces the pack's, the rest is united."""
    book = load_rules(tmp_path / "own.yaml", packs=write(tmp_path, base=PACK, own=OWN))
    assert [(rule.name, rule.origin) for rule in book.rules] == [
        ("Pilots", str(tmp_path / "own.yaml")),
        ("ROADMAP", str(tmp_path / "own.yaml")),
        ("Support", "base"),
    ]
    assert [str(each) for each in book.customers] == ["Initech", "globex"]
    assert book.internal == ("Home", "Acme")
    assert book.labels[Quadrant.ONE_FUTURE] == "Custom"
    assert book.labels[Quadrant.ONE_CURRENT] == "Support"
    assert [(person.name, person.team) for person in book.people] == [
        ("Bob", "C"),
        ("Cy", ""),
        ("Ada", "A"),
    ]
    excel = ImporterOptions(
        columns={"date": ("Tag",), "start": ("Von",)},
        person="Ada",
        date_order="dmy",
        month="2025",
        person_from="rows",
    )
    assert book.importers == {"excel": excel, "calendar": ImporterOptions(zone="Asia/Tokyo")}
    assert [source.name for source in book.sources] == [str(tmp_path / "own.yaml"), "base"]


def test_own_limits_replace_all_of_the_packs(tmp_path):
    """Without own limits the pack's hold; with them none of the pack's does."""
    own = f"{OWN}limits: [{{of: 'activity: tickets', max: 3 h}}]\n"
    packs = write(tmp_path, base=PACK, plain=OWN, own=own)
    assert len(load_rules(tmp_path / "plain.yaml", packs=packs).limits) == 2
    (limit,) = load_rules(tmp_path / "own.yaml", packs=packs).limits
    assert limit.of.value == "Tickets"


def test_a_path_counts_from_the_file_that_names_it(tmp_path):
    """A file in a folder extends one beside the folder, over several steps."""
    (tmp_path / "org").mkdir()
    write(tmp_path, base=PACK, middle="extends: ./base.yaml\ncustomers: [X]\n")
    write(tmp_path / "org", own="extends: ../middle.yaml\ncustomers: [Y]\n")
    book = load_rules(tmp_path / "org" / "own.yaml", packs={})
    assert [str(each) for each in book.customers] == ["Y", "X", "Globex"]
    assert book.sources[2].name == str(tmp_path / "org" / ".." / "base.yaml")


def test_a_circle_is_named_with_all_its_files(tmp_path):
    """Files that extend each other are refused where the circle closes."""
    write(tmp_path, one="extends: two.yaml\n", two="extends: one.yaml\n")
    with pytest.raises(RulesError) as caught:
        load_rules(tmp_path / "one.yaml", packs={})
    (problem,) = caught.value.problems
    assert problem.code == "extends-circle"
    assert problem.place is not None
    assert problem.place.file == str(tmp_path / "two.yaml")
    assert problem.what.count("one.yaml") == 2


def test_problems_of_all_files_come_at_once(tmp_path):
    """The own file's problems come first, then those of the file that it extends."""
    packs = write(tmp_path, base=PACK.replace("Globex", "'-'"), own=OWN.replace("pilot]", "'*']"))
    with pytest.raises(RulesError) as caught:
        load_rules(tmp_path / "own.yaml", packs=packs)
    places = [problem.place for problem in caught.value.problems]
    assert [(place.file, place.line) for place in places if place] == [
        (str(tmp_path / "own.yaml"), 8),
        ("base", 2),
    ]


@pytest.mark.parametrize(
    ("own", "code", "file"),
    [
        ("people: {Cy: {aliases: [ADA]}}", "alias-of-two", "base"),
        ("internal: [globex]", "customer-and-internal", "own"),
        ("matrix: {one-future: support}", "duplicate-label", "own"),
        ("limits: [{of: {activity: Ticket}, max: 3 h}]", "unknown-activity", "own"),
    ],
)
def test_what_clashes_across_files_is_found(tmp_path, own, code, file):
    """Names that are one in the own file and another in the pack are reported."""
    packs = write(tmp_path, base=PACK, own=f"extends: base\n{own}\n")
    with pytest.raises(RulesError) as caught:
        load_rules(tmp_path / "own.yaml", packs=packs)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.place is not None
    assert problem.place.file.removeprefix(str(tmp_path)).strip("/").removesuffix(".yaml") == file


def test_a_packs_limit_per_team_waits_for_teams(tmp_path):
    """A pack cannot know whether anybody is in a team; the own file must."""
    base = PACK.replace("team", "capacity").replace(": A}", ": 3}").replace(": B}", ": 4}")
    base = base.replace("max: 35 %", "max: 35 %, per: team")
    packs = write(tmp_path, base=base, own="extends: base\n")
    assert load_rules(tmp_path / "own.yaml", packs=packs).limits


def test_a_file_that_can_judge_nothing_is_refused(tmp_path):
    """Without a rule or a customer anywhere there is nothing to judge by."""
    write(tmp_path, own="internal: [Acme]\n")
    with pytest.raises(RulesError) as caught:
        load_rules(tmp_path / "own.yaml", packs={})
    assert [problem.code for problem in caught.value.problems] == ["no-rules"]


def test_a_missing_default_pack_is_said():
    """Without a file the default pack is read, and must be there."""
    with pytest.raises(RulesError, match="product-management"):
        load_rules(packs={})


def test_without_a_file_the_default_pack_is_read(tmp_path):
    """The default pack is called by its name, not by where it lies."""
    write(tmp_path, base=PACK)
    book = load_rules(packs={"product-management": tmp_path / "base.yaml"})
    assert {rule.origin for rule in book.rules} == {"product-management"}


def test_reading_rules_loads_no_pandas(tmp_path):
    """`rules check` is quick: neither pandas nor an Excel library is loaded for it."""
    write(tmp_path, base=PACK)
    code = (
        "import sys\n"
        "from pmrules.rules.checks import check\n"
        "from pmrules.rules.load import load_rules\n"
        f"check(load_rules({str(tmp_path / 'base.yaml')!r}, packs={{}}))\n"
        "sys.exit(','.join({'pandas', 'numpy', 'pyarrow', 'openpyxl'} & set(sys.modules)) or 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
