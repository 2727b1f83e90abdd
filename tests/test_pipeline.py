"""What the program tells an importer about what was asked of it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pmrules import Entry, Fit, ImporterOptions, Reading, Sample, Source, classify
from pmrules.pipeline import intake

END = dt.date(2026, 3, 31)


class Told:
    """An importer that keeps what it was told."""

    name = "told"
    title = "Told"

    def __init__(self) -> None:
        self.options: list[ImporterOptions] = []

    def detect(self, sample: Sample) -> Fit:
        """Take whatever there is."""
        return Fit.exact(f"any file, {sample.name} too")

    def read(self, source: Source) -> Iterator[Entry]:
        """Give two entries, the second after the day that is asked for."""
        self.options.append(source.options)
        yield Entry(1, "Ada", END, 60)
        yield Entry(2, "Ada", END + dt.timedelta(1), 60)


def test_importers_are_told_the_last_day(tmp_path: Path) -> None:
    """A calendar may repeat without an end; what lies after the day is left out all the same."""
    path = tmp_path / "any.txt"
    path.write_text("any\n", "utf-8")
    told = Told()
    how = Reading(importers=[told])
    assert len(classify(path, end=END, reading=how).entries) == 1
    assert len(intake(path, reading=how).entries) == 2
    assert [options.last for options in told.options] == [END, None]
