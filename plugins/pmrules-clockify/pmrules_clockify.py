"""Read detailed reports of Clockify with pmrules, CSV and Excel."""

from pmrules import Date, Duration, Flag, TabularImporter, Tags, Text, Time, WrongReport, hookimpl

_INSTEAD = "the detailed report: Reports > Detailed > Export > Save as CSV or Excel"
_STARTED = ("Start Date", "Date", "Day")


class Clockify(TabularImporter):
    """Columns come and go with an account's settings; the detailed report has both durations."""

    name = "clockify"
    title = "Clockify, detailed report"

    person = Text("User", "Email")
    client = Text("Client")
    project = Text("Project")
    # What a task is called is a setting of the account.
    task = Text("Task", "Activity")
    description = Text("Description")
    tags = Tags("Tags")
    date = Date("Start Date")
    start = Time("Start Time")
    end_date = Date("End Date")
    end = Time("End Time")
    duration = Duration("Duration (h)", "Duration (decimal)")
    billable = Flag("Billable")

    # Without a duration only a group tells the header from that of Toggl Track.
    signs = (
        ("Start Date", "Duration (h)"),
        ("Start Date", "Duration (decimal)"),
        ("User", "Group", "Start Date", "Start Time", "End Date", "End Time"),
    )
    wrong_reports = (
        WrongReport("Clockify summary report", _INSTEAD, ("Time (h)", "Time (decimal)"), _STARTED),
        WrongReport("Clockify summary report", _INSTEAD, ("Duration (h)",), _STARTED),
    )


@hookimpl
def pmrules_importers() -> list[TabularImporter]:
    """Offer Clockify."""
    return [Clockify()]
