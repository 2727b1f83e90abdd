"""Writes the exports of Larkfield, an invented maker of software for veterinary clinics.

    python examples/make_larkfield.py [FOLDER]

What people do and write stands in `larkfield_week.yaml`; this script deals it out over the weeks
in which Larkfield measured its time, and writes it as each team's tool would: a Toggl Track and a
Harvest export, and a sheet kept by hand. The same seed gives the same files.
"""

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "pmrules_examples" / "larkfield"
SEED = 20260706
WORKDAYS = 5
USUAL = (1.5, 6.2)
"""Hours of a piece of work, at least and at most."""
SCRAP = 1.2
"""Hours at the end of a day that nobody begins something new for."""
BY_TIMER = 0.7
"""How often a timer ran; otherwise somebody typed quarter hours."""
ODD_NAMES = {"Pablo Ferrer": ("Pablo Ferrer", "Pablo", "pablo ferrer"), "Jo Whitcombe": ("Jo",)}
"""How people write themselves into the sheet; the rules file knows them by their aliases."""

HARVEST = (
    "Date", "Client", "Project", "Project Code", "Task", "Notes", "Hours", "Billable?", "Invoiced?",
    "Approved?", "First Name", "Last Name", "Employee Id", "Roles", "Employee?", "Billable Rate",
    "Billable Amount", "Cost Rate", "Cost Amount", "Currency", "External Reference URL",
)  # fmt: skip
TOGGL = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable",
    "Start date", "Start time", "End date", "End time", "Duration", "Tags",
)  # fmt: skip
SHEET = ("Date", "Name", "Customer", "Project", "Description", "Hours")


@dataclass(frozen=True)
class Piece:
    """One piece of tracked time, before any tool gives it its form."""

    person: str
    start: dt.datetime
    seconds: int
    client: str
    project: str
    task: str
    tags: str
    text: str

    @property
    def hours(self) -> float:
        """Hours with two decimals, as Harvest rounds them."""
        return round(self.seconds / 3600, 2)


class Pool:
    """A kind of work: deals its texts one after the other and shuffles when all are used."""

    def __init__(self, spec: Mapping[str, Any], luck: random.Random) -> None:
        self._spec, self._luck = spec, luck
        self._deck: list[str] = []
        self.whole_day = bool(spec.get("whole_day"))
        self._shortest, self._longest = spec.get("hours", USUAL)

    def text(self) -> str:
        """Return the next description; now and then nobody typed one."""
        if self._luck.random() < self._spec["blank"]:
            return ""
        if not self._deck:
            self._deck = self._luck.sample(self._spec["texts"], len(self._spec["texts"]))
        return self._deck.pop().format(
            n=self._luck.randint(2100, 2399), k=self._luck.randint(2, 12)
        )

    def hours(self, left: float) -> float:
        """Return how long a piece takes; the rest of a day goes with its last piece."""
        if left < SCRAP or (self.whole_day and left > 2 * SCRAP):
            return left
        length = self._luck.triangular(self._shortest, self._longest)
        return left if left - length < SCRAP / 2 else length

    def field(self, name: str) -> str:
        """Return where it is booked: one of several, where the pool names several."""
        value = self._spec.get(name, "")
        return value if isinstance(value, str) else self._luck.choice(value)


def main(folder: Path) -> None:
    """Write the three files."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = yaml.safe_load((HERE / "larkfield_week.yaml").read_text(encoding="utf-8"))
    pieces = list(deal(plan))
    write_toggl(folder / "toggl-2026-q3.csv", of_tool(pieces, plan, "toggl"), plan["people"])
    write_harvest(folder / "harvest-2026-q3.csv", of_tool(pieces, plan, "harvest"), plan["people"])
    write_sheet(folder / "imaging-2026-q3.xlsx", of_tool(pieces, plan, "excel"))


def of_tool(pieces: Sequence[Piece], plan: Mapping[str, Any], tool: str) -> list[Piece]:
    """Return the pieces that a tool keeps, in order of time."""
    kept = [piece for piece in pieces if plan["people"][piece.person]["tool"] == tool]
    return sorted(kept, key=lambda piece: (piece.start, piece.person))


def deal(plan: Mapping[str, Any]) -> Iterator[Piece]:
    """Deal everybody's work over the measured weeks."""
    for person, about in plan["people"].items():
        # A stream of luck for each person, so that changing one changes nobody else.
        luck = random.Random(f"{SEED} {person}")  # noqa: S311 - no secret
        pools = {name: Pool(spec, luck) for name, spec in plan["pools"].items()}
        for month, weeks in enumerate(by_month(plan["weeks"])):
            weights = {name: shares[month] for name, shares in about["month"].items()}
            days = [(monday, each) for monday in weeks for each in range(WORKDAYS)]
            kinds = deck(weights, len(days) * 3, luck)
            for monday, each in days:
                long = about.get("long_weeks", {}).get(monday, 1.0)
                day = monday + dt.timedelta(days=each)
                yield from fill(day, about["day"] * long, kinds, pools, person, luck)


