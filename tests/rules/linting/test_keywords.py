"""Keywords that never decide, repeat, or meet their opposite: planted, and their counterparts."""

import pytest


def told(problems) -> list[tuple[str, int]]:
    """Code and line of each."""
    return [(each.code, each.place.line) for each in problems]


def two(first: str, second: str) -> str:
    """Two rules on lines 2 and 3."""
    return f"rules:\n  - {{name: A, {first}}}\n  - {{name: B, {second}}}\n"


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ("keywords: [escalation], audience: one", "keywords: [escalation *], audience: one", 0),
        # As loud and earlier, with the same words or wider ones.
        ("keywords: [sign off*], audience: one", "keywords: [sign offs], audience: market", 3),
        ("keywords: [sign off], audience: one", "keywords: [sign offs], audience: market", 0),
        ("keywords: ['*termin'], audience: one", "keywords: [Kundentermin], audience: market", 3),
        ("keywords: ['*termin'], audience: one", "keywords: [Termine], audience: market", 0),
        ("keywords: [big *], audience: one", "keywords: [big deal], audience: market", 3),
        ("keywords: [big deal], audience: one", "keywords: [big *], audience: market", 0),
        # A field within all fields, and not the other way round.
        ("keywords: [quote], audience: one", "keywords: ['task: quote'], audience: market", 3),
        ("keywords: ['task: quote'], audience: one", "keywords: [quote], audience: market", 0),
        ("keywords: [quote], audience: one", "keywords: ['person: quote'], audience: market", 0),
        # Stronger, whatever the order and the length.
        (
            "keywords: [big deal], audience: market",
            "keywords: [deal], audience: one, strength: strong",
            2,
        ),
        ("keywords: [big deal], audience: market", "keywords: [deal], audience: one", 0),
        (
            "keywords: [deal], audience: market, strength: weak",
            "keywords: [deal*], audience: one",
            2,
        ),
        # Both axes must be lost.
        (
            "keywords: [deal], audience: market, horizon: future",
            "keywords: [deal], audience: one, strength: strong",
            0,
        ),
        # What is narrowed may leave room; what is narrowed no further than the loser does not.
        (
            "keywords: [deal], audience: market",
            "keywords: [deal], audience: one, strength: strong, unless: [desk]",
            0,
        ),
        (
            "keywords: [deal], audience: market, unless: [desk]",
            "keywords: [deal], audience: one, strength: strong, unless: [desk, desk lamp]",
            2,
        ),
        (
            "keywords: [deal], audience: market",
            "keywords: [deal], audience: one, strength: strong, all: [[desk]]",
            0,
        ),
        (
            "keywords: [deal], audience: market, all: [[desk]]",
            "keywords: [deal], audience: one, strength: strong, all: [[desk*, lamp]]",
            2,
        ),
        (
            "keywords: [deal desk], audience: market",
            "keywords: [deal], audience: one, strength: strong, all: [[desk]]",
            2,
        ),
        # A rule with `all` counts the words of its groups, which may be longer.
        (
            "keywords: [deal], audience: one",
            "keywords: [deal], audience: market, all: [[desk]]",
            0,
        ),
        # Regular expressions: nobody can tell what they find, unless they are the same.
        ("keywords: ['re: deals?'], audience: one", "keywords: [deal], audience: market", 0),
        # What is outside loses to whatever is louder, and so does another outside.
        (
            "keywords: [leave], outside: true",
            "keywords: [leave *], outside: true, strength: weak",
            3,
        ),
        (
            "keywords: [leave], audience: one, strength: strong",
            "keywords: [leave], outside: true",
            3,
        ),
    ],
)
def test_what_can_never_win(warned, first: str, second: str, line: int) -> None:
    """Only where another always decides instead; the warning stands at the loser."""
    expected = [("never-wins", line)] if line else []
    assert told(warned(two(first, second))) == expected


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ("{name: R, keywords: [Globex], audience: one}", "duplicate-keyword"),
        ("{name: R, keywords: [Globex rollout], audience: market}", "never-wins"),
        ("{name: R, keywords: [Globex rollout], audience: market, strength: strong}", ""),
        ("{name: R, keywords: [Globex rollout], audience: one, horizon: future}", ""),
        ("{name: R, keywords: [Globex], outside: true}", ""),
        ("{name: R, keywords: ['client: Initech'], audience: market}", "never-wins"),
        ("{name: R, keywords: ['client: Initech'], audience: market, strength: strong}", ""),
        ("{name: R, keywords: ['client: Initech'], audience: market, horizon: future}", ""),
        ("{name: R, keywords: ['client: Acme'], audience: market}", ""),
        ("{name: R, keywords: ['project: Initech'], audience: market}", ""),
    ],
)
def test_customers_outdo_keywords(warned, rules: str, found: str) -> None:
    """A named customer and the client column beat normal keywords, on the audience alone."""
    text = f"customers: [Globex]\ninternal: [Acme Ltd]\nrules: [{rules}]\n"
    assert [each.code for each in warned(text)] == [found][: bool(found)]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (
            "keywords: [quote], audience: one",
            "keywords: [Quote], audience: one",
            "duplicate-keyword",
        ),
        ("keywords: [quote], audience: one", "keywords: [quotes], audience: one", ""),
        ("keywords: [quote], audience: one", "keywords: [quote], horizon: future", ""),
        (
            "keywords: ['re: q+x'], audience: one",
            "keywords: ['re: q+x'], audience: one",
            "duplicate-keyword",
        ),
        (
            "keywords: [quote], audience: one",
            "keywords: [quote], audience: market",
            "opposite-outcomes",
        ),
        (
            "keywords: [quote], audience: one",
            "keywords: [quote], audience: market, horizon: future",
            "opposite-outcomes",
        ),
        (
            "keywords: [leave], outside: true",
            "keywords: [leave], audience: one",
            "opposite-outcomes",
        ),
        ("keywords: [quote], audience: one", "keywords: [quote], audience: market, all: [[x]]", ""),
        (
            "keywords: [quote], audience: one, unless: [x]",
            "keywords: [quote], audience: market, unless: [x]",
            "opposite-outcomes",
        ),
        (
            "keywords: [quote], audience: one, unless: [x]",
            "keywords: [quote], audience: market, unless: [y]",
            "",
        ),
    ],
)
def test_the_same_keyword_twice(warned, first: str, second: str, code: str) -> None:
    """Twice with one outcome is needless, twice with two contested; told at the later."""
    expected = [(code, 3)] if code else []
    assert told(warned(two(first, second))) == expected


