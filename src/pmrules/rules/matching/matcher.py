"""Where keywords occur in the distinct texts: phrases, regular expressions, the client column."""

from collections.abc import Iterator
from itertools import compress

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from pmrules.rules.matching.buffer import Buffer, spelt
from pmrules.rules.matching.corpus import Corpus, Ints, Longs
from pmrules.rules.matching.lexicon import FIELDS, Lexicon, Term
from pmrules.rules.matching.phrases import lines, span, words


class Hits(Struct, frozen=True):
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


def all_matched(hits: Hits, corpus: Corpus, book: Lexicon, numbers: Longs) -> dict[int, str]:
    """Return the words of many hits, by their numbers."""
    phrase = np.array([term.phrase is not None for term in book.terms], np.bool_)
    texts = [corpus.texts[n] for n in hits.text[numbers].tolist()]
    plain = phrase[hits.term[numbers]] & (hits.span[numbers] >= 0)
    plain &= np.fromiter(map(str.isascii, texts), np.bool_, len(texts))
    some = numbers[plain]
    found = spelt([*compress(texts, plain)], hits.at[some], hits.span[some])
    others = ((n, matched(hits, corpus, book, n)) for n in numbers[~plain].tolist())
    return {**dict(zip(some.tolist(), found, strict=True)), **dict(others)}


def _hits(corpus: Corpus, text: Ints, term: Ints, at: Ints, reach: Ints, length: Ints) -> Hits:
    return Hits(corpus.value[text], term, text, at, reach, length)


def _phrases(corpus: Corpus, book: Lexicon) -> Hits:
    terms = [term for term in book.terms if term.phrase and term.phrase.words]
    phrases = list(dict.fromkeys(term.phrase for term in terms if term.phrase))
    number = {phrase: place for place, phrase in enumerate(phrases)}
    found, text, at = Buffer(lines(corpus.texts[: corpus.phrased])).find(phrases)
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
