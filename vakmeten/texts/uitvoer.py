"""What goes out: frames for an analyst, and a pseudonymised store."""

from __future__ import annotations

FRAME_SOORT = "Van deze soort is er geen frame. Kies een van deze: {soorten}."
PEILDATUM_FOUT = (
    "Een peildatum is een moment met een tijdzone. Gebruik datetime(2026, 1, 31, tzinfo=UTC)."
)
ROL_FOUT = "Deze rol bestaat niet voor een account. Kies klantmanager, teammanager of beheerder."
GEBRUIKER_ONBEKEND = "In deze database is geen actief account met die naam. Geef met user= een account op dat er wel in staat."
GEEN_SLEUTELS = "Bij deze database is geen sleutelbos, dus namen en teksten zijn er niet te lezen of te bewaren. Gebruik store.frame(...) voor de cijfers."
CLI_EXPORTEER = "maak een bestand voor een analist, zonder namen en teksten"
CLI_ANALIST = "het nieuwe SQLite-bestand, met pseudoniemen in plaats van klantnummers en accounts"
EXPORT_BESTAAT = (
    "Het bestand {pad} bestaat al. Kies een andere naam, of haal het bestand eerst weg."
)
EXPORT_MAP = "In de map {pad} kan niet worden geschreven. Kies een map die bestaat en waarin u mag schrijven."
EXPORT_NAAM = "In de naam van het bestand mag geen vraagteken staan. Kies een andere naam."
EXPORT_GEEN_BRON = "In de map {pad} staat geen database. Kies met --data de map waar die wel staat."
EXPORT_MISLUKT = (
    "De export is niet gelukt en er is niets achtergebleven. Kijk na of er ruimte is op de schijf."
)
EXPORT_KLAAR = "Klaar: {pad}, met {casussen}, zonder namen en teksten."
EXPORT_TOPPINGS = "Deze toppings gaan mee: {toppings}. Kijk na of er geen nummer bij staat waaraan iemand een klant herkent."
EXPORT_AVG = "De gegevens zijn gepseudonimiseerd. Het blijven persoonsgegevens (AVG): deel het bestand alleen met wie het mag gebruiken en haal het weg na gebruik."
EXPORT_OPENEN = 'Openen in Python: vakmeten.open_store("{url}", user="analist")'
OEFENMAP_FOUT = (
    "In de map {pad} kan niet worden geschreven. Kies een andere map voor de oefenstore."
)
OEFENSTORE_ANDERS = "De oefenstore {pad} is gemaakt met een andere versie van vakmeten. Haal dat bestand weg en probeer het opnieuw."
