"""Files and folders as a user names them."""

from pathlib import Path

import pytest

from pmrules.errors import InputError
from pmrules.ingest.files.paths import expand


def touch(folder: Path, *names: str) -> None:
    """Make files with something in them."""
    for name in names:
        (folder / name).write_text("x", encoding="utf-8")


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """A file that is named itself is read, with any suffix or none."""
    touch(tmp_path, "export")
    assert expand([tmp_path / "export", str(tmp_path / "export")]) == (tmp_path / "export",) * 2


def test_a_folder_gives_its_exports_in_order(tmp_path: Path) -> None:
    """Only files with the suffix of an export count, sorted by name, whatever its case."""
    touch(tmp_path, "b.csv", "a.XLSX", "c.ods", "rules.yaml", "notes.md", "d.pdf")
    assert [path.name for path in expand([tmp_path])] == ["a.XLSX", "b.csv", "c.ods"]


@pytest.mark.parametrize("name", ["~$b.xlsx", ".hidden.csv", ".~lock.b.csv#"])
def test_a_folder_leaves_out_what_is_no_export(tmp_path: Path, name: str) -> None:
    """Lock files of open workbooks, hidden files and folders inside are no exports."""
    touch(tmp_path, "b.csv", name)
    (tmp_path / "folder.csv").mkdir()
    assert [path.name for path in expand([tmp_path])] == ["b.csv"]


def test_a_folder_without_exports_is_refused(tmp_path: Path) -> None:
    """A folder in which nothing can be read says so."""
    with pytest.raises(InputError) as caught:
        expand([tmp_path])
    assert caught.value.problems[0].code == "folder-without-exports"


def test_all_missing_files_are_named_at_once(tmp_path: Path) -> None:
    """Every path that leads nowhere is a problem, with the name that was probably meant."""
    touch(tmp_path, "march.csv")
    with pytest.raises(InputError) as caught:
        expand([tmp_path / "marhc.csv", tmp_path / "zzz", tmp_path / "march.csv"])
    assert [problem.code for problem in caught.value.problems] == ["file-not-found"] * 2
    assert caught.value.problems[0].mend == "Did you mean march.csv?"
