"""pmrules from pandas, cell by cell: open it in an editor that knows `# %%`, or run it as it is.

python examples/from_pandas.py                          # the example organisation
python examples/from_pandas.py exports/ acme.yaml       # yours
"""

# %% Exports in, a frame out: a row an entry, with its verdict and the reason.
import sys

import pandas as pd

import pmrules_examples
from pmrules import analyze, classify

EXPORTS = sys.argv[1:2] or pmrules_examples.exports()
RULES = sys.argv[2] if len(sys.argv) > 2 else pmrules_examples.rules()

entries = classify(EXPORTS, RULES).entries
entries["hours"] = entries["seconds"] / 3600
print(f"{len(entries):,} entries, {entries['hours'].sum():,.1f} h")
print(entries[["date", "person", "description", "quadrant", "activity", "hours"]].head())

# %% From here on it is plain pandas: hours by month and quadrant, as shares of the month.
on_the_matrix = entries[entries["status"].isin(["classified"])]
hours = on_the_matrix.pivot_table(
    index=on_the_matrix["date"].dt.to_period("M"),
    columns="quadrant",
    values="hours",
    aggfunc="sum",
    observed=True,
)
shares = hours.div(hours.sum(axis=1), axis=0)
print(shares.map("{:.0%}".format))

# %% Why is this entry there? The verdict names rule and keyword for each axis.
reasons = entries.groupby(["quadrant", "rule_audience", "keyword_audience"], observed=True)["hours"]
print(reasons.sum().nlargest(5).round(1))

# %% Entries of your own: any frame with some of the columns will do, from any database.
mine = pd.DataFrame(
    {
        "person": ["Ada Moss", "Ada Moss", "Ben Ray"],
        "description": ["Customer escalation", "Roadmap planning", "Win/loss interviews"],
        "date": pd.to_datetime(["2026-09-01", "2026-09-02", "2026-09-02"]),
        "seconds": [7200, 5400, 3600],
    }
)
judged = classify(mine, RULES).entries
print(judged[["description", "audience", "horizon", "activity", "owner"]])

# %% The analysis behind the workbook: findings, flags, totals as values.
analysis = analyze(EXPORTS, RULES)
for finding in analysis.findings[:3]:
    print(f"- {finding.headline}")
flags = pd.DataFrame(
    [
        {
            "of": flag.limit.of.value,
            "scope": flag.scope,
            "period": flag.period_key,
            "now": flag.value,
        }
        for flag in analysis.flags
        if flag.certainty == "certain"
    ]
)
print(flags.head())


# %% A chart of your own: here in text, so that nothing but pmrules is needed.
def bars(values: pd.Series, width: int = 40) -> str:
    """Return horizontal bars, the longest as wide as said."""
    lengths = (values / values.max() * width).round().astype(int)
    names = values.index.astype(str)
    return "\n".join(
        f"{name:<{names.str.len().max()}}  {'#' * length} {value:,.0f} h"
        for name, length, value in zip(names, lengths, values, strict=True)
    )


named = entries[entries["activity"] != ""]
print(bars(named.groupby("activity", observed=True)["hours"].sum().nlargest(8)))
# With matplotlib the same is: hours.plot.bar(stacked=True)
