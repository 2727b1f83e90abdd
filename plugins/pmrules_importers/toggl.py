"""Toggl Track: detailed reports of every vintage, and the files that Toggl itself imports."""

from collections.abc import Iterable

from pmrules import (
    Date,
    Duration,
    Fit,
    Flag,
    TabularImporter,
    Tags,
    Text,
    Time,
    WrongReport,
    hookimpl,
)

_INSTEAD = "the Detailed report: Reports > Detailed > Export > CSV"
_OR_BY_HAND = f"{_INSTEAD}; a sheet kept by hand is read with --importer excel"
_DATES = (
    "Start date", "Start", "Date", "Day", "Month", "Week", "When", "From", "Begin",
    "Work date", "Datum", "Dag", "Tag", "Fecha", "Jour", "Date de début", "Startdatum",
)  # fmt: skip
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Toggl(TabularImporter):
    """`Member` and `Stop` are the newest names of `User` and `End`."""

    name = "toggl"
    title = "Toggl Track, detailed report"

    person = Text("User", "Member", "Email")
    client = Text("Client")
    project = Text("Project")
    task = Text("Task")
    description = Text("Description")
    tags = Tags("Tags")
    date = Date("Start date")
    start = Time("Start time")
    end_date = Date("End date", "Stop date")
    end = Time("End time", "Stop time")
    duration = Duration("Duration")
    billable = Flag("Billable")

    signs = (
        ("User", "Start date", "Start time", "Duration"),
        ("Email", "Start date", "Start time", "Duration"),
        ("User", "Start date", "End date", "Duration"),
        ("Member", "Start date", "Duration"),
        ("Member", "Start date", "Stop date"),
        ("User", "Start date", "Start time", "End date", "End time"),
    )
    lacks = ("Duration (h)", "Duration (decimal)", "Customer", "Group")
    wrong_reports = (
        WrongReport("Toggl summary report", _INSTEAD, ("Registered time",)),
        WrongReport(
            "Toggl detailed report",
            _INSTEAD,
            ("Description", "Member", "Duration"),
            _DATES,
            missing="Start date",
        ),
        *(
            WrongReport("Toggl summary report", _INSTEAD, names, (*_DATES, "Start time"))
            for names in (
                ("Project", "Duration"),
                ("Client", "Duration"),
                ("Member", "Duration"),
                ("User", "Duration"),
                ("Email", "Duration"),
            )
        ),
    )
    empty = ("-",)
    running_without_end = True

    def detect_header(self, header: frozenset[str]) -> Fit:
        """Know the weekly report too, which has a column for every day of the week."""
        if _is_week(header) and {"user", "member", "email"} & header and _has_work(header):
            return Fit.wrong_report("Toggl weekly report, or a grid by weekday", _OR_BY_HAND)
        return super().detect_header(header)


def _has_work(header: frozenset[str]) -> bool:
    return "email" in header or len({"client", "project", "task"} & header) > 1


def _is_week(header: Iterable[str]) -> bool:
    starts = {name[:3] for name in header}
    return all(day in starts for day in _DAYS)


@hookimpl
def pmrules_importers() -> list[TabularImporter]:
    """Offer Toggl Track."""
    return [Toggl()]
