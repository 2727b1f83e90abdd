"""All keywords looked for in all distinct texts at once, with one automaton."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ahocorasick_rs import BytesAhoCorasick, Implementation

from pmrules.rules.corpus import Corpus, Ints
from pmrules.rules.lexicon import FIELDS, Lexicon, Term
from pmrules.rules.phrases import Phrase, lines, span, words

_CHUNK = 1 << 20
_MANY = 20_000


@dataclass(frozen=True)
class Hits:
    """Where terms occur, first places only, ordered by value and then by term."""

    value: Ints
    term: Ints
    text: Ints
    at: Ints
    """The first word within the text; of a regular expression the first character."""
    span: Ints
    """Words; of a regular expression characters; of the client column -1, the whole text."""
    length: Ints

    def __len__(self) -> int:
        return len(self.value)

    @classmethod
    def of(cls, parts: list["Hits"]) -> "Hits":
        """Return the hits of several searches, sorted, each term once a value."""
        joined = [
            np.concatenate(columns) for columns in zip(*map(cls._columns, parts), strict=True)
        ]
        value, term = joined[0].astype(np.int64), joined[1]
        key = value * (int(term.max(initial=0)) + 1) + term
        order = np.argsort(key, kind="stable")
        key = key[order]
        first = np.ones(len(key), np.bool_)
        first[1:] = key[1:] != key[:-1]
        keep = order[first]
        return cls(*(column[keep] for column in joined))

    def _columns(self) -> tuple[Ints, ...]:
        return (self.value, self.term, self.text, self.at, self.span, self.length)


def search(corpus: Corpus, book: Lexicon) -> Hits:
    """Return every hit of every term."""
    return Hits.of([_phrases(corpus, book), _clients(corpus, book), *_regexes(corpus, book)])


def matched(hits: Hits, corpus: Corpus, book: Lexicon, number: int) -> str:
    """Return the words of one hit as they stand in the text."""
    text = corpus.texts[int(hits.text[number])]
    at, reach = int(hits.at[number]), int(hits.span[number])
    if reach < 0:
        return text
    start, end = at, at + reach
    if book.terms[int(hits.term[number])].phrase:
        start, end = span(text, at, reach)
    return text[start:end]


def _hits(corpus: Corpus, text: Ints, term: Ints, at: Ints, reach: Ints, length: Ints) -> Hits:
    return Hits(corpus.value[text], term, text, at, reach, length)


def _phrases(corpus: Corpus, book: Lexicon) -> Hits:
    terms = [term for term in book.terms if term.phrase and term.phrase.words]
    phrases = list(dict.fromkeys(term.phrase for term in terms if term.phrase))
    number = {phrase: place for place, phrase in enumerate(phrases)}
    found, text, at = _Buffer(lines(corpus.texts[: corpus.phrased])).find(phrases)
    # A phrase may be the keyword of several rules: one hit for each.
    of = np.array([number[term.phrase] for term in terms if term.phrase], np.int32)
    by_phrase = np.argsort(of, kind="stable").astype(np.int32)
    place, nth = spread(np.bincount(of, minlength=len(phrases)), found)
    term = by_phrase[nth]
    reads = np.array([_mask(each) for each in terms], np.int32)
    keep = (reads[term] >> corpus.field[text[place]]) & 1 == 1
    term, place = term[keep], place[keep]
    numbers = np.array([each.number for each in terms], np.int32)
    length = np.array([each.length for each in terms], np.int32)[term]
    return _hits(corpus, text[place], numbers[term], at[place], length, length)


def _mask(term: Term) -> int:
    return sum(1 << FIELDS.index(field) for field in term.fields)


def spread(sizes: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Lay out the members of groups that stand one behind another.

    `rows` names a group each. Return, for every member of every row's group, the place in `rows`
    and the member's number.
    """
    starts = np.cumsum(sizes) - sizes
    count = sizes[rows]
    place = np.repeat(np.arange(len(rows), dtype=np.int32), count)
    within = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    return place, (starts[rows][place] + within).astype(np.int32)


def _clients(corpus: Corpus, book: Lexicon) -> Hits:
    """The client column speaks for a customer wherever it is not ourselves."""
    values = corpus.columns["client"].values
    read = list(map(words, values))
    code = np.array([n for n, each in enumerate(read) if book.is_customer(each)], np.int32)
    length = np.array([len(read[n]) for n in code.tolist()], np.int32)
    # Of all fields the client comes first, and its texts are its values.
    term = np.full(len(code), book.client_column.number, np.int32)
    return _hits(corpus, code, term, np.zeros_like(code), np.full_like(code, -1), length)


def _regexes(corpus: Corpus, book: Lexicon) -> Iterator[Hits]:
    terms = [term for term in book.terms if term.regex is not None]
    for mask in dict.fromkeys(map(_mask, terms)):
        reads = corpus.whole & ((mask >> corpus.field) & 1 == 1)
        numbers = np.flatnonzero(reads).astype(np.int32)
        column = pa.array([corpus.texts[n] for n in numbers.tolist()], pa.string())
        for term in terms:
            if _mask(term) == mask:
                yield _regex(term, column, numbers, corpus)


