"""The fixed lists of the work. Stored codes never change; their labels live in `labels`."""

from __future__ import annotations

from enum import StrEnum

TREDEN = range(1, 7)
LEEFGEBIED_SCORES = range(1, 6)
DOELSCORES = range(-2, 3)


class Leefgebied(StrEnum):
    """The thirteen areas of life, scored from 1 to 5. Names only; no criteria are copied."""

    FINANCIEN = "financien"
    WERK_OPLEIDING = "werk_opleiding"
    TIJDSBESTEDING = "tijdsbesteding"
    HUISVESTING = "huisvesting"
    HUISELIJKE_RELATIES = "huiselijke_relaties"
    GEESTELIJKE_GEZONDHEID = "geestelijke_gezondheid"
    LICHAMELIJKE_GEZONDHEID = "lichamelijke_gezondheid"
    MIDDELENGEBRUIK = "middelengebruik"
    BASALE_ADL = "basale_adl"
    INSTRUMENTELE_ADL = "instrumentele_adl"
    SOCIAAL_NETWERK = "sociaal_netwerk"
    MAATSCHAPPELIJKE_PARTICIPATIE = "maatschappelijke_participatie"
    JUSTITIE = "justitie"


class Domein(StrEnum):
    """What a klantmanager gets clear first."""

    WELZIJN = "welzijn"
    ZORG = "zorg"
    WERK = "werk"
    INKOMEN = "inkomen"


class Opleidingsniveau(StrEnum):
    """Highest finished education in three levels; `ONBEKEND` is an answer too."""

    LAAG = "laag"
    MIDDELBAAR = "middelbaar"
    HOOG = "hoog"
    ONBEKEND = "onbekend"


class Bestemming(StrEnum):
    """Where a plan leads to. `ONBEKEND` comes from a file; a person who plans chooses."""

    ARBEIDSMARKT = "arbeidsmarkt"
    SOCIALE_ACTIVERING = "sociale_activering"
    SCHOLING = "scholing"
    ONBEKEND = "onbekend"


class Tussendoel(StrEnum):
    """What a doel makes stronger on the way there."""

    VAARDIGHEDEN = "vaardigheden"
    ZELFREDZAAMHEID = "zelfredzaamheid"
    PARTICIPATIEMOGELIJKHEDEN = "participatiemogelijkheden"


class Gesprekspartner(StrEnum):
    """With whom a plan was agreed."""

    KLANT = "klant"
    WERKGEVER = "werkgever"
    NETWERK = "netwerk"
    COLLEGA = "collega"


class Kennisbron(StrEnum):
    """What a choice rests on. `ONBEKEND` comes from a file; a person who chooses knows."""

    WETENSCHAP = "wetenschap"
    PRAKTIJK = "praktijk"
    COLLEGAS = "collegas"
    KLANTERVARING = "klantervaring"
    ONBEKEND = "onbekend"


class Contactvorm(StrEnum):
    """How klant and klantmanager met."""

    PERSOONLIJK = "persoonlijk"
    HUISBEZOEK = "huisbezoek"
    TELEFONISCH = "telefonisch"
    VIDEOBELLEN = "videobellen"
    BERICHT = "bericht"
    BRIEF = "brief"


class Partij(StrEnum):
    """Who made an afspraak and has to keep it."""

    KLANT = "klant"
    WERKGEVER = "werkgever"
    KLANTMANAGER = "klantmanager"


class EindeInzet(StrEnum):
    """Why an inzet ended."""

    AFGEROND = "afgerond"
    VOORTIJDIG_GESTOPT = "voortijdig_gestopt"
    OMSTANDIGHEDEN = "omstandigheden"
    ONBEKEND = "onbekend"


class Uitkomst(StrEnum):
    """What happened of a verwachting."""

    JA = "ja"
    DEELS = "deels"
    NEE = "nee"
    ONBEKEND = "onbekend"


class Element(StrEnum):
    """The four elements that together decide an outcome."""

    AANPAK = "aanpak"
    PROFESSIONAL = "professional"
    KLANT = "klant"
    CONTEXT = "context"


class Invloed(StrEnum):
    """Whether an element helped or stood in the way."""

    HIELP = "hielp"
    NEUTRAAL = "neutraal"
    HINDERDE = "hinderde"


class Vervolg(StrEnum):
    """What comes after a ronde."""

    BIJSTELLEN = "bijstellen"
    AFSLUITEN = "afsluiten"


class Stap(StrEnum):
    """The four steps of one ronde, in order."""

    DIAGNOSE = "diagnose"
    PLAN = "plan"
    UITVOERING = "uitvoering"
    EVALUATIE = "evaluatie"
