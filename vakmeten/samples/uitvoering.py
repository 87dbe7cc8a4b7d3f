"""Contacts and afspraken, and the start and end of an inzet."""

from __future__ import annotations

from dataclasses import replace

from vakmeten.domain.codes import Contactvorm, Partij
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.samples.afspraak import AfspraakLijn
from vakmeten.samples.contact import ContactLijn
from vakmeten.samples.draaiboek import to_date
from vakmeten.samples.inzet import MET_PLEK, InzetLijn
from vakmeten.samples.ronde import RondeLijn
from vakmeten.samples.verhaal import Key, Verhaal

# Which part of the bank goes after a contact of this tone.
STAART = {
    "goed": "goed",
    "afgerond": "goed",
    "werk": "goed",
    "stroef": "stroef",
    "gestopt": "stroef",
    "gestopt_later": "stroef",
    "geen_gehoor": "geen_gehoor",
}
# What begins with a word about the contact itself, and what has nothing after it.
ZONDER_OPENING = ("geen_gehoor", "einde", "kennismaking", "terug", "evaluatie")
ZONDER_STAART = ("einde",)
VAN_AANPAK = ("start", "goed", "stroef", "gestopt", "afgerond")
TYPEFOUT, VERKEERDE_CASUS = 0.015, 0.008


def schrijf_contact(
    verhaal: Verhaal, lijn: RondeLijn, contact: ContactLijn, made: list[AfspraakLijn], day: int
) -> None:
    """Write a contact, what became of earlier afspraken, and what was agreed now."""
    nummer, draws = lijn.segment.nummer, verhaal.draws
    kept = [
        _seen(verhaal, afspraak, (nummer, place))
        for place, afspraak in enumerate(made)
        if afspraak.gezien == contact.dag
    ]
    record = _contact(verhaal, lijn, contact)
    new = [
        _made(verhaal, afspraak, (nummer, place))
        for place, afspraak in enumerate(made)
        if afspraak.op == contact.dag
    ]
    if record.duur is not None and draws.chance(TYPEFOUT):  # a zero too many, put right at once
        wrong = replace(record, duur=min(600, record.duur * 10))
        verhaal.schrijf(day, [wrong, *kept, *new])
        verhaal.schrijf(day, [record], late=False)
    else:
        verhaal.schrijf(day, [record, *kept, *new])
    if contact.toon != "einde" and draws.chance(VERKEERDE_CASUS):  # taken back at once
        vreemd = replace(record, id=draws.id(), kern=verhaal.verteller.zin("staart.neutraal"))
        verhaal.schrijf(day, [vreemd])
        verhaal.schrijf(day, [replace(vreemd, vervallen=True)], late=False)


def _contact(verhaal: Verhaal, lijn: RondeLijn, contact: ContactLijn) -> Contact:
    return Contact(
        id=verhaal.draws.id(),
        casus_id=verhaal.casus.id,
        ronde_id=verhaal.ronde.id,
        datum=to_date(contact.dag),
        vorm=contact.vorm,
        duur=contact.duur,
        kern=_kern(verhaal, lijn, contact),
    )


def _kern(verhaal: Verhaal, lijn: RondeLijn, contact: ContactLijn) -> str:
    """What was said: perhaps how we met, the heart of it, mostly something after it."""
    draws, vertel = verhaal.draws, verhaal.verteller
    verhaal.thema()
    if contact.aanpak:
        vertel.over(contact.aanpak)
    if contact.toon in ("werk", "einde"):
        verhaal.andere_plek()
    told = [vertel.zin(*_keys(verhaal, lijn, contact))]
    if contact.toon not in ZONDER_OPENING and draws.chance(0.5):
        told.insert(0, vertel.zin(f"opening.{contact.vorm}"))
    if contact.toon not in ZONDER_STAART and draws.chance(0.6 if len(told) > 1 else 0.93):
        staart = STAART.get(contact.toon, "neutraal")
        plain = ["staart.neutraal"] if draws.chance(0.3) else []
        told.append(vertel.zin(f"staart.{staart}", *plain))
    return " ".join(told)


def _keys(verhaal: Verhaal, lijn: RondeLijn, contact: ContactLijn) -> tuple[str, ...]:
    """Which parts of the bank tell this contact."""
    toon = contact.toon
    if toon == "einde":
        return (f"contact.einde.{lijn.segment.reden}",)
    if toon == "geen_gehoor" and contact.vorm is Contactvorm.BRIEF:
        return ("contact.geen_gehoor_brief",)
    if toon not in VAN_AANPAK:
        return (f"contact.{toon}",)
    general = toon in ("goed", "stroef") and verhaal.draws.chance(0.3)
    own = f"contact.{toon}.{contact.aanpak}"
    return (f"contact.{toon}.algemeen",) if general or not verhaal.verteller.kent(own) else (own,)


def _made(verhaal: Verhaal, lijn: AfspraakLijn, key: Key) -> Afspraak:
    draws, vertel = verhaal.draws, verhaal.verteller
    keys, more = [f"afspraak.{lijn.van}.algemeen"], ""
    if lijn.van is Partij.KLANT:
        keys += [f"afspraak.klant.{about}" for about in (lijn.aanpak, *verhaal.themas)]
        more = vertel.zin("afspraak.erbij") if draws.chance(0.5) else ""
    record = Afspraak(
        id=draws.id(),
        casus_id=verhaal.casus.id,
        ronde_id=verhaal.ronde.id,
        van=lijn.van,
        wat=vertel.zin(*keys) + more,
        datum=to_date(lijn.datum),
    )
    verhaal.afspraken[key] = record
    return record


def _seen(verhaal: Verhaal, lijn: AfspraakLijn, key: Key) -> Afspraak:
    answer = "ja" if lijn.nagekomen else "nee"
    told = verhaal.verteller.zin(f"afspraak.{answer}_{lijn.van}")
    return replace(verhaal.afspraken[key], nagekomen=lijn.nagekomen, toelichting=told)


def schrijf_start(verhaal: Verhaal, key: Key, day: int) -> None:
    """Write the day on which an inzet really started, if the plan did not say it yet."""
    known = verhaal.inzetten[key]
    if known.startdatum is None:
        verhaal.inzetten[key] = replace(known, startdatum=to_date(day))
        verhaal.schrijf(day, [verhaal.inzetten[key]])


def schrijf_einde(verhaal: Verhaal, inzet: InzetLijn, key: Key, day: int) -> None:
    """Write that an inzet ended, and why. After a stop another werkgever comes in the picture."""
    ended = replace(verhaal.inzetten[key], einddatum=to_date(day), einde=inzet.hoe)
    verhaal.inzetten[key] = ended
    verhaal.plek_weg |= inzet.gang == "gestopt" and inzet.aanpak in MET_PLEK
    verhaal.schrijf(day, [ended])
