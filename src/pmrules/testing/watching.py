"""Code at work watched: what it writes, whom it calls and what it starts is noted and prevented."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname")
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

_watching: list[list[tuple[str, str]]] = []
_hooked: list[bool] = []


@contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """Note and prevent what must not happen in here; an audit hook stays for good, and sleeps."""
    if not _hooked:
        sys.addaudithook(_audit)
        _hooked.append(True)
    seen: list[tuple[str, str]] = []
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    found = _kind(event, arguments)
    if found and "__pycache__" not in found[1]:
        _watching[-1].append(found)
        raise PermissionError(f"an importer under test {found[0]}: {found[1]}")


def _kind(event: str, arguments: tuple[object, ...]) -> tuple[str, str] | None:
    if event == "open":
        return _opened(arguments)
    for events, kind in (
        (_NETWORK, "connects to a network"),
        (_PROGRAMS, "starts a program"),
        (_FILES, "writes or removes"),
    ):
        if event in events:
            return kind, f"{event} {arguments[1:2] if event in _NETWORK else arguments[:1]}"
    return None


def _opened(arguments: tuple[object, ...]) -> tuple[str, str] | None:
    path, flags = arguments[0], arguments[2]
    if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return "writes a file", str(path)
    return None
