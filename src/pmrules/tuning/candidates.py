"""Words and phrases of what is open that could become keywords, with the hours that carry them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from pmrules.rules.matching.judge import TAG_SEPARATOR
from pmrules.rules.matching.phrases import words
from pmrules.rules.rulebook import Keyword, Rulebook
from pmrules.tuning.items import Items

Words = tuple[str, ...]
LONGEST = 4
"""Words of a phrase."""
MOST = 400
"""Candidates that are weighed."""
_READ = 20_000
"""Texts that are read for phrases, those with most hours."""
_WHOLE = 6
_CARRIES = 0.75
"""A phrase stands for its parts if it holds so much of their hours."""

# Words that tell nothing by themselves, and the calendar's, in the languages of the default pack.
_SMALL = frozenset(
    """
    a an the and or but not no of in on at by to for from with without into onto over under
    about after before between up down out off as is are was were be been am it its this that
    these those i we you he she they me my our your his her their us them what which who how why
    when where all any both each more most other some such only own same so than too very can
    will just did do does done had has have having got get gets getting went go going gone came
    come w wo re vs via per etc again still also then now today tomorrow yesterday morning
    afternoon evening day days week weeks month year hour hours pm h min mins part nr new old
    first second third last next one two three four five six seven eight nine ten thing things
    stuff bit lot less monday tuesday wednesday thursday friday saturday sunday mon tue wed thu
    fri sat sun january february march april may june july august september october november
    december jan feb mar apr jun jul aug sep sept oct nov dec q1 q2 q3 q4 der die das den dem
    des ein eine einen einem einer und oder aber nicht kein keine von im auf aus bei bis mit
    nach seit um vor zu zum zur fur uber unter ist sind war wir ich sie es er ihr wie wer noch
    auch nur schon dann heute morgen gestern woche tag stunde montag dienstag mittwoch
    donnerstag freitag le la les l un une du de d et ou mais pas ne au aux en dans sur sous avec
    sans pour par chez est sont ce cette ces ma mes nous vous ils elles je tu il elle qui que
    quoi jour semaine lundi mardi mercredi jeudi vendredi el los las uno una unos unas y o pero
    del al con sin para por sobre son este esta estos estas mi nuestro su sus yo como semana
    lunes martes miercoles jueves viernes het een van voor met zonder naar bij uit op te ter dat
    dit deze zijn niet geen wel maar om aan als nog ook maandag dinsdag woensdag donderdag
    vrijdag och att det som ett med til og ikke av pa
    """.split()  # noqa: SIM905  a list of words is read as words
)
_FIELDS = {"project": "project", "task": "task", "tags": "tags"}


class Candidate(Struct, frozen=True):
    """A keyword that could be added."""

    keyword: Keyword
    words: Words
    seconds: int
    """Open seconds that it occurs in."""


def candidates(items: Items, rulebook: Rulebook) -> tuple[Candidate, ...]:
    """Return what could settle open hours, most hours first, phrases instead of their parts."""
    names = forbidden(items, rulebook)
    found = [*_phrases(items, names), *_values(items, names)]
    found.sort(key=lambda each: (-each.seconds, each.keyword.field, each.words))
    return tuple(found[:MOST])


def forbidden(items: Items, rulebook: Rulebook) -> frozenset[str]:
    """Return the words of people's names, and of customers' and our own: none is a keyword."""
    people = [*items.frame["person"].astype("str").unique()]
    people += [text for each in rulebook.people for text in (each.name, *each.aliases)]
    clients = [*items.frame["client"].astype("str").unique(), *rulebook.internal]
    clients += [each.text for each in rulebook.customers]
    return frozenset(word for text in (*people, *clients) for word in words(text))


def tells(word: str, names: frozenset[str]) -> bool:
    """Whether a word can stand for something: no number, no name, none of the small words."""
    if len(word) < 2 or word in names or word in _SMALL:
        return False
    return not _counts(word)


def _counts(word: str) -> bool:
    """Whether a word is or holds a number: `3`, `2nd`."""
    return any(sign.isdecimal() for sign in word)


def grams(text: Words, names: frozenset[str]) -> Iterator[Words]:
    """Yield the phrases of a text: they begin and end in words that tell something."""
    plain = [not _counts(word) and word not in names for word in text]
    for begin, word in enumerate(text):
        if not tells(word, names):
            continue
        if begin + 1 < len(text) and text[begin + 1].isdecimal():
            yield (word, "*")
        for end in range(begin + 1, min(begin + LONGEST, len(text)) + 1):
            if not plain[end - 1]:
                break
            if tells(text[end - 1], names):
                yield text[begin:end]


def _phrases(items: Items, names: frozenset[str]) -> Iterator[Candidate]:
    open_ = items.frame[items.open]
    text = open_["description"].astype("str")
    column = text.where(text != "", open_["task"].astype("str")).astype("category").cat
    seconds = np.bincount(
        column.codes.to_numpy(), open_["seconds"].to_numpy(), len(column.categories)
    )
    weight: Counter[Words] = Counter()
    texts: Counter[Words] = Counter()
    for code in np.argsort(-seconds, kind="stable")[:_READ].tolist():
        held = int(seconds[code])
        if not held:
            break
        read = words(str(column.categories[code]))
        own = set(grams(read, names))
        if 1 < len(read) <= _WHOLE and (whole := _trimmed(read, names)):
            own.add(whole)
            texts[whole] += 1
        for gram in own:
            weight[gram] += held
            texts[gram] += 1
    shared = {gram: weight[gram] for gram, times in texts.items() if times > 1}
    for gram in _foremost(shared):
        yield Candidate(Keyword(" ".join(gram)), gram, shared[gram])


def _trimmed(read: Words, names: frozenset[str]) -> Words:
    """A short text as a phrase, if it can be one."""
    usable = not any(_counts(word) or word in names for word in read)
    return read if usable and any(tells(word, names) for word in read) else ()


def _foremost(weight: dict[Words, int]) -> Iterator[Words]:
    """Leave out the parts of phrases that hold nearly as much, and phrases that hold too little."""
    beaten: set[Words] = set()
    for gram, held in weight.items():
        for part in parts(gram):
            if part in weight and held >= _CARRIES * weight[part]:
                beaten.add(part)
    return (gram for gram in weight if gram not in beaten)


def parts(gram: Words) -> Iterator[Words]:
    """Yield the shorter phrases inside a phrase."""
    for size in range(1, len(gram)):
        for begin in range(len(gram) - size + 1):
            yield gram[begin : begin + size]


def _values(items: Items, names: frozenset[str]) -> Iterator[Candidate]:
    """Projects, tasks and tags as keywords of their fields."""
    open_ = items.frame[items.open]
    for column, field in _FIELDS.items():
        held: dict[str, int] = defaultdict(int)
        for value, seconds in open_.groupby(column, observed=True)["seconds"].sum().items():
            for text in str(value).split(TAG_SEPARATOR) if column == "tags" else (str(value),):
                held[text] += int(seconds)
        for text, seconds in held.items():
            read = words(text)
            if any(tells(word, names) for word in read):
                yield Candidate(Keyword(" ".join(text.split()), field), read, seconds)
