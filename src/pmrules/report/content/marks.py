"""Names of cells by which a saved report is read again, whatever its language and labels are.

They move with the cells when somebody inserts rows, and every office program keeps them.
"""

from pmrules.analysis.since import PLACES
from pmrules.model import Quadrant
from pmrules.report.content import live

ENTRY_ID, ENTRY_PERSON, ENTRY_HOURS = "EntryId", "EntryName", "EntryHours"
ENTRY_PLACED, ENTRY_CORRECTION = "EntryPlaced", live.CORRECTION
OPEN_TEXT, OPEN_CORRECTION = "OpenText", "OpenCorrection"
PERSON_NAME, PERSON_SHARE = "PersonName", "PersonShareOne"
FILE_NAME, FILE_HASH = "FileName", "FileHash"
RULES_NAME, RULES_HASH = "RulesName", "RulesHash"
OPTION, OPTION_VALUE = "MadeWith", "MadeWithValue"
VERSION, FIRST_DAY, LAST_DAY = "pmrules", "first-day", "last-day"
"""What stands among the options, and is none."""

PERSON_PLACES = (*(quadrant.value for quadrant in Quadrant), "open", "outside", "all")
TOTALS = PLACES
"""The places whose hours are named on Summary."""


def hours(place: str) -> str:
    """Return the name of the cell with everyone's hours in a place."""
    return f"Hours_{place.replace('-', '_')}"


def person_hours(place: str) -> str:
    """Return the name of the column with each person's hours in a place."""
    return f"Person_{place.replace('-', '_')}"
