"""A rules file as a small tree of texts, lists and mappings that know their place.

Only the parser's events are used: nothing is constructed, every scalar stays the text that was
typed, and what makes YAML a programming language (tags, anchors, aliases, merging) is refused.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from pmrules.rules.language import syntax
from pmrules.rules.language.positions import Source, Span
from pmrules.rules.language.problems import Problems, quoted

MOST = 100_000
_LONGEST_WORD = 100
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_CUT = re.compile(r"[ \t]+(#\w\S*)")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Text(Struct, frozen=True):
    """A scalar, as typed."""

    value: str
    at: Span
    plain: bool = False
    """Whether it was written without quotes."""
    cut: Span | None = None
    """What an unquoted ` #` took away, read by YAML as a comment."""

    @property
    def empty(self) -> bool:
        """Whether nothing stands there: no value, `~` or `null`."""
        return self.plain and self.value in _EMPTY


class Items(Struct, frozen=True):
    """A list."""

    items: tuple["Node", ...]
    at: Span


class Fields(Struct, frozen=True):
    """A mapping; no key occurs twice."""

    pairs: tuple[tuple[Text, "Node"], ...]
    at: Span


Node = Text | Items | Fields


class _TooMuchError(Exception):
    pass


def parse(text: str, source: Source, problems: Problems) -> Node | None:
    """Return the one document of a file, or None after saying why there is none."""
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER), source, problems).document()
    except yaml.MarkedYAMLError as error:
        syntax.explain(error, source, problems)
    except _TooMuchError:
        pass
    return None


class _Builder:
    """Makes the tree from the parser's events."""

    def __init__(self, events: Iterator[Event], source: Source, problems: Problems) -> None:
        self._events = events
        self._source = source
        self._problems = problems
        self._anchors: set[str] = set()
        self._nodes = 0

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent) and root is not None:
                self._problems.add(
                    "two-documents",
                    "A second document begins here.",
                    "Take the line “---” out; a rules file is one document.",
                    self._span(event, 3),
                )
                break
            if isinstance(event, NodeEvent):
                root = self._node(event, 0)
        return root

    def _node(self, event: Event, depth: int) -> Node:
        self._bounded(event, depth)
        if isinstance(event, ScalarEvent) and event.anchor is None and event.tag is None:
            return self._text(event)  # nearly every event: looked at first
        refused = self._refuse_machinery(event)
        match event:
            case ScalarEvent() if event.value or not refused:
                return self._text(event)
            case SequenceStartEvent():
                items = tuple(self._node(each, depth + 1) for each in self._until_end())
                return Items(items, self._span(event))
            case MappingStartEvent():
                return self._fields(event, depth)
            case _:
                return Text(self._word(event), self._span(event, len(self._word(event))))

    def _bounded(self, event: Event, depth: int) -> None:
        self._nodes += 1
        if depth > syntax.DEEPEST:
            mend = "No rule needs that."
            self._problems.add("too-deep", syntax.TOO_DEEP, mend, self._span(event))
            raise _TooMuchError
        if self._nodes > MOST:
            what = f"More than {MOST:,} words stand in this file."
            self._problems.add("rules-too-large", what, "No rules need that.", self._span(event))
            raise _TooMuchError

    def _until_end(self) -> Iterator[Event]:
        for event in self._events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _fields(self, event: Event, depth: int) -> Fields:
        pairs: dict[str, tuple[Text, Node]] = {}
        for each in self._until_end():
            key = self._node(each, depth + 1)
            value = next(self._events)
            if isinstance(key, Text) and key.plain and key.value == "<<":
                self._merge(key, value, depth)
                continue
            node = self._node(value, depth + 1)
            if not isinstance(key, Text):
                what = "A list or a mapping stands here where a name is expected."
                mend = "If it is text with brackets or braces, put it in quotes."
                self._problems.add("wrong-type", what, mend, key.at)
            elif key.value in pairs:
                self._twice(key, pairs[key.value][0])
            else:
                pairs[key.value] = (key, node)
        first = next(iter(pairs.values()))[0].at if pairs else self._span(event)
        return Fields(tuple(pairs.values()), first)

    def _merge(self, key: Text, value: Event, depth: int) -> None:
        what = "Merging with “<<” is not read here."
        self._problems.add("yaml-merge", what, "Write the lines out.", key.at)
        if not isinstance(value, AliasEvent):
            self._node(value, depth + 1)

    def _twice(self, key: Text, first: Text) -> None:
        self._problems.add(
            "duplicate-key",
            f"{quoted(key.value)} stands twice here, first on line {first.at.line + 1}.",
            "Make one of the two, or rename one.",
            key.at,
        )

    def _text(self, event: ScalarEvent) -> Text:
        (line, column), (last, end) = _at(event.start_mark), _at(event.end_mark)
        length = (end if last == line else len(self._source.line(line))) - column
        at = self._source.span(line, column, length)
        if event.style:
            return Text(event.value, at)
        if last > line:
            syntax.suspect_lines(self._source, line, last, self._problems)
        cut = _CUT.match(self._source.line(last), end)
        lost = self._source.span(last, cut.start(1), len(cut[1])) if cut else None
        return Text(event.value, at, plain=True, cut=lost)

    def _refuse_machinery(self, event: Event) -> bool:
        """Refuse what YAML reads in `*word`, `&word` and `!word`, which people write as text."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is None and tag is None:
            return False
        word = self._word(event)
        if isinstance(event, AliasEvent) and anchor not in self._anchors:
            mend = f'Put it in quotes: "{word}"'
        else:
            mend = f'If it is text, put it in quotes: "{word}"; if not, leave it out.'
        if anchor is not None and not isinstance(event, AliasEvent):
            self._anchors.add(anchor)
        self._problems.add(
            "unquoted-sign",
            f"Without quotes, YAML does not read {quoted(word)} as text: "
            f"“{word[:1]}” at the beginning has a meaning of its own.",
            mend,
            self._span(event, len(word)),
        )
        return True

    def _word(self, event: Event) -> str:
        line, column = _at(event.start_mark)
        return re.split(
            r"[\s,\]}]", self._source.line(line)[column : column + _LONGEST_WORD], maxsplit=1
        )[0]

    def _span(self, event: Event, length: int = 1) -> Span:
        return self._source.span(*_at(event.start_mark), length)


def _at(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column
