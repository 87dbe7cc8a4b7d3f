"""The records that a line speaks of, given what is known of its casus at that moment.

An id follows from what names the record, so that the same line means the same record each time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import COLLECTIONS, CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Inzet, Plan, Verwachting
from vakmeten.domain.record import StapRecord
from vakmeten.domain.topping import Aanvulling, ToppingBij
from vakmeten.domain.verloop import sluit_af
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing.lines import Saying

Given = Mapping[str, Any]


def id_of(*names: object) -> str:
    """The id of what is named so; the same names give the same id in every installation."""
    return blake2b("\x1f".join(map(str, names)).encode(), digest_size=16).hexdigest()


def casus_id_of(saying: Saying) -> str:
    """The id of a casus that comes in from a file: by its sleutel, else by its startdatum."""
    name = saying.sleutels.get("casus") or saying.secties["casus"].get("startdatum", "")
    return id_of("casus", saying.klantnummer, name)


def made(section: str, cls: type[Any], given: Given, **here: Any) -> Any:
    """A new record. Raises InvalidRecord if the line lacks a field that it cannot do without."""
    for name in _required(cls):
        if name not in given and name not in here:
            message = texts.IMPORT_VELD_NODIG.format(veld=name, onderdeel=section)
            raise InvalidRecord(message, name)
    return cls(**here, **given)


@cache
def _required(cls: type[Any]) -> tuple[str, ...]:
    """The fields that have no value of their own."""
    return tuple(
        f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING
    )


def lacks(section: str, saying: Saying) -> bool:
    """Whether a line says too little of a record to make it; it may still add to one."""
    return not NEEDED[section] <= saying.secties[section].keys()


def klant(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """What the line says of the klant; an empty cell leaves what is known."""
    return [replace(dossier.klant, **saying.secties["klant"])]


def koppel(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """The name and telephone of a line."""
    return [replace(dossier.koppel, **saying.secties["koppel"])]


def opening(saying: Saying, casus_id: str, teams: Mapping[str, str]) -> tuple[Casus, Ronde]:
    """A new casus with its first ronde. teams: the team of each account."""
    given = saying.secties["casus"]
    if "klantmanager" not in given or "startdatum" not in given:
        raise InvalidRecord(texts.IMPORT_CASUS_NIEUW, "startdatum")
    team = teams[given["klantmanager"]]
    casus = Casus(id=casus_id, klantnummer=saying.klantnummer, team=team, **given)
    ronde = Ronde(
        id=id_of("ronde", casus_id), casus_id=casus_id, nummer=1, startdatum=casus.startdatum
    )
    return casus, ronde


def casus(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """What the line says of the casus; its team stays that of its opening."""
    return [replace(dossier.casus, **saying.secties["casus"])]


def stap(section: str, cls: type[StapRecord]) -> Callable[[Saying, Dossier], list[CasusRecord]]:
    """Makes the record of one step."""

    def make(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
        given = saying.secties[section]
        known = getattr(dossier, COLLECTIONS[cls])
        ronde_id = _ronde_of_step(known, given.get("datum"), dossier)
        before = next((r for r in known if r.ronde_id == ronde_id), None)
        if before is None:
            return [made(section, cls, given, casus_id=dossier.casus.id, ronde_id=ronde_id)]
        return [replace(before, **_merged(before, given))]

    return make


def _ronde_of_step(known: Collection[Any], datum: date | None, dossier: Dossier) -> str:
    """The ronde in which a step of that day stands already, else the one that ran on that day.

    So the same line speaks of the same ronde after a person began a next one.
    """
    if len(dossier.rondes) == 1 or datum is None:
        return dossier.rondes[-1].id
    there = (step.ronde_id for step in known if step.datum == datum)
    return next(there, _ronde_on(datum, dossier))


def _ronde_on(day: date, dossier: Dossier) -> str:
    begun = [ronde for ronde in dossier.rondes if ronde.startdatum <= day]
    return (begun[-1] if begun else dossier.rondes[0]).id


def _merged(before: Any, given: Given) -> dict[str, Any]:
    """Fields with parts keep the parts that this line does not tell."""
    return {
        veld: {**getattr(before, veld), **value} if isinstance(value, dict) else value
        for veld, value in given.items()
    }


def _ronde_of_inzet(dossier: Dossier) -> str:
    """The ronde of a new inzet: the last that has a plan, since an inzet needs one."""
    planned = {plan.ronde_id for plan in dossier.plannen}
    found = [ronde.id for ronde in dossier.rondes if ronde.id in planned]
    return found[-1] if found else dossier.rondes[-1].id


def inzet_name_of(saying: Saying) -> object:
    """What tells the inzet of a line apart: its sleutel, else its aanpak and startdatum."""
    given = saying.secties.get("inzet", {})
    return saying.sleutels.get("inzet") or (given.get("aanpak"), given.get("startdatum"))


def inzet_id_of(saying: Saying, dossier: Dossier) -> str:
    """The id of the inzet of a line."""
    return id_of("inzet", dossier.casus.id, inzet_name_of(saying))


def inzet(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """The inzet of a line."""
    given = saying.secties["inzet"]
    known = inzet_id_of(saying, dossier)
    before = next((i for i in dossier.inzetten if i.id == known), None)
    if before is not None:
        return [replace(before, **given)]
    here = {"id": known, "casus_id": dossier.casus.id, "ronde_id": _ronde_of_inzet(dossier)}
    return [made("inzet", Inzet, given, **here)]


def verwachting_name_of(saying: Saying) -> object:
    """What tells a verwachting of an inzet apart: its sleutel, else its day."""
    given = saying.secties.get("verwachting", {})
    return saying.sleutels.get("verwachting") or given.get("datum")


def verwachting_id_of(saying: Saying, dossier: Dossier) -> str:
    """The id of the verwachting of a line, of the inzet on that line."""
    return id_of("verwachting", inzet_id_of(saying, dossier), verwachting_name_of(saying))


def verwachting(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """The verwachting of a line, of the inzet on that line."""
    if "inzet" not in saying.secties:
        raise InvalidRecord(texts.IMPORT_ZONDER_INZET)
    given = saying.secties["verwachting"]
    known = verwachting_id_of(saying, dossier)
    before = next((v for v in dossier.verwachtingen if v.id == known), None)
    if before is not None:
        return [replace(before, **given)]
    inzet_id = inzet_id_of(saying, dossier)
    ronde_id = next((i.ronde_id for i in dossier.inzetten if i.id == inzet_id), "")
    here = {"id": known, "casus_id": dossier.casus.id, "ronde_id": ronde_id, "inzet_id": inzet_id}
    return [made("verwachting", Verwachting, given, **here)]


def uitkomst(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """The answer to the verwachting of a line."""
    known = ""
    if "verwachting" in saying.secties and "inzet" in saying.secties:
        known = verwachting_id_of(saying, dossier)
    before = next((v for v in dossier.verwachtingen if v.id == known), None)
    if before is None:
        raise InvalidRecord(texts.IMPORT_ZONDER_VERWACHTING)
    return [replace(before, **saying.secties["uitkomst"])]


def einde(saying: Saying, dossier: Dossier, known: Casus) -> list[CasusRecord]:
    """The end of the casus, and with it of its ronde. known: the casus with the end it has."""
    given = saying.secties["einde"]
    day = given.get("einddatum", known.einddatum)
    reden = given.get("uitstroomreden", known.uitstroomreden)
    if day is None:
        raise InvalidRecord(texts.REDEN_ZONDER_EINDE, "einddatum")
    if not dossier.casus.loopt or dossier.casus.heropend_reden:  # the last: a person decides
        return [replace(dossier.casus, einddatum=day, uitstroomreden=reden)]
    return list(sluit_af(dossier, None, day, reden))


def before_end(dossier: Dossier) -> Dossier:
    """A closed casus as it was just before its end."""
    last = replace(dossier.rondes[-1], einddatum=None)
    return dossier.met(replace(dossier.casus, einddatum=None, uitstroomreden=None)).met(last)


def aanvulling(
    bij: ToppingBij, saying: Saying, dossier: Dossier, teksten: Collection[str]
) -> list[CasusRecord]:
    """The toppings of a line on one kind of record. teksten: codes of free text."""
    values = saying.toppings[bij]
    record_id = _place_of(bij, saying, dossier)
    if not record_id:
        raise InvalidRecord(texts.IMPORT_TOPPING_ZONDER, next(iter(values)))
    casus_id = saying.klantnummer if bij == ToppingBij.KLANT else dossier.casus.id
    empty = Aanvulling(casus_id=casus_id, bij=bij, record_id=record_id)
    before = dossier.eerder(empty) or empty
    free = {code: value for code, value in values.items() if code in teksten}
    rest = {code: value for code, value in values.items() if code not in teksten}
    waarden, vrij = {**before.waarden, **rest}, {**before.teksten, **free}
    return [replace(before, waarden=waarden, teksten=vrij)]


def _place_of(bij: ToppingBij, saying: Saying, dossier: Dossier) -> str:
    """The id of the record that a topping of this line is on; "" if it is not there."""
    if bij == ToppingBij.KLANT:
        return saying.klantnummer
    if bij == ToppingBij.CASUS:
        return dossier.casus.id
    if bij == ToppingBij.RONDE:
        return _ronde_on(_day_of(saying, dossier), dossier)
    if bij == ToppingBij.INZET:
        return inzet_id_of(saying, dossier) if "inzet" in saying.secties else ""
    if bij == ToppingBij.VERWACHTING:
        return verwachting_id_of(saying, dossier) if "verwachting" in saying.secties else ""
    known: Collection[Any] = getattr(dossier, COLLECTIONS[STEPS[bij]])
    ronde_id = _ronde_of_step(known, saying.secties.get(bij.value, {}).get("datum"), dossier)
    return next((step.id for step in known if step.ronde_id == ronde_id), "")


def _day_of(saying: Saying, dossier: Dossier) -> date:
    """A day within the ronde that a line is about; the first ronde if it tells of no step."""
    days = (saying.secties.get(bij.value, {}).get("datum") for bij in STEPS)
    return next((day for day in days if day is not None), dossier.casus.startdatum)


STEPS: dict[ToppingBij, type[StapRecord]] = {
    ToppingBij.DIAGNOSE: Diagnose,
    ToppingBij.PLAN: Plan,
    ToppingBij.EVALUATIE: Evaluatie,
}
# What each section says of a casus that is there, in the order in which a moment takes it up;
# its end comes after these.
MAKERS: tuple[tuple[str, Callable[[Saying, Dossier], list[CasusRecord]]], ...] = (
    ("klant", klant),
    ("koppel", koppel),
    ("casus", casus),
    ("diagnose", stap("diagnose", Diagnose)),
    ("plan", stap("plan", Plan)),
    ("inzet", inzet),
    ("verwachting", verwachting),
    ("uitkomst", uitkomst),
    ("evaluatie", stap("evaluatie", Evaluatie)),
)
# The fields without which a section makes no new record, no answer and no end.
NEEDED: dict[str, frozenset[str]] = {
    "casus": frozenset(("klantmanager", "startdatum")),
    "uitkomst": frozenset(("uitkomst", "uitkomst_datum")),
    "einde": frozenset(("einddatum", "uitstroomreden")),
    **{
        name: frozenset(_required(cls)) - {"id", "casus_id", "ronde_id", "inzet_id"}
        for name, cls in (
            ("diagnose", Diagnose),
            ("plan", Plan),
            ("inzet", Inzet),
            ("verwachting", Verwachting),
            ("evaluatie", Evaluatie),
        )
    },
}
