"""One rules file, read by itself: bytes in, its sections as values out."""

import hashlib
import stat
from pathlib import Path

from msgspec import Struct, field

from pmrules.errors import Place, Problem
from pmrules.model import ImporterOptions
from pmrules.rules.language.decoding import decoded
from pmrules.rules.language.document import Fields, Node, Text, parse
from pmrules.rules.language.fields import choice, section, text
from pmrules.rules.language.keys import TOP
from pmrules.rules.language.positions import Source
from pmrules.rules.language.problems import Problems
from pmrules.rules.language.sections.importers import importers
from pmrules.rules.language.sections.limits import StatedLimit, limits
from pmrules.rules.language.sections.names import Labels, Names, customers, internal, labels
from pmrules.rules.language.sections.people import StatedPerson, people
from pmrules.rules.language.sections.rules import rules
from pmrules.rules.rulebook import Rule, RulesSource

LARGEST = 1_000_000


class RulesFile(Struct, frozen=True):
    """What one file says, before it is joined with what it extends."""

    source: RulesSource
    extends: Text | None = None
    language: str = ""
    labels: Labels = field(default_factory=dict)
    customers: Names = ()
    internal: Names = ()
    people: tuple[StatedPerson, ...] = ()
    rules: tuple[Rule, ...] = ()
    limits: tuple[StatedLimit, ...] = ()
    importers: dict[str, ImporterOptions] = field(default_factory=dict)


def read_file(path: Path, name: str, problems: Problems) -> RulesFile | None:
    """Read a file, or return None after saying why it cannot be read at all."""
    if (data := _bytes(path, name, problems)) is None:
        return None
    return read_bytes(data, name, problems)


def read_bytes(data: bytes, name: str, problems: Problems) -> RulesFile | None:
    """Read the bytes of a file; every problem is added with its place."""
    text_of = decoded(data, name, problems)
    if text_of is None:
        return None
    source, typed = text_of
    problems.open(source)
    before = len(problems)
    root = parse(typed, source, problems)
    if isinstance(root, Text) and root.empty:
        root = None
    if root is None:
        if len(problems) == before:
            _empty(source, problems)
        return None
    read = RulesSource(name, hashlib.sha256(data).hexdigest(), typed)
    return _sections(root, read, problems)


def _sections(root: Node, source: RulesSource, problems: Problems) -> RulesFile:
    found = section(root, TOP, problems)
    at = {key: node for key, (_, node) in found.items()}
    if isinstance(root, Fields) and not root.pairs:
        _empty(root.at.source, problems)
    extends = at.get("extends")
    name = text(extends, "“extends”", problems) if extends else ""
    return RulesFile(
        source=source,
        extends=Text(name, extends.at) if extends and name else None,
        language=choice(at["language"], "language", TOP["language"].choices, problems)
        if "language" in at
        else "",
        labels=labels(at["matrix"], problems) if "matrix" in at else {},
        customers=customers(at["customers"], problems) if "customers" in at else (),
        internal=internal(at["internal"], problems) if "internal" in at else (),
        people=people(at["people"], problems) if "people" in at else (),
        rules=rules(at["rules"], source.name, problems) if "rules" in at else (),
        limits=limits(at["limits"], source.name, problems) if "limits" in at else (),
        importers=importers(at["importers"], problems) if "importers" in at else {},
    )


def _empty(source: Source, problems: Problems) -> None:
    what = "There is nothing in this rules file."
    mend = "Begin with the line “extends: product-management”, then add what is yours."
    problems.add("rules-empty", what, mend, source.span(0, 0))


def _bytes(path: Path, name: str, problems: Problems) -> bytes | None:
    """Read a regular file of bounded size; a pipe or a device would never end."""
    try:
        about = path.stat()
        if stat.S_ISREG(about.st_mode) and about.st_size <= LARGEST:
            return path.read_bytes()
    except FileNotFoundError:
        what, mend = "There is no such rules file.", "Check the name and the folder."
        code = "rules-file-missing"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what, mend = f"The rules file cannot be read: {reason}.", "Check who may read it."
        code = "rules-file-unreadable"
    else:
        code, what = "rules-file-unreadable", "This is no file."
        mend = "Name the YAML file with your rules."
        if stat.S_ISREG(about.st_mode):
            code, mend = (
                "rules-too-large",
                "A rules file has no more than 1 MB; mostly it has 10 KB.",
            )
            what = f"This file is too large for rules: {about.st_size / 1e6:.1f} MB."
    problems.add_file(Problem(code, what, mend, Place(name)))
    return None
