"""Limits that no hours can keep together, and those that some can."""

import pytest


@pytest.mark.parametrize(
    ("limits", "line"),
    [
        # A part above its whole.
        (["{of: one, max: 20 %}", "{of: one-current, min: 30 %}"], 4),
        (["{of: one-current, min: 30 %}", "{of: one, max: 20 %}"], 4),
        (["{of: one, max: 30 %}", "{of: one-current, min: 30 %}"], 0),
        (["{of: one, max: 20 %}", "{of: market-current, min: 30 %}"], 0),
        (["{of: future, max: 20 %}", "{of: market-future, min: 30 %}"], 4),
        # Two parts above the whole, or all parts below it.
        (
            [
                "{of: one-current, min: 20 %}",
                "{of: one-future, min: 20 %}",
                "{of: one, max: 30 %}",
            ],
            5,
        ),
        (["{of: current, max: 40 %}", "{of: future, max: 50 %}"], 4),
        (["{of: current, max: 40 %}", "{of: future, max: 60 %}"], 0),
        (["{of: one, max: 10 %}", "{of: future, max: 10 %}"], 0),
        (
            [
                "{of: one-current, max: 10 %}",
                "{of: one-future, max: 10 %}",
                "{of: one, min: 30 %}",
            ],
            5,
        ),
        (["{of: one-current, max: 10 %}", "{of: one, min: 30 %}"], 0),
        # What every person and month keeps, everyone and the quarter keep too.
        (["{of: one, max: 20 %, per: person}", "{of: one, min: 30 %}"], 4),
        (["{of: one, max: 20 %}", "{of: one, min: 30 %, per: person}"], 4),
        (["{of: one, max: 20 %, per: team}", "{of: one, min: 30 %}"], 0),
        (["{of: one, max: 20 %, over: month}", "{of: one, min: 30 %, over: quarter}"], 4),
        # No week makes up a month, but all weeks and all months make up the whole.
        (["{of: one, max: 20 %, over: week}", "{of: one, min: 30 %, over: month}"], 4),
        # Hours add up: a month may have more than a week.
        (["{of: total, max: 10 h}", "{of: one, min: 12 h}"], 4),
        (["{of: total, max: 10 h, over: week}", "{of: one, min: 12 h}"], 0),
        (["{of: one, max: 10 h}", "{of: one-current, min: 12 h}"], 4),
        (["{of: one, max: 10 h}", "{of: one-current, min: 30 %}"], 0),
    ],
)
def test_limits_that_cannot_be_kept(warned, limits: list[str], line: int) -> None:
    """One warning, at the last of those that exclude each other, naming them all."""
    head = "people: {Ada: {team: Core}}\nlimits:\n"
    rules = "rules: [{name: R, keywords: [q], audience: one}]\n"
    problems = warned(head + "".join(f"  - {each}\n" for each in limits) + rules)
    assert [(each.code, each.place.line) for each in problems] == (
        [("limits-apart", line)] if line else []
    )
    for each in problems:
        assert all(f"(line {n})" in each.what for n in range(3, 3 + len(limits)))
