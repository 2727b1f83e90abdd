"""Which keywords occur wherever a given one does, found by one word and not by trying all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pmrules.rules.linting.covering import Key, covers

_WORD, _PREFIX, _SUFFIX, _INSIDE, _ANY = range(5)
_Anchor = tuple[int, str]


class Index:
    """Keywords by the word of theirs that says most: one without stars, and the rarest."""

    def __init__(self, keys: Iterable[Key]) -> None:
        known = dict.fromkeys(keys)
        self._patterns: dict[str, list[Key]] = {}
        common = Counter(word for words, _, _ in known for word in set(words))
        self._by_anchor: dict[_Anchor, list[Key]] = {}
        for key in known:
            if not key[0]:
                self._patterns.setdefault(key[1], []).append(key)
            else:
                word = min(key[0], key=lambda word: (_anchor(word)[0], common[word]))
                self._by_anchor.setdefault(_anchor(word), []).append(key)
        self._sizes = {
            kind: sorted({len(core) for each, core in self._by_anchor if each == kind})
            for kind in (_PREFIX, _SUFFIX, _INSIDE)
        }
        self._met_by: Callable[[str], tuple[Key, ...]] = cache(self._found)

    def covering(self, key: Key) -> Iterator[Key]:
        """Yield every keyword that occurs wherever this one does, itself included."""
        if not key[0]:
            # Nobody can tell what else a regular expression finds.
            yield from (other for other in self._patterns.get(key[1], ()) if covers(other, key))
            return
        likely = dict.fromkeys(other for word in key[0] for other in self._met_by(word))
        yield from (other for other in likely if covers(other, key))

    def _found(self, word: str) -> tuple[Key, ...]:
        """The keywords whose word may stand for this one; words come again and again."""
        anchors = self._anchors(word)
        return tuple(key for anchor in anchors for key in self._by_anchor.get(anchor, ()))

    def _anchors(self, word: str) -> Iterator[_Anchor]:
        """Yield every anchor that the word of a keyword that covers this one may have."""
        core = word.strip("*")
        yield _anchor(word)
        yield _ANY, ""
        for size in self._sizes[_PREFIX] if not word.startswith("*") else ():
            yield _PREFIX, core[:size]
        for size in self._sizes[_SUFFIX] if not word.endswith("*") else ():
            yield _SUFFIX, core[-size:]
        for size in self._sizes[_INSIDE]:
            yield from ((_INSIDE, core[at : at + size]) for at in range(len(core) - size + 1))


def _anchor(word: str) -> _Anchor:
    core = word.strip("*")
    kind = (_WORD, _PREFIX, _SUFFIX, _INSIDE)[word.endswith("*") + 2 * word.startswith("*")]
    return (kind, core) if core else (_ANY, "")
