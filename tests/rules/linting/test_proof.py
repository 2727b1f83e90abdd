"""What is said of keywords that never win, against judging itself."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.books import book, rule

from pmrules.rules.linting.beaten import Voices, always_decided, client_decides
from pmrules.rules.linting.covering import key_of
from pmrules.rules.linting.spoken import spoken
from pmrules.rules.matching.judge import judge_text
from pmrules.rules.rulebook import Keyword

WORD = st.sampled_from(["a", "ab", "b", "a*", "*b", "*", "c"])
KEYWORD = st.builds(
    lambda field, words: field + " ".join(words),
    st.sampled_from(["", "", "task: ", "client: "]),
    st.lists(WORD, min_size=1, max_size=2),
).filter(lambda text: not text.strip("* ").endswith(":") and text.strip("* "))
CONDITION = st.lists(st.sampled_from(["a", "b*", "c", "a b"]), max_size=2)


@st.composite
def rulebooks(draw):
    """A few small rules whose names say which they are."""
    rules = [
        rule(
            f"R{n}",
            draw(KEYWORD),
            says=draw(
                st.sampled_from(["one", "market", "one-current", "market-future", "outside"])
            ),
            strength=draw(st.sampled_from(["weak", "normal", "strong"])),
            unless=draw(CONDITION),
            all=[group] if (group := draw(CONDITION)) else [],
        )
        for n in range(draw(st.integers(2, 4)))
    ]
    return book(*rules, customers=draw(st.sampled_from([[], ["a"], ["a b"]])), internal=["c"])


TEXT = st.lists(st.sampled_from(["a", "ab", "b", "c", "abb"]), max_size=4).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(rulebooks(), st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=5, max_size=15))
def test_a_keyword_that_never_wins_decides_no_text(rules, texts) -> None:
    """Whatever the entry says, the winners are others."""
    every = tuple(spoken(rules))
    voices = Voices(every)
    internal = [key_of(Keyword("c", "client"))]
    beaten = {
        each.judge.rule.name
        for each in every[len(rules.customers) :]
        if always_decided(each, voices) or client_decides(each, internal)
    }
    for client, task, description in texts:
        verdict = judge_text({"client": client, "task": task, "description": description}, rules)
        winners = {reason.winner.rule for reason in verdict.reasons if reason.winner}
        assert not winners & beaten
