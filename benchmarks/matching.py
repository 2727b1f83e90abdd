"""The match stage beside grep: the same keywords over the same distinct texts."""

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.generate import keywords
from pmrules import pipeline
from pmrules.rules.load import load_rules
from pmrules.rules.matching.corpus import corpus
from pmrules.rules.matching.lexicon import lexicon
from pmrules.rules.matching.matcher import search


def main(export: Path, rules: Path, count: int) -> str:
    """Return processor seconds of the stage and of grep."""
    entries = pipeline.intake([export], rules).entries
    began = time.process_time()
    book = lexicon(load_rules(rules))
    load = time.process_time() - began
    texts = corpus(entries, book)
    began = time.process_time()
    hits = search(texts, book)
    stage = time.process_time() - began
    grep = _grep(export.parent, texts.texts, count)
    return f"{len(texts.texts)} {len(hits)} {load:.3f} {stage:.3f} {grep:.3f}"


def _grep(folder: Path, texts: list[str], count: int) -> float:
    if not shutil.which("grep"):
        return float("nan")
    lines, patterns = folder / "lines.txt", folder / "patterns.txt"
    lines.write_text("\n".join(text.replace("\n", " ") for text in texts), encoding="utf-8")
    patterns.write_text("\n".join(each[0] for each in keywords(count)), encoding="utf-8")
    command = ["grep", "-F", "-i", "-w", "-o", "-f", str(patterns), str(lines)]
    before = _spent()
    with (folder / "found.txt").open("wb") as out:
        subprocess.run(command, stdout=out, env={**os.environ, "LC_ALL": "C"}, check=False)
    return _spent() - before


def _spent() -> float:
    """Processor seconds of all children so far, to the microsecond."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
