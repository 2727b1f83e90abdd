"""What a rules file may say, and how it reads: the opposites of the wrong files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.model import Audience, Horizon, ImporterOptions, Quadrant, Strength
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Example, Measure, Over, Per, Person, Rulebook, Target

RULE = "rules:\n  - name: a\n    audience: one\n    keywords: "


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Rulebook]:
    """Return the rulebook of a file with this text."""

    def read(text: str) -> Rulebook:
        path = tmp_path / "rules.yaml"
        path.write_text(text, encoding="utf-8")
        return load_rules(path, packs={})

    return read


@pytest.mark.parametrize(
    ("typed", "text", "column", "regex"),
    [
        ("meeting", "meeting", "", False),
        ("no", "no", "", False),
        ("on", "on", "", False),
        ("404", "404", "", False),
        ("0123", "0123", "", False),
        ("1.10", "1.10", "", False),
        ("1:30", "1:30", "", False),
        ("12:30:45", "12:30:45", "", False),
        ("2026-01-01", "2026-01-01", "", False),
        ("'null'", "null", "", False),
        ("C#", "C#", "", False),
        ("AT&T", "AT&T", "", False),
        ("customer   visit", "customer visit", "", False),
        ("'*termin'", "*termin", "", False),
        ("SUP *", "SUP *", "", False),
        ("interview*", "interview*", "", False),
        ("issue  # as they call it", "issue", "", False),
        ("'issue #42'", "issue #42", "", False),
        ("'Q3: plan'", "Q3: plan", "", False),
        ("project: Time off", "Time off", "project", False),
        ("'project: Time off'", "Time off", "project", False),
        ("Client: Globex", "Globex", "client", False),
        ("tag: vip", "vip", "tags", False),
        ("tags: vip", "vip", "tags", False),
        ("person: Ada", "Ada", "person", False),
        ("task: 'Q3: plan'", "Q3: plan", "task", False),
        ("re: 'v\\d+'", "v\\d+", "", True),
        ("'re: (a+)+$'", "(a+)+$", "", True),
        ("'project: re: ^Sup'", "^Sup", "project", True),
        ("project: 're: ^Sup'", "^Sup", "project", True),
        ("project: {re: ^Sup}", "^Sup", "project", True),
        ("re:Invent", "re:Invent", "", False),
        ("https://example.org", "https://example.org", "", False),
    ],
)
def test_keywords_stay_as_they_were_typed(load, typed, text, column, regex):
    """No scalar is taken for a number, a date or a truth; a prefix is taken off."""
    (keyword,) = load(f"{RULE}\n      - {typed}\n").rules[0].keywords
    assert (keyword.text, keyword.field, keyword.regex) == (text, column, regex)
    assert keyword.place is not None
    assert keyword.place.line == 5


def test_a_keyword_is_shown_with_its_prefix(load):
    """Reports show a keyword as one would type it."""
    text = f"{RULE}[visit, project: Time off, tags: vip, 're: v\\d', 'task: re: v\\d']\n"
    shown = [str(keyword) for keyword in load(text).rules[0].keywords]
    assert shown == ["visit", "project: Time off", "tag: vip", "re: v\\d", "task: re: v\\d"]


def test_a_rule_has_all_its_parts(load):
    """Every key of a rule arrives in the rulebook."""
    book = load(
        """
rules:
  - name: Customer  visit
    keywords: [visit]
    all:
      - customer
      - [client: Globex, prospect]
    unless: [office]
    strength: Strong
    audience: one
    horizon: future
    activity: Visits
    owner: Sales
    source: a book
    examples:
      match: ["visit to a prospect", {client: Globex, tag: x}]
      miss: [visit]
  - {name: Away, keywords: [holiday], outside: yes}
