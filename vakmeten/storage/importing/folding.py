"""All lines about one klant, taken up in the order in which they became known.

A line goes in whole or not at all. What stands there already is left alone, and so is what a
person wrote: a file never wins from the casusboek.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from vakmeten import texts
from vakmeten.domain.casus import Casus
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.regels import neem_op
from vakmeten.domain.topping import Aanvulling, ToppingBij
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing import records
from vakmeten.storage.importing.existing import Known, KnownKlant
from vakmeten.storage.importing.fields import field_of
from vakmeten.storage.importing.lines import Saying, day_of
from vakmeten.storage.importing.naming import Naming
from vakmeten.storage.importing.provenance import IMPORT, Claims, Key, check_people, parts
from vakmeten.storage.importing.shapes import Fault
from vakmeten.storage.records import key_of

OPENING, LAST = 0, 99
NEVER = datetime.min.replace(tzinfo=UTC)
# After so many begins anew, the lines that failed meanwhile are left out at once: that may name a
# line that only did not fit beside another bad one, but a klant with a thousand of them is done.
EXACT = 10

MAKERS = dict(records.MAKERS)
STAGES = tuple((stage, section) for stage, (section, _) in enumerate(records.MAKERS, start=1))
OF_KLANT = (Klant, Koppel)

KolomOf = Callable[[str, str], str]


class Change(NamedTuple):
    """One version to write. `geldt`: nothing that was known later comes after it."""

    record: CasusRecord
    versie: int
    bekend_op: datetime
    geldt: bool


class Event(NamedTuple):
    """What a line says of one record: when it was known, its place within that moment, what."""

    moment: datetime
    stage: int
    lacks: bool  # too little to make the record: after the line that makes it
    nummer: int
    section: str
    saying: Saying
    bij: ToppingBij | None = None


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
    faults: list[Fault] = []
    left = list(sayings)
    again = 0
    while left:
        changes, refused = _Fold(left, known or KnownKlant(), context).run(exact=again < EXACT)
        faults += refused
        if changes is not None:
            return changes, faults
        gone = {fault.regel for fault in refused}
        left = [saying for saying in left if saying.nummer not in gone]
        again += 1
    return [], faults


class _Fold:
    """The casussen of one klant, growing from moment to moment."""

    def __init__(self, sayings: Sequence[Saying], known: KnownKlant, context: Context) -> None:
        self._sayings = sayings
        self._known = known
        self._context = context
        self._naming = Naming(sayings, known)
        self._alone = len(sayings) == 1 and not known.casussen
        self._claims = Claims()
        self._waiting = {casus_id: list(versions) for casus_id, versions in known.casussen.items()}
        self._waiting_general = list(known.algemeen)
        self._klant: Klant | None = None
        self._koppel: Koppel | None = None
        self._extra: Aanvulling | None = None
        self._dossiers: dict[str, Dossier] = {}
        self._seen: dict[Key, list[Known]] = {}
        self._changes: dict[tuple[Key, datetime], CasusRecord] = {}

    def run(self, *, exact: bool) -> tuple[list[Change] | None, list[Fault]]:
        """Take up every line. None: a line that did not fit must be left out from the begin.

        exact: stop at the first such line, else look for more of them.
        """
        refused: dict[int, Fault] = {}
        touched: set[int] = set()
        dirty = False
        for event in sorted(_events(self._sayings, alone=self._alone)):
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
        if event.bij is not None:
            given = saying.toppings[event.bij]
            found = records.aanvulling(event.bij, saying, dossier, self._context.teksten)
        else:
            given = saying.secties[section]
            found = MAKERS[section](saying, dossier)
        if section == "einde" and dossier.casus.loopt:
            self._check_last(casus_id)
        if self._alone:
            return self._add(casus_id, dossier, found, moment)
        place = (key_of(found[-1]), moment, section)
        new = self._claims.check(place, parts(given), saying.nummer)
        made = self._add(casus_id, dossier, found, moment)
        self._claims.keep(place, new, saying.nummer)
        return made or bool(new)

    def _open(self, moment: datetime, saying: Saying, casus_id: str) -> bool:
        if casus_id in self._dossiers:
            return False
        if casus_id in self._known.casussen and casus_id != records.casus_id_of(saying):
            raise InvalidRecord(texts.IMPORT_VOOR_CASUS)
        found = records.opening(saying, casus_id, self._context.teams)
        klant = self._klant
        if klant is None:
            told = saying.secties["klant"] if self._alone and not saying.momenten else {}
            klant = Klant(klantnummer=saying.klantnummer, **told)
        return self._add(casus_id, self._begin(found[0]), [klant, *found], moment)

    def _check_last(self, casus_id: str) -> None:
        """An end that was known before a person went on with the casus is no end."""
        later = self._waiting.get(casus_id, ())
        worked = any(k.door != IMPORT and not isinstance(k.record, Aanvulling) for k in later)
        if worked and not any(isinstance(k.record, Casus) for k in later):
            raise InvalidRecord(texts.IMPORT_EINDE_NA_WERK, "einddatum")

    # -- what is known -----------------------------------------------------------------------

    def _advance(self, moment: datetime) -> None:
        """Take up what was known by this moment."""
        while self._waiting_general and self._waiting_general[0].bekend_op <= moment:
            known = self._waiting_general.pop(0)
            self._seen.setdefault(key_of(known.record), []).append(known)
            self._share(known.record)
        for casus_id, versions in self._waiting.items():
            while versions and versions[0].bekend_op <= moment:
                self._take_known(casus_id, versions.pop(0))

    def _take_known(self, casus_id: str, known: Known) -> None:
        self._seen.setdefault(key_of(known.record), []).append(known)
        dossier = self._dossiers.get(casus_id)
        if dossier is not None:
            self._dossiers[casus_id] = dossier.met(known.record)
        elif isinstance(known.record, Casus):
            self._dossiers[casus_id] = self._begin(known.record)

    def _begin(self, casus: Casus) -> Dossier:
        klant = self._klant or Klant(klantnummer=casus.klantnummer)
        koppel = self._koppel or Koppel(klantnummer=casus.klantnummer)
        dossier = Dossier(klant=klant, koppel=koppel, casus=casus)
        return dossier if self._extra is None else dossier.met(self._extra)

    def _share(self, record: CasusRecord) -> None:
        """What is of the klant is of every casus of that klant."""
        if isinstance(record, Klant):
            self._klant = record
        elif isinstance(record, Koppel):
            self._koppel = record
        elif isinstance(record, Aanvulling):
            self._extra = record
        for casus_id, dossier in self._dossiers.items():
            if dossier.eerder(record) is not record:
                self._dossiers[casus_id] = dossier.met(record)

    # -- what is new -------------------------------------------------------------------------

    def _add(
        self, casus_id: str, dossier: Dossier, found: Sequence[CasusRecord], moment: datetime
    ) -> bool:
        """Put all records in, or none. Whether one of them says something new."""
        new: list[CasusRecord] = []
        for record in found:
            there = dossier.eerder(record)
            versions = self._seen.get(key_of(record))
            if versions is not None and there == record:
                continue
            if versions:
                check_people(versions, there, record)
            dossier = neem_op(dossier, [record], day_of(moment))
            new.append(record)
        for record in new:
            key = key_of(record)
            self._seen.setdefault(key, [])
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


def _events(sayings: Sequence[Saying], *, alone: bool) -> Iterator[Event]:
    """What each line says, an event for each section.

    alone: the only line about a klant that is new; its casus then opens with all that it says.
    """
    for saying in sayings:
        nummer, known, moments = saying.nummer, saying.bekend_op, saying.momenten
        first = min((known, *moments.values()))
        yield Event(first, OPENING, records.lacks("casus", saying), nummer, "opening", saying)
        told = ("klant", "casus") if alone and not moments else ()
        for stage, section in STAGES:
            if section in saying.secties and section not in told:
                lacks = section in records.NEEDED and records.lacks(section, saying)
                yield Event(moments.get(section, known), stage, lacks, nummer, section, saying)
        for bij in saying.toppings:
            at = moments.get(bij.value, known)
            yield Event(at, LAST, False, nummer, "topping", saying, bij)


def _is_of_klant(record: CasusRecord) -> bool:
    if isinstance(record, Aanvulling):
        return record.bij == ToppingBij.KLANT
    return isinstance(record, OF_KLANT)
