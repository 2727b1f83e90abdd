"""A report with corrections held against the entries: what is taught, and what cannot be."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from pmrules import pipeline
from pmrules.errors import InputError, Place, Problem, RulesError
from pmrules.report.content.identity import ids
from pmrules.rules.classify import classify
from pmrules.rules.rulebook import Rulebook
from pmrules.rules.verdict import Classified
from pmrules.tuning.corrections import Corrections, read_corrections
from pmrules.tuning.items import Items
from pmrules.tuning.learning import Learned, learn
from pmrules.tuning.telling import place
from pmrules.tuning.wanted import Found, found, misses
from pmrules.visible import visible

_SHOWN = 5
_TEXT = 60


class Taught(Struct, frozen=True):
    """Everything that a report teaches about the entries."""

    classified: Classified
    found: Found
    learned: Learned
    notes: tuple[str, ...]
    """What a person should know before: stale rules, entries gone, contradictions."""

    def verify(self, rulebook: Rulebook) -> None:
        """Judge the entries by the edited rules; raises `RulesError` if a correction is missed."""
        after = Items.of(classify(self.classified.entries, rulebook))
        left = set(self.learned.unexplained)
        if missed := [text for text in misses(self.found.wanted, after) if text not in left]:
            raise RulesError(_not_learnt(missed))


def taught(
    report: Path, files: Sequence[Path], rulebook: Rulebook, reading: pipeline.Reading
) -> Taught:
    """Read a report's corrections and learn from them; raises what reading raises."""
    corrections = read_corrections(report, rulebook)
    if not files and corrections.entries.empty:
        raise InputError(_no_entries(report))
    if files:
        classified = pipeline.classify(files, rulebook, reading=reading)
        names = ids(classified.entries)
    else:
        classified = classify(corrections.entries, rulebook)
        names = corrections.entries["Id"].tolist()
    items = Items.of(classified)
    about = found(corrections, items, names)
    learned = learn(items, about.wanted, rulebook)
    notes = (*_notes(corrections, rulebook, names), *_of_found(about, rulebook))
    return Taught(classified, about, learned, notes)


def _notes(corrections: Corrections, rulebook: Rulebook, names: Sequence[str]) -> Iterator[str]:
    source = rulebook.sources[0]
    if source.sha256 not in corrections.sources:
        yield (
            f"The rules have changed since the report was made ({visible(source.name)}): "
            "corrections are held against the rules as they are now."
        )
    if not corrections.entries.empty:
        there = set(names)
        gone = sum(each not in there for each in corrections.entries["Id"])
        if gone:
            of = f"{len(corrections.entries):,} entries of the report"
            yield f"{gone:,} of {of} are not in the files."
    yield from map(str, corrections.misread)
    if not len(corrections) and not corrections.misread:
        yield "The report has no corrections: nobody chose a quadrant on Entries or Unclassified."


def _of_found(about: Found, rulebook: Rulebook) -> Iterator[str]:
    if about.gone:
        yield f"{about.gone:,} corrected entries are not there any more; they teach nothing."
    for each in about.contradictions:
        places = " and ".join(place(name, rulebook) for name in each.places)
        yield f"“{visible(each.text, _TEXT)}” is corrected to {places}: decide for one."
    for text in about.closed:
        yield f"“{visible(text, _TEXT)}” is not open any more: its correction was left out."


def _not_learnt(missed: Sequence[str]) -> Problem:
    shown = "; ".join(f"“{visible(text, _TEXT)}”" for text in missed[:_SHOWN])
    return Problem(
        "not-learnt",
        f"With these rules {len(missed):,} corrected texts would still stand elsewhere: {shown}.",
        "Nothing was written. See why with pmrules explain, and write the rule by hand.",
    )


def _no_entries(report: Path) -> Problem:
    return Problem(
        "no-entries-in-report",
        "The report has no Entries sheet to hold corrections against.",
        "Name the exports too: pmrules rules learn REPORT.xlsx EXPORTS --rules FILE.",
        Place(report.name),
    )
