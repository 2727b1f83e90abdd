"""Files that were whole once: bytes turned, cut, doubled, and parts of packages mixed up."""

import io
import zipfile
from random import Random

TOKENS = (
    b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\x1b[31m",
    b"-", b"0", b"9" * 30, b"1e309", b"nan", b"=1+1", b"12:30", b"02/03/2026", b"2026-02-31",
    b"<", b">", b"/>", b"&amp;", b"&#0;", b"<!DOCTYPE a>", b'r="XFD1048576"', b't="s"', b't="b"',
    b"<v>", b"</row>", b"[", b"{", b": ", b"- ", b"&a", b"*a", b"!!x", b"re: (", b"'", b"|", b"#",
    "é".encode(), "İ".encode(), "ﬁ".encode(), b"\xed\xa0\x80", "\u202e".encode(),
)  # fmt: skip


def mutated(data: bytes, chance: Random) -> bytes:
    """Return a file with a few faults: inside the parts of a package as often as in itself."""
    if data[:2] == b"PK" and chance.random() < 0.8:
        return _package(data, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _package(data: bytes, chance: Random) -> bytes:
    """Damage parts of a package, and leave out, double or swap others."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    hurt = chance.randrange(len(parts))
    name, content = parts[hurt]
    for _ in range(chance.choice((1, 2, 4))):
        content = chance.choice(_WAYS)(content, chance)
    parts[hurt] = (name, content)
    if chance.random() < 0.1:
        del parts[chance.randrange(len(parts))]
    if parts and chance.random() < 0.1:
        parts.append((chance.choice(parts)[0] + chance.choice(("", "x")), content))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name not in package.namelist():
                package.writestr(name, content)
    return written.getvalue()


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 1, 2, 5, 20, 200)))


def _turn(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + bytes(chance.randrange(256) for _ in range(end - start)) + data[end:]


def _cut(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[start:end] * chance.choice((2, 2, 3, 50)) + data[end:]


def _insert(data: bytes, chance: Random) -> bytes:
    start, _ = _span(data, chance)
    return data[:start] + chance.choice(TOKENS) + data[start:]


def _replace(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.choice(TOKENS) + data[end:]


def _swap(data: bytes, chance: Random) -> bytes:
    """Let one token stand wherever another stood."""
    return data.replace(chance.choice(TOKENS), chance.choice(TOKENS), chance.choice((1, 3, -1)))


def _end(data: bytes, chance: Random) -> bytes:
    return data[: _span(data, chance)[0]]


_WAYS = (_turn, _cut, _double, _insert, _insert, _replace, _replace, _swap, _end)
