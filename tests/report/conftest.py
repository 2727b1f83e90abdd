"""A fictional organisation whose analysis is made without reading files or matching rules."""

import datetime as dt
import itertools
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from msgspec.structs import replace

from pmrules.analysis.model import Analysis
from pmrules.analysis.of import analyse
from pmrules.analysis.totals import Totals
from pmrules.errors import Place
from pmrules.ingest.intake import Accounting
from pmrules.model import (
    ENTRY_COLUMNS,
    VERDICT_COLUMNS,
    Audience,
    FileAccount,
    Horizon,
    Notice,
    Overlap,
    Quadrant,
    Rejected,
    Skipped,
)
from pmrules.rules.evidence import NEVER, Evidence
from pmrules.rules.rulebook import (
    NAMED_CUSTOMER,
    Keyword,
    Limit,
    Measure,
    Over,
    Per,
    Person,
    Rule,
    Rulebook,
    RulesSource,
    Target,
)
from pmrules.rules.verdict import CELLS, Classified, Verdict

CODED = {*ENTRY_COLUMNS, *VERDICT_COLUMNS} - {
    "row", "date", "start", "end", "seconds", "billable", "contested",
}  # fmt: skip


@dataclass(frozen=True)
class Work:
    """A kind of entry: what it says and how it is judged."""

    description: str
    audience: str = ""
    horizon: str = ""
    activity: str = ""
    owner: str = ""
    rule: str = ""
    client: str = ""
    outside: bool = False
    contested: bool = False


WORKS = (
    Work("Sprint review", "market", "current", "Development management", "Engineering", "Delivery"),
    Work("Launch checklist 8.4", "market", "current", "Launch", "Product marketing", "Launches"),
    Work("Sales enablement deck", "market", "current", "Launch", "Product marketing", "Launches"),
    Work("Roadmap 2027 draft", "market", "future", "Strategy", "Product management", "Roadmap"),
    Work("Discovery interviews: logistics", "market", "future", "Discovery", "", "Discovery"),
    Work("Escalation: SSO outage", "one", "current", "Support", "Customer support", "Escalations",
         "Acme Health"),
    Work("Demo for buying committee", "one", "current", "Sales", "Sales engineering", "Deals",
         "Borealis Bank"),
    Work("RFP response", "one", "current", "Sales", "Sales engineering", "Deals", "Cobalt Freight",
         contested=True),
    Work("Custom workflow spec", "one", "future", "Custom development", "Professional services",
         "Bespoke work", "Acme Health"),
    Work("Vacation", outside=True, rule="Time off"),
    Work("Catch-up"),
    Work("Workshop follow-ups", "one", "", "", "", "Named customer", "Acme Health"),
    Work('=HYPERLINK("http://evil.example","Admin")'),
)  # fmt: skip
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
NAMES = (
    "Amara Osei", "Ben Whitlock", "Chiara Rossi", "Elif Kaya",
    "Grace Lin", "Hiro Tanaka", "Noor Haddad", "Tomás Vidal",
)  # fmt: skip


def limits() -> tuple[Limit, ...]:
    """Limits of every form."""
    advice = "Discuss staffing and expertise in sales engineering and professional services."
    one, floor = Target("audience", "one"), Target("quadrant", "market-future")
    serve, total = Target("quadrant", "one-current"), Target("total")
    share, month = Measure.SHARE, Over.MONTH
    return (
        Limit(one, "max", share, 0.35, Per.EVERYONE, Over.MONTH, advice),
        Limit(one, "max", share, 0.50, Per.PERSON, Over.ALL, advice),
        Limit(floor, "min", share, 0.20, Per.PERSON, Over.ALL),
        Limit(serve, "max", share, 0.30, Per.EVERYONE, Over.ALL),
        Limit(Target("horizon", "future"), "min", share, 0.30, Per.EVERYONE, Over.ALL),
        Limit(total, "max", Measure.CAPACITY, 1.0, Per.PERSON, month),
    )


