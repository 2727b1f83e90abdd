"""`matrix:`, `customers:` and `internal:`: what things and others are called."""

from pmrules.model import Quadrant
from pmrules.rules.language.document import Node
from pmrules.rules.language.fields import items, section, text
from pmrules.rules.language.keys import MATRIX
from pmrules.rules.language.keywords import plain_keyword
from pmrules.rules.language.positions import Span
from pmrules.rules.language.problems import Problems
from pmrules.rules.rulebook import Keyword

Labels = dict[Quadrant, tuple[str, Span]]
Names = tuple[tuple[Keyword, Span], ...]


def labels(node: Node, problems: Problems) -> Labels:
    """Return the labels that a file gives to quadrants."""
    found = section(node, MATRIX, problems)
    given = {
        Quadrant(name): (text(value, f"The label of “{name}”", problems), value.at)
        for name, (_, value) in found.items()
    }
    return {quadrant: label for quadrant, label in given.items() if label[0]}


def customers(node: Node, problems: Problems) -> Names:
    """Return the names of single customers."""
    return tuple(
        (keyword, item.at)
        for item in items(node, "“customers”", problems)
        if (keyword := plain_keyword(item, "A name", problems))
    )


def internal(node: Node, problems: Problems) -> Names:
    """Return the client values that mean ourselves; they are compared whole."""
    found: list[tuple[Keyword, Span]] = []
    for item in items(node, "“internal”", problems):
        keyword = plain_keyword(item, "A name", problems)
        if keyword and "*" in keyword.text:
            what = "A name under “internal” has no “*”: it is compared whole."
            problems.add("bad-keyword", what, "Write each name out.", item.at)
        elif keyword:
            found.append((keyword, item.at))
    return tuple(found)
