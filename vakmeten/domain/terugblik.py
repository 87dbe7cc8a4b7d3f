"""What a casus gives back by itself: facts from its own records, in sentences, from the first step.

No forecast and no comparison with others: only this casus, over its own rondes.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from vakmeten import labels, texts
from vakmeten.domain.codes import Invloed, Partij, Uitkomst
from vakmeten.domain.dossier import Dossier
from vakmeten.domain.plan import Verwachting

LONG_SILENCE = timedelta(days=30)
LOW_SCORE = 2
MOST_AREAS = 3


def tredes(dossier: Dossier) -> list[tuple[date, int]]:
    """Every recorded rung of the casus with its day, in order.

    On one day the evaluatie of a ronde comes after its diagnose, and a next ronde after both.
    """
    nummer = {ronde.id: ronde.nummer for ronde in dossier.rondes}
    measured = [
        (step.datum, nummer[step.ronde_id], place, step.trede)
        for place, steps in enumerate((dossier.diagnoses, dossier.evaluaties))
        for step in steps
    ]
    return [(datum, trede) for datum, _, _, trede in sorted(measured)]


def terugblik(dossier: Dossier, vandaag: date) -> list[str]:
    """Up to seven sentences; empty before the first saved step."""
    found = [
        _trede(dossier),
        _leefgebieden(dossier),
        _beloofd(dossier, vandaag),
        _uitgekomen(dossier),
        _contact(dossier, vandaag),
        _afspraken(dossier),
        _elementen(dossier),
    ]
    return [sentence for sentence in found if sentence]


def les(dossier: Dossier) -> str:
    """What the klantmanager would do otherwise, as written at the end of the ronde before."""
    earlier = [e for e in dossier.evaluaties if e.ronde_id != dossier.huidig.ronde.id]
    return next((e.anders for e in reversed(earlier) if e.anders.strip()), "")


def _trede(dossier: Dossier) -> str:
    course = tredes(dossier)
    if not course:
        return ""
    (first_day, first), (_, last) = course[0], course[-1]
    since = labels.maand(first_day)
    if len(course) == 1:
        room = (dossier.huidig.diagnose and dossier.huidig.diagnose.groeipotentieel) or first
        if room > first:
            return texts.TERUG_RUIMTE.format(trede=first, naar=room)
        return texts.TERUG_BEGIN.format(trede=first)
    if last == first:
        return texts.TERUG_GELIJK.format(trede=last, sinds=since)
    return texts.TERUG_TREDE.format(van=first, naar=last, sinds=since)


def _leefgebieden(dossier: Dossier) -> str:
    diagnose = dossier.huidig.diagnose
    if diagnose is None:
        return ""
    scored = sorted(diagnose.leefgebieden.items(), key=lambda item: item[1])
    low = [labels.label(area) for area, score in scored if score <= LOW_SCORE][:MOST_AREAS]
    return texts.TERUG_LEEFGEBIED.format(gebieden=labels.opsomming(low)) if low else ""


def _beloofd(dossier: Dossier, vandaag: date) -> str:
    coming = [v for v in dossier.huidig.open_verwachtingen if v.datum >= vandaag]
    if not coming:
        return ""
    first = min(coming, key=lambda v: v.datum)
    return texts.TERUG_BELOOFD.format(datum=labels.dag(first.datum), kans=first.kans)


def _answered(dossier: Dossier) -> list[Verwachting]:
    known = (Uitkomst.JA, Uitkomst.DEELS, Uitkomst.NEE)
    return [v for v in dossier.verwachtingen if v.uitkomst in known and not v.vervallen]


def _uitgekomen(dossier: Dossier) -> str:
    answered = _answered(dossier)
    if not answered:
        return ""
    came_true = sum(v.uitkomst is Uitkomst.JA for v in answered)
    mean = round(sum(v.kans for v in answered) / len(answered))
    if len(answered) == 1:
        sentence = texts.TERUG_EEN_UIT if came_true else texts.TERUG_EEN_NIET
        return sentence.format(kans=mean)
    return texts.TERUG_UITGEKOMEN.format(aantal=len(answered), ja=came_true, kans=mean)


def _contact(dossier: Dossier, vandaag: date) -> str:
    days = sorted(c.datum for c in dossier.contacten if not c.vervallen)
    if not days:
        return ""
    end = vandaag if dossier.casus.loopt else (dossier.casus.einddatum or vandaag)
    gaps = [b - a for a, b in pairwise([*days, end])]
    longest = max(gaps)
    if len(days) == 1 and longest <= LONG_SILENCE:
        return texts.TERUG_EEN_CONTACT.format(datum=labels.dag(days[0]))
    if longest > LONG_SILENCE:
        return texts.TERUG_STILTE.format(aantal=len(days), dagen=longest.days)
    between = labels.aantal(longest.days, "dag", "dagen")
    return texts.TERUG_CONTACT.format(aantal=len(days), dagen=between)


def _afspraken(dossier: Dossier) -> str:
    judged = [a for a in dossier.afspraken if a.nagekomen is not None and not a.vervallen]
    parts = [
        texts.TERUG_PARTIJ[partij.value].format(
            ja=sum(bool(a.nagekomen) for a in judged if a.van is partij),
            alle=sum(a.van is partij for a in judged),
        )
        for partij in Partij
        if any(a.van is partij for a in judged)
    ]
    return texts.TERUG_AFSPRAKEN.format(delen=labels.opsomming(parts)) if parts else ""


def _elementen(dossier: Dossier) -> str:
    judged = [e for e in dossier.evaluaties if e.elementen]
    against = Counter(
        element
        for evaluatie in judged
        for element, invloed in evaluatie.elementen.items()
        if invloed is Invloed.HINDERDE
    )
    if len(judged) < 2 or not against:
        return ""
    element, times = against.most_common(1)[0]
    return texts.TERUG_ELEMENT.format(element=labels.label(element), keer=times, rondes=len(judged))
