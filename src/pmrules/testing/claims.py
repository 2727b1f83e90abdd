"""Who reads what: an importer in due form claims its own sample, it alone, and nobody else's."""

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from pmrules.errors import PmrulesError
from pmrules.hookspecs import Fit, Grade, Sample, SheetSample
from pmrules.ingest.detect import decide
from pmrules.ingest.files.opening import open_file
from pmrules.registry.soundness import unsound
from pmrules.testing.case import Case
from pmrules.testing.fault import Fault
from pmrules.visible import visible

_SHY = (
    "In `detect`, answer Fit.exact only for what no other tool writes: header names in `signs`, a "
    "first line, a key. Put names that tell it from this tool in `lacks`; for all else, Fit.none."
)
_ODD = (
    Sample("odd.txt", "text", "utf-8", "nothing known\n"),
    Sample("odd.json", "text", "utf-8", '{"a": [1, null]}'),
    Sample("odd.json", "text", "utf-8", "[1, [], {}]"),
    Sample("odd.csv", "csv", "utf-8", "a,b\n", (SheetSample("", ()),)),
    Sample("odd.csv", "csv", "utf-8", "a\n", (SheetSample("", ((), ("",))),)),
    Sample("odd.xlsx", "xlsx"),
    Sample(
        "odd.xlsx",
        "xlsx",
        sheets=(
            SheetSample("One", ()),
            SheetSample("Two", ((None, 1, 2.5, True), (dt.datetime(2026, 3, 2), dt.time(9), ""))),
        ),
    ),
)


def declared(case: Case) -> Iterator[Fault]:
    """It has the form of an importer: a name, a title, methods, columns declared as such."""
    if why := unsound(case.importer):
        yield Fault(f"The plugin {why}.", "pmrules would leave the importer out; write it so.")


def claims(case: Case) -> Iterator[Fault]:
    """It alone claims its sample, by what stands in it and not by its name."""
    try:
        shown = case.opened.sample
        before = _copied(shown)
        fit = case.ask(shown)
    except PmrulesError as refusal:
        yield Fault(str(refusal), "Ship a sample as the tool writes it.")
        return
    if shown != before:
        yield Fault(
            "It changes the sample that it is shown.", "Others are shown it too: only look."
        )
    if fit.grade in (Grade.NONE, Grade.WRONG_REPORT):
        yield _unclaimed(case, fit)
        return
    try:
        chosen = decide(case.opened.sample, [case.importer, *case.others])
    except PmrulesError as refusal:
        yield Fault(refusal.problems[0].what, _SHY)
        return
    for notice in chosen.notices:
        if case.importer.name in notice.what:
            yield Fault(notice.what, "Mend `detect`.")
    yield from _by_content(case)


def _copied(sample: Sample) -> Sample:
    return replace(sample, sheets=tuple(replace(sheet) for sheet in sample.sheets))


def _unclaimed(case: Case, fit: Fit) -> Fault:
    shown = visible(", ".join(_widest(case)), 300)
    seems = f" Its header seems to be: {shown}." if shown else ""
    what = f"It does not claim its own sample: {fit.grade.name}, “{fit.reason}”.{seems}"
    mend = "Answer Fit.exact for it: name in `signs` columns that its header has, each once."
    return Fault(what, mend)


def _widest(case: Case) -> list[str]:
    """The first row of those with the most texts: titles above a header are narrower."""
    rows = [row for sheet in case.opened.sample.sheets for row in sheet.rows]
    texts = [[cell for cell in row if isinstance(cell, str) and cell.strip()] for row in rows]
    return max(texts, key=len, default=[])


def _by_content(case: Case) -> Iterator[Fault]:
    name = "renamed" + (".csv" if case.opened.sample.container == "csv" else case.sample.suffix)
    sample = open_file(case.made(case.data, name)).sample
    if case.ask(sample).grade == Grade.NONE:
        what = f"It knows its sample by the name “{case.sample.name}” alone."
        yield Fault(what, "People rename exports: look at `sample.sheets` or `sample.head`.")


def leaves_others(case: Case) -> Iterator[Fault]:
    """It claims no file of another tool, and answers for whatever it is shown."""
    for tool, path in other_samples():
        if tool not in case.importer.name:
            yield from _left_alone(case, tool, path)
    for sample in _ODD:
        try:
            fit = case.ask(sample)
        except PmrulesError as failure:
            shown = sample.head.strip() or "a workbook with empty sheets and cells of every type"
            mend = "Every importer is shown every file: answer Fit.none, never fail."
            yield Fault(f"Shown {shown}: {failure.problems[0].what}", mend)
            return
        if fit.grade != Grade.NONE:
            yield Fault(f"It claims a file without entries: “{fit.reason}”.", _SHY)


def _left_alone(case: Case, tool: str, path: Path) -> Iterator[Fault]:
    try:
        fit = case.ask(open_file(path).sample)
    except PmrulesError as failure:
        yield Fault(failure.problems[0].what, "`detect` is shown every file: never fail there.")
        return
    generic_beside_exact = fit.grade == Grade.GENERIC and tool not in ("excel", "none")
    if fit.grade == Grade.NONE or generic_beside_exact:
        return
    whose = f"of {tool}" if tool != "none" else "without entries"
    header = path.read_text("utf-8").splitlines()[0]
    yield Fault(f"It claims a file {whose} ({visible(header, 120)}): “{fit.reason}”.", _SHY)


def other_samples() -> Iterator[tuple[str, Path]]:
    """Yield small exports of other tools that ship with the kit, each with its tool's name."""
    folder = Path(str(files("pmrules.testing"))) / "others"
    for path in sorted(folder.glob("*.*")):
        yield path.name.split(".")[0], path
