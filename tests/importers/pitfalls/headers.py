"""Every header that tools are known to write, and a cell for every name in them."""

H = "Date,Client,Project,Project Code,Task,Notes,Hours"
MONEY = "Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL"
TEAM = "First Name,Last Name,Employee Id,Roles,Employee?"
HEADERS = {
    "toggl T1": "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,"
    "End date,End time,Duration,Tags,Amount ()",
    "toggl T1 with currency": "User,Email,Client,Project,Task,Description,Billable,Start date,"
    "Start time,End date,End time,Duration,Tags,Amount (USD)",
    "toggl T2": "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,"
    "End date,End time,Duration,Tags",
    "toggl T2 of the API": "Email,Start date,Start time,Duration,Project,Task,Client,Billable,"
    "Description",
    "toggl T3": "Description,Billable,Duration,Member,Email,Project,Tags,Amount,Currency,"
    "Start date,Start time,Stop date,Stop time",
    "toggl T3 with client": "Description,Billable,Duration,Member,Email,Project,Client,Tags,Amount,"
    "Currency,Start date,Start time,Stop date,Stop time",
    "toggl, what it imports": "User,Email,Client,Project,Task,Description,Billable,Start date,"
    "Start time,Duration,Tags",
    "harvest H1": f"{H},Billable?,Invoiced?,First Name,Last Name,Department,Employee?,Hourly Rate,"
    "Billable Amount,Currency",
    "harvest H1b": "Date,Project,Project Code,Task,Notes,Hours,First Name,Last Name,Department,"
    "Employee?",
    "harvest H2": f"{H},Billable?,Invoiced?,Approved?,First Name,Last Name,Department,Employee?",
    "harvest H3": f"{H},Hours Rounded,Billable?,Invoiced?,First Name,Last Name,Roles,Employee?,"
    f"{MONEY}",
    "harvest H4": f"{H},Started At,Ended At,Billable?,Invoiced?,First Name,Last Name,Roles,"
    f"Employee?,{MONEY}",
    "harvest H5": f"{H},Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,{MONEY}",
    "harvest H6": f"{H},Billable?,Invoiced?,Approved?,{TEAM},{MONEY}",
    "harvest H7": f"{H},Started At,Ended At,Billable?,Invoiced?,Approved?,{TEAM},{MONEY}",
    "harvest H8": f"{H},Hours Rounded,Billable?,Invoiced?,First Name,Last Name,Employee Id,Roles,"
    f"Teams,Employee?,{MONEY}",
    "harvest, what it imports": "Date,Client,Project,Task,Notes,Hours,First name,Last name",
    "excel, Clockify's": "Project,Client,Description,Task,User,Group,Email,Tags,Billable,"
    "Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),Billable Rate (USD)",
    "excel, Clockify's with another word": "Project,Client,Description,Activity,User,Email,Tags,"
    "Type,Billable,Start Date,Start Time,End Date,End Time,Duration (h),Approval,Approved by",
    "excel, Kimai's": "Date,From,To,Duration,Currency,Price,Name,User,E-mail,Customer,Project,"
    "Activity,Description,Billable,Tags",
    "excel, Kimai's in German": "Datum,Von,Bis,Dauer,Währung,Preis,Benutzer,Kunde,Projekt,"
    "Tätigkeit,Beschreibung,Abrechenbar,Schlagworte",
    "excel, Dutch": "datum,Naam,Beschrijving,tijdsbesteding",
    "excel, Dutch days": "Dag,Naam,Duur,Beschrijving",
}
CELLS = {
    **dict.fromkeys(("User", "Member", "Name", "Naam", "Benutzer"), "Ada Quill"),
    **dict.fromkeys(("First Name", "First name"), "Ada"),
    **dict.fromkeys(("Last Name", "Last name"), "Quill"),
    **dict.fromkeys(("Email", "E-mail"), "ada@x.example"),
    **dict.fromkeys(("Client", "Customer", "Kunde"), "Globex"),
    **dict.fromkeys(("Project", "Projekt"), "Phoenix"),
    **dict.fromkeys(("Task", "Activity", "Tätigkeit"), "Design"),
    **dict.fromkeys(("Description", "Notes", "Beschreibung", "Beschrijving"), "call"),
    **dict.fromkeys(("Tags", "Schlagworte"), "a, b"),
    **dict.fromkeys(
        ("Date", "Start date", "Start Date", "End date", "End Date", "Stop date", "Datum", "datum",
         "Dag"),
        "2026-03-02",
    ),
    **dict.fromkeys(("Start time", "Start Time", "Started At", "From", "Von"), "09:00:00"),
    **dict.fromkeys(("End time", "End Time", "Stop time", "Ended At", "To", "Bis"), "10:30:00"),
    **dict.fromkeys(
        ("Duration", "Hours", "Duration (h)", "Dauer", "Duur", "tijdsbesteding"), "1:30:00"
    ),
    "Duration (decimal)": "1.50",
    "Hours Rounded": "2.0",
    **dict.fromkeys(("Billable", "Billable?", "Abrechenbar"), "1"),
}  # fmt: skip
WORDS = {
    "client": {"Client", "Customer", "Kunde"},
    "project": {"Project", "Projekt"},
    "task": {"Task", "Activity", "Tätigkeit"},
    "description": {"Description", "Notes", "Beschreibung", "Beschrijving"},
    "tags": {"Tags", "Schlagworte"},
}
SAID = {
    "client": "Globex", "project": "Phoenix", "task": "Design", "description": "call",
    "tags": "a, b",
}  # fmt: skip
