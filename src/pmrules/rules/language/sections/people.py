"""`people:`: whose time is tracked, under which names, in which team, with which capacity."""

from msgspec import Struct

from pmrules.rules.language.amounts import capacity
from pmrules.rules.language.document import Fields, Node, Text
from pmrules.rules.language.fields import section, text, texts, wrong_type
from pmrules.rules.language.keys import PERSON
from pmrules.rules.language.positions import Span
from pmrules.rules.language.problems import Problems
from pmrules.rules.rulebook import Person


class StatedPerson(Struct, frozen=True):
    """A person with the words under which the file knows them: the name first, then aliases."""

    person: Person
    words: tuple[tuple[str, Span], ...]


def people(node: Node, problems: Problems) -> tuple[StatedPerson, ...]:
    """Return the people of a file in their order."""
    if not isinstance(node, Fields):
        mend = "Write “Ada Lovelace: {team: Platform}”, one person a line."
        wrong_type(node, "“people”", "a mapping of names", mend, problems)
        return ()
    return tuple(stated for name, value in node.pairs if (stated := _person(name, value, problems)))


def _person(key: Text, node: Node, problems: Problems) -> StatedPerson | None:
    name = text(key, "The name of a person", problems)
    if not name:
        return None
    # A name with nothing after it is a person of whom nothing more is known.
    bare = isinstance(node, Text) and node.empty
    found = {} if bare else section(node, PERSON, problems)
    aliases = texts(found["aliases"][1], "“aliases”", problems) if "aliases" in found else ()
    person = Person(
        name=name,
        aliases=tuple(alias for alias, _ in aliases),
        team=text(found["team"][1], "“team”", problems) if "team" in found else "",
        capacity=capacity(found["capacity"][1], problems) if "capacity" in found else None,
    )
    words = ((name, key.at), *((alias, each.at) for alias, each in aliases))
    return StatedPerson(person, words)
