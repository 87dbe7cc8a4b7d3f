"""The Dutch label of each stored code. Codes never change; their labels may."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

# By the name of the list, then by the code in it; in the order of a form.
LABELS: dict[str, dict[str, str]] = {
    "Aanleiding": {
        "verwachting": "Verwachting beantwoorden",
        "afspraak": "Afspraak nakijken",
        "geen_contact": "Lang geen contact",
        "geen_diagnose": "Nog geen diagnose",
        "geen_plan": "Nog geen plan",
        "concept": "Niet bewaard concept",
    },
    "Bestemming": {
        "arbeidsmarkt": "Arbeidsmarkt",
        "sociale_activering": "Sociale activering",
        "scholing": "Scholing",
        "onbekend": "Onbekend",
    },
    "Contactvorm": {
        "persoonlijk": "Gesprek op kantoor",
        "huisbezoek": "Huisbezoek",
        "telefonisch": "Telefoon",
        "videobellen": "Videobellen",
        "bericht": "E-mail of bericht",
        "brief": "Brief",
    },
    "Domein": {
        "welzijn": "Welzijn",
        "zorg": "Zorg",
        "werk": "Werk",
        "inkomen": "Inkomen",
    },
    "EindeInzet": {
        "afgerond": "Helemaal afgerond",
        "voortijdig_gestopt": "Eerder gestopt",
        "omstandigheden": "Verhuizing, overlijden, detentie of zwangerschap",
        "onbekend": "Onbekend",
    },
    "Element": {
        "aanpak": "De aanpak",
        "professional": "Ik als klantmanager",
        "klant": "De klant of werkgever",
        "context": "De context (regels, werkdruk, keten)",
    },
    "Gesprekspartner": {
        "klant": "Klant",
        "werkgever": "Werkgever",
        "netwerk": "Iemand uit het netwerk van de klant",
        "collega": "Collega",
    },
    "Invloed": {
        "hielp": "Hielp",
        "neutraal": "Neutraal",
        "hinderde": "Werkte tegen",
    },
    "Kennisbron": {
        "wetenschap": "Wetenschappelijk onderzoek",
        "praktijk": "Eigen ervaring in de praktijk",
        "collegas": "Overleg met collega's",
        "klantervaring": "Ervaring van de klant",
        "onbekend": "Onbekend",
    },
    "Leefgebied": {
        "financien": "Financiën",
        "werk_opleiding": "Werk en opleiding",
        "tijdsbesteding": "Tijdsbesteding",
        "huisvesting": "Huisvesting",
        "huiselijke_relaties": "Huiselijke relaties",
        "geestelijke_gezondheid": "Geestelijke gezondheid",
        "lichamelijke_gezondheid": "Lichamelijke gezondheid",
        "middelengebruik": "Gebruik van alcohol, drugs en medicijnen",
        "basale_adl": "Zorg voor uzelf, zoals eten en wassen",
        "instrumentele_adl": "Zaken regelen, zoals koken en post",
        "sociaal_netwerk": "Sociaal netwerk",
        "maatschappelijke_participatie": "Meedoen in de maatschappij",
        "justitie": "Politie en justitie",
    },
    "Opleidingsniveau": {
        "laag": "Laag: basisonderwijs, vmbo of mbo 1",
        "middelbaar": "Middelbaar: havo, vwo of mbo 2 tot en met 4",
        "hoog": "Hoog: hbo of universiteit",
        "onbekend": "Onbekend",
    },
    "Partij": {
        "klant": "Klant",
        "werkgever": "Werkgever",
        "klantmanager": "Klantmanager",
    },
    "Rol": {
        "klantmanager": "Klantmanager",
        "teammanager": "Teammanager",
        "beheerder": "Beheerder",
        "analist": "Analist",
    },
    "Stap": {
        "diagnose": "Diagnose",
        "plan": "Plan",
        "uitvoering": "Uitvoering",
        "evaluatie": "Evaluatie",
    },
    "ToppingBij": {
        "klant": "De klant",
        "casus": "De casus",
        "ronde": "De ronde",
        "diagnose": "De diagnose",
        "plan": "Het plan",
        "doel": "Een doel",
        "inzet": "Een inzet",
        "verwachting": "Een verwachting",
        "contact": "Een contact",
        "afspraak": "Een afspraak",
        "evaluatie": "De evaluatie",
    },
    "ToppingSoort": {
        "getal": "Getal",
        "geheel": "Heel getal",
        "datum": "Dag",
        "ja_nee": "Ja of nee",
        "keuze": "Keuze uit een lijst",
        "tekst": "Tekst",
    },
    "Tussendoel": {
        "vaardigheden": "Vaardigheden",
        "zelfredzaamheid": "Zelfredzaamheid",
        "participatiemogelijkheden": "Mogelijkheden om mee te doen",
    },
    "Uitkomst": {
        "ja": "Ja",
        "deels": "Deels",
        "nee": "Nee",
        "onbekend": "Onbekend",
    },
    "Uitstroomreden": {
        "arbeid": "Werk in loondienst",
        "zelfstandig": "Eigen bedrijf of zelfstandig beroep",
        "onderwijs": "Opleiding met studiefinanciering",
        "onderwijs_niet_gevolgd": "Kan een opleiding volgen, maar doet dat niet",
        "relatie": "Ging een relatie aan",
        "bij_partner": "Valt nu onder de uitkering van de partner",
        "aow": "AOW-leeftijd bereikt",
        "ww": "WW-uitkering",
        "arbeidsongeschiktheid": "Uitkering voor arbeidsongeschiktheid",
        "alimentatie": "Alimentatie",
        "vermogen": "Inkomsten uit vermogen",
        "ander_inkomen": "Ander inkomen",
        "verhuizing_gemeente": "Verhuisd naar een andere gemeente",
        "verhuizing_buitenland": "Verhuisd naar het buitenland",
        "verblijf_buitenland": "Te lang in het buitenland",
        "geen_inlichtingen": "Gaf geen inlichtingen",
        "niet_verschenen_inlichtingen": "Kwam niet om inlichtingen te geven",
        "niet_verschenen_gesprek": "Kwam niet op een gesprek over re-integratie",
        "detentie": "Detentie",
        "overlijden": "Overleden",
        "anders": "Een andere reden",
        "onbekend": "Onbekend",
    },
    "Vervolg": {
        "bijstellen": "Bijstellen: verder met een nieuwe ronde",
        "afsluiten": "Casus afsluiten",
    },
}

# The rungs of the Participatieladder.
TREDEN: dict[int, str] = {
    1: "Geïsoleerd",
    2: "Sociale contacten buitenshuis",
    3: "Deelname aan georganiseerde activiteiten",
    4: "Onbetaald werk",
    5: "Betaald werk met ondersteuning",
    6: "Betaald werk",
}

# What a score of a leefgebied means.
LEEFGEBIED_SCORES: dict[int, str] = {
    1: "Acute problemen",
    2: "Niet zelfredzaam",
    3: "Beperkt zelfredzaam",
    4: "Voldoende zelfredzaam",
    5: "Volledig zelfredzaam",
}


# The answer to a question that has no other.
JA_NEE: dict[bool, str] = {True: "Ja", False: "Nee"}


def label(code: StrEnum) -> str:
    """The label of a code of any list of the work. Raises KeyError for a list that has none."""
    return LABELS[type(code).__name__][code.value]


MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def dag(value: date) -> str:
    """A day in words: 14 januari 2026."""
    return f"{value.day} {MAANDEN[value.month - 1]} {value.year}"


def korte_dag(value: date, vandaag: date) -> str:
    """A day without its year while that is this year's: 14 januari."""
    return dag(value) if value.year != vandaag.year else dag(value).rsplit(" ", 1)[0]


