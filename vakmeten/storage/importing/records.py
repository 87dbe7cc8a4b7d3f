"""The records that a line speaks of, given what is known of its casus at that moment.

An id follows from what names the record, so that the same line means the same record each time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from hashlib import blake2b
from typing import Any

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import COLLECTIONS, CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
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


def klant_records(saying: Saying, klant: Klant | None, koppel: Koppel | None) -> list[CasusRecord]:
    """Klant and, if the file has names, koppel; an empty cell leaves what is known."""
    nummer = saying.klantnummer
    told = saying.secties["klant"]
    if klant is None:
        klant = Klant(klantnummer=nummer, **told)
    elif told:
        klant = replace(klant, **told)
    found: list[CasusRecord] = [klant]
    given = saying.secties.get("koppel")
    if given:
        found.append(replace(koppel or Koppel(klantnummer=nummer), **given))
    return found


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


def casus_again(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """What the line says about a casus that is known; its team stays that of its opening."""
    return [replace(dossier.casus, **saying.secties["casus"])]


def stap(section: str, cls: type[StapRecord]) -> Callable[[Saying, Dossier], list[CasusRecord]]:
    """Makes the record of one step."""

    def make(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
        here = {"casus_id": dossier.casus.id, "ronde_id": ronde_id_of(dossier)}
        return [_step(section, cls, saying.secties[section], dossier, here)]

    return make


def _step(
    section: str, cls: type[StapRecord], given: Given, dossier: Dossier, here: Mapping[str, str]
) -> Any:
    known = getattr(dossier, COLLECTIONS[cls])
    before = next((r for r in known if r.ronde_id == here["ronde_id"]), None)
    if before is None:
        return made(section, cls, given, **here)
    return replace(before, **_merged(before, given))


def _merged(before: Any, given: Given) -> dict[str, Any]:
    """Fields with parts keep the parts that this line does not tell."""
    return {
        veld: {**getattr(before, veld), **value} if isinstance(value, dict) else value
        for veld, value in given.items()
    }


def ronde_id_of(dossier: Dossier) -> str:
    """The ronde that a file speaks of: the one that came in with the casus, else the last."""
    if len(dossier.rondes) == 1:
        return dossier.rondes[0].id
    own = id_of("ronde", dossier.casus.id)
    return own if any(r.id == own for r in dossier.rondes) else dossier.huidig.ronde.id


def inzet_id_of(saying: Saying, dossier: Dossier) -> str:
    """The id of the inzet of a line: by its sleutel, else by its aanpak and startdatum."""
    given = saying.secties["inzet"]
    name = saying.sleutels.get("inzet") or (given.get("aanpak"), given.get("startdatum"))
    return id_of("inzet", dossier.casus.id, name)


def inzet(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """The inzet of a line."""
    given = saying.secties["inzet"]
    known = inzet_id_of(saying, dossier)
    before = next((i for i in dossier.inzetten if i.id == known), None)
    if before is not None:
        return [replace(before, **given)]
    here = {"id": known, "casus_id": dossier.casus.id, "ronde_id": ronde_id_of(dossier)}
    return [made("inzet", Inzet, given, **here)]


def verwachting_id_of(saying: Saying, dossier: Dossier) -> str:
    """The id of the verwachting of a line: by its sleutel, else by its inzet and its day."""
    name = saying.sleutels.get("verwachting") or saying.secties["verwachting"].get("datum")
    return id_of("verwachting", inzet_id_of(saying, dossier), name)


def verwachting(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """The verwachting of a line, of the inzet on that line."""
    if "inzet" not in saying.secties:
        raise InvalidRecord(texts.IMPORT_ZONDER_INZET)
    given = saying.secties["verwachting"]
    known = verwachting_id_of(saying, dossier)
    before = next((v for v in dossier.verwachtingen if v.id == known), None)
    if before is not None:
        return [replace(before, **given)]
    here = {
        "id": known,
        "casus_id": dossier.casus.id,
        "ronde_id": ronde_id_of(dossier),
        "inzet_id": inzet_id_of(saying, dossier),
    }
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


def einde(saying: Saying, dossier: Dossier) -> list[CasusRecord]:
    """The end of the casus, and with it of its ronde."""
    given = saying.secties["einde"]
    day = given.get("einddatum", dossier.casus.einddatum)
    reden = given.get("uitstroomreden", dossier.casus.uitstroomreden)
    if day is None:
        raise InvalidRecord(texts.REDEN_ZONDER_EINDE, "einddatum")
    if not dossier.casus.loopt or dossier.casus.heropend_reden:  # the last: a person decides
        return [replace(dossier.casus, einddatum=day, uitstroomreden=reden)]
    return list(sluit_af(dossier, None, day, reden))


def aanvullingen(saying: Saying, dossier: Dossier, teksten: Collection[str]) -> list[CasusRecord]:
    """The toppings of a line, by the record that they are on. teksten: codes of free text."""
    found: list[CasusRecord] = []
    for bij, values in saying.toppings.items():
        record_id = _place_of(bij, saying, dossier)
        of_klant = bij == ToppingBij.KLANT
        before = next((a for a in dossier.aanvullingen if a.record_id == record_id), None)
        waarden = dict(before.waarden) if before is not None else {}
        teksten_hier = dict(before.teksten) if before is not None else {}
        for code, value in values.items():
            (teksten_hier if code in teksten else waarden)[code] = value
        found.append(
            Aanvulling(
                casus_id=saying.klantnummer if of_klant else dossier.casus.id,
                bij=bij,
                record_id=record_id,
                waarden=waarden,
                teksten=teksten_hier,
            )
        )
    return found


def _place_of(bij: ToppingBij, saying: Saying, dossier: Dossier) -> str:
    """The id of the record that a topping of this line is on."""
    if bij == ToppingBij.KLANT:
        return saying.klantnummer
    if bij == ToppingBij.CASUS:
        return dossier.casus.id
    if bij == ToppingBij.RONDE:
        return ronde_id_of(dossier)
    if bij == ToppingBij.INZET and "inzet" in saying.secties:
        return inzet_id_of(saying, dossier)
    if bij == ToppingBij.VERWACHTING and "verwachting" in saying.secties:
        return verwachting_id_of(saying, dossier)
    step = getattr(dossier.ronde(ronde_id_of(dossier)), bij.value, None)
    if step is None:
        raise InvalidRecord(texts.IMPORT_TOPPING_ZONDER)
    return step.id


# The sections in the order in which a moment takes them up, after klant and casus.
MAKERS: tuple[tuple[str, Callable[[Saying, Dossier], list[CasusRecord]]], ...] = (
    ("diagnose", stap("diagnose", Diagnose)),
    ("plan", stap("plan", Plan)),
    ("inzet", inzet),
    ("verwachting", verwachting),
    ("uitkomst", uitkomst),
    ("evaluatie", stap("evaluatie", Evaluatie)),
    ("einde", einde),
)