def by_month(mondays: Sequence[dt.date]) -> list[list[dt.date]]:
    """Group the weeks by the month in which they begin."""
    months = sorted({monday.month for monday in mondays})
    return [[monday for monday in mondays if monday.month == month] for month in months]


def deck(weights: Mapping[str, int], size: int, luck: random.Random) -> list[str]:
    """Return kinds of work in their proportions, well shuffled; dealt from the end."""
    total = sum(weights.values())
    cards = [
        (place + luck.random()) * total / weight
        for weight in weights.values()
        for place in range(-(-size * weight // total))
    ]
    names = [name for name, weight in weights.items() for _ in range(-(-size * weight // total))]
    return [name for _, name in sorted(zip(cards, names, strict=True), reverse=True)]


def fill(
    day: dt.date,
    hours: float,
    kinds: list[str],
    pools: Mapping[str, Pool],
    person: str,
    luck: random.Random,
) -> Iterator[Piece]:
    """Fill a day with pieces of work, one after the other."""
    clock = dt.datetime.combine(day, dt.time(8, 30)) + dt.timedelta(minutes=luck.randint(0, 45))
    left = hours * luck.uniform(0.96, 1.04)
    while left > 0:
        pool = pools[kinds.pop()]
        length = pool.hours(left)
        seconds = round(length * 3600) if luck.random() < BY_TIMER else round(length * 4) * 900
        yield Piece(
            person,
            clock,
            seconds,
            pool.field("client"),
            pool.field("project"),
            pool.field("task"),
            pool.field("tags"),
            pool.text(),
        )
        clock += dt.timedelta(seconds=seconds, minutes=luck.randint(2, 25))
        left -= length


def write_toggl(path: Path, pieces: Sequence[Piece], people: Mapping[str, Any]) -> None:
    """Write a detailed report as Toggl Track exports it: all cells quoted."""
    rows = [
        (
            piece.person,
            people[piece.person]["email"],
            piece.client,
            piece.project,
            "",
            piece.text,
            "Yes" if piece.tags == "paid" else "No",
            piece.start.date(),
            piece.start.time(),
            (end := piece.start + dt.timedelta(seconds=piece.seconds)).date(),
            end.time(),
            dt.timedelta(seconds=piece.seconds),
            piece.tags,
        )
        for piece in pieces
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([TOGGL, *rows])


def write_harvest(path: Path, pieces: Sequence[Piece], people: Mapping[str, Any]) -> None:
    """Write a detailed time report as Harvest exports it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HARVEST, restval="", lineterminator="\n")
        writer.writeheader()
        for piece in pieces:
            first, last = piece.person.split()
            writer.writerow({
                "Date": piece.start.date(),
                "Client": piece.client or "Larkfield",
                "Project": piece.project or "General",
                "Task": piece.task or "Meetings",
                "Notes": piece.text,
                "Hours": piece.hours,
                "Billable?": "No",
                "Invoiced?": "No",
                "Approved?": "Yes",
                "First Name": first,
                "Last Name": last,
                "Roles": people[piece.person]["role"],
                "Employee?": "Yes",
                "Currency": "British Pound - GBP",
            })  # fmt: skip


def write_sheet(path: Path, pieces: Sequence[Piece]) -> None:
    """Write the sheet that team Imaging keeps: titles above the header, a total below."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for month in sorted({piece.start.month for piece in pieces}):
        mine = [piece for piece in pieces if piece.start.month == month]
        sheet = book.create_sheet(f"{mine[0].start:%B}")
        sheet.append(["Team Imaging, hours"])
        sheet.append(["Please fill in by Friday noon. Quarter hours will do. Jo"])
        sheet.append([])
        sheet.append(SHEET)
        for number, piece in enumerate(mine):
            names = ODD_NAMES[piece.person]
            quarters = round(piece.seconds / 900) / 4
            sheet.append([
                piece.start.date(),
                names[number % len(names)],
                piece.client,
                piece.project,
                piece.text,
                quarters,
            ])  # fmt: skip
        sheet.append([])
        total = sum(round(piece.seconds / 900) / 4 for piece in mine)
        sheet.append(["", "", "", "", "Total", total])
        for row in (1, 4, sheet.max_row):
            for cell in sheet[row]:
                cell.font = Font(bold=True)
        for column, width in zip("ABCDEF", (12, 16, 26, 18, 44, 8), strict=True):
            sheet.column_dimensions[column].width = width
    book.save(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
