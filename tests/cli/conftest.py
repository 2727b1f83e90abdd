"""Small exports and a rules file, as a user would have them."""

from pathlib import Path

import pytest

HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags,Amount ()"
)
RECORDS = (
    (
        "Ada Moss,a@x.example,Globex,Support,,Escalation call,No,"
        "2026-09-01,09:00:00,2026-09-01,12:00:00,03:00:00,,"
    ),
    (
        "Ada Moss,a@x.example,,Planning,,Roadmap review,No,"
        "2026-09-02,09:00:00,2026-09-02,11:30:00,02:30:00,,"
    ),
    "Ben Ray,b@x.example,,Planning,,zzz qqq,No,2026-09-02,09:00:00,2026-09-02,10:00:00,01:00:00,,",
    "Ben Ray,b@x.example,,,,Vacation,No,2026-09-03,09:00:00,2026-09-03,17:00:00,08:00:00,,",
    "Ben Ray,b@x.example,,,,still running,No,2026-09-04,09:00:00,,,00:00:00,,",
)
TOGGL = "\n".join((HEADER, *RECORDS)) + "\n"

RULES = """\
customers: [Globex]
people:
  Ada Moss: {team: Core, capacity: 4 h/week}
rules:
  - name: Escalations
    keywords: [escalation]
    audience: one
    horizon: current
    owner: Support
  - name: Roadmap
    keywords: [roadmap]
    audience: market
    horizon: future
  - name: Leave
    keywords: [vacation]
    outside: true
limits:
  - {of: one, max: 40 %, per: everyone, over: month, advice: Talk about staffing.}
  - {of: total, max: capacity, per: person, over: week}
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Five records of two people: four entries and a running timer."""
    path = tmp_path / "september.csv"
    path.write_text(TOGGL, encoding="utf-8")
    return path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Rules that place three of the four entries."""
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path
