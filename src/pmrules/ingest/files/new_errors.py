"""Errors of newer office programs (`#SPILL!` ...), which the library refuses to open.

They stand in for an older error; what the cell really holds is read from the XML beside it.
"""

import io
import re
import zipfile
from collections.abc import Collection

KNOWN = frozenset(
    {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!", b"#DATA!"}
)
_CELL = re.compile(
    rb"(<((?:[A-Za-z][\w.-]*:)?)c\b[^<>]*\st=[\"']e[\"'][^<>]*>(?:(?!</\2c>).)*?<\2v>)([^<]*)(?=<)",
    re.DOTALL,
)


def with_known_errors(data: bytes, sheets: Collection[str]) -> bytes:
    """Return a package in which every error cell of some parts is one that the library knows."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as package:
        for name in source.namelist():
            part = source.read(name)
            package.writestr(name, _CELL.sub(_known, part) if name in sheets else part)
    return made.getvalue()


def _known(match: re.Match[bytes]) -> bytes:
    return match[1] + (match[3] if match[3].strip() in KNOWN else b"#VALUE!")
