"""Timesheets as people keep them: any table with a date and a duration, in five languages."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pmrules import (
    Date,
    Duration,
    Fit,
    Flag,
    FullName,
    Sample,
    TabularImporter,
    Tags,
    Text,
    Time,
    header_name,
    hookimpl,
)

_DAY_NAMES = """
    mon tue tues wed thu thur thurs fri sat sun
    monday tuesday wednesday thursday friday saturday sunday
    mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag
    lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
    mié mie jue vie sáb sab dom lunes martes miércoles miercoles jueves viernes sábado domingo
    ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
"""
_WEEKDAYS = frozenset(_DAY_NAMES.split())
_ENOUGH_WEEKDAYS = 4
_ENOUGH_DAYS = 14
_ENOUGH_DATES = 5
_DATE = re.compile(
    r"(?:[^\W\d_]+[.,]?\s)?(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}.*)"
)

_HOURS = re.compile(r"(?:1?[0-9]|2[0-4])(?:[.,:][0-9]{1,5}(?::[0-9]{2})?)?\s?h?")

_HOUR_UNITS = (
    "h", "hr", "hrs", "hour", "hours", "std", "std.", "stunden", "heures", "horas", "uren", "u",
    "decimal", "dec", "dezimal", "h:mm", "hh:mm", "[h]:mm", "h:mm:ss", "hh:mm:ss", "hh.mm", "h.mm",
)  # fmt: skip
_MINUTE_UNITS = ("min", "min.", "mins", "minutes", "minuten", "minutos", "m", "mm")


def _in(units: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return the names with a unit behind them: `Time (hh.mm)`."""
    forms = ("{} ({})", "{} [{}]", "{} in {}")
    return tuple(form.format(name, unit) for name in names for unit in units for form in forms)


_PLAIN_LENGTHS = (
    "Duration", "Hours", "Time", "Time spent", "Effort", "Dauer", "Stunden", "Zeit", "Arbeitszeit",
    "Aufwand", "Durée", "Heures", "Temps", "Duración", "Horas", "Tiempo", "Duur", "Uren", "Tijd",
)  # fmt: skip
_LENGTHS = (
    "Duration", "Hours", "Hrs", "Time spent", "Hours worked", "Hours spent", "Worked hours",
    "Work hours", "Working hours", "Working time", "Time worked", "Effort", "Net hours",
    "Dauer", "Stunden", "Std", "Std.", "Arbeitszeit", "Arbeitsstunden", "Zeitaufwand", "Aufwand",
    "Anzahl Stunden", "Stundenzahl",
    "Durée", "Duree", "Heures", "Nombre d'heures", "Nb heures", "Temps", "Temps passé",
    "Heures travaillées",
    "Duración", "Duracion", "Horas", "Horas trabajadas", "Tiempo", "Tiempo dedicado",
    "Duur", "Uren", "Aantal uren", "Tijd", "Tijdsduur", "Tijdsbesteding",
    "Gewerkte uren",
    *_in(_HOUR_UNITS, _PLAIN_LENGTHS),
    "Time", "Zeit", "Total hours", "Total time", "Hours total",
)  # fmt: skip
_SUMS = ("Total", "Gesamt", "Summe", "Netto", "Totaal", "Aantal", "Total (h)", "Net")
"""Lengths beside a start and an end; elsewhere they may as well be money."""


_MAYBE_MONEY = frozenset(map(header_name, _SUMS))


