"""`importers:`: how files are to be read where they do not say so themselves."""

from collections.abc import Callable

from pmrules.model import ImporterOptions, is_month, is_week, is_zone
from pmrules.rules.language.document import Fields, Node, Text
from pmrules.rules.language.fields import choice, section, text, texts, wrong_type
from pmrules.rules.language.keys import COLUMNS, IMPORTER
from pmrules.rules.language.problems import Problems, quoted

Found = dict[str, tuple[Text, Node]]


def importers(node: Node, problems: Problems) -> dict[str, ImporterOptions]:
    """Return what a file settles, by the name of the importer; who is installed is not known."""
    if not isinstance(node, Fields):
        mend = "Write the name of an importer and under it what it is to know."
        wrong_type(node, "“importers”", "a mapping of names", mend, problems)
        return {}
    return {
        name.casefold(): _options(value, problems)
        for key, value in node.pairs
        if (name := text(key, "The name of an importer", problems))
    }


def _options(node: Node, problems: Problems) -> ImporterOptions:
    found = section(node, IMPORTER, problems)
    sheets = texts(found["sheets"][1], "“sheets”", problems) if "sheets" in found else ()
    return ImporterOptions(
        columns=_columns(found["columns"][1], problems) if "columns" in found else {},
        sheets=tuple(node.value.strip() for _, node in sheets),
        person=text(found["person"][1], "“person”", problems) if "person" in found else "",
        date_order=_choice(found, "date-order", problems),
        person_from=_choice(found, "person-from", problems),
        month=_stated(found, "month", is_month, "a month as 2026-09, or a year", problems),
        week=_stated(found, "week", is_week, "a week as 2026-W37, or one of its days", problems),
        zone=_stated(found, "zone", is_zone, "a time zone as Europe/Berlin, or UTC", problems),
    )


def _choice(found: Found, name: str, problems: Problems) -> str:
    if name not in found:
        return ""
    return choice(found[name][1], name, IMPORTER[name].choices, problems)


def _stated(
    found: Found, name: str, fits: Callable[[str], bool], expected: str, problems: Problems
) -> str:
    if name not in found:
        return ""
    node = found[name][1]
    value = text(node, f"“{name}”", problems)
    if value and not fits(value):
        what = f"“{name}” is not {quoted(value)}."
        problems.add("unknown-value", what, f"Write {expected}.", node.at)
        return ""
    return value


def _columns(node: Node, problems: Problems) -> dict[str, tuple[str, ...]]:
    found = section(node, COLUMNS, problems)
    read = {name: _headers(name, value, problems) for name, (_, value) in found.items()}
    return {name: headers for name, headers in read.items() if headers}


def _headers(name: str, node: Node, problems: Problems) -> tuple[str, ...]:
    if isinstance(node, Text):
        header = text(node, f"“{name}”", problems)
        return (header,) if header else ()
    return tuple(header for header, _ in texts(node, f"“{name}”", problems))
