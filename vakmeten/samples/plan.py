"""The plan of a ronde, with doelen, inzetten and what is expected of them."""

from __future__ import annotations

from vakmeten.domain.codes import Bestemming, Gesprekspartner, Kennisbron, Tussendoel
from vakmeten.domain.dossier import CasusRecord
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.samples.bank import DoelTekst
from vakmeten.samples.draaiboek import to_date
from vakmeten.samples.inzet import MET_PLEK, MET_WERKGEVER, InzetLijn
from vakmeten.samples.ronde import RondeLijn
from vakmeten.samples.verhaal import Key, Verhaal
from vakmeten.samples.verwachting import VerwachtLijn

NAAR = {
    "taaltraject": Bestemming.SCHOLING,
    "digivaardig": Bestemming.SCHOLING,
    "bbl_opleiding": Bestemming.SCHOLING,
    "beroepsorientatie": Bestemming.SCHOLING,
    "vrijwilligerswerk": Bestemming.SOCIALE_ACTIVERING,
    "schuldhulpverlening": Bestemming.SOCIALE_ACTIVERING,
    "budgetcursus": Bestemming.SOCIALE_ACTIVERING,
    "werkritme": Bestemming.SOCIALE_ACTIVERING,
}
BRONNEN = {
    Kennisbron.PRAKTIJK: 0.48,
    Kennisbron.COLLEGAS: 0.22,
    Kennisbron.KLANTERVARING: 0.18,
    Kennisbron.WETENSCHAP: 0.12,
}


def schrijf_plan(verhaal: Verhaal, lijn: RondeLijn, day: int) -> None:
    """Write plan, doelen, inzetten and verwachtingen in one go, as people do."""
    nummer = lijn.segment.nummer
    main = lijn.inzetten[0].aanpak
    verhaal.thema()
    verhaal.verteller.over(main)
    records: list[CasusRecord] = [_plan(verhaal, lijn, main), *_doelen(verhaal, lijn)]
    for place, inzet in enumerate(lijn.inzetten):
        if inzet.op == lijn.plan:
            records.append(maak_inzet(verhaal, inzet, (nummer, place)))
    for place, verwacht in enumerate(lijn.verwachtingen):
        if verwacht.op == lijn.plan:
            records.append(maak_verwachting(verhaal, lijn, verwacht, (nummer, place)))
    verhaal.schrijf(day, records)


def _plan(verhaal: Verhaal, lijn: RondeLijn, aanpak: str) -> Plan:
    draws, vertel = verhaal.draws, verhaal.verteller
    naar = NAAR.get(aanpak, Bestemming.ARBEIDSMARKT)
    told = [vertel.zin(f"toelichting.{naar}")]
    if lijn.segment.nummer > 1 and draws.chance(0.7):
        told.insert(0, vertel.zin("toelichting.vervolg"))
    told += [vertel.zin("toelichting.erbij") for _ in range(draws.whole(1, 2))]
    return Plan(
        casus_id=verhaal.casus.id,
        ronde_id=verhaal.ronde.id,
        datum=to_date(lijn.plan),
        bestemming=naar,
        afgesproken_met=_partners(verhaal, aanpak),
        toelichting=" ".join(told),
    )


def _partners(verhaal: Verhaal, aanpak: str) -> tuple[Gesprekspartner, ...]:
    draws = verhaal.draws
    likely = {
        Gesprekspartner.KLANT: 0.95,
        Gesprekspartner.WERKGEVER: 0.6 if aanpak in MET_WERKGEVER else 0.0,
        Gesprekspartner.NETWERK: 0.2,
        Gesprekspartner.COLLEGA: 0.15,
    }
    return tuple(partner for partner, p in likely.items() if draws.chance(p))


