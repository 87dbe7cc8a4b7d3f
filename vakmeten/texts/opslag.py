"""Database, keys and store."""

from __future__ import annotations

DATABASE_ADRES = (
    "Het adres van de database klopt niet. Vraag uw beheerder om de instelling na te kijken."
)
DATABASE_WEG = "De database is niet te bereiken. Wat u typte staat nog op uw scherm; probeer het over een minuut opnieuw of bel uw beheerder."
DATABASE_BEZET = "De database is even bezet. Wat u typte staat nog op uw scherm; probeer het over een paar tellen opnieuw."
DATABASE_ALLEEN_LEZEN = "De database staat op alleen-lezen. Er kan nu niets worden bewaard; vraag uw beheerder om dit te herstellen."
DATABASE_VREEMD = (
    "Dit bestand is geen database van vakmeten. Vraag uw beheerder om de instelling na te kijken."
)
DATABASE_FOUT = (
    "De database nam dit niet aan. Er is niets bewaard; probeer het opnieuw of bel uw beheerder."
)
SCHIJF_VOL = "De schijf van de server is vol. Er kan nu niets worden bewaard; bel uw beheerder."
HOOFDSLEUTEL_WEG = "De hoofdsleutel ontbreekt: {pad}. Zet het bestand terug uit uw eigen reservekopie en start opnieuw."
HOOFDSLEUTEL_ONLEESBAAR = (
    "De hoofdsleutel is niet te lezen: {pad}. Zet het juiste bestand terug en start opnieuw."
)
HOOFDSLEUTEL_OPEN = "De hoofdsleutel is leesbaar voor anderen: {pad}. Voer uit: chmod 600 op dat bestand, en start opnieuw."
HOOFDSLEUTEL_PAST_NIET = "De hoofdsleutel hoort niet bij deze sleutelbos. Zet de juiste hoofdsleutel terug en start opnieuw."
SLEUTELBOS_WEG = "De sleutelbos bij de database ontbreekt of is niet te lezen. Vraag uw beheerder om die terug te zetten."
SLEUTEL_KLANT_WEG = "De sleutel van deze klant ontbreekt of past niet, dus de teksten zijn niet te lezen. Bel uw beheerder."
DATABASE_NIEUWER = "Deze database is van een nieuwere vakmeten. Werk vakmeten bij en start opnieuw."
DATABASE_OUDER = (
    "Deze database is van een oudere vakmeten. Vraag uw beheerder om vakmeten opnieuw te starten."
)
KOPIE_EERST = "De database moet worden bijgewerkt. Maak eerst zelf een kopie (pg_dump) en start dan met --kopie-gemaakt."
GEEN_TOEGANG = "Deze casus is er niet, of u mag hem niet zien. Ga terug naar uw klanten."
NIET_BEVOEGD = "Dit mag u niet doen met uw rol. Vraag het aan uw teammanager of beheerder."
GEWIJZIGD = (
    "Iemand anders heeft dit net ook bewaard. Uw tekst staat er nog; vergelijk en bewaar opnieuw."
)
KLANT_BESTAAT = "Dit klantnummer bestaat al. Zoek de klant op in de lijst."
SLEUTELBOS_MAKEN = "De sleutelbos of de hoofdsleutel kan niet worden gemaakt. Kijk na of de map bestaat en of u er mag schrijven."
KOPIE_MISLUKT = "De kopie van de database is niet gelukt, dus er is niets bijgewerkt. Kijk na of er ruimte is op de schijf."
SLEUTELBOS_ANDERE = (
    "Deze sleutelbos hoort niet bij deze database. Zet de juiste sleutelbos terug en start opnieuw."
)
