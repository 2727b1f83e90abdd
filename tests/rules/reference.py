"""Judging as product.md tells it: slow, one entry at a time, sharing nothing with the real one."""

import itertools
import unicodedata

import re2

from pmrules.rules.rulebook import Keyword, Rule, Rulebook

TEXTS = ["client", "project", "task", "description", "tags"]
STROKES = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}


def read(text: str) -> list[str]:
    """The words of a text."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf")).casefold()
    text = "".join(STROKES.get(c, c) for c in text)
    kept = (c if c.isalnum() or unicodedata.category(c) == "Mc" else " " for c in text)
    return "".join(kept).split(" ")


def split(text: str) -> list[str]:
    """The same without the empty ones."""
    return [word for word in read(text) if word]


def fits(pattern: str, word: str) -> bool:
    """Whether a word of a keyword, perhaps with stars, fits a word of a text."""
    bare = pattern.strip("*")
    if not bare:
        return True
    if pattern[0] == "*" and pattern[-1] == "*":
        return bare in word
    if pattern[0] == "*":
        return word.endswith(bare)
    return word.startswith(bare) if pattern[-1] == "*" else word == bare


def keyword_words(keyword: Keyword) -> list[str]:
    """The words of a keyword, stars kept (the tests write stars at the ends of words only)."""
    found = []
    for typed in keyword.text.split():
        if set(typed) == {"*"}:
            found.append("*")
            continue
        folded = split(typed.strip("*"))
        if folded and typed[0] == "*":
            folded[0] = "*" + folded[0]
        if folded and typed[-1] == "*":
            folded[-1] += "*"
        found += folded
    return found


def occurs(keyword: Keyword, field: str, texts: dict[str, str], people: dict[str, str]):
    """The words that matched in a field, or None."""
    text = texts.get(field, "")
    pieces = [text]
    if field == "person":
        pieces = [people.get(" ".join(text.casefold().split()), text), text]
    if keyword.regex:
        options = re2.Options()
        options.case_sensitive = False
        found = (re2.compile(keyword.text, options).search(each) for each in pieces if each)
        return next((match.group() for match in found if match), None)
    if field == "tags":
        pieces = text.split(", ")
    wanted = keyword_words(keyword)
    for piece in pieces:
        words = split(piece)
        for begin in range(len(words) - len(wanted) + 1):
            here = words[begin : begin + len(wanted)]
            if wanted and all(map(fits, wanted, here)):
                return " ".join(here)
    return None


def hits(keywords, texts, people):
    """(length, keyword, field) of every keyword that occurs, longest first."""
    found = []
    for keyword in keywords:
        for field in [keyword.field] if keyword.field else TEXTS:
            if occurs(keyword, field, texts, people) is not None:
                length = 1 if keyword.regex else len(keyword_words(keyword))
                found.append((length, str(keyword), field))
    return sorted(found, key=lambda hit: -hit[0])


def matching(rule: Rule, texts, people):
    """(length, keyword, field) if the rule matches, else None."""
    groups = ([rule.keywords] if rule.keywords else []) + list(rule.all)
    best = [hits(group, texts, people)[:1] for group in groups]
    if not best or not all(best) or hits(rule.unless, texts, people):
        return None
    (_, keyword, field) = best[0][0]
    return sum(each[0][0] for each in best), keyword, field


def candidates(texts, rulebook: Rulebook):
    """Everything that matched as plain dicts, best first."""
    people = rulebook.aliases
    found = []
    customer = hits(rulebook.customers, texts, people)
    client = split(texts.get("client", ""))
    if client and client not in [split(name) for name in rulebook.internal]:
        customer.append((len(client), texts["client"], "client"))
    if customer:
        length, keyword, field = sorted(customer, key=lambda hit: -hit[0])[0]
        says = {"audience": "one"}
        found.append((3, length, 0, "Named customer", keyword, field, says, "", ""))
    for order, rule in enumerate(rulebook.rules, 1):
        if match := matching(rule, texts, people):
            says = {"outside": True} if rule.outside else {}
            if rule.audience and not rule.outside:
                says["audience"] = str(rule.audience)
            if rule.horizon and not rule.outside:
                says["horizon"] = str(rule.horizon)
            length, keyword, field = match
            strength = int(rule.strength)
            row = (strength, length, order, rule.name, keyword, field, says)
            found.append((*row, rule.activity, rule.owner))
    names = ["strength", "length", "order", "rule", "keyword", "field", "says", "activity", "owner"]
    found.sort(key=lambda row: (-row[0], -row[1], row[2]))
    return [dict(zip(names, row, strict=True)) for row in found]


def level(candidate):
    """How loudly it speaks."""
    return (candidate["strength"], candidate["length"])


def judged(texts: dict[str, str], rulebook: Rulebook) -> dict:
    """Every verdict column of one entry, and the places where it may stand."""
    ranked = candidates(texts, rulebook)
    outs = [c for c in ranked if "outside" in c["says"]]
    setters = [c for c in ranked if {"audience", "horizon"} & set(c["says"])]
    rivals = [c for c in setters if c["order"] > 0]
    doubt = bool(outs and rivals and level(outs[0]) == level(rivals[0]))
    gone = bool(outs) and (not rivals or ranked.index(outs[0]) < ranked.index(rivals[0]))
    winner, open_values = {}, {}
    for axis, both in (("audience", ["one", "market"]), ("horizon", ["current", "future"])):
        mine = [c for c in setters if axis in c["says"]]
        winner[axis] = mine[0] if mine else None
        equal = {c["says"][axis] for c in mine if level(c) == level(mine[0])}
        open_values[axis] = sorted(equal) if mine else both
    known = [w for w in winner.values() if w]
    contested = any(w and len(open_values[a]) > 1 for a, w in winner.items())
    cells = {f"{a}-{h}" for a, h in itertools.product(*open_values.values())}
    if gone:
        cells = cells if doubt else set()
    if gone or doubt or not known:
        cells.add("outside")
    deciding = outs[:1] if gone else sorted(known, key=ranked.index)
    orders = {candidate["order"] for candidate in deciding}
    by_axis = {axis: outs[0] if gone else winner[axis] for axis in winner}
    value = {axis: "" if gone or not w else w["says"][axis] for axis, w in winner.items()}
    return {
        **value,
        "quadrant": "-".join(value.values()) if all(value.values()) else "",
        "status": "outside" if gone else ["unclassified", "half", "classified"][len(known)],
        "activity": next((c["activity"] for c in deciding if c["activity"]), ""),
        "owner": next((c["owner"] for c in deciding if c["owner"]), ""),
        **{f"rule_{axis}": w["rule"] if w else "" for axis, w in by_axis.items()},
        **{f"keyword_{axis}": w["keyword"] if w else "" for axis, w in by_axis.items()},
        "contested": doubt or (contested and not gone),
        "possible": cells,
        "deciders": orders,
    }
