"""A fixed organisation of any size: a Toggl Track export and a rules file with any keywords."""

import csv
import datetime as dt
import itertools
import json
import random
from pathlib import Path

HEADER = [
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date",
    "Start time", "End date", "End time", "Duration", "Tags", "Amount ()",
]  # fmt: skip
VERBS = ("draft", "review", "plan", "rehearse", "compare", "sketch", "settle", "chase", "explain")
THINGS = (
    "roadmap",
    "price list",
    "release notes",
    "customer interview",
    "support ticket",
    "launch plan",
    "sales demo",
    "statement of work",
    "market sizing",
    "sprint board",
    "battlecard",
    "onboarding",
    "business case",
    "win/loss file",
    "data migration",
    "webinar",
    "survey",
    "renewal",
    "prototype",
    "backlog",
)
QUADRANTS = [("one", "current"), ("one", "future"), ("market", "current"), ("market", "future")]
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
GERMAN = ("*{}", "{}*", "*{}termin", "{}gespräch*")
REPEATED = 0.8
"""Share of entries whose texts stood before, as in real exports."""


def words(count: int, seed: int = 7) -> list[str]:
    """Return that many different invented words, always the same."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(SYLLABLES, k=3))] = None
    return list(found)


def write_export(path: Path, entries: int, seed: int = 1) -> None:
    """Write a Toggl Track detailed report with that many entries."""
    chance = random.Random(seed)
    vocabulary = words(3000)
    people = [f"{name.title()} {name[::-1].title()}" for name in words(12)]
    texts: list[tuple[str, str, str, str]] = []
    start = dt.datetime(2026, 1, 5, 8)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(entries):
            if not texts or chance.random() > REPEATED:
                texts.append(_texts(chance, vocabulary))
            client, project, description, tags = chance.choice(texts)
            person = people[number % len(people)]
            begin = start + dt.timedelta(minutes=37 * number % (60 * 24 * 270))
            seconds = chance.randrange(300, 14_400)
            end = begin + dt.timedelta(seconds=seconds)
            hours, rest = divmod(seconds, 3600)
            length = f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
            email = person.lower().replace(" ", ".") + "@bench.example"
            writer.writerow(
                [person, email, client, project, "", description, "No", begin.date(),
                 begin.time(), end.date(), end.time(), length, tags, ""]
            )  # fmt: skip


def _texts(chance: random.Random, vocabulary: list[str]) -> tuple[str, str, str, str]:
    some = chance.choices(vocabulary, k=4)
    client = some[0].title() if chance.random() < 0.4 else ""
    description = f"{chance.choice(VERBS)} {chance.choice(THINGS)}, {some[1]} {some[2]}"
    return client, f"{some[3].title()} {chance.choice(THINGS)}", description, "meeting"


def keywords(count: int, language: str = "en") -> list[tuple[str, str, str]]:
    """Return keywords with the audience and horizon that they speak for.

    In German half of them are endings or beginnings of compounds, such as `*termin`.
    """
    phrases = [*THINGS, *words(count)][:count]
    if language == "de":
        ends = itertools.cycle(GERMAN)
        phrases = [next(ends).format(word) if n % 2 else word for n, word in enumerate(phrases)]
    return [(phrase, *QUADRANTS[number % 4]) for number, phrase in enumerate(phrases)]


def write_rules(path: Path, count: int, language: str = "en") -> None:
    """Write a rules file with that many keywords, ten a rule."""
    lines = ["rules:"]
    for number in range(0, count, 40):
        for quadrant, (audience, horizon) in enumerate(QUADRANTS):
            own = [each[0] for each in keywords(count, language)[number : number + 40]]
            if own := own[quadrant::4]:
                lines += [
                    f"  - name: Rule {number}-{quadrant}",
                    f"    keywords: [{', '.join(map(json.dumps, own))}]",
                    f"    audience: {audience}",
                    f"    horizon: {horizon}",
                ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
