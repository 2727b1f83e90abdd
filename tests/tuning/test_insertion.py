"""Text inserted into rules files: what was there stays, and what is new is read as meant."""

import pytest

from pmrules.model import Strength
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Keyword, Rulebook
from pmrules.tuning.additions import Additions, own_words
from pmrules.tuning.insertion import begun, inserted

PHRASES = own_words(
    Rulebook(), "one-future", Strength.NORMAL, Keyword("phase 2"), Keyword("yes: no")
)
FIELDS = own_words(Rulebook(), "outside", Strength.WEAK, Keyword("Settle & Ledger", "project"))
ADDED = Additions((PHRASES, FIELDS), ("Bright, Inc: #1",), ("Our Co",))

FILES = {
    "no rules": "extends: product-management\n",
    "no newline at the end": "extends: product-management\ncustomers: [A, B]",
    "windows line ends": "extends: product-management\r\n\r\nrules:\r\n  - name: X  # why\r\n"
    "    keywords: [a]\r\n    audience: one\r\n\r\n  # tail\r\nlimits: # l\r\n  - of: one\r\n"
    "    max: 35 %\r\n# end\r\n",
    "flow": "{extends: product-management, rules: [{name: X, keywords: [a], audience: one}]}",
    "no indent, quotes": "rules:\n- name: X\n  keywords:\n  - 'a'\n  - 'b'\n  audience: one\n"
    "- name: Our words for Custom work\n  keywords: [\n    a,\n    b,  # c\n  ]\n"
    "  audience: one\n  horizon: future\ncustomers:\n- 'C'\n",
    "wide indent, folded text": "rules:\n    -   name: X\n        keywords: [a]\n"
    "        audience: one\n        examples:\n            match:\n                - >\n"
    "                    a folded\n                    text\n\n\n# the end\n",
    "only a comment": "# ours\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_additions_are_read_and_the_rest_stays(name: str, encoding: str) -> None:
    """The new bytes are the old ones with something in between, and say what was to be added."""
    before = FILES[name].encode(encoding)
    after = inserted(begun(before), ADDED)
    book = load_rules("acme.yaml", data=after)
    assert _only_inserted(before, after, encoding)
    assert ("\r\n" in FILES[name]) == ("\r\n" in after.decode(encoding))
    own = {rule.name: rule for rule in book.rules if rule.origin == "acme.yaml"}
    assert {"phase 2", "yes: no"} <= {str(k) for k in own["Our words for Custom work"].keywords}
    hints = own["Hints for outside the matrix"]
    assert (hints.outside, hints.strength) == (True, Strength.WEAK)
    assert [str(keyword) for keyword in hints.keywords] == ["project: Settle & Ledger"]
    assert "Bright, Inc: #1" in {str(each) for each in book.customers}
    assert "Our Co" in book.internal


def test_a_rule_of_that_name_takes_the_keywords() -> None:
    """Keywords join the rule that says the same already; nothing is said twice."""
    text = b"rules:\n  - name: our words for custom work\n    keywords: [a]  # mine\n"
    text += b"    audience: one\n"
    after = inserted(text, Additions((PHRASES,)))
    assert after == text.replace(b"[a]", b'[a, phase 2, "yes: no"]')


def test_comments_keep_their_place() -> None:
    """A comment behind the last rule stays in front of the section that it heads."""
    after = inserted(FILES["windows line ends"].encode(), Additions((FIELDS,))).decode()
    assert after.index("Hints for") < after.index("# tail") < after.index("limits:")
    assert "name: X  # why\r\n" in after


def test_long_lists_are_broken_as_the_file_breaks_them() -> None:
    """A flow list that grows past the width goes on in a new line of its own indent."""
    old = "rules:\n  - name: Our words for Custom work\n    keywords: [" + "word " * 17 + "end]\n"
    old += "    audience: one\n    horizon: future\n"
    after = inserted(old.encode(), Additions((PHRASES,))).decode()
    assert max(map(len, after.splitlines())) <= 110
    assert load_rules("x.yaml", data=after.encode()).rules[0].keywords[-1].text == "yes: no"


def _only_inserted(before: bytes, after: bytes, encoding: str) -> bool:
    """Every sign of the old text is there still, in its order, behind the same first bytes."""
    old, new = (iter(data.decode(encoding)) for data in (before, after))
    return after[:2] == (before or after)[:2] and all(sign in new for sign in old)