"""
    )
    rule, away = book.rules
    assert rule.name == "Customer visit"
    assert [[str(each) for each in group] for group in rule.all] == [
        ["customer"],
        ["client: Globex", "prospect"],
    ]
    assert [str(each) for each in rule.unless] == ["office"]
    assert rule.strength is Strength.STRONG
    assert (rule.audience, rule.horizon) == (Audience.ONE, Horizon.FUTURE)
    assert rule.quadrant is Quadrant.ONE_FUTURE
    assert (rule.activity, rule.owner, rule.source) == ("Visits", "Sales", "a book")
    assert [str(each) for each in rule.examples.match] == [
        "visit to a prospect",
        "client: Globex, tags: x",
    ]
    assert rule.examples.match[1].texts == (("client", "Globex"), ("tags", "x"))
    assert isinstance(rule.examples.miss[0], Example)
    assert rule.place is not None
    assert rule.place.line == 3
    assert away.outside
    assert away.strength is Strength.NORMAL


@pytest.mark.parametrize(
    ("typed", "measure", "amount"),
    [
        ("35 %", Measure.SHARE, 0.35),
        ("35%", Measure.SHARE, 0.35),
        ("37.5 %", Measure.SHARE, 0.375),
        ("0 %", Measure.SHARE, 0.0),
        ("100 %", Measure.SHARE, 1.0),
        ("40 h", Measure.SECONDS, 144_000),
        ("1.5 hours", Measure.SECONDS, 5_400),
    ],
)
def test_amounts_are_shares_or_hours(load, typed, measure, amount):
    """A share becomes a factor, hours become seconds, without drift."""
    (limit,) = load(f"{RULE}[x]\nlimits: [{{of: one, max: {typed}}}]\n").limits
    assert (limit.measure, limit.amount) == (measure, amount)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("market-future", Target("quadrant", "market-future")),
        ("one", Target("audience", "one")),
        ("Current", Target("horizon", "current")),
        ("total", Target("total")),
        ("'activity: visits'", Target("activity", "Visits")),
        ("{activity: Visits}", Target("activity", "Visits")),
        ("{owner: Sales}", Target("owner", "Sales")),
    ],
)
def test_limits_are_about_what_rules_name(load, typed, target):
    """A limit measures a quadrant, an axis value, an activity, an owner or everything."""
    rules = f"{RULE}[x]\n    activity: Visits\n    owner: Sales\n"
    (limit,) = load(f"{rules}limits: [{{of: {typed}, max: 3 h}}]\n").limits
    assert limit.of == target


def test_a_limit_has_sensible_defaults_and_two_bounds(load):
    """`max` and `min` in one item are two limits; unsaid, they hold for everyone and a month."""
    text = f"{RULE}[x]\nlimits: [{{of: one, min: 10 %, max: 10 %, advice: Talk.}}]\n"
    most, least = load(text).limits
    assert (most.bound, least.bound) == ("max", "min")
    assert (most.per, most.over, most.advice) == (Per.EVERYONE, Over.MONTH, "Talk.")


def test_limits_that_only_look_like_contradictions_load(load):
    """Other hours, another measure, or bounds that just meet are no contradiction."""
    limits = [
        "{of: one, max: 20 %}",
        "{of: one, min: 30 %, per: person}",
        "{of: one, min: 30 %, over: week}",
        "{of: one, min: 30 h}",
        "{of: market, min: 30 %}",
        "{of: future, min: 80 %}",
        "{of: market-future, min: 50 %}",
    ]
    assert len(load(f"{RULE}[x]\nlimits: [{', '.join(limits)}]\n").limits) == 7


def test_a_capacity_belongs_to_each_person(load):
    """`capacity` measures every person against their own, by default."""
    (limit,) = load(f"{RULE}[x]\nlimits: [{{of: total, max: capacity, over: week}}]\n").limits
    assert (limit.measure, limit.amount, limit.per) == (Measure.CAPACITY, 1.0, Per.PERSON)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("32 h/week", 32),
        ("32h/week", 32),
        ("32 h", 32),
        ("32", 32),
        ("6.4 h/day", 32),
        ("37.5 hours / week", 37.5),
    ],
)
def test_capacities_are_read_by_the_week(load, typed, hours):
    """A day's capacity counts five times a week."""
    (person,) = load(f"{RULE}[x]\npeople:\n  Ada: {{capacity: {typed}}}\n").people
    assert person.capacity == hours * 3600


def test_people_need_nothing_but_a_name(load):
    """A name alone is a person; one's own name as an alias is no clash."""
    book = load(f"{RULE}[x]\npeople:\n  Ada Lovelace: {{aliases: [ADA  lovelace, al]}}\n  Bob:\n")
    assert book.people == (Person("Ada Lovelace", ("ADA lovelace", "al")), Person("Bob"))
    assert book.aliases["al"] == "Ada Lovelace"


def test_names_and_labels_arrive(load):
    """Customers, ourselves and labels are read as typed; other labels keep their default."""
    book = load(
        "customers: [Globex*, 'Foo: Bar', 123]\ninternal: [Acme]\nmatrix: {one-future: X}\n"
    )
    assert [str(each) for each in book.customers] == ["Globex*", "Foo: Bar", "123"]
    assert book.internal == ("Acme",)
    assert book.labels[Quadrant.ONE_FUTURE] == "X"
    assert book.labels[Quadrant.MARKET_FUTURE] == "Product management"


def test_importers_are_told_what_files_do_not_say(load):
    """Columns take one name or several; the importer's name may be unknown here."""
    book = load(
        f"{RULE}[x]\n"
        "importers:\n"
        "  Excel:\n"
        "    columns: {date: Datum, start: [Von, Start], end_date: Bis}\n"
        "    sheets: [A,  'B  1']\n"
        "    person: Ada\n"
        "    date-order: dmy\n"
    )
    columns = {"date": ("Datum",), "start": ("Von", "Start"), "end_date": ("Bis",)}
    assert book.importers == {"excel": ImporterOptions(columns, ("A", "B  1"), "Ada", "dmy")}


def test_grids_are_told_what_their_sheets_do_not_say(load):
    """A month or a year, a week or one of its days, and what names the people."""
    excel = "month: 2026, week: 2026-W37, person-from: Sheet"
    book = load(f"{RULE}[x]\nimporters: {{excel: {{{excel}}}}}\n")
    settled = ImporterOptions(month="2026", week="2026-W37", person_from="sheet")
    assert book.importers == {"excel": settled}


def test_a_time_zone_is_settled_for_tools_that_tell_utc(load):
    """The name of a zone is kept as it is written."""
    book = load(f"{RULE}[x]\nimporters: {{timewarrior: {{zone: Europe/Berlin}}}}\n")
    assert book.importers == {"timewarrior": ImporterOptions(zone="Europe/Berlin")}


def test_the_file_is_named_with_its_fingerprint(load, tmp_path):
    """The rulebook says which files it was read from."""
    (source,) = load(f"{RULE}[x]\n").sources
    assert source.name == str(tmp_path / "rules.yaml")
    assert len(source.sha256) == 64