def maand(value: date) -> str:
    """A month in words: januari 2026."""
    return f"{MAANDEN[value.month - 1]} {value.year}"


def weekdag(value: date) -> str:
    """A day with its weekday: maandag 23 november."""
    return f"{WEEKDAGEN[value.weekday()]} {value.day} {MAANDEN[value.month - 1]}"


def opsomming(parts: Sequence[str]) -> str:
    """Parts as a Dutch list: a, b en c."""
    *rest, last = parts
    return f"{', '.join(rest)} en {last}" if rest else last


def aantal(number: int, enkel: str, meer: str) -> str:
    """A number with its word: 1 doel, 2 doelen."""
    return f"{number} {enkel if number == 1 else meer}"


# Figures after the comma: of a number from 1 on, and at most.
DECIMALEN = 2
MEESTE_DECIMALEN = 12
PUNT_EN_KOMMA = str.maketrans(",.", ".,")


def getal(value: float) -> str:
    """A number as it is read here: 9.930,05 and 1.234,5.

    Rounded to two decimals; below 1 to four figures, so that 0,00125 does not become nought.
    """
    exact = Decimal(str(value))
    small = exact and abs(exact) < 1
    decimals = min(3 - exact.adjusted(), MEESTE_DECIMALEN) if small else DECIMALEN
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    shown = f"{rounded:,f}".rstrip("0").rstrip(".") if rounded else "0"
    return shown.translate(PUNT_EN_KOMMA)
