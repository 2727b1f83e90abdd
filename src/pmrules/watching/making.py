"""One file to one report, with the rules file as it is at that moment."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from pmrules import pipeline
from pmrules.report import workbook
from pmrules.rules.load import load_rules


class Maker(Struct, frozen=True):
    """How reports are made in a watched folder."""

    rules: Path | None
    packs: Mapping[str, Path]
    """What a rules file may extend."""
    reading: pipeline.Reading
    made_with: Sequence[tuple[str, str]] = ()

    def __call__(self, path: Path, report: Path) -> str:
        """Make a report; return its headline. Raises what `analyze` and `write` raise."""
        analysis = pipeline.analyze(
            path, load_rules(self.rules, packs=self.packs), reading=self.reading
        )
        workbook.write(analysis, report, made_with=tuple(self.made_with))
        first = analysis.findings[:1]
        return first[0].headline if first else f"{analysis.whole.entries:,} entries"
