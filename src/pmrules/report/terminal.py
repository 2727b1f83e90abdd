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
from pmrules.wording.catalogue import say, translated
from pmrules.wording.language import speaking
from pmrules.wording.numbers import count, hours, percent

WIDTH = 96
_SIDE = 14
_TILE = 32
_GAP = "  "
_FLAGS_SHOWN = 10
_REJECTED_SHOWN = 5
_RESET = "\x1b[0m"


def lines(analysis: Analysis, *, colour: bool = False) -> Iterator[str]:
    """Return the report line by line; with colour, tiles are filled blocks with their own ink."""
    with speaking(analysis.rulebook.language):
        return iter([*_lines(analysis, colour=colour)])


def _lines(analysis: Analysis, *, colour: bool) -> Iterator[str]:
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
    period = analysis.period
    parts = [_hours(analysis.whole.seconds), say("terminal.people", people=len(analysis.people))]
    if period:
        parts.append(say("terminal.period", first=period.first, last=period.last))
    yield " · ".join(parts)
    yield ""


def _matrix(analysis: Analysis, *, colour: bool) -> Iterator[str]:
    whole = analysis.whole
    titles = [say(f"terminal.{each}") for each in Horizon]
    yield " " * _SIDE + _GAP.join(f"{title:<{_TILE}}" for title in titles)
    for audience in (Audience.MARKET, Audience.ONE):
        cells = [Quadrant.of(audience, horizon) for horizon in Horizon]
        tiles = [_tile(analysis, cell) for cell in cells]
        side = (say(f"terminal.{audience}"), _share(whole, audience), "")
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
    hours = _hours(amount.seconds)
    bounds = ""
    low, high = amount.low, amount.high
    if low is not None and high is not None and percent(low) != percent(high):
        bounds = say("terminal.bounds", low=low, high=high)
    inside = (label, f"{share}{hours:>{_TILE - 2 - len(share)}}", bounds)
    first, second, third = (f" {_fitted(line, _TILE - 2)} " for line in inside)
    return first, second, third


def _beside(whole: Slice) -> Iterator[str]:
    """The hours that stand in no quadrant."""
    for name in ("half", "unclassified", "outside"):
        if seconds := whole.seconds_of(name):
            share = "" if name == "outside" else f", {_share(whole, name)}"
            said = f"{theme.SWATCHES[name].glyph} {say(f'terminal.{name}')}"
            yield f"{' ' * _SIDE}{said}: {_hours(seconds)}{share}"


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
        yield say("terminal.flags.none")
    else:
        yield say("terminal.flags", certain=certain, possible=len(flags) - certain)
        yield from map(_flag, flags[:_FLAGS_SHOWN])
    if more := len(flags[_FLAGS_SHOWN:]):
        yield say("terminal.flags.more", more=more)
    yield ""


def _flag(flag: Flag) -> str:
    mark = theme.CERTAIN if flag.certainty == "certain" else theme.POSSIBLE
    value, low, high, limit = (
        _measured(flag, each) for each in (flag.value, flag.low, flag.high, flag.threshold)
    )
    span = say("terminal.flag.span", low=low, high=high) if low != high else ""
    who = say("terminal.flag.everyone") if flag.scope == "everyone" else visible(flag.scope)
    when = say("terminal.flag.all") if flag.period_key == "all" else flag.period_key
    what = f"{_fitted(_about(flag), 18)} {_fitted(who, 20)} {when:<9}"
    return (
        f"  {mark} {what} {value}{span}, {say(f'terminal.flag.{flag.limit.bound}', amount=limit)}"
    )


def _about(flag: Flag) -> str:
    of = flag.limit.of
    if flag.limit.measure is Measure.CAPACITY:
        return say("terminal.flag.capacity")
    if of.kind in {"activity", "owner"}:
        return visible(of.value)
    return say(f"short.{of.value}" if of.value else "terminal.flag.total")


def _measured(flag: Flag, value: float) -> str:
    return percent(value) if flag.limit.measure is Measure.SHARE else _hours(value)


def _files(files: tuple[FileAccount, ...]) -> Iterator[str]:
    yield say("terminal.records")
    width = max((_wide(visible(file.file)) for file in files), default=0)
    for file in files:
        reasons = Counter(each.reason for each in file.skipped)
        why = ", ".join(
            f"{number} {visible(translated('skipped.', reason))}"
            for reason, number in reasons.most_common()
        )
        counted = (file.records, file.entries, len(file.skipped), len(file.rejected))
        read, entries, skipped, rejected = map(count, counted)
        yield (
            f"  {_fitted(visible(file.file), width)}  {file.importer:<8} {read} = "
            f"{entries} + {skipped} + {rejected}{f'  ({why})' if why else ''}"
        )


def _overlap(overlap: Overlap) -> str:
    return say(
        f"terminal.overlap.{overlap.kind}",
        days=say("terminal.days", days=overlap.days, person=visible(overlap.person)),
        kept=visible(overlap.kept_file),
        other=visible(overlap.other_file),
        hours=_hours(overlap.seconds),
    )


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
    return "–" if share is None else percent(share)


def _hours(seconds: float) -> str:
    return say("terminal.hours", seconds=hours(seconds, 1))


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
