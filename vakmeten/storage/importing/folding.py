"""All lines about one klant, taken up in the order in which they became known.

A line goes in whole or not at all. What stands there already is left alone, and so is what a
person wrote: a file never wins from the casusboek.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, cast

from vakmeten import texts
from vakmeten.domain.casus import Casus
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.regels import neem_op
from vakmeten.domain.topping import Aanvulling, ToppingBij
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing import records
from vakmeten.storage.importing.contradictions import contradictions
from vakmeten.storage.importing.events import OPENING, Event, events
from vakmeten.storage.importing.existing import Known, KnownKlant
from vakmeten.storage.importing.fields import field_of
from vakmeten.storage.importing.lines import Saying, day_of
from vakmeten.storage.importing.naming import Naming
from vakmeten.storage.importing.provenance import IMPORT, Key, carried, check_people
from vakmeten.storage.importing.shapes import Fault
from vakmeten.storage.records import key_of

NEVER, FOREVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
# After so many begins anew, the lines that failed meanwhile are left out at once: that may name a
# line that only did not fit beside another bad one, but a klant with a thousand of them is done.
EXACT = 10

MAKERS = dict(records.MAKERS)
ALWAYS = ("klant", "koppel", "casus", "topping")  # what a closed casus takes too
OF_KLANT = (Klant, Koppel)

KolomOf = Callable[[str, str], str]


class Change(NamedTuple):
    """One version to write. `geldt`: nothing that was known later comes after it."""

    record: CasusRecord
    versie: int
    bekend_op: datetime
    geldt: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for every line: the team by account, the toppings of free text, the columns."""

    teams: Mapping[str, str]
    teksten: frozenset[str]
    kolom: KolomOf


def fold(
    sayings: Sequence[Saying], known: KnownKlant | None, context: Context
) -> tuple[list[Change], list[Fault]]:
    """The versions that the lines about one klant add, and what is wrong with the lines left out.

    known: what the store has of this klant; None if it is new.
    """
    known = known or KnownKlant()
    naming = Naming(sayings, known)
    faults = contradictions(sayings, naming, context.kolom) if len(sayings) > 1 else []
    again = 0
    while True:
        gone = {fault.regel for fault in faults}
        left = [saying for saying in sayings if saying.nummer not in gone]
        changes, refused = _Fold(left, known, naming, context).run(exact=again < EXACT)
        faults += refused
        if changes is not None:
            return changes, faults
        again += 1


