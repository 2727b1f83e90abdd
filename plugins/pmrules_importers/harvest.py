"""Harvest: detailed time reports of every vintage, and the files that Harvest itself imports."""

import re

from pmrules import (
    Date,
    Duration,
    Fit,
    Flag,
    FullName,
    TabularImporter,
    Tags,
    Text,
    Time,
    WrongReport,
    hookimpl,
)

_INSTEAD = "the Detailed time report: Reports > Detailed time > Export > CSV or Excel"


_OR_BY_HAND = f"{_INSTEAD}; a sheet kept by hand is read with --importer excel"
_DATED = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_WORKDAYS = 5


class Harvest(TabularImporter):
    """Columns come and go with an account's features; its core is the same since 2015."""

    name = "harvest"
    title = "Harvest, detailed time report"

    person = FullName(first=("First Name",), last=("Last Name",))
    client = Text("Client")
    project = Text("Project")
    task = Text("Task")
    description = Text("Notes")
    tags = Tags()
    date = Date("Date")
    start = Time("Started At")
    end_date = Date()
    end = Time("Ended At")
    duration = Duration("Hours")
    billable = Flag("Billable?")

    signs = (("Date", "Project", "Hours", "First Name", "Last Name"),)
    wrong_reports = (
        WrongReport("Harvest expense report", _INSTEAD, ("Expense Category", "First Name")),
        WrongReport("Harvest invoice report", _INSTEAD, ("Issue Date", "Client", "Balance")),
        WrongReport("Harvest invoice report", _INSTEAD, ("Invoice Amount",)),
        WrongReport("Harvest invoice report", _INSTEAD, ("Invoice ID", "Client")),
        WrongReport("Harvest time summary", _INSTEAD, ("Billable Hours", "Hours"), ("Date",)),
        WrongReport("Harvest time summary", _INSTEAD, ("Billable Hours", "Total Hours"), ("Date",)),
        WrongReport(
            "Harvest time summary",
            _INSTEAD,
            ("Hours", "Billable Amount"),
            ("Date", "Datum", "Fecha", "Day", "Start"),
        ),
    )

    def detect_header(self, header: frozenset[str]) -> Fit:
        """Know the weekly report too, which has a date for every column of hours."""
        dates = sum(bool(_DATED.search(name)) for name in header)
        if dates >= _WORKDAYS and {"first name", "last name"} <= header:
            return Fit.wrong_report("Harvest weekly report, or a grid of dates", _OR_BY_HAND)
        return super().detect_header(header)


@hookimpl
def pmrules_importers() -> list[TabularImporter]:
    """Offer Harvest."""
    return [Harvest()]
