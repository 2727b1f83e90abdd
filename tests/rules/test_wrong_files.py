"""Every way of getting a rules file wrong: which problem, on which line, under which word."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.errors import Problem, RulesError
from pmrules.rules.load import load_rules

RULE = "rules:\n  - name: a\n    audience: one\n    keywords: "
"""Three lines and a half: what follows stands on line 4."""
LIMIT = f"{RULE}[x]\n    activity: Pilots\nlimits:\n  - "
"""What follows stands on line 7."""


@pytest.fixture
def problems(tmp_path: Path) -> Callable[[str], tuple[Problem, ...]]:
    """Return all problems of a file with this text."""

    def read(text: str) -> tuple[Problem, ...]:
        path = tmp_path / "rules.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RulesError) as caught:
            load_rules(path, packs={"product-management": tmp_path / "pack.yaml"})
        return caught.value.problems

    return read


def found(problem: Problem) -> tuple[str, int, str]:
    """Code, line, and the word under the caret; empty where nothing stands."""
    line, carets = problem.quote.split("\n")
    start = carets.index("^")
    assert problem.place is not None
    assert problem.place.line is not None
    return problem.code, problem.place.line, line[start : start + carets.count("^")]


SYNTAX = [
    ("rules:\n  - name: a\n\taudience: one\n", "tab", 3, "\\t"),
    ("rules:\n\t- name: a\n", "tab", 2, "\\t"),
    (f"{RULE}\n      - a\n\t  - b\n", "tab", 6, "\\t"),
    ("rules:\n  - name: a\n    audience:one\n    horizon: future\n", "no-blank", 3, "audience:"),
    ("rules:\n  - name:a\n    audience: one\n", "no-blank", 2, "name:"),
    (f"{RULE}[x]\n    horizon:future\n", "no-blank", 5, "horizon:"),
    (f"{RULE}[x]\n    activity: foo\n     owner:bar\n", "no-blank", 6, "owner:"),
    (f"{RULE}\n      - *termin\n", "unquoted-sign", 5, "*termin"),
    (f"{RULE}\n      - *termin lang\n", "unquoted-sign", 5, "*termin lang"),
    (f"{RULE}[*termin*, x]\n", "unquoted-sign", 4, "*termin*"),
    (f"{RULE}\n      - *\n", "unquoted-sign", 5, "*"),
    (f"{RULE}[@home]\n", "unquoted-sign", 4, "@home"),
    (f"{RULE}\n      - %done\n", "unquoted-sign", 5, "%done"),
    (f"{RULE}\n      - `code\n", "unquoted-sign", 5, "`code"),
    (f"{RULE}\n      - !important\n", "unquoted-sign", 5, "!important"),
    (f"{RULE}\n      - &co\n", "unquoted-sign", 5, "&co"),
    (f"{RULE}\n      - > 5 hours\n", "unquoted-sign", 5, "> 5 hours"),
    (f"{RULE}\n      - [urgent] call\n", "unquoted-sign", 5, "[urgent] call"),
    (f'{RULE}\n      - "big" deal\n', "unquoted-sign", 5, '"big" deal'),
    (f"{RULE}\n      - 'it's'\n", "unquoted-sign", 5, "'it's'"),
    (f"{RULE}\n      - Q3: plan: b\n", "unquoted-sign", 5, ":"),
    (f"{RULE}[x]\n    activity: a: b\n", "unquoted-sign", 5, ":"),
    (f"{RULE}[a, b\n    horizon: future\n", "unclosed", 4, "["),
    (f"{RULE}[a\n", "unclosed", 4, "["),
    (f'{RULE}["a, b]\n', "unclosed", 4, '"'),
    (f"{RULE}[issue #42, b]\n    horizon: future\n", "cut-text", 4, "#42,"),
    (f"{RULE}\n      - issue #42\n", "cut-text", 5, "#42"),
    (f"{RULE}[x]\n    activity: issue #42\n", "cut-text", 5, "#42"),
    (f'{RULE}["\\d+"]\n', "escape", 4, "\\d"),
    ("rules:\n  - name: a\n   audience: one\n", "indentation", 3, "audience: one"),
    ("rules:\n - name: a\n    audience: one\n", "indentation", 3, "audience: one"),
    ("customers: [a] , b\n", "syntax", 1, ","),
    (f"{RULE}[a[, b]\n", "syntax", 4, "["),
    (f"{RULE}\n      - meeting\n         - call\n", "indentation", 6, "-"),
    ("rules:\n  - name: a\njust words\nlimits:\n", "syntax", 3, "just words"),
    (f"{RULE}[x]\n---\n{RULE}[x]\n", "two-documents", 5, "---"),
    (f"{RULE}[x]\n    ? [a]\n    : b\n", "wrong-type", 5, "["),
    (f"{RULE}[x]\n    <<: {{horizon: future}}\n", "yaml-merge", 5, "<<"),
]

STRUCTURE = [
    ("", "rules-empty", 1, ""),
    ("# later\n", "rules-empty", 1, "#"),
    ("~\n", "rules-empty", 1, "~"),
    ("{}\n", "rules-empty", 1, "{"),
    ("- name: a\n", "wrong-type", 1, "-"),
    ("just a sentence\n", "wrong-type", 1, "just a sentence"),
    ("version = 1\n[rules]\n", "wrong-type", 1, "version = 1"),
    ("rulez: [x]\n", "unknown-key", 1, "rulez"),
    (f"version: 1\n{RULE}[x]\n", "unknown-key", 1, "version"),
    ("rules:\n", "empty-value", 1, "rules"),
    ("rules: []\n", "empty-value", 1, "rules"),
    ("rules: {name: a, keywords: [b]}\n", "wrong-type", 1, "name"),
    ("rules:\n  - named\n", "wrong-type", 2, "named"),
    (f"{RULE}[x]\nrules:\n  - {{name: b}}\n", "duplicate-key", 5, "rules"),
    (f"{RULE}[x]\n    audience: market\n", "duplicate-key", 5, "audience"),
]

RULES = [
    (f"{RULE}meeting\n", "wrong-type", 4, "meeting"),
    (f"{RULE}[[a]]\n", "wrong-type", 4, "["),
    (f"{RULE}\n      -\n      - x\n", "empty-keyword", 5, ""),
    (f"{RULE}[null]\n", "empty-keyword", 4, "null"),
    (f"{RULE}[~]\n", "empty-keyword", 4, "~"),
    (f"{RULE}['']\n", "empty-text", 4, "''"),
    (f"{RULE}['   ']\n", "empty-text", 4, "'   '"),
    (f'{RULE}["\\u200b"]\n', "empty-keyword", 4, '"\\u200b"'),
    (f"{RULE}['*']\n", "empty-keyword", 4, "'*'"),
    (f"{RULE}['* *']\n", "empty-keyword", 4, "'* *'"),
    (f"{RULE}['--']\n", "empty-keyword", 4, "'--'"),
    (f"{RULE}['client:']\n", "empty-keyword", 4, "'client:'"),
    (f"{RULE}['re: ']\n", "empty-keyword", 4, "'re: '"),
    (f"{RULE}['client: re:']\n", "empty-keyword", 4, "'client: re:'"),
    (f"{RULE}['client: -']\n", "empty-keyword", 4, "'client: -'"),
    (f"{RULE}[a*b]\n", "bad-keyword", 4, "a*b"),
    (f"{RULE}[customer: x]\n", "unknown-field", 4, "customer"),
    (f"{RULE}[{{client: a, task: b}}]\n", "bad-keyword", 4, "client"),
    (f"{RULE}['client:Globex']\n", "no-blank", 4, "'client:Globex'"),
    (f"{RULE}[client: '']\n", "empty-text", 4, "''"),
    (f"{RULE}['re: (a']\n", "bad-regex", 4, "'re: (a'"),
    (f"{RULE}[re: '(?=a)']\n", "bad-regex", 4, "'(?=a)'"),
    (f"{RULE}[project: {{re: '['}}]\n", "bad-regex", 4, "'['"),
    (f"{RULE}['re: a*']\n", "regex-matches-all", 4, "'re: a*'"),
    (f"{RULE}['re: \\b']\n", "regex-matches-all", 4, "'re: \\b'"),
    (f"{RULE}['re: .+']\n", "regex-matches-all", 4, "'re: .+'"),
    (f'{RULE}["re: \\bfoo"]\n', "control-character", 4, '"re: \\bfoo"'),
    (f"{RULE}[x]\n    unless: y\n", "wrong-type", 5, "y"),
    (f"{RULE}[x]\n    all: [[]]\n", "empty-keyword", 5, "["),
    (f"{RULE}[x]\n    quadrant: one-future\n", "unknown-key", 5, "quadrant"),
    (f"{RULE}[x]\n    strenght: weak\n", "unknown-key", 5, "strenght"),
    (f"{RULE}[x]\n    strength: customer\n", "unknown-value", 5, "customer"),
    (f"{RULE}[x]\n    horizon: next\n", "unknown-value", 5, "next"),
    (f"{RULE}[x]\n    outside: maybe\n", "unknown-value", 5, "maybe"),
    (f"{RULE}[x]\n    outside: true\n", "outside-and-axis", 3, "audience"),
    (f"{RULE}[x]\n    activity: ''\n", "empty-text", 5, "''"),
    (f"{RULE}[x]\n    activity: [y]\n", "wrong-type", 5, "["),
    (f"{RULE}[x]\n    examples: {{mis: [x]}}\n", "unknown-key", 5, "mis"),
    (f"{RULE}[x]\n    examples: {{miss: x}}\n", "wrong-type", 5, "x"),
    (f"{RULE}[x]\n    examples: {{miss: [{{clint: x}}]}}\n", "unknown-key", 5, "clint"),
    ("rules:\n  - keywords: [x]\n    audience: one\n", "missing-key", 2, "keywords"),
    ("rules:\n  - name: a\n    audience: one\n", "rule-without-keywords", 2, "a"),
    ("rules:\n  - {name: a, unless: [b], horizon: future}\n", "rule-without-keywords", 2, "a"),
    ("rules:\n  - name: a\n    keywords: [x]\n", "rule-decides-nothing", 2, "a"),
    ("rules:\n  - {name: a, keywords: [x], outside: no}\n", "rule-decides-nothing", 2, "a"),
    (f"{RULE}[x]\n  - {{name: A, keywords: [y], audience: one}}\n", "duplicate-name", 5, "name"),
    (
        "rules:\n  - {name: named customer, keywords: [x], audience: one}\n",
        "reserved-name", 2, "named customer",
    ),
]  # fmt: skip

LIMITS = [
    (f"{LIMIT}{{of: one, max: 35}}\n", "bad-amount", 7, "35"),
    (f"{LIMIT}{{of: one, max: '35,5 %'}}\n", "bad-amount", 7, "'35,5 %'"),
    (f"{LIMIT}{{of: one, max: 101 %}}\n", "bad-amount", 7, "101 %"),
    (f"{LIMIT}{{of: one, max: -1 %}}\n", "bad-amount", 7, "-1 %"),
    (f"{LIMIT}{{of: one, max: .nan}}\n", "bad-amount", 7, ".nan"),
    (f"{LIMIT}{{of: one, max: 1e3 %}}\n", "bad-amount", 7, "1e3 %"),
    (f"{LIMIT}{{of: one}}\n", "missing-key", 7, "of"),
    (f"{LIMIT}{{max: 3 h}}\n", "missing-key", 7, "max"),
    (f"{LIMIT}{{of: two, max: 3 h}}\n", "unknown-value", 7, "two"),
    (f"{LIMIT}{{of: total, max: 30 %}}\n", "bad-limit", 7, "30 %"),
    (f"{LIMIT}{{of: one, max: capacity}}\n", "bad-limit", 7, "capacity"),
    (f"{LIMIT}{{of: total, min: capacity}}\n", "bad-limit", 7, "capacity"),
    (f"{LIMIT}{{of: total, max: capacity, per: team}}\n", "bad-limit", 7, "team"),
    (f"{LIMIT}{{of: one, max: 3 h, per: teem}}\n", "unknown-value", 7, "teem"),
    (f"{LIMIT}{{of: one, max: 3 h, over: year}}\n", "unknown-value", 7, "year"),
    (f"{LIMIT}{{of: one, max: 3 h, per: team}}\n", "no-team", 7, "team"),
    (f"{LIMIT}{{of: {{activity: Pilot}}, max: 3 h}}\n", "unknown-activity", 7, "Pilot"),
    (f"{LIMIT}{{of: 'owner: Sales', max: 3 h}}\n", "unknown-owner", 7, "'owner: Sales'"),
    (f"{LIMIT}of: one\n    max: 20 %\n    min: 30 %\n", "limit-contradiction", 9, "30 %"),
    (
        f"{LIMIT}{{of: one, min: 3 h}}\n  - {{of: one, max: 2 h}}\n",
        "limit-contradiction", 8, "2 h",
    ),
    (
        f"{LIMIT}{{of: one, min: 60 %}}\n  - {{of: market, min: 60 %}}\n",
        "limit-contradiction", 8, "60 %",
    ),
]  # fmt: skip

OTHERS = [
    ("people:\n  Ada: x\n", "wrong-type", 2, "x"),
    ("people: [Ada]\n", "wrong-type", 1, "["),
    ("people:\n  Ada: {alias: [x]}\n", "unknown-key", 2, "alias"),
    ("people:\n  Ada: {aliases: x}\n", "wrong-type", 2, "x"),
    ("people:\n  Ada: {capacity: 200 h}\n", "bad-amount", 2, "200 h"),
    ("people:\n  Ada: {capacity: 0 h}\n", "bad-amount", 2, "0 h"),
    ("people:\n  Ada: {capacity: full}\n", "bad-amount", 2, "full"),
    ("people:\n  Ada: {capacity: 6,4 h/day}\n", "unknown-key", 2, "4 h/day"),
    ("people:\n  Ada: {team: }\n", "empty-value", 2, "team"),
    ("people:\n  Ada: {aliases: [x]}\n  Bob: {aliases: [X]}\n", "alias-of-two", 3, "X"),
    ("people:\n  Ada: {aliases: [bob]}\n  Bob:\n", "alias-of-two", 3, "Bob"),
    ("matrix: {one-curent: x}\n", "unknown-key", 1, "one-curent"),
    ("matrix: {one-current: ''}\n", "empty-text", 1, "''"),
    ("matrix: {one-current: A, one-future: a}\n", "duplicate-label", 1, "a"),
    ("matrix: {one-future: product  Management}\n", "duplicate-label", 1, "product  Management"),
    ("customers: Globex\n", "wrong-type", 1, "Globex"),
    ("customers: ['...']\n", "empty-keyword", 1, "'...'"),
    ("customers: [a: b]\n", "wrong-type", 1, "a"),
    ("customers: [Globex]\ninternal: [globex]\n", "customer-and-internal", 2, "globex"),
    ("internal: [Int*]\n", "bad-keyword", 1, "Int*"),
    ("importers: {excel: {columns: {durations: x}}}\n", "unknown-key", 1, "durations"),
    ("importers: {excel: {colums: {date: x}}}\n", "unknown-key", 1, "colums"),
    ("importers: {excel: {date-order: dym}}\n", "unknown-value", 1, "dym"),
    ("importers: {excel: {month: 09/2026}}\n", "unknown-value", 1, "09/2026"),
    ("importers: {excel: {week: 2026-W60}}\n", "unknown-value", 1, "2026-W60"),
    ("importers: {excel: {person-from: sheets}}\n", "unknown-value", 1, "sheets"),
    ("importers: {excel: {zone: CEST}}\n", "unknown-value", 1, "CEST"),
    ("importers: {excel: {zone: Europe}}\n", "unknown-value", 1, "Europe"),
    ("importers: {excel: x}\n", "wrong-type", 1, "x"),
    ("extends: [a, b]\n", "wrong-type", 1, "["),
    ("extends: product-managment\n", "unknown-pack", 1, "product-managment"),
    ("extends: https://x.example/r.yaml\n", "extends-address", 1, "https://x.example/r.yaml"),
    ("extends: ./no.yaml\n", "extends-missing", 1, "./no.yaml"),
    ("extends: rules.yaml\n", "extends-circle", 1, "rules.yaml"),
]


@pytest.mark.parametrize(
    ("text", "code", "line", "word"), [*SYNTAX, *STRUCTURE, *RULES, *LIMITS, *OTHERS]
)
def test_one_slip_is_one_problem_with_its_place(problems, text, code, line, word):
    """A slip is reported once, with the caret under the user's own word."""
    assert [found(problem) for problem in problems(text)] == [(code, line, word)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rulez: [x]\n", "Did you mean “rules”?"),
        (f"{RULE}[x]\n    strenght: weak\n", "Did you mean “strength”?"),
        (f"{RULE}[x]\n    quadrant: one-future\n", "“audience: one” and “horizon: future”"),
        (f"{RULE}[x]\n    horizon: next\n", "Did you mean “future”?"),
        (f"{RULE}[clent: x]\n", "Did you mean “client”?"),
        (f"{RULE}[x]\n    strength: loud\n", "It is one of: strong, normal, weak."),
        (f"{RULE}[*termin]\n", 'Put it in quotes: "*termin"'),
        (f"{RULE}\n      - 'it's'\n", 'Put the whole text in quotes: "it\'s"'),
        (f"{RULE}\n      - issue #42\n", 'Put the whole text in quotes: "issue #42"'),
        (f"{LIMIT}{{of: {{activity: Pilot}}, max: 3 h}}\n", "Did you mean “Pilots”?"),
        (f"{LIMIT}{{of: one, max: 35}}\n", "35 % or 35 h"),
        ("extends: product-managment\n", "Did you mean “product-management”?"),
        ("matrix: {future-one: x}\n", "Did you mean “one-future”?"),
    ],
)
def test_it_says_how_to_mend_it(problems, text, words):
    """A problem names the word that was probably meant, or what to write instead."""
    (problem,) = problems(text)
    assert words in problem.mend


