"""Files that nobody wrote by hand: bombs, odd bytes, things that are no files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmrules.errors import RulesError
from pmrules.rules.language.problems import Problems
from pmrules.rules.language.rulesfile import read_bytes
from pmrules.rules.load import load_rules

RULE = "rules:\n  - name: a\n    audience: one\n    keywords: "
GOOD = f"{RULE}[Störung]\n"


@pytest.fixture
def codes(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Return the codes of all problems of a file with these bytes."""

    def read(data: bytes) -> list[str]:
        path = tmp_path / "rules.yaml"
        path.write_bytes(data)
        try:
            load_rules(path, packs={})
        except RulesError as error:
            return [problem.code for problem in error.problems]
        return []

    return read


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(),
        GOOD.encode("utf-16"),
        b"\xfe\xff" + GOOD.encode("utf-16-be"),
        GOOD.replace("\n", "\r").encode(),
        f"---\n{GOOD}...\n".encode(),
    ],
)
def test_encodings_and_line_ends_of_all_systems_are_read(codes, data):
    """UTF-8 with and without mark, UTF-16 with mark, and any line end are fine."""
    assert codes(data) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD.encode("latin-1"), "rules-encoding"),
        (GOOD.encode("utf-16-le"), "rules-encoding"),
        (b"\xff\xfea", "rules-encoding"),
        (GOOD.replace("St", "S\0t").encode(), "control-character"),
        (GOOD.replace("St", "S\x9bt").encode(), "control-character"),
        (b"rules: " + b"[" * 5000 + b"]" * 5000, "too-deep"),
        (b"rules:\n" + b"- " * 5000 + b"a", "too-deep"),
        (b"rules: " + b"{a: " * 5000, "too-deep"),
        (b"customers: [" + b"ab, " * 120_000 + b"]", "rules-too-large"),
        (GOOD.encode() + b"#" * 1_500_000, "rules-too-large"),
    ],
)
def test_what_no_person_wrote_is_refused_with_one_word(codes, data, code):
    """Bytes that are no text, and structures without end, are one problem each."""
    assert codes(data) == [code]


def test_a_file_that_is_not_utf8_shows_the_letter(tmp_path):
    """The caret stands under the first letter that is not UTF-8."""
    path = tmp_path / "rules.yaml"
    path.write_bytes(GOOD.encode("latin-1"))
    with pytest.raises(RulesError) as caught:
        load_rules(path, packs={})
    (problem,) = caught.value.problems
    line, caret = problem.quote.split("\n")
    assert line[caret.index("^")] == "ö"
    assert problem.place is not None
    assert problem.place.line == 4


@pytest.mark.parametrize(
    "text",
    [
        "rules: !!python/object/apply:os.system ['touch owned']\n",
        "rules: !include /etc/passwd\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nrules: *c\n",
        "rules: &r\n  - name: a\n    keywords: *r\n    audience: one\n",
    ],
)
def test_tags_anchors_and_aliases_are_not_followed(codes, text, tmp_path, monkeypatch):
    """What makes YAML a machine is refused as text that lacks its quotes."""
    monkeypatch.chdir(tmp_path)
    assert "unquoted-sign" in codes(text.encode())
    assert not (tmp_path / "owned").exists()


def test_a_bomb_of_merge_keys_does_not_go_off(codes):
    """Merge keys are refused one by one and never expanded."""
    levels = "".join(f"  - &k{n} {{<<: [*k{n - 1}, *k{n - 1}]}}\n" for n in range(1, 40))
    assert "yaml-merge" in codes(f"rules:\n  - &k0 {{name: a}}\n{levels}".encode())


def test_hostile_files_do_not_fill_the_screen_or_the_memory(codes):
    """Problems without number are cut off; the first ones are enough to begin with."""
    assert len(codes(b"customers: [" + b"*ab, " * 50_000 + b"x]")) == 1_000


def test_things_that_are_no_files_are_not_opened(tmp_path):
    """A folder, a pipe or nothing at all is said so; nothing hangs."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    wanted = {
        tmp_path: "rules-file-unreadable",
        pipe: "rules-file-unreadable",
        tmp_path / "none.yaml": "rules-file-missing",
        "nul\0name.yaml": "rules-file-unreadable",
    }
    for path, code in wanted.items():
        with pytest.raises(RulesError) as caught:
            load_rules(path, packs={})
        assert [problem.code for problem in caught.value.problems] == [code]


_SCRAPS = st.sampled_from(
    ["rules:", "\n", "  ", "- ", "name: a", "keywords: ", "[", "]", "{", "}", ", ", "x", "*x",
     "&x ", "!t ", "'", '"', "#", " #4", ": ", ":", "\t", "limits:", "of: one", "max: 3 h",
     "people:", "|", ">", "---", "?", "all: ", "re: (", "~", "<<: ", "é", "\u2028",
     "\ufeff", "%", "@", "\\d"]
)  # fmt: skip


@given(st.lists(_SCRAPS, max_size=40).map("".join))
def test_any_text_is_read_or_explained(text):
    """Whatever is typed, the answer is a file or problems that can be shown, never a crash."""
    problems = Problems()
    file = read_bytes(text.encode(), "any.yaml", problems)
    assert file is not None or len(problems) > 0
    for problem in problems.in_order:
        assert problem.place is not None
        assert problem.quote.count("\n") == 1
        assert problem.what
        assert problem.mend


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_explained(data):
    """Bytes of anything else are refused in the same manner."""
    problems = Problems()
    assert read_bytes(data, "any.yaml", problems) is not None or len(problems) > 0
