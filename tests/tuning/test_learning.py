"""What corrections teach: the shortest keyword without damage, a pin, or nothing."""

import numpy as np
import pandas as pd
import pytest

from pmrules.model import Audience, Horizon
from pmrules.rules.classify import classify
from pmrules.rules.rulebook import Keyword, Rule, Rulebook
from pmrules.tuning.additions import added
from pmrules.tuning.effect import place_of
from pmrules.tuning.items import Items
from pmrules.tuning.learning import Learned, Wanted, learn

RULES = Rulebook(
    (Rule("Vision", (Keyword("vision"),), audience=Audience.MARKET, horizon=Horizon.FUTURE),)
)
ROWS = (
    ("Ada", "Core", "vision review"),
    ("Ben", "Core", "vision review"),
    ("Ada", "Rota", "vision review"),
    ("Ada", "Core", "crane lifting, dock two"),
    ("Ben", "Rota", "crane lifting, dock four"),
    ("Ben", "Desk", ""),
    ("Ben", "Desk", "lamps"),
)


def taught(places: dict[int, str], hints: dict[str, tuple[str, ...]] | None = None) -> Learned:
    """Learn from corrections, and see that judging anew gives exactly what was wanted."""
    frame = pd.DataFrame(ROWS, columns=["person", "project", "description"])
    frame = frame.assign(seconds=3600, date=pd.Timestamp("2026-09-01"))
    items = Items.of(classify(frame, RULES))
    found = learn(items, Wanted(places, hints or {}), RULES)
    after = items.judged(added(RULES, found.additions), np.ones(len(items), np.bool_))
    before, now = place_of(items.frame).tolist(), place_of(after).tolist()
    if not found.unexplained:
        assert [now[item] for item in places] == list(places.values())
    assert all(now[n] == old for n, old in enumerate(before) if n not in places and n < 3)
    return found


def words(found: Learned) -> list[str]:
    """The keywords of what was learnt."""
    return [str(keyword) for lesson in found.lessons for keyword in lesson.rule.keywords]


def test_one_keyword_explains_several() -> None:
    """The shortest words that the corrected share, and one rule for them."""
    assert words(taught({3: "one-future", 4: "one-future"})) == ["crane"]


def test_what_a_person_typed_comes_first() -> None:
    """A keyword of theirs is taken if it moves nothing that is settled, and left if it does."""
    hint = {"one-future": ("dock *", "vision")}
    assert words(taught({3: "one-future", 4: "one-future"}, hint)) == ["dock *"]


def test_an_entry_like_others_is_pinned() -> None:
    """With the same words elsewhere, project and person tell it apart; the others stay."""
    (lesson,) = taught({0: "one-current"}).lessons
    assert lesson.pinned
    assert [str(keyword) for group in lesson.rule.all for keyword in group] == [
        "project: core",
        "person: ada",
    ]


def test_what_no_words_tell_apart_is_said() -> None:
    """An entry without words of its own is not pinned by what others have too."""
    assert taught({5: "outside"}).unexplained == ("Desk",)


@pytest.mark.parametrize("place", ["market-future", "outside"])
def test_what_stands_there_already_teaches_nothing(place: str) -> None:
    """A correction to the present place is no rule."""
    found = taught({0: place, 1: place, 2: place})
    assert (found.right, len(found.lessons)) == ((3, 0) if place == "market-future" else (0, 1))
