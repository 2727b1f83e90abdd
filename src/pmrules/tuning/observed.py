"""What an organisation's exports show of it before it has rules of its own."""

import pandas as pd

from pmrules.analysis.model import Analysis
from pmrules.analysis.own_name import own_client
from pmrules.rules.matching.phrases import words
from pmrules.tuning.beginning import Name, Seen
from pmrules.tuning.candidates import candidates
from pmrules.tuning.items import Items

_MOST_WORDS = 12


def observed(analysis: Analysis) -> Seen:
    """Return clients, people and open words, those with most hours first."""
    classified = analysis.judged
    frame = classified.entries
    files = f"{len(analysis.files)} {'file' if len(analysis.files) == 1 else 'files'}"
    ours = {words(name) for name in analysis.rulebook.internal}
    open_ = candidates(Items.of(classified), analysis.rulebook)[:_MOST_WORDS]
    return Seen(
        about=f"{files}, {analysis.period}, {analysis.whole.seconds / 3600:,.1f} h",
        own=own_client(analysis),
        clients=tuple(each for each in _clients(frame) if words(each.name) not in ours),
        people=tuple(Name(each.name, each.totals.seconds) for each in analysis.people),
        open=tuple((each.keyword, each.seconds) for each in open_),
    )


def _clients(frame: pd.DataFrame) -> tuple[Name, ...]:
    by = frame.groupby(frame["client"].astype("str").str.strip(), observed=True)
    totals = by.agg(seconds=("seconds", "sum"), people=("person", "nunique")).reset_index()
    totals = totals[totals["client"] != ""].sort_values(
        ["seconds", "client"], ascending=[False, True]
    )
    columns = (totals[name].tolist() for name in ("client", "seconds", "people"))
    return tuple(Name(*row) for row in zip(*columns, strict=True))
