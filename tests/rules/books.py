"""Small rulebooks and frames for tests, written the way a rules file reads."""

import datetime as dt

import pandas as pd

from pmrules.model import Audience, Horizon, Strength
from pmrules.rules.rulebook import Keyword, Person, Rule, Rulebook


def keyword(text: str) -> Keyword:
    """`re: x`, `client: x`, `client: re: x` or plain words."""
    field, regex = "", False
    for name in ("client", "project", "task", "tag", "description", "person"):
        if text.startswith(f"{name}: "):
            field, text = name.replace("tag", "tags"), text.removeprefix(f"{name}: ")
    if text.startswith("re: "):
        regex, text = True, text.removeprefix("re: ")
    return Keyword(text, field, regex)


def keywords(*texts: str) -> tuple[Keyword, ...]:
    """Several of them."""
    return tuple(map(keyword, texts))


def rule(name: str, *texts: str, says: str = "", **more) -> Rule:
    """A rule: `says` is `one`, `market-future`, `outside` ...; `all` and `unless` are texts."""
    words = says.split("-") if says else []
    return Rule(
        name,
        keywords(*texts),
        audience=next((a for a in Audience if a in words), None),
        horizon=next((h for h in Horizon if h in words), None),
        outside="outside" in words,
        strength=Strength[more.pop("strength", "normal").upper()],
        all=tuple(keywords(*group) for group in more.pop("all", ())),
        unless=keywords(*more.pop("unless", ())),
        **more,
    )


def book(*rules: Rule, customers=(), internal=(), people=None) -> Rulebook:
    """A rulebook; `people` is name to aliases."""
    return Rulebook(
        rules,
        keywords(*customers),
        tuple(internal),
        tuple(Person(name, tuple(aliases)) for name, aliases in (people or {}).items()),
    )


def frame(*rows: dict | str, seconds: int = 3600) -> pd.DataFrame:
    """Entries from texts by field, or descriptions alone, a day each from 2026-09-01."""
    texts = [{"description": row} if isinstance(row, str) else row for row in rows]
    fields = ("person", "client", "project", "task", "description", "tags")
    table = pd.DataFrame([[row.get(f, "") for f in fields] for row in texts], columns=fields)
    table = table.astype("category")
    first = dt.datetime(2026, 9, 1)
    table["date"] = pd.to_datetime([first + dt.timedelta(days=n) for n in range(len(texts))])
    table["seconds"] = seconds
    return table
