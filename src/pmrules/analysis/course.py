"""How a share went from the first month to the last, as far as a reader would see a difference."""

from collections.abc import Mapping

from msgspec import Struct, field

from pmrules.analysis.model import Analysis
from pmrules.wording.catalogue import say
from pmrules.wording.numbers import share as said

_COURSES = {0: "same", 1: "up", -1: "down"}


class Course(Struct, frozen=True):
    """A share over time; without two months with hours on the matrix there is nothing to say."""

    sentence: str = ""
    change: int = 0
    """1 where it rose, -1 where it fell."""
    numbers: Mapping[str, float] = field(default_factory=dict)


def course(analysis: Analysis, place: str) -> Course:
    """Compare the share of a place in the first and the last month."""
    months = [each for each in analysis.months if each.amounts[place].share is not None]
    if len(months) < 2:
        return Course()
    before, after = months[0], months[-1]
    first, last = before.share_of(place), after.share_of(place)
    numbers = {"first_share": first, "last_share": last}
    change = 0 if said(first) == said(last) else 1 if last > first else -1
    text = say(
        f"find.course.{_COURSES[change]}",
        first=first,
        first_month=before.key,
        last=last,
        last_month=after.key,
    )
    return Course(text, change, numbers)
