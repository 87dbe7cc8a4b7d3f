"""What goes out: frames for an analyst, and a pseudonymised store."""

from __future__ import annotations

FRAME_SOORT = "Van deze soort is er geen frame. Kies een van deze: {soorten}."
PEILDATUM_FOUT = (
    "Een peildatum is een moment met een tijdzone. Gebruik datetime(2026, 1, 31, tzinfo=UTC)."
)
ROL_FOUT = "Deze rol bestaat niet voor een account. Kies klantmanager, teammanager of beheerder."
