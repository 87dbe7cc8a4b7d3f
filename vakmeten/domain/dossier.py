"""All that is known of one casus at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.codes import Stap
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.record import RondeRecord, StapRecord
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import InvalidRecord

CasusRecord = (
    Casus
    | Ronde
    | Diagnose
    | Plan
    | Doel
    | Inzet
    | Verwachting
    | Contact
    | Afspraak
    | Evaluatie
    | Klant
    | Koppel
    | Aanvulling
)

OfRonde = TypeVar("OfRonde", bound=RondeRecord)
OfStap = TypeVar("OfStap", bound=StapRecord)

# Where a record of each kind stands in a dossier.
COLLECTIONS: dict[type, str] = {
    Ronde: "rondes",
    Diagnose: "diagnoses",
    Plan: "plannen",
    Doel: "doelen",
    Inzet: "inzetten",
    Verwachting: "verwachtingen",
    Contact: "contacten",
    Afspraak: "afspraken",
    Evaluatie: "evaluaties",
    Aanvulling: "aanvullingen",
}
SINGLES: dict[type, str] = {Klant: "klant", Koppel: "koppel", Casus: "casus"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RondeBeeld:
    """One ronde with its steps; what was taken back is left out."""

    ronde: Ronde
    diagnose: Diagnose | None
    plan: Plan | None
    doelen: tuple[Doel, ...]
    inzetten: tuple[Inzet, ...]
    verwachtingen: tuple[Verwachting, ...]
    contacten: tuple[Contact, ...]
    afspraken: tuple[Afspraak, ...]
    evaluatie: Evaluatie | None

    @property
    def open_verwachtingen(self) -> tuple[Verwachting, ...]:
        """The verwachtingen that have no answer yet."""
        return tuple(v for v in self.verwachtingen if v.uitkomst is None)

    def stap(self, vandaag: date) -> Stap:
        """The step that is next."""
        return next_stap(
            diagnose=self.diagnose is not None,
            plan=self.plan is not None,
            evaluatie=self.evaluatie is not None,
            due=any(v.datum <= vandaag for v in self.open_verwachtingen),
        )


def _own(records: Iterable[OfRonde], ronde_id: str) -> tuple[OfRonde, ...]:
    return tuple(r for r in records if r.ronde_id == ronde_id and not r.vervallen)


def _step(records: Iterable[OfStap], ronde_id: str) -> OfStap | None:
    for record in records:
        if record.ronde_id == ronde_id:
            return record
    return None


def next_stap(*, diagnose: bool, plan: bool, evaluatie: bool, due: bool) -> Stap:
    """The step that is next in a ronde: evaluatie as soon as the day of a verwachting has come.

    Each argument says whether that step is there; `due` whether a verwachting waits for its answer.
    """
    if not diagnose:
        return Stap.DIAGNOSE
    if not plan:
        return Stap.PLAN
    return Stap.EVALUATIE if due or evaluatie else Stap.UITVOERING


@dataclass(frozen=True, kw_only=True)  # no slots: `_met` copies a dict
class Dossier:
    """One casus: klant, name, rondes in order, and the records of all rondes.

    versies: version of each record by id, as it was read; the base of a next version.
    """

    klant: Klant
    koppel: Koppel
    casus: Casus
    rondes: tuple[Ronde, ...] = ()
    diagnoses: tuple[Diagnose, ...] = ()
    plannen: tuple[Plan, ...] = ()
    doelen: tuple[Doel, ...] = ()
    inzetten: tuple[Inzet, ...] = ()
    verwachtingen: tuple[Verwachting, ...] = ()
    contacten: tuple[Contact, ...] = ()
    afspraken: tuple[Afspraak, ...] = ()
    evaluaties: tuple[Evaluatie, ...] = ()
    aanvullingen: tuple[Aanvulling, ...] = ()
    versies: Mapping[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])

    @property
    def huidig(self) -> RondeBeeld:
        """The last ronde. Raises InvalidRecord for a casus without one."""
        if not self.rondes:
            raise InvalidRecord(texts.GEEN_RONDE)
        return self.ronde(self.rondes[-1].id)

    def ronde(self, ronde_id: str) -> RondeBeeld:
        """One ronde with its steps. Raises InvalidRecord if this casus does not have it."""
        return RondeBeeld(
            ronde=self.ronde_met(ronde_id),
            diagnose=_step(self.diagnoses, ronde_id),
            plan=self.plan_van(ronde_id),
            doelen=_own(self.doelen, ronde_id),
            inzetten=_own(self.inzetten, ronde_id),
            verwachtingen=_own(self.verwachtingen, ronde_id),
            contacten=_own(self.contacten, ronde_id),
            afspraken=_own(self.afspraken, ronde_id),
            evaluatie=self.evaluatie_van(ronde_id),
        )

    # The rules ask these of every record: much cheaper than the whole picture of a ronde.

    def ronde_met(self, ronde_id: str) -> Ronde:
        """One ronde. Raises InvalidRecord if this casus does not have it."""
        for ronde in self.rondes:
            if ronde.id == ronde_id:
                return ronde
        raise InvalidRecord(texts.GEEN_RONDE)

    def plan_van(self, ronde_id: str) -> Plan | None:
        """The plan of a ronde, None if it has none."""
        return _step(self.plannen, ronde_id)

    def evaluatie_van(self, ronde_id: str) -> Evaluatie | None:
        """The evaluatie of a ronde, None if it has none."""
        return _step(self.evaluaties, ronde_id)

    def eerder(self, record: CasusRecord) -> Any:
        """The record of the same kind and id as it stands here; None if it is new."""
        single = SINGLES.get(type(record))
        if single is not None:
            return getattr(self, single)
        record_id = record.id
        for found in getattr(self, COLLECTIONS[type(record)]):
            if found.id == record_id:
                return found
        return None

    def met(self, record: CasusRecord) -> Dossier:
        """This dossier with the record put in its place: replaced by id, or added.

        Checks no rule: `regels.neem_op` does.
        """
        single = SINGLES.get(type(record))
        if single is not None:
            return self._met(single, record)
        name = COLLECTIONS[type(record)]
        found: list[Any] = [*(r for r in getattr(self, name) if r.id != record.id), record]
        if isinstance(record, Ronde):
            found.sort(key=lambda ronde: ronde.nummer)
        return self._met(name, tuple(found))

    def _met(self, name: str, value: Any) -> Dossier:
        """As `replace` with one field, in a tenth of its time: an import makes millions."""
        new = object.__new__(Dossier)
        new.__dict__.update(self.__dict__)
        new.__dict__[name] = value
        return new
