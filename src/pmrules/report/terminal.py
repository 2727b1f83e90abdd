"""The report for a terminal: the matrix, the findings, the flags, and what became of the files."""

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from pmrules.analysis.model import Analysis, Flag, Slice
from pmrules.model import Audience, FileAccount, Horizon, Overlap, Quadrant, Rejected
from pmrules.report import theme
from pmrules.report.content import since as comparison
from pmrules.rules.rulebook import Measure
from pmrules.visible import visible

WIDTH = 96
_SIDE = 14
_TILE = 32
_GAP = "  "
_FLAGS_SHOWN = 10
_REJECTED_SHOWN = 5
_RESET = "\x1b[0m"
_SIDES = {Audience.MARKET: "THE MARKET", Audience.ONE: "ONE CUSTOMER"}


def lines(analysis: Analysis, *, colour: bool = False) -> Iterator[str]:
    """Yield the report line by line; with colour, tiles are filled blocks with their own ink."""
    yield from _head(analysis)
    yield from _matrix(analysis, colour=colour)
    yield from _findings(analysis)
    yield from _since(analysis)
    yield from _flags(analysis.flags)
    yield from _files(analysis.files)
    yield from map(_overlap, analysis.overlaps)


def warnings(analysis: Analysis) -> Iterator[str]:
    """Yield what a person should look at: rejected records and notices, as plain lines."""
    for file in analysis.files:
        for rejected in file.rejected[:_REJECTED_SHOWN]:
            yield _rejected(file, rejected)
        if more := len(file.rejected[_REJECTED_SHOWN:]):
            yield f"{visible(file.file)}: … and {more:,} more rejected (About sheet, --json)."
        yield from (notice.with_code for notice in file.notices)
    yield from (notice.with_code for notice in analysis.notices)


def _head(analysis: Analysis) -> Iterator[str]:
    if analysis.findings:
        yield visible(analysis.findings[0].headline)
    people = len(analysis.people)
    parts = [
        f"{_hours(analysis.whole.seconds)} h",
        f"{people} {'person' if people == 1 else 'people'}",
    ]
    if analysis.period:
        parts.append(str(analysis.period))
    yield " · ".join(parts)
    yield ""


def _matrix(analysis: Analysis, *, colour: bool) -> Iterator[str]:
    whole = analysis.whole
    yield " " * _SIDE + _GAP.join(f"{each.value.upper():<{_TILE}}" for each in Horizon)
    for audience in (Audience.MARKET, Audience.ONE):
        cells = [Quadrant.of(audience, horizon) for horizon in Horizon]
        tiles = [_tile(analysis, cell) for cell in cells]
        side = (_SIDES[audience], _share(whole, audience), "")
        for row, left in enumerate(side):
            blocks = [
                _painted(tile[row], cell, colour=colour)
                for tile, cell in zip(tiles, cells, strict=True)
            ]
            yield f"{left:<{_SIDE}}{_GAP.join(blocks)}".rstrip()
        yield ""
    yield " " * _SIDE + _GAP.join(f"{_share(whole, each):<{_TILE}}" for each in Horizon).rstrip()
    yield from _beside(whole)
    yield ""


def _tile(analysis: Analysis, cell: Quadrant) -> tuple[str, str, str]:
    """Label, share with hours, and the bounds of one quadrant, each as wide as a tile."""
    amount = analysis.whole.amounts[cell]
    label = f"{theme.SWATCHES[cell].glyph} {visible(analysis.rulebook.labels[cell])}"
    share = _share(analysis.whole, cell)
    hours = f"{_hours(amount.seconds)} h"
    bounds = ""
    if (
        amount.low is not None
        and amount.high is not None
        and f"{amount.low:.0%}" != f"{amount.high:.0%}"
    ):
        bounds = f"{amount.low:.0%} to {amount.high:.0%} once all is settled"
    inside = (label, f"{share}{hours:>{_TILE - 2 - len(share)}}", bounds)
    first, second, third = (f" {_fitted(line, _TILE - 2)} " for line in inside)
    return first, second, third


def _beside(whole: Slice) -> Iterator[str]:
    """The hours that stand in no quadrant."""
    for name, words in (
        ("half", "half-classified"),
        ("unclassified", "unclassified"),
        ("outside", "outside the matrix"),
    ):
        if seconds := whole.seconds_of(name):
            share = "" if name == "outside" else f", {_share(whole, name)}"
            yield f"{' ' * _SIDE}{theme.SWATCHES[name].glyph} {words}: {_hours(seconds)} h{share}"


