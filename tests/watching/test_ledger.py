"""The state machine of a watched folder, poll after poll, without a disk."""

from pmrules.watching.ledger import Ledger, Outcome, Stamp

OLD, NEW = Stamp(10, 1), Stamp(20, 2)
RULES, EDITED = Stamp(5, 1), Stamp(6, 2)


def looked(*polls: dict[str, Stamp]) -> tuple[Ledger, Ledger]:
    """Return the ledgers after the last poll but one and after the last."""
    before = after = Ledger()
    for stamps in polls:
        before, after = after, after.seen(stamps)
    return before, after


def due(*polls: dict[str, Stamp]) -> list[str]:
    """Return what is due after these polls."""
    before, after = looked(*polls)
    return after.due(before, RULES)


def tried(outcome: Outcome) -> Ledger:
    """Return the ledger after one file stood still and was tried."""
    _, after = looked({"a": OLD}, {"a": OLD})
    return after.tried("a", outcome, RULES)


def test_a_file_is_due_when_it_stood_still() -> None:
    """Size and date must be the same in two polls; a file that grows is not due."""
    assert due({"a": OLD}) == []
    assert due({"a": OLD}, {"a": OLD}) == ["a"]
    assert due({"a": OLD}, {"a": NEW}) == []
    assert due({"a": OLD}, {"a": NEW}, {"a": NEW}) == ["a"]
    assert due({"a": OLD}, {"a": OLD, "b": OLD}) == ["a"]
    assert due({"a": OLD}, {}, {"a": OLD}) == []


def test_a_file_is_done_once() -> None:
    """What is done is due again only when it changes."""
    done = tried(Outcome.DONE)
    again = done.seen({"a": OLD})
    assert again.due(done, EDITED) == []
    changed = again.seen({"a": NEW})
    assert changed.seen({"a": NEW}).due(changed, RULES) == ["a"]


def test_a_refused_file_is_due_when_the_rules_change() -> None:
    """The rules may say how to read it; as long as they are the same it stays refused."""
    refused = tried(Outcome.REFUSED)
    again = refused.seen({"a": OLD})
    assert again.due(refused, RULES) == []
    assert again.due(refused, EDITED) == ["a"]
    assert again.due(refused, None) == ["a"]


def test_what_was_in_the_way_is_tried_ever_more_rarely() -> None:
    """After one poll, two, four ...: a file held for a day costs little."""
    ledger = tried(Outcome.WAITS)
    polls = []
    for number in range(1, 300):
        before, ledger = ledger, ledger.seen({"a": OLD})
        if ledger.due(before, RULES):
            polls.append(number)
            ledger = ledger.tried("a", Outcome.WAITS, RULES)
    assert polls[:8] == [1, 3, 7, 15, 31, 63, 127, 191]


def test_refused_files_that_are_gone() -> None:
    """Only they leave a note behind that nobody needs any more."""
    for outcome, gone in ((Outcome.REFUSED, ["a"]), (Outcome.DONE, []), (Outcome.WAITS, [])):
        before = tried(outcome)
        assert before.seen({}).gone(before) == gone
        assert before.seen({"a": NEW}).gone(before) == []
