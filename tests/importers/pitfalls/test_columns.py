"""Pitfalls of headers: where they stand, what is missing, renamed, doubled; tags and names."""

import pytest
from tests.importers.pitfalls.conftest import Give, Refuse
from tests.importers.pitfalls.headers import CELLS, HEADERS, SAID, WORDS


@pytest.mark.parametrize("tool", HEADERS)
def test_11_renamed_columns_are_known_by_every_name(give: Give, tool: str) -> None:
    """Every header that a tool is known to write gives all that it holds of an entry."""
    names = HEADERS[tool].split(",")
    cells = [f'"{CELLS.get(name, "")}"' for name in names]
    found = give(",".join(names) + "\n" + ",".join(cells) + "\n")
    assert found.intake.files[0].importer == tool.split(" ", maxsplit=1)[0].rstrip(",")
    assert found.entries == [(2, "2026-03-02", 5400)]
    whose = "Ada Quill" if {"User", "Member", "Name", "Naam", "Benutzer", "First Name",
                            "First name"} & set(names) else "ada@x.example"  # fmt: skip
    assert found.column("person") == [whose]
    for field, known in WORDS.items():
        assert found.column(field) == [SAID[field] if known & set(names) else ""]
    clocked = {"Start time", "Start Time", "Started At", "From", "Von"} & set(names)
    assert found.column("start") == ["2026-03-02 09:00:00" if clocked else "NaT"]


TITLES = "Timesheet of Ada,,\n"


@pytest.mark.parametrize("above", [0, 1, 7, 29])
def test_08_header_may_stand_in_any_of_the_first_rows(give: Give, above: int) -> None:
    """Titles above the header are no entries; rows count as in the file, empty lines too."""
    found = give(TITLES * above + "Date,Who,Hours\n2026-03-02,Ada,1\n\n2026-03-03,Ada,2\n")
    first = above + 2
    assert found.entries == [(first, "2026-03-02", 3600), (first + 2, "2026-03-03", 7200)]
    assert found.notices == (["titles-above-header"] if above else [])


def test_08_header_below_the_first_rows_is_not_looked_for(refuse: Refuse) -> None:
    """Row 31 is too far down: refused, saying that no header was found in 30 rows."""
    problem = refuse(TITLES * 30 + "Date,Who,Hours\n2026-03-02,Ada,1\n")
    assert "30 rows" in problem.what


@pytest.mark.parametrize(
    "header",
    [
        "Hours,Date,Who",
        "HOURS,date,wHO",
        "\ufeffHours,Date,Who",
        " Hours , Date\xa0, Who",
        '"Hours","Date","Who"',
        '"""Hours""","Date",Who',
    ],
)
def test_08_header_is_taken_by_name(give: Give, header: str) -> None:
    """Order, case, byte-order mark, blanks and quotes around names change nothing."""
    assert give(f"{header}\n1,2026-03-02,Ada\n").entries == [(2, "2026-03-02", 3600)]


def test_10_optional_columns_may_all_be_missing(give: Give) -> None:
    """A day, a duration and whose it is are enough; what was done stays unknown, and counts."""
    found = give("Date,Hours\n2026-03-02,1\n", person="Ada")
    assert found.entries == [(2, "2026-03-02", 3600)]
    assert found.column("person") == ["Ada"]
    spans = give("Start,End,What\n2026-03-02 09:00,2026-03-02 10:00,x\n", person="Ada")
    assert spans.entries == [(2, "2026-03-02", 3600)]


def test_10_missing_person_is_asked(refuse: Refuse) -> None:
    """Without a person anywhere the file is refused until --person names one."""
    problem = refuse("Date,What,Hours\n2026-03-02,x,1\n")
    assert problem.code == "person-missing"
    assert "--person" in problem.mend


@pytest.mark.parametrize(
    "header",
    ["Description,Duration,Member,Project", "Description,Duration,Member,Start time,Stop time"],
)
def test_10_newest_toggl_without_a_date_is_told_which_column(refuse: Refuse, header: str) -> None:
    """A Toggl export whose start date was switched off is refused naming that column."""
    problem = refuse(f"{header}\n" + "x," * header.count(",") + "x\n")
    assert problem.code == "wrong-report"
    assert "“Start date”" in problem.what
    assert problem.mend == "Export it again with the column “Start date” switched on."


