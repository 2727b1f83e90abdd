"""Unclassified: what has no quadrant yet, grouped by text, as a place to correct."""

import re

from pmrules.analysis.model import Analysis
from pmrules.analysis.open_groups import OpenGroup, OpenGroups, open_groups
from pmrules.report.content import marks
from pmrules.report.content.kinds import Cell, Column, Lines, Part, Sheet, Table
from pmrules.report.content.nearest import Nearest
from pmrules.wording.catalogue import say, translated
from pmrules.wording.phrases import shortened

SHOWN = 1000
"""Groups listed; what is below that is said in the lines above the table."""
_WIDTHS = (54.0, 17.0, 12.0, 11.0, 10.5, 38.0, 24.0, 28.0)
_KEYWORD = re.compile(r"[^\W_]+(?:[ \-][^\W_]+){0,4}")
_LEADING = 3
LONGEST_TEXT = 240
"""Characters of a text that are shown."""
_KEYWORD_LONGEST = 60


def unclassified(analysis: Analysis) -> Sheet:
    """Return the sheet of open texts, largest first."""
    groups = open_groups(analysis.totals.open, SHOWN)
    parts: tuple[Part, ...] = (_table(analysis, groups.listed),) if groups.lines else ()
    return Sheet(
        name=say("sheet.unclassified"),
        title=title(analysis, groups),
        lines=_lines(analysis, groups),
        parts=parts or (Lines((say("open.nothing"),)),),
        widths=_WIDTHS,
        repeat=True,
        keep=1,
    )


def title(analysis: Analysis, groups: OpenGroups) -> str:
    """Return how many hours are open, and how few lines hold how much of them."""
    total = groups.seconds
    if not total:
        return say("open.none" if analysis.whole.entries else "open.empty")
    if groups.lines <= _LEADING:
        return say("open.few", seconds=total, lines=groups.lines)
    leading = sum(group.seconds for group in groups.listed[:_LEADING])
    return say("open.title", seconds=total, lines=_LEADING, share=leading / total)


def _lines(analysis: Analysis, groups: OpenGroups) -> tuple[str, ...]:
    if not groups.lines:
        return ()
    whole = analysis.whole
    parts = say("open.parts", none=whole.seconds_of("unclassified"), half=whole.seconds_of("half"))
    left = groups.lines - len(groups.listed)
    more = say("open.more", lines=left, seconds=groups.left) if left else ""
    return (f"{parts} {more}".strip(), say("open.how"))


def keyword(text: str) -> str:
    """Return the text as a keyword to add, if it is short and plain enough to be one."""
    folded = " ".join(text.casefold().split())
    plain = len(folded) <= _KEYWORD_LONGEST and _KEYWORD.fullmatch(folded)
    return folded if plain and not folded.isdecimal() else ""


def _table(analysis: Analysis, groups: tuple[OpenGroup, ...]) -> Table:
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


def _row(group: OpenGroup, nearest: Nearest) -> tuple[Cell, ...]:
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
