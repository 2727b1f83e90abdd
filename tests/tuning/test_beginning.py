"""A first rules file: loads as it is, decides nothing, and holds any name."""

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

import pmrules_examples
from pmrules.cli.main import guarded
from pmrules.errors import RulesError
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Keyword, Rulebook
from pmrules.tuning.additions import Additions
from pmrules.tuning.beginning import Name, Seen, beginning
from pmrules.tuning.change import Change, RulesText
from pmrules.tuning.schema import schema

PACK = load_rules()
ODD = (
    "Initech: GmbH", "#1 Vets", '"Best" Ltd', "*Star* Co", "yes", "2026", "- dash", "~", "{a}",
    "O'Neil & Söhne", "日本 KK", "=SUM(A1)", "a, b", "null", "new\u2028line",
    "tab\there", "x" * 400,
)  # fmt: skip


def loaded(text: str, folder: Path) -> Rulebook:
    """Load a file with this text."""
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return load_rules(folder / "own.yaml")


def taken_in(text: str) -> str:
    """Take every answer in, as somebody would who agrees with everything."""
    return re.sub(r"^# (?!yaml-language)", "", text, flags=re.MULTILINE)


def seen(*names: str, own: str = "") -> Seen:
    """Clients and people of these names."""
    each = tuple(Name(name, 7200, 3) for name in names)
    return Seen("1 file", own, each, each, ((Keyword("catch up"), 3600),))


@pytest.mark.parametrize("found", [Seen(), seen("Globex", own="Globex"), seen(*ODD)])
def test_it_loads_as_it_is_and_decides_nothing(found: Seen, tmp_path: Path) -> None:
    """Until somebody answers, it judges as the pack does."""
    text = beginning(found, PACK.limits)
    book = loaded(text, tmp_path)
    assert (book.customers, book.internal, book.limits) == ((), PACK.internal, PACK.limits)
    assert len(book.rules) == len(PACK.rules)
    assert all(not person.team and person.capacity is None for person in book.people)
    assert list(jsonschema.Draft7Validator(schema()).iter_errors(yaml.safe_load(text))) == []


def test_every_odd_name_is_a_name(tmp_path: Path) -> None:
    """Quoted as YAML needs it; what no rules file can hold is only counted."""
    text = taken_in(beginning(seen(*ODD), PACK.limits)).replace("audience: ...", "audience: one")
    book = loaded(text.replace("horizon: ...", "horizon: future"), tmp_path)
    # A name of signs alone, with a control character or too long stays out.
    unfit = {"~", "tab\there", "x" * 400}
    wanted = {" ".join(name.replace("*", " ").split()) for name in ODD if name not in unfit}
    assert {each.text for each in book.customers} == wanted
    assert {each.name for each in book.people} == wanted
    assert "## … and 3 more." in text


def test_answers_taken_in_count(tmp_path: Path) -> None:
    """The skeleton with every “# ” taken away is a rules file; limits are then its own."""
    book = loaded(taken_in(beginning(Seen(), PACK.limits)), tmp_path)
    assert book.internal == ("Our own name", *PACK.internal)
    assert [each.text for each in book.customers] == ["Globex", "Initech: GmbH"]
    assert len(book.limits) == len(PACK.limits)
    assert {each.origin for each in book.limits} == {str(tmp_path / "own.yaml")}


def test_an_open_word_needs_an_answer(tmp_path: Path) -> None:
    """Taken in without saying what it means, it is refused: nobody's guess becomes a rule."""
    with pytest.raises(RulesError, match="“audience” cannot be"):
        loaded(taken_in(beginning(seen("Globex"), PACK.limits)), tmp_path)


def test_the_own_name_is_asked_for_and_no_customer() -> None:
    """The client of nearly everybody is a question under internal, and nowhere else to take in."""
    text = beginning(seen("Acme", "Globex", own="Acme"), PACK.limits)
    assert "\n#   - Acme  # 2.0 h, 3 people: nearly everybody. Ourselves?\n" in text
    assert text.count("#   - Acme") == 1
    assert "\n#   - Globex  # 2.0 h, 3 people\n" in text


