"""Whether what is still open could change any flag: if not, tuning may stop."""

from pmrules.analysis.hours import Hours
from pmrules.analysis.limits import flags
from pmrules.analysis.model import Flag
from pmrules.rules.verdict import Classified


def undecided(classified: Classified) -> tuple[Flag, ...]:
    """Return the flags that depend on open hours; what is contested is taken as it was judged."""
    found = flags(Hours.of(classified).settled(), classified.rulebook)
    return tuple(flag for flag in found if flag.certainty == "possible")