def test_a_keyword_of_the_pack(warned) -> None:
    """Own keywords are held against the pack's, and the pack's own faults are not told."""
    rules = (
        "extends: pack\nrules:\n"
        "  - {name: A, keywords: [quarterly letter], audience: one}\n"
        "  - {name: B, keywords: [keynote], audience: one}\n"
        "  - {name: packed, keywords: [quarterly letter], audience: one}\n"
    )
    problems = warned(rules.replace("  - {name: packed", "#"))
    assert told(problems) == [("opposite-outcomes", 3), ("never-wins", 4)]
    assert "this one wins" in problems[0].what
    assert "call this rule “Packed” to replace that one" in problems[0].mend
    # The rule that replaces the pack's has nothing against it but the own rule before.
    assert told(warned(rules)) == [("never-wins", 4), ("duplicate-keyword", 5)]


@pytest.mark.parametrize(
    ("lists", "quotes"),
    [
        ("keywords: [quote, quote]", ["quote"]),
        ("keywords: [quote, Quoté]", ["Quoté"]),
        ("keywords: [quote*, quotes]", ["quotes"]),
        ("keywords: [quote, price quote]", []),
        ("keywords: [quote, 'task: quote']", ["'task: quote'"]),
        ("keywords: [quote], unless: [a, b, a]", ["a"]),
        ("keywords: [quote], all: [[a, b], [a]]", []),
        ("keywords: [quote], all: [[a*, ab]]", ["ab"]),
    ],
)
def test_what_adds_nothing_to_its_list(warned, lists: str, quotes: list[str]) -> None:
    """A keyword that another of the same list and length always matches too is needless."""
    problems = warned(f"rules: [{{name: R, {lists}, audience: one}}]\n")
    assert {each.code for each in problems} <= {"needless-keyword"}
    marked = []
    for each in problems:
        line, carets = each.quote.split("\n")
        marked.append(line[carets.index("^") : carets.rindex("^") + 1])
    assert marked == quotes


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("keywords: [demo]", 1),
        ("keywords: [Visits, interview*]", 2),
        ("keywords: ['description: training']", 1),
        ("keywords: [demo], strength: strong", 1),
        ("keywords: [demo], strength: weak", 0),
        ("keywords: [demo], unless: [script]", 0),
        ("keywords: [demo], all: [[prospect]]", 0),
        ("keywords: [prospect demo, demoing]", 0),
        ("keywords: ['project: Training']", 0),
        ("keywords: ['re: demo']", 0),
    ],
)
def test_words_that_mean_two_things(warned, rule: str, found: int) -> None:
    """One of the field's ambiguous words decides alone only weakly, narrowed or as a label."""
    problems = warned(f"rules: [{{name: R, {rule}, audience: one}}]\n")
    assert [each.code for each in problems] == found * ["ambiguous-word"]


ACCEPTED = "# accepted: ambiguous-word"


@pytest.mark.parametrize(
    ("head", "name", "keywords", "axis", "found"),
    [
        ("", "", "", "", 1),
        ("", "", ACCEPTED, "", 0),
        ("", "# accepted: never-wins, ambiguous-word", "", "", 0),
        (f"{ACCEPTED} (we know)\n", "", "", "", 0),
        ("customers: [Globex]\n# accepted: ambiguous-word\n", "", "", "", 1),
        ("", "", "# accepted: never-wins", "", 1),
        ("", "", "", ACCEPTED, 1),
    ],
)
def test_a_comment_accepts(
    warned, head: str, name: str, keywords: str, axis: str, found: int
) -> None:
    """On the line, on the rule's first line, or at the head of the file, by code; nowhere else."""
    rule = f"  - name: R  {name}\n    keywords: [demo]  {keywords}\n    audience: one  {axis}\n"
    assert len(warned(f"{head}rules:\n{rule}")) == found


def test_kinds_stand_together(warned) -> None:
    """Kind by kind, and line by line within."""
    text = (
        "rules:\n  - {name: A, keywords: [demo, quote, quote], audience: one}\n"
        "  - {name: B, keywords: [visit, wish, wish], audience: market}\n"
    )
    kinds = [each.code for each in warned(text)]
    assert kinds == 2 * ["ambiguous-word"] + 2 * ["needless-keyword"]
