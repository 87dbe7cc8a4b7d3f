"""What goes out: frames for an analyst, and a pseudonymised store."""

from __future__ import annotations

FRAME_SOORT = "Van deze soort is er geen frame. Kies een van deze: {soorten}."
PEILDATUM_FOUT = (
    "Een peildatum is een moment met een tijdzone. Gebruik datetime(2026, 1, 31, tzinfo=UTC)."
)
ROL_FOUT = "Deze rol bestaat niet voor een account. Kies klantmanager, teammanager of beheerder."
GEBRUIKER_ONBEKEND = "In deze database is geen actief account met die naam. Geef met user= een account op dat er wel in staat."
GEEN_SLEUTELS = "Bij deze database is geen sleutelbos, dus namen en teksten zijn er niet te lezen of te bewaren. Gebruik store.frame(...) voor de cijfers."