class Excel(TabularImporter):
    """One row an entry; everything but date and duration may be missing."""

    name = "excel"
    title = "Timesheet kept by hand (Excel or CSV)"

    person = FullName(
        "Person", "Employee", "Employee name", "Name", "Full name", "User", "User name", "Member",
        "Team member", "Worker", "Who", "Staff", "Staff member", "Consultant", "Resource",
        "Colleague", "Mitarbeiter", "Mitarbeiterin", "Mitarbeiter/in", "Mitarbeitende", "Benutzer",
        "Nutzer", "Wer", "Bearbeiter", "Personne", "Employé", "Employée", "Employe", "Salarié",
        "Collaborateur", "Collaboratrice", "Utilisateur", "Nom", "Nom complet", "Qui",
        "Persona", "Empleado", "Empleada", "Nombre", "Nombre completo", "Trabajador", "Usuario",
        "Quién", "Persoon", "Medewerker", "Naam", "Werknemer", "Gebruiker", "Wie",
        "Email", "E-mail", "Mail", "E-Mail-Adresse", "Email address", "Courriel", "Correo",
        first=("First name", "Firstname", "Given name", "Vorname", "Prénom", "Prenom", "Voornaam",
               "Nombre"),
        last=("Last name", "Lastname", "Surname", "Family name", "Nachname", "Familienname",
              "Nom de famille", "Achternaam", "Apellido", "Apellidos", "Nom", "Name", "Naam"),
    )  # fmt: skip
    client = Text(
        "Client", "Customer", "Client name", "Customer name", "Account", "Company",
        "Kunde", "Kundin", "Kunden", "Auftraggeber", "Mandant", "Firma",
        "Cliente", "Empresa", "Compte", "Klant", "Opdrachtgever", "Bedrijf",
    )  # fmt: skip
    project = Text(
        "Project", "Project name", "Product", "Projekt", "Projektname", "Produkt", "Vorhaben",
        "Projet", "Produit", "Proyecto", "Producto", "Projectnaam",
    )  # fmt: skip
    task = Text(
        "Task", "Activity", "Category", "Type", "Work type", "Type of work", "Task name",
        "Aufgabe", "Aktivität", "Tätigkeit", "Kategorie", "Art", "Leistungsart", "Leistung",
        "Tâche", "Tache", "Activité", "Activite", "Catégorie",
        "Tarea", "Actividad", "Categoría", "Tipo",
        "Taak", "Activiteit", "Categorie", "Soort", "Werkzaamheid",
    )  # fmt: skip
    description = Text(
        "Description", "Notes", "Note", "Comment", "Comments", "Details", "Detail", "Subject",
        "Work done", "Work", "What", "Work description", "Task description", "Title", "Summary",
        "Remarks", "Remark", "Memo",
        "Beschreibung", "Bemerkung", "Bemerkungen", "Kommentar", "Notiz", "Notizen", "Was", "Text",
        "Inhalt", "Betreff", "Anmerkung", "Anmerkungen", "Tätigkeitsbeschreibung",
        "Commentaire", "Commentaires", "Remarque", "Remarques", "Détail", "Détails", "Libellé",
        "Objet", "Quoi",
        "Descripción", "Descripcion", "Comentario", "Comentarios", "Notas", "Nota", "Observaciones",
        "Detalle", "Qué",
        "Omschrijving", "Beschrijving", "Opmerking", "Opmerkingen", "Toelichting", "Notitie",
        "Notities", "Wat", "Werkzaamheden",
    )  # fmt: skip
    tags = Tags(
        "Tags", "Tag", "Labels", "Label", "Keywords", "Schlagworte", "Schlagwörter", "Stichworte",
        "Étiquettes", "Mots-clés", "Etiquetas", "Trefwoorden",
    )  # fmt: skip
    date = Date(
        "Date", "Work date", "Entry date", "Date worked", "Day", "Start date", "Spent date",
        "Datum", "Arbeitstag", "Startdatum", "Jour", "Date de début", "Fecha", "Día", "Dia",
        "Fecha de inicio", "Dag", "Begindatum", "Werkdatum", "When", "Wann", "Tag",
    )  # fmt: skip
    start = Time(
        "Start", "Start time", "Started at", "Started", "From", "Begin", "Time in", "In",
        "Clock in",
        "Von", "Beginn", "Anfang", "Startzeit", "Start-Zeit", "Kommt", "Kommen", "Ab",
        "Début", "Debut", "Heure de début", "De", "Arrivée",
        "Inicio", "Hora de inicio", "Hora inicio", "Desde", "Entrada",
        "Begintijd", "Starttijd", "Van", "Aanvang",
    )  # fmt: skip
    end_date = Date(
        "End date", "Stop date", "Enddatum", "Date de fin", "Fecha de fin", "Fecha fin", "Einddatum"
    )
    end = Time(
        "End", "End time", "Ended at", "Ended", "Stop", "Stop time", "Finish", "To", "Until",
        "Time out", "Out", "Clock out",
        "Bis", "Ende", "Schluss", "Endzeit", "Geht", "Gehen",
        "Fin", "Heure de fin", "À", "Départ",
        "Hora de fin", "Hora fin", "Hasta", "Salida",
        "Einde", "Eind", "Eindtijd", "Tot",
    )  # fmt: skip
    duration = Duration(
        *_LENGTHS,
        *_SUMS,
        minutes=(
            "Minutes", "Mins", "Min", "Min.", "Minuten", "Minutos",
            *_in(_MINUTE_UNITS, _PLAIN_LENGTHS),
        ),
        seconds=("Seconds", "Secs", "Sekunden", "Secondes", "Segundos", "Seconden"),
    )  # fmt: skip
    billable = Flag(
        "Billable", "Billable?", "Chargeable", "Abrechenbar", "Verrechenbar", "Fakturierbar",
        "Facturable", "Declarabel", "Factureerbaar",
    )  # fmt: skip

    empty = ("-", "–", "—", "null", "NA", "N/A", "#N/A")
    blank_date_repeats = True
    reads_grids = True

    def detect(self, sample: Sample) -> Fit:
        """Take any header with a date and a duration, and sheets with days across."""
        fit = super().detect(sample)
        if fit.grade:
            return fit
        if any(_is_grid(row) for sheet in sample.sheets for row in sheet.rows):
            return Fit.generic("a grid: days stand across as the names of columns")
        if any(self._has_names_across(sheet.rows) for sheet in sample.sheets):
            return Fit.generic("a grid: dates go down, and names stand over columns of hours")
        return fit

    def _has_names_across(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Whether a row names a date and otherwise, over hours of a day, nothing known."""
        known = _normalised(tuple(n for c in self.columns().values() for n in c.all_names()))
        for at, row in enumerate(rows[:-1]):
            names = list(map(header_name, row))
            if not self._has("date", frozenset(names)):
                continue
            others = [column for column, name in enumerate(names) if name and name not in known]
            if len(others) > 1 and all(_holds_hours(rows[at + 1 :], column) for column in others):
                return True
        return False

    def detect_header(self, header: frozenset[str]) -> Fit:
        """Take any header with a date and a duration."""
        timed = self._has("duration", header - _MAYBE_MONEY) or (
            self._has("start", header) and self._has("end", header)
        )
        if timed and (self._has("date", header) or self._has("start", header)):
            return Fit.generic("names a date and a duration")
        return Fit.none("no row names a date and a duration")

    def _has(self, field: str, header: frozenset[str]) -> bool:
        return not header.isdisjoint(_normalised(getattr(self, field).all_names()))


@lru_cache(maxsize=64)
def _normalised(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(header_name, names))


def _is_grid(row: Sequence[Any]) -> bool:
    """Whether weekdays, dates, or the days of half a month and more stand in a row."""
    weekdays = {name for name in map(_first_word, row) if name in _WEEKDAYS}
    dates = [cell for cell in row if _is_date(cell)]
    numbers = [int(str(cell).strip().split(".")[0]) for cell in row if _is_day(cell)]
    follow = all(then == now + 1 for now, then in pairwise(numbers))
    return (
        len(weekdays) >= _ENOUGH_WEEKDAYS
        or len(dates) >= _ENOUGH_DATES
        or (len(numbers) >= _ENOUGH_DAYS and follow)
    )


def _holds_hours(rows: Sequence[Sequence[Any]], column: int) -> bool:
    """Whether some cells of a column are hours of a day, and none is a longer text."""
    cells = [row[column] for row in rows if column < len(row)]
    texts = [str(cell).strip() for cell in cells if cell not in (None, "")]
    hours = [text for text in texts if _HOURS.fullmatch(text)]
    return bool(hours) and len(hours) * 2 >= len(texts)


def _first_word(cell: Any) -> str:
    words = header_name(cell).split()
    return words[0].rstrip(".,") if words else ""


def _is_date(cell: Any) -> bool:
    text = cell.strip() if isinstance(cell, str) else ""
    return isinstance(cell, dt.date) or bool(_DATE.fullmatch(text))


def _is_day(cell: Any) -> bool:
    if isinstance(cell, str):
        text = cell.strip().rstrip(".")
        return text.isdecimal() and len(text) <= len("31")
    return type(cell) in (int, float) and cell in range(1, 32)


@hookimpl
def pmrules_importers() -> list[TabularImporter]:
    """Offer timesheets kept by hand."""
    return [Excel()]
