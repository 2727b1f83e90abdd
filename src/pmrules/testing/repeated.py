"""What gives one entry in a sample that is no table, so that it can be repeated or damaged."""

from collections.abc import Iterator
from typing import Protocol

from pmrules.testing.case import Case
from pmrules.testing.fault import NotMade
from pmrules.testing.items import NoJson, item_of
from pmrules.testing.lines import lines_of


class Repeated(Protocol):
    """A part of a sample: an item in JSON, or lines of a text."""

    def grown(self, times: int) -> bytes:
        """Return the sample with the part so many times more."""
        ...

    def unreadable(self) -> Iterator[tuple[str, bytes]]:
        """Yield what was made unreadable in the part, and the sample with it."""
        ...


def repeated(case: Case) -> Repeated:
    """Find the part that gives one entry; raises NotMade where there is none."""
    if case.plain.refusal or not case.plain.entries:
        raise NotMade("the sample is not read")
    if case.opened.sample.container != "text":
        raise NotMade("the sample is no text")
    try:
        return item_of(case)
    except NoJson:
        return lines_of(case)
