"""Unclassified: what has no quadrant yet, grouped by text, as a place to correct."""

import re
from dataclasses import dataclass

import pandas as pd

from pmrules.analysis.model import Analysis
from pmrules.report.content import marks
from pmrules.report.content.kinds import Cell, Column, Lines, Part, Sheet, Table
from pmrules.report.content.nearest import Nearest
from pmrules.wording.catalogue import say, translated
from pmrules.wording.phrases import shortened

SHOWN = 1000
"""Groups listed; what is below that is said in the lines above the table."""
_WIDTHS = (54.0, 17.0, 12.0, 11.0, 10.5, 38.0, 24.0, 28.0)
_TEXTS = ("description", "task", "project", "client", "tags")
_KEYWORD = re.compile(r"[^\W_]+(?:[ \-][^\W_]+){0,4}")
_LEADING = 3
LONGEST_TEXT = 240
"""Characters of a text that are shown."""
_KEYWORD_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that say the same and stand equally open."""

    text: str
    known: str
    """The axis value that is known; empty where none is."""
    rule: str
    """The rule that knows it."""
    seconds: int
    entries: int
    people: int


def unclassified(analysis: Analysis) -> Sheet:
    """Return the sheet of open texts, largest first."""
    groups = grouped(analysis.classified.entries)
    parts: tuple[Part, ...] = (_table(analysis, groups[:SHOWN]),) if groups else ()
    return Sheet(
        name=say("sheet.unclassified"),
        title=title(analysis, groups),
        lines=_lines(analysis, groups),
        parts=parts or (Lines((say("open.nothing"),)),),
        widths=_WIDTHS,
        repeat=True,
        keep=1,
    )


def title(analysis: Analysis, groups: tuple[Group, ...]) -> str:
    """Return how many hours are open, and how few lines hold how much of them."""
    total = sum(group.seconds for group in groups)
    if not groups or not total:
        return say("open.none" if analysis.whole.entries else "open.empty")
    if len(groups) <= _LEADING:
        return say("open.few", seconds=total, lines=len(groups))
    leading = sum(group.seconds for group in groups[:_LEADING])
    return say("open.title", seconds=total, lines=_LEADING, share=leading / total)


def _lines(analysis: Analysis, groups: tuple[Group, ...]) -> tuple[str, ...]:
    if not groups:
        return ()
    whole = analysis.whole
    parts = say("open.parts", none=whole.seconds_of("unclassified"), half=whole.seconds_of("half"))
    left = groups[SHOWN:]
    seconds = sum(group.seconds for group in left)
    more = say("open.more", lines=len(left), seconds=seconds) if left else ""
    return (f"{parts} {more}".strip(), say("open.how"))


def grouped(entries: pd.DataFrame) -> tuple[Group, ...]:
    """Return what is open by its text (of whichever field has one), most hours first."""
    open_ = entries[entries["status"].isin(["half", "unclassified"])]
    if open_.empty:
        return ()
    text = _first_text(open_)
    known = open_["audience"].astype("str").where(open_["audience"] != "", open_["horizon"])
    rule = (
        open_["rule_audience"]
        .astype("str")
        .where(open_["rule_audience"] != "", open_["rule_horizon"])
    )
    frame = pd.DataFrame(
        {
            "text": text,
            "folded": text.str.casefold(),
            "known": known.astype("str"),
            "rule": rule.astype("str"),
            "seconds": open_["seconds"],
            "person": open_["person"].astype("str"),
        }
    )
    totals = frame.groupby(["folded", "known"], sort=False).agg(
        text=("text", "first"),
        rule=("rule", "first"),
        seconds=("seconds", "sum"),
        entries=("seconds", "size"),
        people=("person", "nunique"),
    )
    totals = totals.reset_index().sort_values(
        ["seconds", "folded", "known"], ascending=[False, True, True], kind="stable"
    )
    columns = ("text", "known", "rule", "seconds", "entries", "people")
    rows = zip(*(totals[name].tolist() for name in columns), strict=True)
    return tuple(Group(*row) for row in rows)


def _first_text(entries: pd.DataFrame) -> "pd.Series[str]":
    text = entries[_TEXTS[0]].astype("str").str.strip()
    for name in _TEXTS[1:]:
        text = text.where(text != "", entries[name].astype("str").str.strip())
    return text


def keyword(text: str) -> str:
    """Return the text as a keyword to add, if it is short and plain enough to be one."""
    folded = " ".join(text.casefold().split())
    plain = len(folded) <= _KEYWORD_LONGEST and _KEYWORD.fullmatch(folded)
    return folded if plain and not folded.isdecimal() else ""


def _table(analysis: Analysis, groups: tuple[Group, ...]) -> Table:
    columns = (
        Column(say("column.text"), tone="strong", wrap=True, range=marks.OPEN_TEXT),
        Column(say("column.known"), tone="muted"),
        Column(say("column.hours"), "hours", bar=True),
        Column(say("column.entries"), "count", "muted"),
        Column(say("column.people"), "count", "muted"),
        Column(say("column.nearest"), tone="muted", wrap=True),
        Column(
            say("column.your-quadrant"), tone="input", choices=True, range=marks.OPEN_CORRECTION
        ),
        Column(say("column.keyword"), tone="input", wrap=True),
    )
    nearest = Nearest(analysis.rulebook)
    rows = tuple(_row(group, nearest) for group in groups)
    return Table("UnclassifiedTable", columns, rows, filters=True)


def _row(group: Group, nearest: Nearest) -> tuple[Cell, ...]:
    known = say(f"open.known.{group.known}") if group.known else "—"
    near = translated("rule.", group.rule) or nearest.said(group.text)
    return (
        Cell(
            shortened(group.text, LONGEST_TEXT) or say("open.no-text"),
            tone="strong" if group.text else "muted",
        ),
        Cell(known),
        Cell(group.seconds / 3600),
        Cell(group.entries),
        Cell(group.people),
        Cell(shortened(near, 60)),
        Cell(None),
        Cell(keyword(group.text) or None),
    )
