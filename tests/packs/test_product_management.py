"""The default pack: every rule keeps its examples, and ambiguous words decide nothing alone."""

from pathlib import Path

import pytest

import pmrules_rules
from pmrules.model import Strength
from pmrules.rules.checks import check
from pmrules.rules.load import load_rules
from pmrules.rules.matching.judge import judge_text
from pmrules.rules.rulebook import Rule, Rulebook
from pmrules.rules.verdict import Verdict

PACK = Path(pmrules_rules.__file__).with_name("product-management.yaml")
LANGUAGES = ("English", "German", "French", "Spanish", "Dutch")


@pytest.fixture(scope="module", name="book")
def the_pack() -> Rulebook:
    """Return the pack alone."""
    return load_rules(packs={"product-management": PACK})


@pytest.fixture(scope="module", name="with_customers")
def a_file_that_extends_it(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Return the pack extended by an organisation that names a customer and itself."""
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    path.write_text("extends: product-management\ncustomers: [Globex]\ninternal: [Acme]\n")
    return load_rules(path, packs={"product-management": PACK})


def where(verdict: Verdict) -> str:
    """Say where an entry stands in one word, as the tables below do."""
    if verdict.quadrant:
        return verdict.quadrant.value
    if verdict.status.value == "half":
        return str(verdict.audience or verdict.horizon)
    return verdict.status.value


def test_offered_by_name() -> None:
    """The module offers the pack under the name that `extends:` uses."""
    (pack,) = pmrules_rules.pmrules_rulepacks()
    assert (pack.name, pack.path) == ("product-management", PACK)


def test_every_example_holds(book: Rulebook) -> None:
    """Each text under `match:` is decided by its rule, each under `miss:` is not."""
    assert [str(problem) for problem in check(book)] == []


def test_every_rule_has_examples_and_counter_examples(book: Rulebook) -> None:
    """No rule is without two texts that it decides and one that it leaves alone."""
    poor = [
        rule.name for rule in book.rules if len(rule.examples.match) < 2 or not rule.examples.miss
    ]
    assert poor == []


def test_rules_name_activity_and_owner(book: Rulebook) -> None:
    """What sets a whole quadrant says what it is and whose work it ought to be."""
    silent = [rule.name for rule in book.rules if rule.quadrant and not _labelled(rule)]
    assert silent == []


def _labelled(rule: Rule) -> bool:
    return bool(rule.activity and rule.owner)


def test_every_limit_names_its_source(book: Rulebook) -> None:
    """A figure says whose it is, and what to do when it is passed."""
    assert book.limits
    assert [limit.of.value for limit in book.limits if not (limit.source and limit.advice)] == []


def test_everyday_words_are_keywords_of_no_rule(book: Rulebook) -> None:
    """Meeting, call, email, review and their like are keywords of no rule."""
    everyday = {
        "meeting",
        "call",
        "calls",
        "email",
        "review",
        "planning",
        "sync",
        "prep",
        "workshop",
    }
    # Companions and conditions may name them: they decide nothing by themselves.
    found = {
        (rule.name, keyword.text)
        for rule in book.rules
        for keyword in rule.keywords
        if keyword.text.casefold() in everyday and not rule.all and not keyword.field
    }
    assert found == set()


DECIDES_NOTHING = (
    "visit", "workshop", "pilot", "integration", "review", "interview", "release", "customer",
    "feedback", "meeting", "call", "email", "planning", "research", "sync", "prep", "notes",
    "travel", "Termin", "Besuch", "Besprechung", "Anruf", "Kunde", "Planung",
    "réunion", "appel", "visite", "client", "atelier",
    "reunión", "llamada", "visita", "cliente", "taller",
)  # fmt: skip


@pytest.mark.parametrize("word", DECIDES_NOTHING)
def test_ambiguous_words_decide_nothing_alone(book: Rulebook, word: str) -> None:
    """A word that means two things leaves the entry unclassified."""
    assert where(judge_text({"description": word}, book)) == "unclassified"


DECIDES_ONE_AXIS = {
    "demo": "current", "training": "current", "pricing": "current", "support": "current",
    "bug": "current", "beta": "future", "prototype": "future", "requirements": "future",
    "Schulung": "current", "formation": "current", "formación": "current",
    "Anforderungen": "future", "prototipo": "future",
}  # fmt: skip


@pytest.mark.parametrize(("word", "axis"), DECIDES_ONE_AXIS.items())
def test_some_decide_one_axis_and_no_more(book: Rulebook, word: str, axis: str) -> None:
    """A word that is plain on one axis leaves the other open."""
    assert where(judge_text({"description": word}, book)) == axis


OPPOSITES = {
    # the same word, falling either way by what stands with it
    "demo": [
        ("demo for a prospect", "one-current"),
        ("demo script for all reps", "market-current"),
        ("usability test with the clickable demo", "market-future"),
        ("sprint demo", "market-future"),
    ],
    "roadmap": [
        ("roadmap planning with the leads", "market-future"),
        ("roadmap under NDA for a prospect", "one-future"),
        ("product roadmap", "market-future"),
    ],
    "visit": [
        ("customer visit to observe dispatchers, discovery", "market-future"),
        ("visit with the AE, closing", "one-current"),
        ("site visit: research on handovers", "market-future"),
    ],
    "training": [
        ("customer training", "one-current"),
        ("sales training", "market-current"),
        ("compliance training", "outside"),
        ("training videos on imports", "market-current"),
    ],
    "interview": [
        ("customer interview", "market-future"),
        ("job interview, backend engineer", "outside"),
        ("win/loss interviews", "market-current"),
        ("interview with a candidate for the PM role", "outside"),
    ],
    "release": [
        ("release notes", "market-current"),
        ("release planning", "market-future"),
        ("next release", "market-future"),
    ],
    "pricing": [
        ("pricing for the deal", "one-current"),
        ("pricing page", "market-current"),
        ("pricing model", "market-future"),
    ],
    "prototype": [
        ("prototype test", "market-future"),
        ("prototype for the customer", "one-future"),
    ],
    "onboarding": [
        ("customer onboarding", "one-current"),
        ("new hire onboarding", "outside"),
    ],
    "ticket": [
        ("support ticket", "one-current"),
        ("write tickets for sprint 12", "market-future"),
        ("ticket themes of the quarter", "market-current"),
    ],
    "gap analysis": [
        ("gap analysis against their list", "one-future"),
        ("competitive analysis", "market-future"),
    ],
    "leave": [
        ("annual leave", "outside"),
        ("PRD annual leave", "market-future"),
        ("release notes: annual leave", "market-current"),
    ],
    "hiring": [
        ("hiring sync", "outside"),
        ("webinar on hiring trends", "market-current"),
        ("PRD for the recruiting suite", "market-future"),
    ],
    "notes": [("CR 12 agreed", "one-future"), ("CR de l'atelier", "unclassified")],
    "persona": [
        ("personas of night nurses", "market-future"),
        ("personas for buyers", "unclassified"),
    ],
    "dashboard": [
        ("usage dashboard", "market-current"),
        ("dashboard wireframes", "market-future"),
    ],
    "newsletter": [
        ("customer newsletter: new features", "market-current"),
        ("concept of a newsletter feature", "market"),
    ],
    "shaping": [
        ("shaping the offline mode", "market-future"),
        ("reshaping the newsletter", "market-current"),
    ],
    "survey": [
        ("survey on payment habits", "market-future"),
        ("NPS survey", "market-current"),
        ("engagement survey", "outside"),
    ],
    "launch": [
        ("launch day", "market-current"),
        ("company lunch", "outside"),
    ],
    "daily": [("daily", "market-future"), ("daily report for the board", "unclassified")],
    "Kunde": [
        ("Kundeninterviews Kalender", "market-future"),
        ("Kundenschulung", "one-current"),
        ("Mail an alle Kunden zur Markteinführung", "market-current"),
        ("Sonderentwicklung Etiketten", "one-future"),
    ],
    "Gespräch": [
        ("Gespräche mit Nutzern", "market-future"),
        ("Vorstellungsgespräch", "outside"),
        ("Verkaufsgespräch", "one-current"),
        ("Mitarbeitergespräch", "outside"),
    ],
    "Planung": [
        ("Releaseplanung", "market-future"),
        ("Sprintplanung", "market-future"),
        ("Messe Tag 1", "market-current"),
    ],
    "entretien": [
        ("entretiens utilisateurs", "market-future"),
        ("entretien d'embauche", "outside"),
        ("entretien annuel", "outside"),
    ],
    "client": [
        ("formation client", "one-current"),
        ("étude de cas client", "market-current"),
        ("développement spécifique", "one-future"),
        ("message à tous les clients, notes de version", "market-current"),
    ],
    "entrevista": [
        ("entrevistas con usuarios", "market-future"),
        ("entrevista de trabajo", "outside"),
    ],
    "cliente": [
        ("soporte a cliente", "one-current"),
        ("desarrollo a medida", "one-future"),
        ("caso de éxito", "market-current"),
        ("hoja de ruta de producto", "market-future"),
    ],
}


@pytest.mark.parametrize(
    ("text", "place"),
    [pytest.param(*case, id=case[0]) for cases in OPPOSITES.values() for case in cases],
)
def test_companions_turn_a_word_either_way(book: Rulebook, text: str, place: str) -> None:
    """The words beside an ambiguous word decide where it falls."""
    assert where(judge_text({"description": text}, book)) == place


SAID_IN_FIVE = {
    "outside": ("annual leave", "Urlaub", "congés payés", "vacaciones", "verlof"),
    "one-current": (
        "support ticket", "Supportfall", "ticket client", "soporte a cliente", "klantvraag",
    ),
    "one-future": (
        "custom development", "Sonderentwicklung", "développement spécifique",
        "desarrollo a medida", "maatwerk",
    ),
    "market-current": (
        "press release", "Pressemitteilung", "communiqué de presse", "nota de prensa",
        "persbericht",
    ),
    "market-future": (
        "product strategy", "Produktstrategie", "stratégie produit", "estrategia de producto",
        "productstrategie",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(text, place, id=f"{language}: {text}")
        for place, texts in SAID_IN_FIVE.items()
        for language, text in zip(LANGUAGES, texts, strict=True)
    ],
)
def test_five_languages_say_the_same(book: Rulebook, text: str, place: str) -> None:
    """The commonest words of each place are known in five languages."""
    assert where(judge_text({"description": text}, book)) == place


BESIDE_A_CUSTOMER = [
    ({"client": "Globex", "description": "roadmap"}, "one-future"),
    ({"client": "Globex", "description": "prototype"}, "one-future"),
    ({"client": "Globex", "description": "demo"}, "one-current"),
    ({"client": "Globex", "description": "bug in the import"}, "one-current"),
    ({"client": "Globex", "description": "customer interviews"}, "market-future"),
    ({"client": "Globex", "description": "case study"}, "market-current"),
    ({"client": "Globex", "description": "Thursday"}, "one"),
    ({"client": "Acme", "description": "Thursday"}, "unclassified"),
    ({"client": "Internal", "description": "roadmap"}, "market-future"),
    ({"description": "Globex wants a dark mode, estimate"}, "one-future"),
    ({"client": "Acme", "project": "Marketing"}, "market-current"),
    ({"client": "Globex", "project": "Marketing"}, "one-current"),
    ({"client": "Acme", "project": "Marketing", "description": "annual leave"}, "outside"),
    ({"client": "Globex", "project": "Time off"}, "outside"),
    ({"client": "Acme", "project": "Product ops"}, "market"),
    ({"client": "Globex", "project": "Bespoke", "description": "weekly call"}, "one-future"),
    ({"client": "Globex", "project": "Support", "description": "weekly call"}, "one-current"),
    ({"client": "Globex", "description": "Thursday", "tags": "billable"}, "one-future"),
    ({"client": "Globex", "description": "planner interview"}, "market-future"),
    ({"client": "Globex", "description": "visit, planners complain"}, "one"),
    ({"client": "Acme", "project": "Vision"}, "market-future"),
    ({"client": "Acme", "project": "Computer vision"}, "unclassified"),
    ({"client": "Acme", "project": "Vision", "description": "pricing per seat"}, "market-future"),
    ({"client": "Acme", "project": "Commercial", "description": "pricing"}, "current"),
    ({"client": "Acme", "project": "Marketing", "description": "concept"}, "market-current"),
    ({"client": "Acme", "project": "Marketing", "description": "market sizing"}, "market-future"),
    ({"client": "Acme", "task": "Squad", "description": "demo"}, "market-future"),
    ({"client": "Acme", "project": "People", "description": "interviews"}, "outside"),
    ({"client": "Acme", "description": "UAT ABC-219"}, "market-future"),
    ({"client": "Acme", "project": "Overhead"}, "outside"),
    ({"client": "Acme", "project": "Overhead", "description": "product strategy"}, "market-future"),
]


@pytest.mark.parametrize(("texts", "place"), BESIDE_A_CUSTOMER)
def test_beside_a_customer(with_customers: Rulebook, texts: dict[str, str], place: str) -> None:
    """A customer's name says the audience, unless the words leave no doubt."""
    assert where(judge_text(texts, with_customers)) == place


def test_projects_whisper(book: Rulebook) -> None:
    """A project's name alone speaks weakly, so that what somebody typed goes before it."""
    loud = {
        (rule.name, str(keyword))
        for rule in book.rules
        for keyword in rule.keywords
        if keyword.field in {"project", "task"}
        and rule.strength is Strength.NORMAL
        # What is nobody's product: time off, hiring and parties.
        and not rule.outside
    }
    assert loud == set()
