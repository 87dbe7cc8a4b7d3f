"""The story of one casus while it is being told: what is known so far, and what is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.codes import Leefgebied
from vakmeten.domain.dossier import CasusRecord
from vakmeten.domain.klant import Klant
from vakmeten.domain.plan import Doel, Inzet, Verwachting
from vakmeten.domain.uitvoering import Afspraak
from vakmeten.domain.vastlegging import Vastlegging
from vakmeten.samples.bank import Verteller
from vakmeten.samples.draaiboek import working_after
from vakmeten.samples.draws import Draws
from vakmeten.samples.rij import Rij

# From here on for 450 minutes people are at work, in UTC: in summer and in winter.
OPENING = time(7, 30, tzinfo=UTC)
MINUTES = 450
LATE_SHARE = 0.22  # written down one to three days after it happened
COLLEAGUE_SHARE = 0.03  # written by somebody else of the team
TEAM_SIZE = 16

# Which line of a ronde a record tells: number of the ronde, place in it.
Key = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Verhaal:
    """One casus being told. `ronde` is the one that runs, `doelen` are those of that ronde."""

    rij: Rij
    draws: Draws
    verteller: Verteller
    themas: list[str]
    klant: Klant
    casus: Casus
    ronde: Ronde
    leefgebieden: dict[Leefgebied, int] = field(default_factory=dict[Leefgebied, int])
    doelen: list[Doel] = field(default_factory=list[Doel])
    vorige_doelen: list[Doel] = field(default_factory=list[Doel])
    inzetten: dict[Key, Inzet] = field(default_factory=dict[Key, Inzet])
    verwachtingen: dict[Key, Verwachting] = field(default_factory=dict[Key, Verwachting])
    afspraken: dict[Key, Afspraak] = field(default_factory=dict[Key, Afspraak])
    geschreven: list[Vastlegging] = field(default_factory=list[Vastlegging])
    dag: int = 0
    plek_weg: bool = False  # the place where it stopped; the next one is elsewhere

    def schrijf(self, day: int, records: Iterable[CasusRecord], *, late: bool = True) -> None:
        """Write records about this day: that day or a little later, never before the last ones."""
        if late and self.draws.chance(LATE_SHARE):
            day = min(working_after(day + self.draws.whole(1, 3)), self.rij.laatste)
        moment = self._moment(max(day, self.dag))
        line = Vastlegging(bekend_op=moment, door=self._who(), records=tuple(records))
        self.geschreven.append(line)

    def _moment(self, day: int) -> datetime:
        """A moment in office hours, after everything that is already written."""
        if day == self.dag:
            return self.geschreven[-1].bekend_op + timedelta(minutes=self.draws.whole(1, 9))
        self.dag = day
        opening = datetime.combine(date.fromordinal(day), OPENING)
        return opening + timedelta(minutes=self.draws.whole(0, MINUTES - 60))

    def _who(self) -> str:
        if not self.draws.chance(COLLEAGUE_SHARE):
            return self.rij.klantmanager
        return f"{self.rij.team}{self.draws.whole(1, TEAM_SIZE):02d}"

    def andere_plek(self) -> None:
        """After a place where it stopped, the next werkgever or organisatie is another one."""
        if self.plek_weg:
            self.verteller.andere_werkgever()
        self.plek_weg = False

    def thema(self) -> str:
        """A theme of this casus; {thema} is that one from now on."""
        found = self.draws.pick(self.themas)
        self.verteller.over_thema(found)
        return found


def draw_themas(rij: Rij, draws: Draws) -> list[str]:
    """Two or three things that stand out in this life, the one behind the first aanpak in front."""
    behind = {
        "taaltraject": ("taal",),
        "schuldhulpverlening": ("schulden",),
        "vrijwilligerswerk": ("ritme", "zelfvertrouwen", "belastbaarheid"),
        "werkervaringsplek": ("ervaring", "ritme", "zelfvertrouwen"),
        "sollicitatietraining": ("zelfvertrouwen", "ervaring", "digitaal"),
        "jobcoaching": ("belastbaarheid", "zelfvertrouwen"),
        "bbl_opleiding": ("ervaring",),
    }.get(rij.aanpak, ("ervaring", "ritme"))
    found = [draws.pick(behind)]
    likely = {
        "jong": 0.6 if rij.leeftijd < 27 else 0.0,
        "leeftijd": 0.6 if rij.leeftijd > 52 else 0.0,
        "kinderen": 0.35 if 23 <= rij.leeftijd <= 48 else 0.0,
        "mantelzorg": 0.15 if rij.leeftijd > 38 else 0.03,
        "schulden": 0.3,
    }
    found += [thema for thema, p in likely.items() if draws.chance(p) and thema not in found]
    others = ("vervoer", "wonen", "digitaal", "belastbaarheid", "zelfvertrouwen", "ritme", "taal")
    found += [thema for thema in draws.some(others, 2) if thema not in found]
    return found[:3]
