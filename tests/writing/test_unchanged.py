"""A file that was read is replaced only while nobody else has changed it."""

import hashlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pmrules.errors import OutputError
from pmrules.writing.atomic import replacing_unchanged

OLD = b"rules:\r\n  - name: Visits\r\n"
NEW = OLD + b"  # learned\r\n"

LEARNER = """
import hashlib, sys
from pathlib import Path
from pmrules.errors import OutputError
from pmrules.writing.atomic import replacing_unchanged
path = Path(sys.argv[1])
while True:
    read = path.read_bytes()
    try:
        with replacing_unchanged(path, hashlib.sha256(read).hexdigest()) as file:
            file.write(read + b"+")
        break
    except OutputError as error:
        assert error.problems[0].code == "changed-meanwhile", error
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _replace(path: Path, read: bytes, new: bytes = NEW) -> None:
    with replacing_unchanged(path, hashlib.sha256(read).hexdigest()) as file:
        file.write(new)


def _refusal(path: Path, read: bytes) -> str:
    with pytest.raises(OutputError) as caught:
        _replace(path, read)
    return caught.value.problems[0].code


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a rules file of two lines."""
    path = tmp_path / "acme.yaml"
    path.write_bytes(OLD)
    return path


def test_an_unchanged_file_is_replaced_byte_by_byte(rules: Path) -> None:
    """What is written arrives as it is, line ends among it."""
    _replace(rules, OLD)
    assert rules.read_bytes() == NEW
    assert _names(rules.parent) == ["acme.yaml"]


@pytest.mark.parametrize("meanwhile", [b"", OLD + b" ", OLD.replace(b"\r\n", b"\n"), NEW])
def test_a_changed_file_is_kept(rules: Path, meanwhile: bytes) -> None:
    """Somebody else's text is never overwritten, however small the difference."""
    rules.write_bytes(meanwhile)
    assert _refusal(rules, OLD) == "changed-meanwhile"
    assert rules.read_bytes() == meanwhile
    assert _names(rules.parent) == ["acme.yaml"]


def _write_while(path: Path, editor: str) -> None:
    with replacing_unchanged(path, hashlib.sha256(OLD).hexdigest()) as file:
        file.write(NEW)
        _replaced_by(editor, path)


def _replaced_by(editor: str, path: Path) -> None:
    if editor == "in place":
        path.write_bytes(b"theirs")
    else:
        path.with_name("new").write_bytes(b"theirs")
        path.with_name("new").replace(path)


@pytest.mark.parametrize("editor", ["in place", "by a new file"])
def test_a_change_while_writing_is_seen(rules: Path, editor: str) -> None:
    """The last look comes at the last moment, whichever way an editor saves."""
    with pytest.raises(OutputError) as caught:
        _write_while(rules, editor)
    assert caught.value.problems[0].code == "changed-meanwhile"
    assert rules.read_bytes() == b"theirs"
    assert _names(rules.parent) == ["acme.yaml"]


def test_a_removed_file_is_not_made_anew(rules: Path) -> None:
    """A file that is gone was changed too."""
    rules.unlink()
    assert _refusal(rules, OLD) == "changed-meanwhile"
    assert _names(rules.parent) == []


@posix
def test_mode_and_link_stay(rules: Path) -> None:
    """A link still points to the file, which nobody else may read."""
    rules.chmod(0o600)
    link = rules.with_name("link.yaml")
    link.symlink_to(rules)
    _replace(link, OLD)
    assert link.is_symlink()
    assert rules.read_bytes() == NEW
    assert stat.S_IMODE(rules.stat().st_mode) == 0o600


def test_of_many_at_once_nothing_is_lost(rules: Path) -> None:
    """Runs that change one file at one time all find their change in it."""
    learners = [subprocess.Popen([sys.executable, "-c", LEARNER, str(rules)]) for _ in range(6)]
    assert [learner.wait() for learner in learners] == [0] * 6
    assert rules.read_bytes() == OLD + b"+" * 6
    assert _names(rules.parent) == ["acme.yaml"]
