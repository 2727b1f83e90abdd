"""An importer at work watched: it opens no connection, writes no file, starts no program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pmrules.testing.case import Case
from pmrules.testing.fault import Fault, NotMade
from pmrules.visible import visible

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
_MENDS = {
    "connects": "Read the file alone: what people tracked stays on their machine.",
    "writes": "Hand records over and write nothing; keep in memory what you need to remember.",
    "starts": "Read the file in Python: a program may be missing where your importer runs.",
}

_watching: list[list[tuple[str, str]]] = []
_hooked: list[bool] = []


def quiet(case: Case) -> Iterator[Fault]:
    """Reading opens no connection, writes nothing and starts no program."""
    if case.plain.refusal:
        raise NotMade("the sample is not read")
    path = case.made(case.data)
    with _watched() as seen:
        case.again(path)
    for kind, what in dict.fromkeys(seen):
        yield Fault(f"While it reads, it {kind}: {visible(what, 200)}.", _MENDS[kind.split()[0]])
    if path.read_bytes() != case.data:
        yield Fault("It changes the file that it reads.", "Exports are read and left alone.")


@contextmanager
def _watched() -> Iterator[list[tuple[str, str]]]:
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
    path, mode = arguments[0], arguments[1]
    if isinstance(mode, str) and set(mode) & set("wax+"):
        return "writes a file", str(path)
    return None
