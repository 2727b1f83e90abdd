"""The fixed texts in English; another language is another such module.

In braces: `{x:h}` hours, `{x:p}` per cent, `{x:n}` a count, `{x:one|many}` a word by the number.
"""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

TEXTS: dict[str, str] = {
    "and": "and",
    "period.all": "Whole period",
    "period.week": "Week {week}, {year}",
}