def test_all_problems_come_at_once_in_the_order_of_lines(problems):
    """One run shows every slip of the file, from top to bottom."""
    text = (
        "rulez: [x]\n"
        "customers: ['-']\n"
        "people: {Ada: {alias: [x]}}\n"
        f"{RULE}[customer: x, '*']\n"
        "limits:\n  - {of: two, max: 5}\n"
    )
    assert [found(problem) for problem in problems(text)] == [
        ("unknown-key", 1, "rulez"),
        ("empty-keyword", 2, "'-'"),
        ("unknown-key", 3, "alias"),
        ("unknown-field", 7, "customer"),
        ("empty-keyword", 7, "'*'"),
        ("unknown-value", 9, "two"),
        ("bad-amount", 9, "5"),
    ]


def test_a_whole_message_reads_as_a_person_would_say_it(tmp_path):
    """Place, words, the line with carets, and what to do: the golden message."""
    path = tmp_path / "acme.yaml"
    path.write_text("rules:\n  - name: Visits\n    keyword: [visit]\n    audience: one\n")
    with pytest.raises(RulesError) as caught:
        load_rules(path, packs={})
    assert str(caught.value).replace(str(tmp_path), "…") == (
        "…/acme.yaml, line 3:5: “keyword” is no part of a rule.\n"
        "    keyword: [visit]\n"
        "    ^^^^^^^\n"
        "  → Did you mean “keywords”? [unknown-key]"
    )


