"""Organisations at the edges: one person or sixty, one day or two years, all open or nothing."""

import csv
import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

HEADER = ("User", "Client", "Project", "Description", "Tags",
          "Start date", "Start time", "Duration")  # fmt: skip
NAMES = ("Amara Osei", "Ben Whitlock", "Chiara Rossi", "Elif Kaya", "Grace Lin", "Hiro Tanaka")
PLACED = (
    ("", "Discovery", "customer interviews, wave 3"),
    ("", "Strategy", "roadmap and vision for next year"),
    ("", "Launch", "launch plan and release notes"),
    ("", "Enablement", "battlecard for the sales team"),
    ("Globex", "Support", "escalation: sso outage"),
    ("Globex", "Sales", "demo for the buying committee"),
    ("Initech", "Services", "statement of work, custom connector"),
    ("", "Internal", "vacation"),
)
OPEN = (("", "Misc", "catch-up"), ("", "", "notes"), ("", "Misc", "Tuesday things"))
SCRIPTS = (
    ("グロベックス", "サポート", "山田さんとの会議"),
    ("", "", "اجتماع مع العميل"),
    ("", "", "=SUM(A1:A9)"),
    ("", "", "😀 " * 40),
)
LONG = "Maximiliana Wilhelmina von und zu Hohenfelsen-Oberkirchberg zu Niederaltdorfhausen"
RULES = """\
extends: product-management
customers: [Globex, Initech]
internal: [Internal]
matrix:
  market-future: {labels[0]}
  market-current: {labels[1]}
  one-current: {labels[2]}
  one-future: {labels[3]}
"""
LABELS = ("Product management", "Product marketing", "Sales and support", "Custom work")
ONE_LIMIT = "limits:\n  - {of: one, max: 99 %, per: everyone, over: all}\n"
MANY_LIMITS = "limits:\n" + "".join(
    f"  - {{of: {of}, max: 1 %, per: {per}, over: month}}\n"
    for of in ("one", "market-future")
    for per in ("person", "everyone")
)


@dataclass(frozen=True)
class Extreme:
    """What an organisation at an edge is made of."""

    people: Sequence[str] = NAMES
    first: dt.date = dt.date(2026, 7, 1)
    last: dt.date = dt.date(2026, 9, 30)
    works: Sequence[tuple[str, str, str]] = (*PLACED, *OPEN)
    labels: Sequence[str] = LABELS
    limits: str = ""

    def export(self, path: Path) -> Path:
        """Write a Toggl export of two entries a person and working day."""
        pick = random.Random(11)
        days = [self.first + dt.timedelta(number)
                for number in range((self.last - self.first).days + 1)]  # fmt: skip
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for day in days:
                for name in self.people if day.weekday() < 5 else ():
                    for hour in ("09:00:00", "14:00:00"):
                        work = pick.choice(self.works)
                        took = f"{pick.randint(1, 4)}:{pick.choice(('00', '15', '30'))}:00"
                        writer.writerow([name, *work, "", day, hour, took])
        return path

    def rules(self, path: Path) -> Path:
        """Write the organisation's rules file."""
        labels = [f'"{label}"' for label in self.labels]
        path.write_text(RULES.format(labels=labels) + self.limits, encoding="utf-8")
        return path


_QUARTER = Extreme()
_DAY = dt.date(2026, 9, 3)
EXTREMES: dict[str, Callable[[], Extreme]] = {
    "one-person": lambda: replace(_QUARTER, people=NAMES[:1]),
    "one-day": lambda: replace(_QUARTER, first=_DAY, last=_DAY),
    "sixty-people": lambda: replace(_QUARTER, people=[f"Person {n:02}" for n in range(1, 61)]),
    "two-years": lambda: replace(_QUARTER, people=NAMES[:3], first=dt.date(2024, 10, 1)),
    "nothing-open": lambda: replace(_QUARTER, works=PLACED),
    "all-open": lambda: replace(_QUARTER, works=OPEN),
    "no-flags": lambda: replace(_QUARTER, limits=ONE_LIMIT),
    "forty-flags": lambda: replace(_QUARTER, limits=MANY_LIMITS),
    "long-names": lambda: replace(
        _QUARTER, people=(LONG[:80], "عمر عبد الله", "山田太郎", "x" * 80, "Zoë")
    ),
    "long-labels": lambda: replace(
        _QUARTER, labels=[f"{label}, as the board has called it since 2019" for label in LABELS]
    ),
    "scripts": lambda: replace(
        _QUARTER,
        works=[*PLACED, *SCRIPTS],
    ),
}  # fmt: skip
"""By name; each is made when it is asked for."""