def _doelen(verhaal: Verhaal, lijn: RondeLijn) -> list[Doel]:
    """One to three doelen that fit the themes and the aanpak; some go on from the ronde before."""
    draws, vertel = verhaal.draws, verhaal.verteller
    fitting = {*verhaal.themas, *(inzet.aanpak for inzet in lijn.inzetten)}
    chosen: set[str] = set()
    before, verhaal.vorige_doelen, verhaal.doelen = verhaal.doelen, verhaal.doelen, []
    for old in before:
        if len(verhaal.doelen) < 2 and draws.chance(0.4):
            verhaal.doelen.append(_next_doel(verhaal, old))
    while len(verhaal.doelen) < 1 or (len(verhaal.doelen) < 3 and draws.chance(0.5)):
        found: DoelTekst = vertel.doel(fitting, chosen)
        chosen.add(found.tekst)
        verhaal.doelen.append(
            Doel(
                id=draws.id(),
                casus_id=verhaal.casus.id,
                ronde_id=verhaal.ronde.id,
                tekst=vertel.vul(found.tekst),
                tussendoel=Tussendoel(found.tussendoel),
                schaal=tuple(vertel.vul(level) for level in found.schaal),
                gewicht=draws.weighted({1: 0.25, 2: 0.3, 3: 0.25, 4: 0.12, 5: 0.08}),
                beginscore=draws.weighted({-2: 0.3, -1: 0.6, 0: 0.1}),
            )
        )
    return verhaal.doelen


def _next_doel(verhaal: Verhaal, old: Doel) -> Doel:
    return Doel(
        id=verhaal.draws.id(),
        casus_id=old.casus_id,
        ronde_id=verhaal.ronde.id,
        tekst=old.tekst,
        tussendoel=old.tussendoel,
        schaal=old.schaal,
        gewicht=old.gewicht,
        beginscore=max(-2, min(0, old.beginscore + verhaal.draws.whole(0, 1))),
        vervolg_op=old.id,
    )


def maak_inzet(verhaal: Verhaal, lijn: InzetLijn, key: Key) -> Inzet:
    """The inzet as it is planned: with or without the day on which it will start."""
    draws, vertel = verhaal.draws, verhaal.verteller
    if lijn.aanpak in MET_PLEK:
        verhaal.andere_plek()
    bron = draws.weighted(BRONNEN)
    told = [vertel.zin(f"reden.{lijn.aanpak}")]
    if draws.chance(0.85):
        told.append(vertel.zin(f"bron.{bron}"))
    if draws.chance(0.45):
        told.append(vertel.zin("reden_erbij.zin"))
    known = lijn.start is not None and draws.chance(0.5)
    inzet = Inzet(
        id=draws.id(),
        casus_id=verhaal.casus.id,
        ronde_id=verhaal.ronde.id,
        aanpak=lijn.aanpak,
        reden=" ".join(told),
        kennisbron=bron,
        startdatum=to_date(lijn.start) if known else None,
    )
    verhaal.inzetten[key] = inzet
    return inzet


def maak_verwachting(
    verhaal: Verhaal, lijn: RondeLijn, verwacht: VerwachtLijn, key: Key
) -> Verwachting:
    """What is expected, said beforehand."""
    draws, vertel = verhaal.draws, verhaal.verteller
    aanpak = lijn.inzetten[verwacht.inzet].aanpak
    if verwacht.trede is not None:
        wat = vertel.zin(f"verwacht_trede.trede_{verwacht.trede}")
    elif draws.chance(0.85):
        wat = vertel.zin(f"verwacht.{aanpak}", *_general(aanpak, "verwacht"))
    else:
        wat = vertel.zin("verwacht.algemeen")
    if verwacht.trede is None and draws.chance(0.5):
        wat += vertel.zin("verwacht.erbij")
    record = Verwachting(
        id=draws.id(),
        casus_id=verhaal.casus.id,
        ronde_id=verhaal.ronde.id,
        inzet_id=verhaal.inzetten[lijn.segment.nummer, verwacht.inzet].id,
        wat=wat,
        datum=to_date(verwacht.datum),
        kans=verwacht.kans,
        trede=verwacht.trede,
    )
    verhaal.verwachtingen[key] = record
    return record


def _general(aanpak: str, key: str) -> tuple[str, ...]:
    """The general part of the bank, for an aanpak that has none of its own."""
    own = ("werkritme", "digivaardig", "beroepsorientatie", "jobhunting", "budgetcursus")
    return (f"{key}.algemeen",) if aanpak in (*own, "arbeidsdeskundig_onderzoek") else ()
