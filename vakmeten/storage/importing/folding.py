"""All lines about one klant, taken up in the order in which they became known.

A line goes in whole or not at all. What stands there already is left alone, and so is what a
person wrote: a file never wins from the casusboek.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
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
from vakmeten.storage.importing.lines import Saying, day_of
from vakmeten.storage.importing.shapes import Fault
from vakmeten.storage.records import key_of

IMPORT = "vakmeten:import"  # who wrote what came from a file; no account can have a colon
OPENING, LAST = 0, 99
NEVER = datetime.min.replace(tzinfo=UTC)

MAKERS = dict(records.MAKERS)
OF_KLANT = (Klant, Koppel)

Key = tuple[str, str]
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


class Origin(NamedTuple):
    """Where the present version of a record comes from: a person, or a line of this file."""

    door: str
    regel: int = 0
    moment: datetime = NEVER
    stage: int = 0


class _Refused(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


def fold(
    sayings: Sequence[Saying], known: KnownKlant | None, context: Context
) -> tuple[list[Change], list[Fault]]:
    """The versions that the lines about one klant add, and what is wrong with the lines left out.

    known: what the store has of this klant; None if it is new.
    """
    faults: list[Fault] = []
    left = list(sayings)
    while left:
        try:
            return _Fold(known or KnownKlant(), context).run(left), faults
        except _Refused as refused:
            faults.append(refused.fault)
            left = [saying for saying in left if saying.nummer != refused.fault.regel]
    return [], faults


class _Fold:
    """The casussen of one klant, growing from moment to moment."""

    def __init__(self, known: KnownKlant, context: Context) -> None:
        self._known = known
        self._context = context
        self._starts = _starts(known)
        self._waiting = {casus_id: list(versions) for casus_id, versions in known.casussen.items()}
        self._waiting_general = list(known.algemeen)
        self._klant: Klant | None = None
        self._koppel: Koppel | None = None
        self._extra: Aanvulling | None = None
        self._dossiers: dict[str, Dossier] = {}
        self._casus_ids: dict[int, str] = {}
        self._origins: dict[Key, Origin] = {}
        self._changes: dict[tuple[Key, datetime], CasusRecord] = {}

    def run(self, sayings: Sequence[Saying]) -> list[Change]:
        """Take up every line. Raises _Refused for the first that does not fit."""
        events = sorted(_events(sayings), key=lambda e: (e[0], e[1], e[3].nummer))
        for moment, stage, section, saying in events:
            try:
                self._take(moment, stage, section, saying)
            except InvalidRecord as error:
                kolom = self._context.kolom(section, error.veld)
                raise _Refused(Fault(saying.nummer, kolom, str(error))) from None
        return self._versions()

    def _take(self, moment: datetime, stage: int, section: str, saying: Saying) -> None:
        if self._waiting_general or self._waiting:
            self._advance(moment)
        if stage == OPENING:
            casus_id = self._casus_ids[saying.nummer] = self._casus_of(saying)
            self._open(moment, saying, casus_id)
            return
        casus_id = self._casus_ids[saying.nummer]
        dossier = self._dossiers[casus_id]
        if stage == LAST:
            found = records.aanvullingen(saying, dossier, self._context.teksten)
        else:
            found = MAKERS[section](saying, dossier)
        self._add(casus_id, found, Origin(IMPORT, saying.nummer, moment, stage))

    # -- what is known -----------------------------------------------------------------------

    def _advance(self, moment: datetime) -> None:
        """Take up what was known by this moment."""
        while self._waiting_general and self._waiting_general[0].bekend_op <= moment:
            known = self._waiting_general.pop(0)
            self._origins[key_of(known.record)] = Origin(known.door)
            self._share(known.record)
        for casus_id, versions in self._waiting.items():
            while versions and versions[0].bekend_op <= moment:
                self._take_known(casus_id, versions.pop(0))

    def _take_known(self, casus_id: str, known: Known) -> None:
        self._origins[key_of(known.record)] = Origin(known.door)
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

    # -- which casus -------------------------------------------------------------------------

    def _casus_of(self, saying: Saying) -> str:
        """The id of the casus that a line is about: known here, or that of a new one."""
        given = saying.secties["casus"]
        own = records.casus_id_of(saying)
        known = {*self._dossiers, *self._known.casussen}
        if own in known:
            return own
        named = bool(saying.sleutels.get("casus"))
        start = given.get("startdatum")
        if not named and start is not None:
            typed = (casus_id for casus_id, day in self._starts.items() if day == start)
            return next(typed, own)
        if not named and known:
            if len(known) > 1:
                raise InvalidRecord(texts.IMPORT_CASUS_WELKE, "startdatum")
            return next(iter(known))
        return own

    def _open(self, moment: datetime, saying: Saying, casus_id: str) -> None:
        origin = Origin(IMPORT, saying.nummer, moment, OPENING)
        dossier = self._dossiers.get(casus_id)
        of_klant = records.klant_records(saying, self._klant, self._koppel)
        if dossier is None:
            if casus_id in self._known.casussen and casus_id != records.casus_id_of(saying):
                raise InvalidRecord(texts.IMPORT_VOOR_CASUS)
            casus, ronde = records.opening(saying, casus_id, self._context.teams)
            self._dossiers[casus_id] = self._begin(casus)
            self._add(casus_id, [*of_klant, casus, ronde], origin)
        else:
            self._add(casus_id, [*of_klant, *records.casus_again(saying, dossier)], origin)

    # -- what is new -------------------------------------------------------------------------

    def _add(self, casus_id: str, found: Sequence[CasusRecord], origin: Origin) -> None:
        for record in found:
            dossier = self._dossiers[casus_id]
            key = key_of(record)
            before = self._origins.get(key)
            if before is not None and dossier.eerder(record) == record:
                continue
            _check_origin(before, origin, dossier.eerder(record), record)
            self._dossiers[casus_id] = neem_op(dossier, [record], day_of(origin.moment))
            self._origins[key] = origin
            self._changes[key, origin.moment] = record
            if _is_of_klant(record):
                self._share(record)

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


def _events(sayings: Sequence[Saying]) -> Iterator[tuple[datetime, int, str, Saying]]:
    """What each line says, one event for each section: moment, order within it, section, line."""
    for saying in sayings:
        moment = saying.momenten
        yield min([saying.bekend_op, *moment.values()]), OPENING, "opening", saying
        for stage, (section, _) in enumerate(records.MAKERS, start=1):
            if section in saying.secties:
                yield moment.get(section, saying.bekend_op), stage, section, saying
        if saying.toppings:
            at = (moment.get(bij.value, saying.bekend_op) for bij in saying.toppings)
            yield max(at), LAST, "topping", saying


def _starts(known: KnownKlant) -> dict[str, date]:
    """The startdatum of each casus as it stands last."""
    return {
        casus_id: version.record.startdatum
        for casus_id, versions in known.casussen.items()
        for version in versions
        if isinstance(version.record, Casus)
    }


def _is_of_klant(record: CasusRecord) -> bool:
    if isinstance(record, Aanvulling):
        return record.bij == ToppingBij.KLANT
    return isinstance(record, OF_KLANT)


def _check_origin(
    before: Origin | None, origin: Origin, there: CasusRecord, record: CasusRecord
) -> None:
    """A file fills what a person left empty; it changes only what came from a file."""
    if before is None:
        return
    if before.door != IMPORT:
        if not _only_fills(there, record):
            raise InvalidRecord(texts.IMPORT_ANDERS_DAN_MENS)
        return
    same_place = (before.moment, before.stage) == (origin.moment, origin.stage)
    if before.regel not in (0, origin.regel) and same_place:
        raise InvalidRecord(texts.IMPORT_ANDERS_DAN_REGEL.format(regel=before.regel))


def _only_fills(there: CasusRecord, record: CasusRecord) -> bool:
    """Whether the record keeps every value that stood there.

    A casus that a person opened again is open because that person wants it so.
    """
    if isinstance(there, Casus) and there.heropend_reden and there.loopt:
        return there == record
    for f in fields(there):
        old, new = getattr(there, f.name), getattr(record, f.name)
        if isinstance(old, Mapping):
            kept = dict(new) == {**new, **old}
        else:
            kept = old == new or old in (None, "", "onbekend")
        if not kept:
            return False
    return True
