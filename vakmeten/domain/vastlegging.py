"""What became known at one moment: the unit in which a history is loaded into the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from vakmeten.domain.dossier import CasusRecord

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vastlegging:
    """Records that one person wrote down at one moment.

    bekend_op: aware moment at which the team knew it.
    door:      account of who wrote it.
    The first vastlegging of a casus holds its Klant, Koppel, Casus and first Ronde.
    """

    bekend_op: datetime
    door: str
    records: tuple[CasusRecord, ...]

    @property
    def dag(self) -> date:
        """The day on which it was known, in the Netherlands."""
        return self.bekend_op.astimezone(AMSTERDAM).date()