@pytest.mark.parametrize("user", ["User,Email", "Member"])
def test_10_times_without_any_day_are_refused(refuse: Refuse, user: str) -> None:
    """Where only times of day are known, the missing column is named."""
    header = f"{user},Project,Description,Start time,End time,Duration"
    row = ",".join(CELLS[name] for name in header.split(","))
    problem = refuse(f"{header}\n{row}\n")
    assert "“Start date”" in f"{problem.what} {problem.mend}"
    assert problem.code in ("date-missing", "wrong-report")


@pytest.mark.parametrize(
    ("delimiter", "name"), [(";", "a.csv"), ("\t", "a.tsv"), ("|", "a.txt"), (",", "a.csv")]
)
def test_21_delimiter_is_found_in_the_header(give: Give, delimiter: str, name: str) -> None:
    """The header decides what parts fields, not the commas of the texts below it."""
    rows = [["Date", "Who", "What", "Hours"], ["2026-03-02", "Ada", '"a, b; c\td | e"', '"1,5"']]
    text = "".join(delimiter.join(cells) + "\n" for cells in rows)
    found = give(text, name=name)
    assert found.entries == [(2, "2026-03-02", 5400)]
    assert found.column("description") == ["a, b; c\td | e"]


def test_21_delimiter_inside_quotes_does_not_count(give: Give) -> None:
    """Semicolons inside a quoted name are not what parts the header."""
    found = give('Date,Who,"Hours","a;b;c;d;e;f"\n2026-03-02,Ada,2,\n')
    assert found.entries == [(2, "2026-03-02", 7200)]


def test_30_tags_with_commas_are_split_at_comma_and_blank(give: Give) -> None:
    """A comma without a blank belongs to the tag."""
    found = give(
        "User,Email,Start date,Start time,Duration,Tags\n"
        'Ada,a@x.example,2026-03-02,09:00:00,1:00:00,"Meeting, Team Meeting"\n'
        'Ada,a@x.example,2026-03-02,11:00:00,1:00:00,"Kalender:3,julekalender aktivitet:26"\n'
    )
    assert found.column("tags") == ["Meeting, Team Meeting", "Kalender:3,julekalender aktivitet:26"]


def test_31_double_and_empty_names_take_the_first(give: Give) -> None:
    """Six columns of one name and one of none are kept by position; the first of a name counts."""
    found = give(
        "Date,Who,Notes,Hours,,Place,Place,Place,Notes\n2026-03-02,Ada,first,1,9,a,b,c,second\n"
    )
    assert found.entries == [(2, "2026-03-02", 3600)]
    assert found.column("description") == ["first"]


def test_31_double_names_that_decide_are_refused(refuse: Refuse) -> None:
    """Two different columns of hours leave open which count."""
    problem = refuse("Date,Who,Hours,Hours\n2026-03-02,Ada,1,2\n")
    assert problem.code == "column-twice"


def test_35_first_and_last_name_are_one_person(give: Give) -> None:
    """Names in two columns are joined, edge blanks trimmed, the writing kept."""
    found = give(
        "Date,Project,Hours,First Name,Last Name\n2026-03-02,P,1, Ada ,\xa0St.Hubert\n"
        "2026-03-03,P,2,Ben,\n"
    )
    assert found.column("person") == ["Ada St.Hubert", "Ben"]


def test_35_name_without_case_is_one_person_where_files_meet(give: Give) -> None:
    """`ADA  QUILL` of the longer export replaces `Ada Quill`; both writings are kept to show."""
    header = "User,Email,Description,Start date,Start time,Duration\n"
    older = header + "Ada Quill,,x,2026-03-02,09:00:00,1:00:00\n"
    newer = header + (
        "ADA QUILL,ada@x.example,x,2026-03-02,09:00:00,2:00:00\n"
        "ADA QUILL,ada@x.example,x,2026-03-03,09:00:00,1:00:00\n"
    )
    found = give(older, newer)
    assert found.column("person") == ["ADA QUILL", "ADA QUILL"]
    assert found.intake.overlaps[0].seconds == 3600