class _Fold:
    """The casussen of one klant, growing from moment to moment."""

    def __init__(
        self, sayings: Sequence[Saying], known: KnownKlant, naming: Naming, context: Context
    ) -> None:
        self._sayings = sayings
        self._known = known
        self._context = context
        self._naming = naming
        self._alone = len(sayings) == 1 and not known.casussen
        self._waiting = {casus_id: list(versions) for casus_id, versions in known.casussen.items()}
        self._waiting_general = list(known.algemeen)
        self._of_klant: dict[Key, CasusRecord] = {}
        self._dossiers: dict[str, Dossier] = {}
        self._seen: dict[Key, list[Known]] = {}
        self._by: dict[Key, str] = {}  # who wrote what counts now
        self._mine: set[Key] = set()
        self._changes: dict[tuple[Key, datetime], CasusRecord] = {}

    def run(self, *, exact: bool) -> tuple[list[Change] | None, list[Fault]]:
        """Take up every line. None: a line that did not fit must be left out from the begin.

        exact: stop at the first such line, else look for more of them.
        """
        refused: dict[int, Fault] = {}
        touched: set[int] = set()
        dirty = False
        for event in sorted(events(self._sayings, alone=self._alone)):
            nummer = event.nummer
            if nummer in refused:
                continue
            try:
                if self._take(event):
                    touched.add(nummer)
            except InvalidRecord as error:
                kolom = self._context.kolom(event.section, field_of(error))
                refused[nummer] = Fault(nummer, kolom, str(error))
                if nummer in touched:
                    dirty = True
                    if exact:
                        return None, [refused[nummer]]
        if not dirty and self._mine:
            self._advance(FOREVER)
        return (None if dirty else self._versions()), list(refused.values())

    def _take(self, event: Event) -> bool:
        """Take up what a line says of one record. Whether that made a difference."""
        moment, saying, section = event.moment, event.saying, event.section
        if self._waiting_general or self._waiting:
            self._advance(moment)
        casus_id = self._naming.casus_id(saying)
        if event.stage == OPENING:
            return self._open(moment, saying, casus_id)
        dossier = self._dossiers[casus_id]
        if section not in ALWAYS:
            dossier = self._before_end(dossier)
        if event.bij is not None:
            found = records.aanvulling(event.bij, saying, dossier, self._context.teksten)
        elif section == "einde":
            found = self._end(saying, dossier, casus_id)
        else:
            found = MAKERS[section](saying, dossier)
        return self._add(casus_id, dossier, found, moment)

    def _open(self, moment: datetime, saying: Saying, casus_id: str) -> bool:
        if casus_id in self._dossiers:
            return False
        if casus_id != records.casus_id_of(saying):
            raise InvalidRecord(texts.IMPORT_VOOR_CASUS)
        found = records.opening(saying, casus_id, self._context.teams)
        klant = self._of_klant.get(("klant", saying.klantnummer))
        if klant is None:
            told = saying.secties["klant"] if self._alone and not saying.momenten else {}
            klant = Klant(klantnummer=saying.klantnummer, **told)
        return self._add(casus_id, self._begin(found[0]), [klant, *found], moment)

    def _before_end(self, dossier: Dossier) -> Dossier:
        """A casus that a file closed takes what files tell of the time before; of a person's: not.

        Else a line that was mended, or the second of two files, came too late.
        """
        if dossier.casus.loopt:
            return dossier
        by = (self._by.get(key_of(record)) for record in (dossier.casus, dossier.rondes[-1]))
        return records.before_end(dossier) if all(door == IMPORT for door in by) else dossier

    def _end(self, saying: Saying, dossier: Dossier, casus_id: str) -> list[CasusRecord]:
        """An end that was known before a person went on with the casus is no end."""
        casus = self._dossiers[casus_id].casus
        found = records.einde(saying, dossier, casus)
        later = self._waiting.get(casus_id, ())
        worked = any(k.door != IMPORT and not isinstance(k.record, Aanvulling) for k in later)
        if casus.loopt and worked and self._is_open(casus_id):
            raise InvalidRecord(texts.IMPORT_EINDE_NA_WERK, "einddatum")
        return found

    def _is_open(self, casus_id: str) -> bool:
        """Whether the store has a casus as open, as it is known last."""
        versions = self._known.casussen[casus_id]
        return [v.record.loopt for v in versions if isinstance(v.record, Casus)][-1]

    # -- what is known -----------------------------------------------------------------------

    def _advance(self, moment: datetime) -> None:
        """Take up what was known by this moment."""
        while self._waiting_general and self._waiting_general[0].bekend_op <= moment:
            known = self._waiting_general.pop(0)
            there = self._of_klant.get(key_of(known.record))
            self._share(self._carry(there, known, self._known.algemeen))
        for casus_id, versions in self._waiting.items():
            while versions and versions[0].bekend_op <= moment:
                self._take_known(casus_id, versions.pop(0))

    def _take_known(self, casus_id: str, known: Known) -> None:
        dossier = self._dossiers.get(casus_id)
        there = None if dossier is None else dossier.eerder(known.record)
        record = self._carry(there, known, self._known.casussen[casus_id])
        if dossier is None:  # the first that is known of a casus is the casus itself
            dossier = self._begin(cast("Casus", record))
        self._dossiers[casus_id] = dossier.met(record)

    def _carry(
        self, there: CasusRecord | None, known: Known, versions: Sequence[Known]
    ) -> CasusRecord:
        """What a known version becomes, if this file told something of the record before it."""
        key = key_of(known.record)
        self._seen.setdefault(key, []).append(known)
        self._by[key] = known.door
        if there is None or key not in self._mine:
            return known.record
        record = carried(there, known, [v for v in versions if key_of(v.record) == key])
        if record != known.record:
            self._changes[key, known.bekend_op] = record
        return record

    def _begin(self, casus: Casus) -> Dossier:
        nummer = casus.klantnummer
        dossier = Dossier(
            klant=Klant(klantnummer=nummer), koppel=Koppel(klantnummer=nummer), casus=casus
        )
        for record in self._of_klant.values():
            dossier = dossier.met(record)
        return dossier

    def _share(self, record: CasusRecord) -> None:
        """What is of the klant is of every casus of that klant."""
        self._of_klant[key_of(record)] = record
        for casus_id, dossier in self._dossiers.items():
            if dossier.eerder(record) is not record:
                self._dossiers[casus_id] = dossier.met(record)

    # -- what is new -------------------------------------------------------------------------

    def _add(
        self, casus_id: str, dossier: Dossier, found: Sequence[CasusRecord], moment: datetime
    ) -> bool:
        """Put all records in, or none. Whether one of them says something new.

        dossier: what they go into, perhaps the casus before its end.
        """
        now = self._dossiers.get(casus_id, dossier)
        new: list[CasusRecord] = []
        for record in found:
            there = now.eerder(record)
            versions = self._seen.get(key_of(record))
            if versions is not None and there == record:
                if dossier is not now:
                    dossier = dossier.met(record)
                continue
            if versions:
                check_people(versions, there, record)
            dossier = neem_op(dossier, [record], day_of(moment))
            new.append(record)
        if not now.casus.loopt and dossier.casus.loopt:
            dossier = dossier.met(now.casus).met(now.rondes[-1])
        for record in new:
            key = key_of(record)
            self._seen.setdefault(key, [])
            self._mine.add(key)
            self._by[key] = IMPORT
            self._changes[key, moment] = record
            self._dossiers[casus_id] = dossier
            if _is_of_klant(record):
                self._share(record)
        return bool(new)

    def _versions(self) -> list[Change]:
        """The last version of each record at each moment, numbered on from what is there."""
        last: dict[Key, int] = {}
        newest: dict[Key, datetime] = {}
        for versions in (self._known.algemeen, *self._known.casussen.values()):
            for known in versions:
                key = key_of(known.record)
                last[key] = max(last.get(key, 0), known.versie)
                newest[key] = max(newest.get(key, NEVER), known.bekend_op)
        found: list[Change] = []
        for (key, moment), record in self._changes.items():
            last[key] = last.get(key, 0) + 1
            found.append(Change(record, last[key], moment, newest.get(key, NEVER) <= moment))
        return found


def _is_of_klant(record: CasusRecord) -> bool:
    if isinstance(record, Aanvulling):
        return record.bij == ToppingBij.KLANT
    return isinstance(record, OF_KLANT)