def _findings(analysis: Analysis) -> Iterator[str]:
    for number, finding in enumerate(analysis.findings):
        mark = theme.MARKS.get(finding.mark, " ")
        # The first headline stands above all else already.
        headline = f"{visible(finding.headline)}. " if number else ""
        text = f"{headline}{visible(finding.detail)}"
        yield from textwrap.wrap(text, WIDTH, initial_indent=f"{mark} ", subsequent_indent="  ")
    yield ""


def _since(analysis: Analysis) -> Iterator[str]:
    """What changed since an earlier report, and what to mind when reading it."""
    if analysis.since is None:
        return
    said = comparison.sentence(analysis, analysis.since)
    texts = (f"{said.headline} {said.detail}", *comparison.remarks(analysis, analysis.since))
    for mark, text in zip((said.mark, *" " * len(texts)), texts, strict=False):
        yield from textwrap.wrap(
            visible(text), WIDTH, initial_indent=f"{mark} ", subsequent_indent="  "
        )
    yield ""


def _flags(flags: tuple[Flag, ...]) -> Iterator[str]:
    certain = sum(flag.certainty == "certain" for flag in flags)
    if not flags:
        yield "Flags: no limit is passed."
    else:
        yield f"Flags: {certain} certain, {len(flags) - certain} possible"
        yield from map(_flag, flags[:_FLAGS_SHOWN])
    if more := len(flags[_FLAGS_SHOWN:]):
        yield f"  … and {more} more on the Flags sheet"
    yield ""


def _flag(flag: Flag) -> str:
    mark = theme.CERTAIN if flag.certainty == "certain" else theme.POSSIBLE
    over = flag.limit.measure is Measure.CAPACITY
    what = "over capacity" if over else flag.limit.of.value or "all hours"
    value, low, high, limit = (
        _measured(flag, each) for each in (flag.value, flag.low, flag.high, flag.threshold)
    )
    span = f" ({low} to {high})" if low != high else ""
    who = f"{_fitted(what, 18)} {_fitted(visible(flag.scope), 20)} {flag.period_key:<9}"
    return f"  {mark} {who} {value}{span}, {flag.limit.bound} {limit}"


def _measured(flag: Flag, value: float) -> str:
    return f"{value:.0%}" if flag.limit.measure is Measure.SHARE else f"{_hours(value)} h"


def _files(files: tuple[FileAccount, ...]) -> Iterator[str]:
    yield "Records read = entries + skipped + rejected"
    width = max((_wide(visible(file.file)) for file in files), default=0)
    for file in files:
        reasons = Counter(each.reason for each in file.skipped)
        why = ", ".join(f"{count} {visible(reason)}" for reason, count in reasons.most_common())
        yield (
            f"  {_fitted(visible(file.file), width)}  {file.importer:<8} {file.records:,} = "
            f"{file.entries:,} + {len(file.skipped):,} + {len(file.rejected):,}"
            f"{f'  ({why})' if why else ''}"
        )


def _overlap(overlap: Overlap) -> str:
    days = f"{overlap.days} {'day' if overlap.days == 1 else 'days'} of {visible(overlap.person)}"
    kept, other = visible(overlap.kept_file), visible(overlap.other_file)
    hours = f"{_hours(overlap.seconds)} h"
    return {
        "replaced": f"  Overlap: {days} taken from {kept}; {hours} of {other} left out.",
        "kept": f"  Overlap: {days} stand in {kept} and {other}; both kept, {hours} maybe twice.",
        "two-importers": f"  Tracked twice? {days} in {kept} and {other}: {hours} counted in both.",
    }[overlap.kind]


def _rejected(file: FileAccount, rejected: Rejected) -> str:
    sheet = f", sheet “{visible(rejected.sheet)}”" if rejected.sheet else ""
    column = f", column “{visible(rejected.column)}”" if rejected.column else ""
    return (
        f"{visible(file.file)}{sheet}, row {rejected.row}{column}: rejected "
        f"“{visible(rejected.value, 60)}”; expected {visible(rejected.expected)}."
    )


def _painted(text: str, cell: Quadrant, *, colour: bool) -> str:
    if not colour:
        return text
    swatch = theme.SWATCHES[cell]
    fill, ink = (";".join(map(str, swatch.rgb(each))) for each in (swatch.fill, swatch.ink))
    return f"\x1b[48;2;{fill};38;2;{ink}m{text}{_RESET}"


def _share(totals: Slice, name: str) -> str:
    share = totals.amounts[name].share
    return "–" if share is None else f"{share:.0%}"


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:,.1f}"


def _fitted(text: str, width: int) -> str:
    """The text cut or filled to a width in columns; wide characters take two."""
    if _wide(text) > width:
        text = "".join(_within(text, width - 1)) + "…"
    return text + " " * (width - _wide(text))


def _within(text: str, width: int) -> Iterable[str]:
    used = 0
    for char in text:
        used += _wide(char)
        if used > width:
            return
        yield char


def _wide(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
