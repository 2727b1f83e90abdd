"""Read the work log that our own database writes: an importer that is a mapping and no more."""

from pmrules import Date, Duration, Flag, TabularImporter, Tags, Text, hookimpl


class Worklog(TabularImporter):
    """Whatever the columns are called, the right side says it; nothing else is needed."""

    name = "worklog"
    title = "Work log of our database"

    signs = (("worked_on", "colleague", "minutes"),)

    person = Text("colleague")
    client = Text("account")
    project = Text("engagement")
    task = Text("work_type")
    description = Text("remark")
    tags = Tags("labels")
    date = Date("worked_on")
    duration = Duration(minutes=("minutes",))
    billable = Flag("charged")


@hookimpl
def pmrules_importers() -> list[TabularImporter]:
    """Offer the work log."""
    return [Worklog()]