def test_a_long_line_is_cut_around_the_word(problems):
    """The caret stays under its word where the line is cut."""
    many = ", ".join(f"word{number}" for number in range(90))
    (problem,) = problems(f"{RULE}[{many}, '***', {many}]\n")
    assert found(problem) == ("empty-keyword", 4, "'***'")
    assert max(map(len, problem.quote.splitlines())) < 120


def test_wide_letters_move_the_caret(problems):
    """Letters that take two columns of a terminal count twice, so that the caret fits."""
    (problem,) = problems(f"{RULE}[日本語, '*']\n")
    line, carets = problem.quote.split("\n")
    assert carets.index("^") == line.index("'*'") + len("日本語")


def test_words_from_the_file_reach_the_terminal_harmless(problems):
    """Bidirectional controls in a file are shown as escapes, in words and in the quote."""
    for text in (f"{RULE}[\u202ecustomer: x]\n", f"{RULE}[*ab\u202ecd]\n"):
        (problem,) = problems(text)
        assert "\u202e" not in str(problem)
        assert "\\u202e" in problem.what + problem.mend


def test_a_prefix_alone_is_named(problems):
    """The message has the user's own word, not the nothing after it."""
    (problem,) = problems(f"{RULE}['Project: ']\n")
    assert problem.what == "Nothing follows “Project:”."
