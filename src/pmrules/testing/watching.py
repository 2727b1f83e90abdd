"""Code at work watched: what it writes, whom it calls and what it starts is noted and prevented."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from msgspec import Struct, field

_NETWORK = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
)  # fmt: skip
_PROGRAMS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.startfile",
)
_FILES = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "os.link",
    "os.symlink", "shutil.copyfile", "shutil.move", "shutil.rmtree", "sqlite3.connect",
)  # fmt: skip

Deeds = list[tuple[str, str]]
"""What code did: the kind of deed, and what it did it to."""

_watching: "list[_Watch]" = []
_hooked: list[bool] = []


class _Watch(Struct, frozen=True, eq=False):
    seen: Deeds
    own: Path | None
    """The file that is read, which nobody is to open again."""
    said: io.StringIO = field(default_factory=io.StringIO)


@contextmanager
def watched(seen: Deeds, own: Path | None = None) -> Iterator[None]:
    """Note what must not happen in here and prevent it; an audit hook stays for good, and sleeps.

    Opening the file `own` by its path is noted and let pass.
    """
    if not _hooked:
        sys.addaudithook(_audit)
        _hooked.append(True)
    watch = _Watch(seen, own)
    _watching.append(watch)
    try:
        with redirect_stdout(watch.said), redirect_stderr(watch.said):
            yield
    finally:
        _watching.remove(watch)
        if said := watch.said.getvalue().strip():
            seen.append(("prints", said))


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    watch = _watching[-1]
    found = _kind(event, arguments)
    if found and "__pycache__" not in found[1]:
        watch.seen.append(found)
        raise PermissionError(f"an importer under test {found[0]}: {found[1]}")
    if event == "open" and watch.own and str(arguments[0]) == str(watch.own):
        watch.seen.append(("opens `source.path` itself", watch.own.name))


def _kind(event: str, arguments: tuple[object, ...]) -> tuple[str, str] | None:
    if event == "open":
        return _opened(arguments)
    for events, kind in (
        (_NETWORK, "connects to a network"),
        (_PROGRAMS, "starts a program"),
        (_FILES, "writes or removes"),
    ):
        if event in events:
            told = [str(each) for each in arguments if isinstance(each, str | bytes | tuple)]
            return kind, f"{event} {', '.join(told)}".strip()
    return None


def _opened(arguments: tuple[object, ...]) -> tuple[str, str] | None:
    path, flags = arguments[0], arguments[2]
    if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return "writes a file", str(path)
    return None