def _regex(term: Term, column: pa.Array, numbers: Ints, corpus: Corpus) -> Hits:
    # Arrow runs the same engine over all texts; the few that match give their places.
    may = pc.match_substring_regex(column, term.pattern, ignore_case=True).to_numpy(False)
    texts = ((n, corpus.texts[n]) for n in numbers[may].tolist())
    found = ((n, term.regex.search(text)) for n, text in texts if text)
    places = [(n, hit.start(), hit.end() - hit.start()) for n, hit in found if hit]
    text, at, reach = np.array(places, np.int32).reshape(-1, 3).T
    return _hits(corpus, text, np.full_like(text, term.number), at, reach, np.ones_like(text))


class _Buffer:
    """Many lines in one buffer, and which word each place belongs to.

    The words of all lines are numbered through; the sign between two lines counts as a word, so
    that the last word of one line and the first of the next are never neighbours.
    """

    def __init__(self, buffer: bytes) -> None:
        self._buffer = buffer
        signs = np.frombuffer(buffer, np.uint8)
        self._blanks = np.flatnonzero(signs == ord(" ")).astype(np.int32)
        self._ends = self._word(np.flatnonzero(signs == ord("\n")), 0)
        self._ends = np.append(self._ends, np.int32(len(self._blanks) - 1))
        self._starts = np.append(np.int32(0), self._ends[:-1] + np.int32(1))

    def find(self, phrases: list[Phrase]) -> tuple[Ints, Ints, Ints]:
        """Return phrase, line and word within the line of every hit."""
        patterns = list(dict.fromkeys(part.pattern for each in phrases for part in each.parts))
        place = {pattern: n for n, pattern in enumerate(patterns)}
        found, word = self._scan(patterns)
        exact = np.full(len(patterns), -1, np.int32)
        for n, each in enumerate(phrases):
            if not each.loose:
                exact[place[each.parts[0].pattern]] = n
        simple = exact[found] >= 0
        parts = [(exact[found[simple]], word[simple])]
        loose = [n for n, each in enumerate(phrases) if each.loose]
        needed = {place[part.pattern] for n in loose for part in phrases[n].parts}
        by_pattern = _grouped(found, word, needed)
        for n in loose:
            at = self._side_by_side(
                phrases[n], [by_pattern[place[p.pattern]] for p in phrases[n].parts]
            )
            parts.append((np.full(len(at), n, np.int32), at))
        phrase, word = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        line = np.searchsorted(self._ends, word).astype(np.int32)
        return phrase, line, word - self._starts[line]

    def _scan(self, patterns: list[str]) -> tuple[Ints, Ints]:
        """Every place of every pattern: its number and the word."""
        if not patterns:
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        automaton = BytesAhoCorasick(
            [pattern.encode() for pattern in patterns],
            # Twice as fast; of very many patterns it would take too much memory.
            implementation=Implementation.DFA if len(patterns) <= _MANY else None,
        )
        lead = np.array([pattern.startswith(" ") for pattern in patterns], np.int32)
        found = []
        for begin, chunk in self._chunks():
            hits = automaton.find_matches_as_indexes(chunk, overlapping=True)
            flat = np.fromiter(chain.from_iterable(hits), np.int32, 3 * len(hits))
            pattern = flat[0::3]
            found.append((pattern.copy(), self._word(flat[1::3] + begin, lead[pattern])))
        pattern, word = (np.concatenate(columns) for columns in zip(*found, strict=True))
        return pattern, word

    def _chunks(self) -> Iterator[tuple[int, memoryview]]:
        begin, view = 0, memoryview(self._buffer)
        while begin < len(view):
            end = self._buffer.find(b"\n", begin + _CHUNK) + 1 or len(view)
            yield begin, view[begin:end]
            begin = end

    def _word(self, place: Ints, lead: Ints | int) -> Ints:
        """The word at a place: a pattern with a lead begins at the blank before it."""
        before = np.searchsorted(self._blanks, place.astype(np.int32))
        return (before + lead - 1).astype(np.int32)

    def _side_by_side(self, phrase: Phrase, parts: list[Ints]) -> Ints:
        """The words at which all parts of a phrase stand as they must, within one line."""
        if parts:
            starts = [word - part.offset for part, word in zip(phrase.parts, parts, strict=True)]
            begin = starts[0]
            for other in starts[1:]:
                begin = begin[np.isin(begin, other)]
            begin = np.unique(begin)
        else:
            begin = self._starts.copy()
        begin = begin[begin >= 0]
        last = self._ends[np.minimum(np.searchsorted(self._ends, begin), len(self._ends) - 1)]
        return begin[begin + phrase.length <= last]


def _grouped(found: Ints, word: Ints, needed: set[int]) -> dict[int, Ints]:
    """The words by pattern, of the patterns needed."""
    keep = np.isin(found, np.array(sorted(needed), np.int32))
    found, word = found[keep], word[keep]
    order = np.argsort(found, kind="stable")
    found, word = found[order], word[order]
    bounds = np.searchsorted(found, np.array(sorted(needed), np.int32), side="left")
    ends = np.searchsorted(found, np.array(sorted(needed), np.int32), side="right")
    return {n: word[a:b] for n, a, b in zip(sorted(needed), bounds, ends, strict=True)}