def test_first_names_may_be_aliases() -> None:
    """A name alone that begins one other is asked about; one that begins two is not."""
    text = beginning(seen("Pablo", "Pablo Ferrer", "Jo", "Jo A", "Jo B"), PACK.limits)
    assert re.search(r"\n  Pablo: +\{\}  # 2\.0 h; an alias of Pablo Ferrer\?\n", text)
    assert text.count("an alias of") == 1


def test_learn_and_suggest_can_add_to_it(tmp_path: Path) -> None:
    """What the workbench accepts goes into the file, and its questions stay."""
    path = tmp_path / "own.yaml"
    path.write_text(beginning(seen("Globex"), PACK.limits))
    pack = pmrules_packs()
    change = Change.of(RulesText.read(path, pack), Additions(customers=("Initech",)))
    assert [each.text for each in change.rulebook.customers] == ["Initech"]
    old = path.read_text().splitlines()
    assert [line for line in old if line.encode() not in change.data] == []


def pmrules_packs() -> dict[str, Path]:
    """The default pack, by its name."""
    root = Path(__file__).parents[2]
    return {"product-management": root / "rules" / "pmrules_rules" / "product-management.yaml"}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A table with a client."""
    path = tmp_path / "week.csv"
    path.write_text("Date,Person,Client,Hours,Notes\n2026-09-01,Ada,Globex,3,stuff\n")
    return path


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A rules file begun from the example organisation's exports."""
    path = tmp_path / "acme.yaml"
    files = [str(each) for each in pmrules_examples.exports()]
    assert guarded(["rules", "init", *files, "-o", str(path)]) == 0
    return path


def test_from_exports(begun: Path) -> None:
    """Own name, customers, people and open words with their hours; checks find nothing wrong."""
    text = begun.read_text(encoding="utf-8")
    assert "#   - Larkfield  # 735.3 h, 10 people: nearly everybody. Ourselves?" in text
    assert "#   - Quayle & Boyd  # " in text
    assert re.search(r"\n  Zofia Król: +\{\}  # ", text)
    assert re.search(r"\n#     keywords: \[.+\]  # [\d.]+ h open\n", text)
    assert guarded(["rules", "check", str(begun), "--strict"]) == 0


def test_the_schema_lies_beside_it(begun: Path) -> None:
    """The first line names it by a relative path, so that editors work offline."""
    first = begun.read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=./pmrules.schema.json"
    assert (begun.parent / "pmrules.schema.json").is_file()


def test_the_next_step_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the file is, and what comes after it, with the names that were given."""
    path = tmp_path / "acme.yaml"
    assert guarded(["rules", "init", "-o", str(path)]) == 0
    assert f"pmrules rules suggest EXPORTS --rules {path}\n" in capsys.readouterr().err


def test_clients_that_the_pack_knows_as_internal_are_no_customers(
    tmp_path: Path, export: Path
) -> None:
    """Taking them in would contradict the pack."""
    export.write_text(export.read_text().replace("Globex", "Internal"))
    path = tmp_path / "acme.yaml"
    assert guarded(["rules", "init", str(export), "-o", str(path)]) == 0
    assert "#   - Internal" not in path.read_text()


def test_nothing_is_overwritten(begun: Path) -> None:
    """Neither the file nor somebody else's schema; a schema of ours is made anew."""
    begun.write_text("customers: [Mine]\n")
    assert guarded(["rules", "init", "-o", str(begun)]) == 1
    assert begun.read_text() == "customers: [Mine]\n"
    other = begun.with_name("other.yaml")
    assert guarded(["rules", "init", "-o", str(other)]) == 0
    (begun.parent / "pmrules.schema.json").write_text("{}")
    assert guarded(["rules", "init", "-o", str(begun.with_name("third.yaml"))]) == 1
    assert not begun.with_name("third.yaml").exists()
    assert guarded(["rules", "init", "-o", str(begun), "--force"]) == 0
    assert "extends: product-management" in begun.read_text()
