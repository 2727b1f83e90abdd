"""The fast judge, the plain judge and the slow reference agree about generated rulebooks."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rules import reference
from tests.rules.books import book, frame, rule

from pmrules.model import TEXT_FIELDS, Audience, Horizon, Strength
from pmrules.rules.classify import classify
from pmrules.rules.matching.judge import judge_text, rule_matches
from pmrules.rules.rulebook import Keyword, Person, Rule, Rulebook
from pmrules.rules.verdict import CELLS, Match, Verdict

# Few words, so that phrases meet texts; some read alike, and one character reads as two words.
WORDS = ["ab", "abc", "bc", "c", "Äb", "ß", "ss", "½", "1", "2", "x\u00adb", "ﬁ", "한", "-"]
BETWEEN = [" ", "  ", "-", ", ", ",", "\n", "\r\n", "/", "_", "\x00", "\u2028"]

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=5).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
stars = st.sampled_from(["{}", "{}", "{}", "{}*", "*{}", "*{}*", "*"])
phrases = st.lists(
    st.builds(str.format, stars, st.sampled_from([w for w in WORDS if w != "-"])),
    min_size=1,
    max_size=3,
).map(" ".join)
fields = st.sampled_from(["", "", "", "person", *TEXT_FIELDS])
plain = st.builds(Keyword, phrases, fields)
regex = st.builds(
    Keyword, st.sampled_from(["AB", "b+$", "^c", "ab.c", "ß|1"]), fields, st.just(True)
)
some = st.lists(plain | regex, max_size=3).map(tuple)
group = st.lists(plain, min_size=1, max_size=2).map(tuple)
rules = st.builds(
    Rule,
    st.just(""),
    some,
    all=st.lists(group, max_size=2).map(tuple),
    unless=st.lists(plain, max_size=1).map(tuple),
    strength=st.sampled_from([Strength.WEAK, Strength.NORMAL, Strength.STRONG]),
    audience=st.none() | st.sampled_from(Audience),
    horizon=st.none() | st.sampled_from(Horizon),
    outside=st.sampled_from([False, False, False, True]),
    activity=st.sampled_from(["", "Act", "Play"]),
    owner=st.sampled_from(["", "Sales"]),
)
people = st.just(()) | st.just((Person("Ab C", ("c",)), Person("1", ("Äb", "ss"))))
rulebooks = st.builds(
    Rulebook,
    st.lists(rules, max_size=6).map(
        lambda found: tuple(replace(each, name=f"Rule {n}") for n, each in enumerate(found))
    ),
    customers=st.lists(plain, max_size=2).map(tuple),
    internal=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    people=people,
)
rows = st.fixed_dictionaries(dict.fromkeys(("person", *TEXT_FIELDS), texts))
entries = st.lists(rows, min_size=1, max_size=6)

TIED_OUTSIDE = book(
    rule("away", "ab", says="outside"), rule("on", "c", says="one"), customers=["bc"]
)
BEATEN_OUTSIDE = book(
    rule("on", "c bc", says="future"), rule("away", "ab", says="outside"), customers=["bc"]
)
WHOLE_TAGS = book(rule("whole", "tag: re: ^c", says="one"))


def columns(row) -> dict:
    """A row of the classified entries as the reference writes it."""
    cells = {cell for bit, cell in enumerate(CELLS) if row["possible"] >> bit & 1}
    return {**{name: row[name] for name in EXPECTED}, "possible": cells}


EXPECTED = [
    name for name in reference.judged({}, Rulebook()) if name not in ("possible", "deciders")
]


@settings(max_examples=60, deadline=None)
@given(entries, rulebooks)
@example([{"description": "ab c bc"}], TIED_OUTSIDE)
@example([{"description": "ab c bc"}], BEATEN_OUTSIDE)
@example([{"tags": "ab, c"}, {"tags": "c, ab"}], WHOLE_TAGS)
@example([], TIED_OUTSIDE)
def test_columns_are_those_of_the_reference(some_entries, rulebook):
    """Every verdict column and every possible place is what the slow reference says."""
    classified = classify(frame(*some_entries), rulebook)
    found = [columns(row) for row in classified.entries.to_dict("records")]
    expected = [reference.judged(entry, rulebook) for entry in some_entries]
    assert found == [{k: v for k, v in row.items() if k != "deciders"} for row in expected]


@settings(max_examples=30, deadline=None)
@given(entries, rulebooks)
@example([{"description": "ab c bc"}], TIED_OUTSIDE)
@example([{"description": "ab c bc"}], BEATEN_OUTSIDE)
@example([{"tags": "ab, c"}, {"tags": "c, ab"}], WHOLE_TAGS)
def test_one_entry_judged_alone_gets_the_same_verdict(some_entries, rulebook):
    """A stored verdict, with reasons and matched words, is that of the entry judged by itself."""
    classified = classify(frame(*some_entries), rulebook)
    stored = [classified.verdict(case) for case in classified.entries["case"]]
    assert stored == [judge_text(entry, rulebook) for entry in some_entries]


@settings(max_examples=30, deadline=None)
@given(entries, rulebooks)
def test_reasons_say_what_the_columns_say(some_entries, rulebook):
    """Winners, values and contested marks of the reasons are those of the table."""
    classified = classify(frame(*some_entries), rulebook)
    for row in classified.entries.to_dict("records"):
        verdict = classified.verdict(row["case"])
        assert (verdict.status, verdict.contested) == (row["status"], row["contested"])
        assert (verdict.activity, verdict.owner) == (row["activity"], row["owner"])
        for axis in ("audience", "horizon"):
            reasons = {reason.axis: reason for reason in verdict.reasons}
            reason = reasons.get("outside") or reasons[axis]
            winner = reason.winner
            assert (winner.rule if winner else "") == row[f"rule_{axis}"]
            assert (winner.keyword if winner else "") == row[f"keyword_{axis}"]
            assert row[axis] == (reason.value if reason.axis == axis else "")


@settings(max_examples=30, deadline=None)
@given(entries, rulebooks)
@example([{"description": "ab c bc"}], TIED_OUTSIDE)
@example([{"description": "ab c bc"}], BEATEN_OUTSIDE)
@example([{"tags": "ab, c"}, {"tags": "c, ab"}], WHOLE_TAGS)
def test_short_texts_come_from_the_verdicts(some_entries, rulebook):
    """Matched words and runners-up of a case are those of its verdict, in a line."""
    classified = classify(frame(*some_entries), rulebook)
    words, losers = classified.matched_words(), classified.runners_up()
    for case in classified.entries["case"].unique():
        verdict = classified.verdict(case)
        won = [reason.winner.words for reason in verdict.reasons if reason.winner]
        assert words[case] == "; ".join(dict.fromkeys(filter(None, won)))
        assert losers[case] == in_a_line(verdict)


def rank(match: Match) -> tuple[int, int, str]:
    """The louder first; the rules are named in their order."""
    return (-match.strength, -match.length, match.rule)


def in_a_line(verdict: Verdict) -> str:
    """The runners-up of a verdict, written the long way."""
    said: dict[Match, dict[str, list[str]]] = {}
    for reason in verdict.reasons:
        for each in reason.runners_up:
            reasons = said.setdefault(replace(each.match, says=""), {})
            reasons.setdefault(each.lost, []).append(each.match.says)
    ranked = sorted(said.items(), key=lambda each: rank(each[0]))
    texts = [
        f"{match.rule} “{match.keyword}” "
        + ", ".join(f"({', '.join(dict.fromkeys(says))}): {lost}" for lost, says in reasons.items())
        for match, reasons in ranked
    ]
    return "; ".join(texts[:3] + [f"+{len(texts) - 3} more"] * (len(texts) > 3))


@settings(max_examples=30, deadline=None)
@given(rows, rules)
def test_a_rule_matches_as_in_the_reference(entry, one):
    """`rule_matches` holds exactly where the reference finds the rule."""
    assert rule_matches(one, entry) == (reference.matching(one, entry, {}) is not None)


@settings(max_examples=30, deadline=None)
@given(entries, rulebooks)
def test_evidence_counts_what_the_reference_finds(some_entries, rulebook):
    """Hits, decided seconds and seconds decided alone are those of counting entry by entry."""
    table = frame(*some_entries)
    table["seconds"] = [7 * n + 1 for n in range(len(table))]
    found = classify(table, rulebook).evidence()
    expected = [[0, 0, 0] for _ in rulebook.rules]
    for entry, seconds in zip(some_entries, table["seconds"], strict=True):
        ranked = reference.candidates(entry, rulebook)
        deciders = reference.judged(entry, rulebook)["deciders"]
        for candidate in ranked:
            if candidate["order"]:
                counts = expected[candidate["order"] - 1]
                counts[0] += 1
                if candidate["order"] in deciders:
                    counts[1] += seconds
                    counts[2] += seconds * (len(ranked) == 1)
    assert [[e.hits, e.decided, e.decided_alone] for e in found] == expected
