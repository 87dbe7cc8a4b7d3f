"""Which casus a line is about: one that the store knows, or one that the file opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing.existing import KnownKlant
from vakmeten.storage.importing.lines import Saying
from vakmeten.storage.importing.provenance import IMPORT
from vakmeten.storage.importing.records import casus_id_of

SEVERAL = ""


class Naming:
    """The casussen of one klant by what a file calls them, whatever the order of its lines."""

    def __init__(self, sayings: Sequence[Saying], known: KnownKlant) -> None:
        """sayings: every line about this klant."""
        self._known = known
        self._own = {saying.nummer: casus_id_of(saying) for saying in sayings}
        named = {self._own[s.nummer]: s for s in sayings if _is_named(s)}
        same = _begin_alike(named, known)
        self._ids = {own: own for own in named}
        if known.casussen:
            begins = _begins(known)
            new = [own for own in named if own not in begins and own not in same]
            meant = {own: _meant(named[own], begins) for own in new}
            often = Counter(meant.values())
            self._ids |= {
                own: found if often[found] == 1 else SEVERAL
                for own, found in meant.items()
                if found is not None
            }
        self._ids |= {own: self._ids.get(other, SEVERAL) for own, other in same.items()}

    def casus_id(self, saying: Saying) -> str:
        """The id of the casus of a line.

        Raises InvalidRecord if it could be more than one.
        """
        own = self._own[saying.nummer]
        found = self._ids.get(own)
        if found is None:
            there = {*self._ids.values(), *self._known.casussen}
            found = own if not there else there.pop() if len(there) == 1 else SEVERAL
        if found == SEVERAL:
            raise InvalidRecord(texts.IMPORT_CASUS_WELKE, "startdatum")
        return found

    def has_rondes(self, casus_id: str) -> bool:
        """Whether a casus is known to have more than one."""
        known = self._known.casussen.get(casus_id, ())
        return len({k.record.id for k in known if isinstance(k.record, Ronde)}) > 1


def _begin_alike(named: Mapping[str, Saying], known: KnownKlant) -> dict[str, str]:
    """The casus with a sleutel that a line without one is about, since both begin on one day.

    SEVERAL if there are more of them.
    """
    with_sleutel: dict[object, list[str]] = {}
    for own, saying in named.items():
        if saying.sleutels.get("casus"):
            start = saying.secties["casus"].get("startdatum")
            with_sleutel.setdefault(start, []).append(own)
    found: dict[str, str] = {}
    for own, saying in named.items():
        others = with_sleutel.get(saying.secties["casus"].get("startdatum"), [])
        if others and not saying.sleutels.get("casus") and own not in known.casussen:
            found[own] = others[0] if len(others) == 1 else SEVERAL
    return found


def _meant(saying: Saying, begins: dict[str, tuple[date, str]]) -> str | None:
    """The casus that began on the day that a line says; None if there is none.

    A casus with a sleutel may begin on the same day as another one with a sleutel, so for such a
    line it is only one that a person opened.
    """
    start = saying.secties["casus"].get("startdatum")
    named = bool(saying.sleutels.get("casus"))
    found = [
        casus_id
        for casus_id, (day, door) in begins.items()
        if day == start and (door != IMPORT or not named)
    ]
    return (found[0] if len(found) == 1 else SEVERAL) if found else None


def _is_named(saying: Saying) -> bool:
    return bool(saying.sleutels.get("casus")) or "startdatum" in saying.secties["casus"]


def _begins(known: KnownKlant) -> dict[str, tuple[date, str]]:
    """The startdatum of each casus as it stands last, and who opened it."""
    found: dict[str, tuple[date, str]] = {}
    for casus_id, versions in known.casussen.items():
        of_casus = [(v.versie, v.door, v.record) for v in versions if isinstance(v.record, Casus)]
        _, door, _ = min(of_casus, key=lambda version: version[0])
        found[casus_id] = (of_casus[-1][2].startdatum, door)
    return found
