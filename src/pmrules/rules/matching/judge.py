"""One entry judged by itself, without pandas: for `explain`, `rules check` and curious people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from pmrules.rules.matching.decide import Candidate, decide
from pmrules.rules.matching.lexicon import FIELDS, Lexicon, Term, lexicon, rule_terms
from pmrules.rules.matching.phrases import line, span, words
from pmrules.rules.rulebook import Rule, Rulebook
from pmrules.rules.verdict import Verdict

TAG_SEPARATOR = ", "
"""No phrase crosses it in the tags."""


class Hit(Struct, frozen=True):
    """Where a term occurs in an entry."""

    term: Term
    keyword: str
    field: str
    text: str
    """The text of the field; of the tags, the one that holds it."""
    start: int
    end: int
    length: int

    @property
    def words(self) -> str:
        """The words that matched, as they stand in the text."""
        return self.text[self.start : self.end]


class Near(Struct, frozen=True):
    """A rule that nearly matched: a keyword occurs, and a condition does not hold."""

    rule: Rule
    keyword: str
    unless: Hit | None = None
    """What stopped it."""
    missing: tuple[Term, ...] = ()
    """The group of which nothing occurs."""


class Tried(Struct, frozen=True):
    """A rule held against an entry, condition by condition."""

    order: int
    """Its place among the rules; 0 is the named customer."""
    rule: Rule
    groups: tuple[tuple[Term, ...], ...]
    """The keywords, then each group of `all`."""
    hits: tuple[Hit | None, ...]
    """The best of each group."""
    stopped: Hit | None
    """What of `unless` occurs."""


class Page:
    """The texts of one entry, ready to be searched."""

    def __init__(self, texts: Mapping[str, str], book: Lexicon | None = None) -> None:
        self._book = book
        self._whole = {field: [texts.get(field, "")] for field in FIELDS}
        (person,) = self._whole["person"]
        shown = book.person(person) if book else person
        self._whole["person"] = list(dict.fromkeys((shown, person)))
        pieces = {**self._whole, "tags": texts.get("tags", "").split(TAG_SEPARATOR)}
        self._lines = {
            field: [(text, line(text)) for text in each if text] for field, each in pieces.items()
        }
        self._all = "".join(searched for each in self._lines.values() for _, searched in each)

    def best(self, terms: Iterable[Term]) -> Hit | None:
        """Return the longest hit of a group; among equals that of the earlier keyword."""
        searched = self._all
        # Nearly every keyword occurs nowhere: one look at all lines at once settles most of them.
        likely = [term for term in terms if term.clue in searched]
        hits = (hit for term in likely if (hit := self._find(term)))
        return max(hits, key=lambda hit: (hit.length, -hit.term.number), default=None)

    def _find(self, term: Term) -> Hit | None:
        """The first place where a term occurs."""
        if term.phrase is None and term.regex is None:
            return self._client(term)
        return next((hit for field in term.fields for hit in self._hits(term, field)), None)

    def _hits(self, term: Term, field: str) -> Iterator[Hit]:
        if term.phrase:
            for text, searched in self._lines[field]:
                if (first := term.phrase.find(searched)) >= 0:
                    start, end = span(text, first, term.length)
                    yield Hit(term, term.name, field, text, start, end, term.length)
            return
        for text in self._whole[field]:
            if text and (found := term.regex.search(text)):
                yield Hit(term, term.name, field, text, found.start(), found.end(), 1)

    def _client(self, term: Term) -> Hit | None:
        text = self._whole["client"][0]
        read = words(text)
        if self._book and self._book.is_customer(read):
            return Hit(term, text, "client", text, 0, len(text), len(read))
        return None


def judge_text(texts: Mapping[str, str], rulebook: Rulebook) -> Verdict:
    """Judge one entry by its texts: client, project, task, description, tags, person."""
    book = lexicon(rulebook)
    page = Page(texts, book)
    return decide(found for order in range(len(book.rules)) if (found := _tried(order, book, page)))


def rule_matches(rule: Rule, texts: Mapping[str, str]) -> bool:
    """Whether a rule matches these texts, whatever else would be said of them."""
    groups, unless = rule_terms(rule)
    return bool(_holds(groups, unless, Page(texts)))


def try_all(texts: Mapping[str, str], rulebook: Rulebook) -> tuple[Tried, ...]:
    """Hold every rule against these texts, the named customer first."""
    book = lexicon(rulebook)
    page = Page(texts, book)
    held = enumerate(zip(book.rules, book.groups, book.unless, strict=True))
    return tuple(
        Tried(order, rule, groups, tuple(map(page.best, groups)), page.best(unless))
        for order, (rule, groups, unless) in held
    )


def near_misses(texts: Mapping[str, str], rulebook: Rulebook) -> tuple[Near, ...]:
    """Return the rules of which a keyword occurs in the texts, and that do not match."""
    book = lexicon(rulebook)
    page = Page(texts, book)
    tried = (_near(order, book, page) for order in range(len(book.rules)))
    return tuple(near for near in tried if near)


def _tried(order: int, book: Lexicon, page: Page) -> Candidate | None:
    hits = _holds(book.groups[order], book.unless[order], page)
    if not hits:
        return None
    main = hits[0]
    length = sum(hit.length for hit in hits)
    return Candidate(order, book.rules[order], main.keyword, main.field, main.words, length)


def _holds(groups: Sequence[Sequence[Term]], unless: Sequence[Term], page: Page) -> list[Hit]:
    """The best hit of every group, nothing if any condition fails."""
    hits: list[Hit] = []
    for group in groups:
        hit = page.best(group)
        if hit is None:
            return []
        hits.append(hit)
    return [] if page.best(unless) else hits


def _near(order: int, book: Lexicon, page: Page) -> Near | None:
    groups, rule = book.groups[order], book.rules[order]
    hits = [page.best(group) for group in groups]
    main = next((hit for hit in hits if hit), None)
    if main is None:
        return None
    for group, hit in zip(groups, hits, strict=True):
        if hit is None:
            return Near(rule, main.keyword, missing=group) if hits[0] else None
    stopped = page.best(book.unless[order])
    return Near(rule, main.keyword, unless=stopped) if stopped else None
