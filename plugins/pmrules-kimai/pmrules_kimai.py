"""Read timesheet exports of Kimai with pmrules: CSV and Excel, headers in many languages."""

from pmrules import Date, Duration, Flag, TabularImporter, Tags, Text, Time, hookimpl

# What Kimai calls: date, from, to, duration, name, user, e-mail, customer, project, activity,
# description, billable, tags. A line a language.
_LANGUAGES = """
Date|From|To|Duration|Name|User|E-mail|Customer|Project|Activity|Description|Billable|Tags
Datum|Von|Bis|Dauer|Name|Benutzer|E-Mail|Kunde|Projekt|Tätigkeit|Beschreibung|Abrechenbar|Schlagworte
Date|De|À|Durée|Nom|Nom d'utilisateur|Courriel|Client|Projet|Activité|Description|Facturable|Mots-clés
Fecha|De|Para|Duración|Nombre|Usuario|Correo electrónico|Cliente|Proyecto|Actividad|Descripción|Facturable|Etiquetas
Data|Da|A|Durata|Nome|Utente|E-mail|Cliente|Progetto|Attività|Descrizione|Fatturabile|Etichette
Datum|Van|Tot|Duur|Naam|Gebruikersnaam|E-mail|Klant|Project|Activiteit|Beschrijving|Factureerbaar|Labels
Data|De|Para|Duração|Nome|Nome do utilizador|Email|Cliente|Projeto|Atividade|Descrição|Faturável|Etiquetas
Data|De|Para|Duração|Nome|Nome do usuário|E-mail|Cliente|Projeto|Atividade|Descrição|Faturável|Tags
Data|Od|Do|Czas trwania|Nazwa|Użytkownik|E-mail|Klient|Projekt|Aktywność|Opis|Płatne|Tagi
Datum|Od|Do|Doba trvání|Jméno|Uživatelské jméno|E-mail|Zákazník|Projekt|Aktivita|Popis|Zpoplatnitelné|Štítky
Dato|Fra|Til|Varighed|Navn|Bruger|E-mail|Kunde|Projekt|Aktivitet|Beskrivelse|Fakturérbar|Etiketter
Datum|Från|till|Längd|Namn|Användare|E-post|Kund|Projekt|Aktivitet|Beskrivning|Debiterbar|Etiketter
Dato|Fra|Til|Varighet|Navn|Bruker|E-post|Kunde|Prosjekt|Aktivitet|Beskrivelse|Fakturerbar|Etiketter
"""  # noqa: E501 - a line a language
_LINES = tuple(tuple(line.split("|")) for line in _LANGUAGES.strip().splitlines())
(
    _DATE, _FROM, _TO, _DURATION, _NAME, _USER, _EMAIL,
    _CUSTOMER, _PROJECT, _ACTIVITY, _DESCRIPTION, _BILLABLE, _TAGS,
) = map(tuple, map(dict.fromkeys, zip(*_LINES, strict=True)))  # fmt: skip


class Kimai(TabularImporter):
    """Custom fields stand behind the columns named here, as often under one name as they like."""

    name = "kimai"
    title = "Kimai, timesheet export"

    person = Text(*_NAME, *_USER, *_EMAIL)
    client = Text(*_CUSTOMER)
    project = Text(*_PROJECT)
    task = Text(*_ACTIVITY)
    description = Text(*_DESCRIPTION)
    tags = Tags(*_TAGS)
    date = Date(*_DATE)
    start = Time(*_FROM)
    end_date = Date()
    end = Time(*_TO)
    duration = Duration(*_DURATION)
    billable = Flag(*_BILLABLE)

    signs = tuple((*line[:4], line[5], *line[7:10]) for line in _LINES)
    running_without_end = True


@hookimpl
def pmrules_importers() -> list[TabularImporter]:
    """Offer Kimai."""
    return [Kimai()]
