"""What every rule did over all entries."""

from tests.rules.books import book, frame, rule

from pmrules.rules.classify import classify

RULES = book(
    rule("Wide", "a b", says="one-current", origin="ours.yaml"),
    rule("Narrow", "a", says="one"),
    rule("Silent", "zzz", says="one"),
    rule("Away", "off", says="outside"),
    customers=["Globex"],
)


def evidence(*texts):
    """By rule name."""
    return {each.name: each for each in classify(frame(*texts), RULES).evidence()}


def test_hits_hours_and_last_day():
    """Entries matched, seconds decided, seconds that nobody else matched, the last day."""
    found = evidence("a b", "a", "off", "x", "a Globex")
    wide, narrow = found["Wide"], found["Narrow"]
    assert (wide.hits, wide.decided, wide.decided_alone, wide.last) == (1, 3600, 0, "2026-09-01")
    assert (narrow.hits, narrow.decided, narrow.decided_alone) == (3, 3600, 3600)
    assert (narrow.last, wide.origin) == ("2026-09-05", "ours.yaml")
    assert (found["Away"].decided, found["Away"].decided_alone) == (3600, 3600)


def test_a_rule_that_decides_both_axes_counts_once():
    """Its seconds are the entry's, not twice."""
    assert evidence("a b", "a b")["Wide"].decided == 7200


def test_a_rule_that_never_matched():
    """No hits, no day, nobody to blame."""
    silent = evidence("a")["Silent"]
    assert (silent.hits, silent.last, silent.shadowed_by) == (0, "", "")


def test_who_stands_in_the_way():
    """A rule that matches and never decides names the one that wins there most often."""
    assert evidence("a b", "a b", "a Globex")["Narrow"].shadowed_by == "Wide"
    assert evidence("a b", "a Globex", "Globex a")["Narrow"].shadowed_by == "Named customer"
    assert evidence("a b", "a b", "a")["Narrow"].shadowed_by == ""


def test_rules_stand_in_their_order():
    """One for each rule of the rulebook, the named customers not among them."""
    assert [each.name for each in classify(frame("a"), RULES).evidence()] == [
        "Wide", "Narrow", "Silent", "Away",
    ]  # fmt: skip