def rulebook(names: Sequence[str] = NAMES, **changes: object) -> Rulebook:
    """Return rules that would judge the entries as they are judged here."""
    rules: dict[str, Rule] = {}
    for work in WORKS:
        if work.rule and work.rule != "Named customer":
            known = rules.get(work.rule)
            keyword = Keyword(work.description.split(":")[0].casefold())
            rules[work.rule] = Rule(
                name=work.rule,
                keywords=(*(known.keywords if known else ()), keyword),
                audience=Audience(work.audience) if work.audience else None,
                horizon=Horizon(work.horizon) if work.horizon else None,
                outside=work.outside,
                activity=work.activity,
                owner=work.owner,
                origin="fernhill.yaml",
            )
    rules["Legacy"] = Rule("Legacy", (Keyword("v1 api sunset"),), audience=Audience.MARKET)
    teams = ("Platform", "Mobile")
    made = Rulebook(
        rules=tuple(rules.values()),
        customers=(Keyword("Acme Health"),),
        people=tuple(
            Person(name, team=teams[number % 2], capacity=32 * 3600 if number % 4 else 20 * 3600)
            for number, name in enumerate(names)
        ),
        limits=limits(),
        labels={
            Quadrant.MARKET_FUTURE: "Product management",
            Quadrant.MARKET_CURRENT: "Product marketing",
            Quadrant.ONE_CURRENT: "Sales and support",
            Quadrant.ONE_FUTURE: "Custom work",
        },
        sources=(RulesSource("fernhill.yaml", "3f9a2c1e" * 8), RulesSource("pack", "51ee" * 16)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def verdict_columns(work: Work) -> dict[str, object]:
    """Return what judging would add to an entry of this kind."""
    quadrant = f"{work.audience}-{work.horizon}" if work.audience and work.horizon else ""
    half = bool(work.audience or work.horizon)
    status = "classified" if quadrant else "half" if half else "unclassified"
    return {
        "audience": work.audience,
        "horizon": work.horizon,
        "quadrant": quadrant,
        "status": "outside" if work.outside else status,
        "activity": work.activity,
        "owner": work.owner,
        "rule_audience": work.rule if work.audience or work.outside else "",
        "keyword_audience": work.description.casefold() if work.rule else "",
        "rule_horizon": work.rule if work.horizon else "",
        "keyword_horizon": "",
        "contested": work.contested,
        "possible": possible(work),
    }


def possible(work: Work) -> int:
    """Return the places where an entry of this kind may stand, as bits."""
    if work.outside:
        return 1 << CELLS.index("outside")
    bits = 0
    for number, cell in enumerate(CELLS[:4]):
        audience, _, horizon = cell.partition("-")
        if work.audience in {"", audience} and (work.contested or work.horizon in {"", horizon}):
            bits |= 1 << number
    return bits


def frame(rows: Sequence[tuple[dt.date, str, Work, int]]) -> pd.DataFrame:
    """Return rows of day, person, work and seconds as a table of judged entries."""
    cases = {work: number for number, work in enumerate(dict.fromkeys(row[2] for row in rows))}
    records = [
        {
            "source": "toggl-2026-q3.csv", "sheet": "", "row": number, "importer": "toggl",
            "person": person, "client": work.client, "project": "Platform", "task": "",
            "description": work.description, "tags": "", "date": day, "start": pd.NaT,
            "end": pd.NaT, "seconds": seconds, "billable": pd.NA,
            **verdict_columns(work), "case": cases[work],
        }
        for number, (day, person, work, seconds) in enumerate(rows, start=2)
    ]  # fmt: skip
    made = pd.DataFrame(records, columns=[*ENTRY_COLUMNS, *VERDICT_COLUMNS, "possible", "case"])
    for name in CODED:
        made[name] = made[name].astype("str").astype("category")
    types = {"row": "int64", "seconds": "int64", "billable": "boolean", "contested": "bool"}
    times = dict.fromkeys(("date", "start", "end"), "datetime64[s]")
    return made.astype({**types, **times, "possible": "uint8", "case": "int32"})


def classified(rows: Sequence[tuple[dt.date, str, Work, int]], rules: Rulebook) -> Classified:
    """Return judged entries with short texts a case and evidence of the rules."""
    works = list(dict.fromkeys(row[2] for row in rows))

    def did() -> Evidence:
        names = [NAMED_CUSTOMER, *(rule.name for rule in rules.rules)]
        hits, seconds, last = np.array([one(name) for name in names], dtype=np.int64).T
        beaten = [names.index(name) for name in ("Escalations", "Deals") if name in names]
        pairs = [beaten[0] * len(names) + beaten[1]] if len(beaten) == 2 else []
        times = np.ones(len(pairs), dtype=np.int64)
        return Evidence(hits, hits, seconds, seconds // 2, last, np.array(pairs, np.int64), times)

    def one(name: str) -> tuple[int, int, int]:
        mine = [(day, seconds) for day, _, work, seconds in rows if work.rule == name]
        days = [(day - dt.date(1970, 1, 1)).days for day, _ in mine]
        return len(mine), sum(seconds for _, seconds in mine), max(days, default=NEVER)

    def verdict(_: int) -> Verdict:
        raise NotImplementedError

    def words() -> list[str]:
        return [work.description.casefold() if work.rule else "" for work in works]

    def losers() -> list[str]:
        return ["Roadmap “roadmap”: weaker" if work.contested else "" for work in works]

    return Classified(frame(rows), rules, verdict, losers, words, did)


def rows_of(
    days: Sequence[dt.date], names: Sequence[str], works: Sequence[Work] = WORKS, seed: int = 7
) -> list[tuple[dt.date, str, Work, int]]:
    """Return one or two entries a person and day, more customer work as time goes on."""
    pick = random.Random(seed)
    made = []
    for number, day in enumerate(days):
        for person, name in enumerate(names):
            drift = 1 + 1.5 * number / max(1, len(days) - 1)
            weights = [
                drift * (1 + person / 8) if work.audience == "one" else 1.4 - person / 12
                for work in works
            ]
            work = pick.choices(works, [max(0.05, weight) for weight in weights])[0]
            made.append((day, name, work, 900 * pick.randint(2, 34)))
    return made


def working_days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the days from Monday to Friday of a period."""
    days = [first + dt.timedelta(number) for number in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]


def analysis_of(
    rows: Sequence[tuple[dt.date, str, Work, int]], rules: Rulebook | None = None
) -> Analysis:
    """Return the analysis of some rows."""
    rules = rules or rulebook()
    judged = classified(rows, rules)
    seconds = sum(row[3] for row in rows)
    account = FileAccount(
        file="toggl-2026-q3.csv",
        importer="toggl",
        records=len(rows) + 3,
        entries=len(rows),
        seconds=seconds,
        sha256="9c1d" * 16,
        skipped=(Skipped(9, "running timer"), Skipped(11, "running timer")),
        rejected=(Rejected(17, "Duration", "=2:99", "a duration such as 1:30"),),
        notices=(Notice("encoding-guessed", "Read as cp1252.", "", Place("toggl-2026-q3.csv")),),
    )
    overlap = Overlap(
        "replaced", "Amara Osei", dt.date(2026, 8, 1), dt.date(2026, 8, 31), 21,
        "toggl-2026-q3.csv", "toggl-august.csv", 21, 88 * 3600,
    )  # fmt: skip
    accounting = Accounting((account,), (overlap,), (Notice("odd", "Something odd."),))
    return analyse(Totals.of(judged), accounting, rules, classified=judged)


def quarter(names: Sequence[str] = NAMES, **changes: object) -> Analysis:
    """Return the ordinary report: three months of eight people, some 520 entries."""
    days = working_days(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    return analysis_of(rows_of(days, names), rulebook(names, **changes))


@dataclass(frozen=True)
class Organisation:
    """Everything that tests make analyses with."""

    quarter: Callable[..., Analysis] = quarter
    analysis_of: Callable[..., Analysis] = analysis_of
    rows_of: Callable[..., list[tuple[dt.date, str, Work, int]]] = rows_of
    working_days: Callable[[dt.date, dt.date], list[dt.date]] = working_days
    rulebook: Callable[..., Rulebook] = rulebook
    works: tuple[Work, ...] = WORKS
    work: type[Work] = Work


@pytest.fixture(scope="session")
def organisation() -> Organisation:
    """Return the makers of analyses."""
    return Organisation()


@pytest.fixture(scope="session")
def ordinary() -> Analysis:
    """Return the ordinary report's analysis."""
    return quarter()


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return what opens a workbook in LibreOffice, recalculates every formula and saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    numbers = itertools.count()

    def recalculate(path: Path) -> Path:
        folder = tmp_path_factory.mktemp(f"recalculated{next(numbers)}")
        subprocess.run(
            [office, f"-env:UserInstallation={profile.as_uri()}", "--headless",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return folder / path.name

    return recalculate
