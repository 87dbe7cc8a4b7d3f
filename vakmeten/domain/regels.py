"""The rules between the records of one casus. The store asks them again for every write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.checks import check, check_id, check_type
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import COLLECTIONS, CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.record import RondeRecord, StapRecord
from vakmeten.domain.topping import Aanvulling, ToppingBij
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import InvalidRecord

# Where the records stand that a topping can be on.
OF_KLANT, OF_RONDE, GOES_ON = (Klant, Koppel), (RondeRecord, StapRecord), (Inzet, Verwachting)
COLLECTION_OF = {kind.__name__.lower(): name for kind, name in COLLECTIONS.items()}


def neem_op(dossier: Dossier, records: Iterable[CasusRecord], vandaag: date) -> Dossier:
    """The dossier with all records in it, taken up in this order, each checked against the rest.

    vandaag: the day on which the records become known; nothing that happened lies after it.
    Raises InvalidRecord for the first record that breaks a rule.
    """
    for record in records:
        _check_place(dossier, record)
        toets(record, dossier, vandaag)
        dossier = dossier.met(record)
    _check_inzetten(dossier)
    return dossier


def _check_place(dossier: Dossier, record: CasusRecord) -> None:
    """A record belongs to this casus, and a closed casus or ronde takes no new work."""
    if isinstance(record, OF_KLANT):
        check(record.klantnummer == dossier.klant.klantnummer, texts.ANDERE_CASUS)
        return
    if isinstance(record, Aanvulling):
        _check_aanvulling(dossier, record)
        return
    check(record.casus_id == dossier.casus.id, texts.ANDERE_CASUS)
    check_id(record.id if not isinstance(record, StapRecord) else record.ronde_id)
    if isinstance(record, Casus):
        return
    check(dossier.casus.loopt, texts.CASUS_GESLOTEN)
    if isinstance(record, OF_RONDE):
        ronde = dossier.ronde_met(record.ronde_id)
        # An inzet and its verwachtingen go on when a next ronde begins; an afspraak waits.
        goes_on = isinstance(record, GOES_ON) or (
            isinstance(record, Afspraak) and dossier.eerder(record) is not None
        )
        check(ronde.loopt or goes_on, texts.RONDE_GESLOTEN)
    if isinstance(record, RondeRecord):
        before = dossier.eerder(record)
        check(before is None or before.ronde_id == record.ronde_id, texts.ANDERE_RONDE)
        check_type(record.vervallen, bool, texts.RECORD_ONBEKEND)


def _check_aanvulling(dossier: Dossier, record: Aanvulling) -> None:
    """The record that it adds to is here; it may be closed, since this is a fact and no work."""
    if record.bij == ToppingBij.KLANT:
        nummer = dossier.klant.klantnummer
        check(record.casus_id == record.record_id == nummer, texts.ANDERE_CASUS)
        return
    check(record.casus_id == dossier.casus.id, texts.ANDERE_CASUS)
    if record.bij == ToppingBij.CASUS:
        check(record.record_id == dossier.casus.id, texts.ANDERE_CASUS)
        return
    ids = {r.id for r in getattr(dossier, COLLECTION_OF[record.bij])}
    check(record.record_id in ids, texts.RECORD_ONBEKEND)


def _check_inzetten(dossier: Dossier) -> None:
    """Nobody could answer a verwachting, nor take it back, whose inzet is gone."""
    if not dossier.verwachtingen:
        return
    gone = {inzet.id for inzet in dossier.inzetten if inzet.vervallen}
    left = any(v.inzet_id in gone for v in dossier.verwachtingen if not v.vervallen)
    check(not left, texts.INZET_MET_VERWACHTING, "inzetten")


def _check_past(datum: date | None, vandaag: date, label: str, veld: str) -> None:
    if datum is not None and datum > vandaag:
        raise InvalidRecord(texts.DATUM_TOEKOMST.format(label=label), veld)


def _check_since_start(datum: date, dossier: Dossier, label: str) -> None:
    if datum < dossier.casus.startdatum:
        raise InvalidRecord(texts.DATUM_VOOR_CASUS.format(label=label), "datum")


@singledispatch
def toets(record: CasusRecord, dossier: Dossier, vandaag: date) -> None:
    """Raise InvalidRecord if this record may not come into this dossier today."""
    raise TypeError(f"no rule for {type(record).__name__}")  # a kind without a rule is refused


@toets.register
def _(record: Klant, dossier: Dossier, vandaag: date) -> None:
    _check_past(record.uitkering_sinds, vandaag, "Uitkering sinds", "uitkering_sinds")
    if record.geboortejaar is not None:
        check(record.geboortejaar <= vandaag.year, texts.GEBOORTEJAAR_FOUT, "geboortejaar")


@toets.register
def _(record: Koppel, dossier: Dossier, vandaag: date) -> None:
    pass  # a name has no rule beyond its own


@toets.register
def _(record: Aanvulling, dossier: Dossier, vandaag: date) -> None:
    pass  # `toets_toppings` holds it to the definitions, which the store knows


@toets.register
def _(record: Casus, dossier: Dossier, vandaag: date) -> None:
    before = dossier.casus
    check(record.klantnummer == before.klantnummer, texts.ANDERE_CASUS)
    same = (record.klantmanager, record.team) == (before.klantmanager, before.team)
    check(same, texts.REGISSEUR_VAST)
    _check_past(record.startdatum, vandaag, "De startdatum", "startdatum")
    _check_past(record.einddatum, vandaag, "De einddatum", "einddatum")
    dated = (*dossier.diagnoses, *dossier.plannen, *dossier.contacten)
    days = [*(r.startdatum for r in dossier.rondes), *(r.datum for r in dated)]
    first = min(days, default=record.startdatum)
    check(record.startdatum <= first, texts.START_NA_VASTLEGGING, "startdatum")
    ends = (ronde.einddatum for ronde in dossier.rondes if ronde.einddatum is not None)
    last = max(ends, default=record.startdatum)
    ok = record.einddatum is None or record.einddatum >= last
    check(ok, texts.EINDE_VOOR_RONDE, "einddatum")
    if before.loopt and not record.loopt:
        check(all(not ronde.loopt for ronde in dossier.rondes), texts.RONDE_LOOPT_NOG)
    if not before.loopt and record.loopt:
        reden = record.heropend_reden.strip()
        check(bool(reden), texts.HEROPENEN_ZONDER_REDEN, "heropend_reden")


@toets.register
def _(record: Ronde, dossier: Dossier, vandaag: date) -> None:
    _check_past(record.startdatum, vandaag, "De startdatum van de ronde", "startdatum")
    _check_past(record.einddatum, vandaag, "De einddatum van de ronde", "einddatum")
    _check_since_start(record.startdatum, dossier, "De startdatum van de ronde")
    before = dossier.eerder(record)
    if before is not None:
        check(before.nummer == record.nummer, texts.RONDE_FOUT)
        check(before.loopt or not record.loopt, texts.RONDE_GESLOTEN)
        return
    check(record.nummer == len(dossier.rondes) + 1, texts.RONDE_FOUT)
    check(all(not ronde.loopt for ronde in dossier.rondes), texts.RONDE_LOOPT_NOG)
    ends = [ronde.einddatum for ronde in dossier.rondes if ronde.einddatum is not None]
    check(all(end <= record.startdatum for end in ends), texts.RONDE_VOOR_VORIGE, "datum")


@toets.register
def _(record: Diagnose, dossier: Dossier, vandaag: date) -> None:
    _check_past(record.datum, vandaag, "De datum van de diagnose", "datum")
    _check_since_start(record.datum, dossier, "De datum van de diagnose")


@toets.register
def _(record: Plan, dossier: Dossier, vandaag: date) -> None:
    _check_past(record.datum, vandaag, "De datum van het plan", "datum")
    _check_since_start(record.datum, dossier, "De datum van het plan")
    evaluatie = dossier.evaluatie_van(record.ronde_id)
    ok = evaluatie is None or record.datum <= evaluatie.datum
    check(ok, texts.EVALUATIE_VOOR_PLAN, "datum")


@toets.register
def _(record: Doel, dossier: Dossier, vandaag: date) -> None:
    check(dossier.plan_van(record.ronde_id) is not None, texts.EERST_PLAN)
    if record.vervolg_op is not None:
        ronde = dossier.ronde_met(record.ronde_id)
        earlier = {r.id for r in dossier.rondes if r.nummer < ronde.nummer}
        before = [d for d in dossier.doelen if d.id == record.vervolg_op]
        check(any(d.ronde_id in earlier for d in before), texts.DOEL_ONBEKEND, "doelen")


@toets.register
def _(record: Inzet, dossier: Dossier, vandaag: date) -> None:
    check(dossier.plan_van(record.ronde_id) is not None, texts.EERST_PLAN)
    _check_past(record.einddatum, vandaag, "De einddatum van de inzet", "einddatum")


@toets.register
def _(record: Verwachting, dossier: Dossier, vandaag: date) -> None:
    inzetten = [i for i in dossier.inzetten if i.ronde_id == record.ronde_id]
    known = any(i.id == record.inzet_id for i in inzetten if record.vervallen or not i.vervallen)
    check(known, texts.VERWACHTING_ZONDER_INZET, "verwachtingen")
    _check_past(record.uitkomst_datum, vandaag, "De datum van de uitkomst", "uitkomsten")
    before = dossier.eerder(record)
    # Said beforehand means: once the day or the answer has come it is not rewritten, nor gone.
    if before is None or before.belofte != record.belofte:
        check(record.datum >= vandaag, texts.VERWACHTING_VERLEDEN, "verwachtingen")
        check(record.uitkomst is None, texts.VERWACHTING_BEANTWOORD, "verwachtingen")
    if before is not None:
        kept = before.belofte == record.belofte and before.vervallen == record.vervallen
        check(kept or before.datum >= vandaag, texts.VERWACHTING_VAST, "verwachtingen")
        check(kept or before.uitkomst is None, texts.VERWACHTING_BEANTWOORD, "verwachtingen")


@toets.register
def _(record: Contact, dossier: Dossier, vandaag: date) -> None:
    _check_past(record.datum, vandaag, "De datum van het contact", "datum")
    _check_since_start(record.datum, dossier, "De datum van het contact")


@toets.register
def _(record: Afspraak, dossier: Dossier, vandaag: date) -> None:
    _check_since_start(record.datum, dossier, "De datum van de afspraak")


@toets.register
def _(record: Evaluatie, dossier: Dossier, vandaag: date) -> None:
    plan = dossier.plan_van(record.ronde_id)
    if plan is None:
        raise InvalidRecord(texts.EVALUATIE_ZONDER_PLAN)
    _check_past(record.datum, vandaag, "De datum van de evaluatie", "datum")
    check(record.datum >= plan.datum, texts.EVALUATIE_VOOR_PLAN, "datum")
    known = {doel.id for doel in dossier.doelen}
    check(set(record.doelscores) <= known, texts.DOEL_ONBEKEND, "doelscores")
