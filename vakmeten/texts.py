"""Every Dutch word that a person reads outside a template: labels of codes, and sentences."""

from __future__ import annotations

INSTELLING_GEEN_GETAL = "De instelling VAKMETEN_GEEN_CONTACT_DAGEN moet een heel getal zijn, bijvoorbeeld 30."

DATABASE_ADRES = "Het adres van de database klopt niet. Vraag uw beheerder om de instelling na te kijken."
DATABASE_WEG = "De database is niet te bereiken. Wat u typte staat nog op uw scherm; probeer het over een minuut opnieuw of bel uw beheerder."
DATABASE_BEZET = "De database is even bezet. Wat u typte staat nog op uw scherm; probeer het over een paar tellen opnieuw."
DATABASE_ALLEEN_LEZEN = "De database staat op alleen-lezen. Er kan nu niets worden bewaard; vraag uw beheerder om dit te herstellen."
DATABASE_VREEMD = "Dit bestand is geen database van vakmeten. Vraag uw beheerder om de instelling na te kijken."
DATABASE_FOUT = "De database nam dit niet aan. Er is niets bewaard; probeer het opnieuw of bel uw beheerder."
SCHIJF_VOL = "De schijf van de server is vol. Er kan nu niets worden bewaard; bel uw beheerder."
AANMELDING_VERLOPEN = "Uw aanmelding is verlopen. Meld u opnieuw aan; wat u typte is als concept bewaard."
