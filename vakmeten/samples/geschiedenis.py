"""The whole history of a casus, told in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from vakmeten.domain.vastlegging import Vastlegging
from vakmeten.samples.afspraak import plan_afspraken
from vakmeten.samples.begin import begin
from vakmeten.samples.contact import contact_days, contacten
from vakmeten.samples.diagnose import schrijf_diagnose
from vakmeten.samples.draaiboek import Segment, segmenten
from vakmeten.samples.draws import Draws
from vakmeten.samples.evaluatie import beantwoord, schrijf_heropening, schrijf_slot
from vakmeten.samples.plan import maak_inzet, maak_verwachting, schrijf_plan
from vakmeten.samples.rij import Rij
from vakmeten.samples.ronde import RondeLijn, plan_ronde
from vakmeten.samples.uitvoering import schrijf_contact, schrijf_einde, schrijf_start
from vakmeten.samples.verhaal import Verhaal

# On one day an inzet ends before there is a talk about it, and a ronde closes after everything.
INZET, CONTACT, DIAGNOSE, PLAN, NIEUW, ANTWOORD, SLOT, HEROPEN = range(8)


class Agenda:
    """What happens in a casus, by day, ronde and kind. Each thing is told what day it is."""

    def __init__(self) -> None:
        self._events: list[tuple[int, int, int, Callable[[], None]]] = []

    def note(
        self, day: int | None, nummer: int, kind: int, happen: Callable[..., None], *args: object
    ) -> None:
        """Note that something happens on a day; None for what never happened."""
        if day is not None:
            self._events.append((day, nummer, kind, partial(happen, *args, day)))

    def live(self) -> None:
        """Let everything happen, in order."""
        for *_, happen in sorted(self._events, key=lambda event: event[:3]):
            happen()


def vertel(rij: Rij, rng: np.random.Generator) -> list[Vastlegging]:
    """Everything that was written down about one casus, oldest first."""
    draws = Draws(rng)
    segments = segmenten(rij, draws)
    verhaal = begin(rij, draws)
    agenda = Agenda()
    before = ""
    for place, segment in enumerate(segments):
        lijn = plan_ronde(rij, segment, _closes(rij, segments[place:]), before, draws)
        before = lijn.inzetten[-1].aanpak if lijn.inzetten else ""
        _note_steps(agenda, verhaal, lijn)
        _note_inzetten(agenda, verhaal, lijn)
        _note_contacts(agenda, verhaal, lijn)
    agenda.live()
    return verhaal.geschreven


def _closes(rij: Rij, segments: list[Segment]) -> int:
    """The first day on which the casus closes from here on, or the last day of the history."""
    return next((s.tot for s in segments if s.reden and s.tot is not None), rij.laatste)


def _note_steps(agenda: Agenda, verhaal: Verhaal, lijn: RondeLijn) -> None:
    segment, nummer = lijn.segment, lijn.segment.nummer
    agenda.note(lijn.diagnose, nummer, DIAGNOSE, schrijf_diagnose, verhaal, lijn)
    agenda.note(lijn.plan, nummer, PLAN, schrijf_plan, verhaal, lijn)
    agenda.note(segment.tot, nummer, SLOT, schrijf_slot, verhaal, lijn)
    agenda.note(segment.terug_op, nummer, HEROPEN, schrijf_heropening, verhaal, lijn)


def _note_inzetten(agenda: Agenda, verhaal: Verhaal, lijn: RondeLijn) -> None:
    """Start and end of each inzet; what is added to the plan later; answers given apart."""
    nummer = lijn.segment.nummer
    for place, inzet in enumerate(lijn.inzetten):
        key = nummer, place
        if inzet.start is not None and inzet.start <= verhaal.rij.laatste:
            agenda.note(inzet.start, nummer, INZET, schrijf_start, verhaal, key)
        agenda.note(inzet.einde, nummer, INZET, schrijf_einde, verhaal, inzet, key)
    for place, verwacht in enumerate(lijn.verwachtingen):
        if verwacht.op != lijn.plan:
            agenda.note(verwacht.op, nummer, NIEUW, _add, verhaal, lijn, place)
        if verwacht.antwoord != lijn.segment.tot:
            agenda.note(verwacht.antwoord, nummer, ANTWOORD, _answer, verhaal, lijn, place)


def _add(verhaal: Verhaal, lijn: RondeLijn, place: int, day: int) -> None:
    """A verwachting that was added on the way, with its inzet if that is new too."""
    verwacht, nummer = lijn.verwachtingen[place], lijn.segment.nummer
    key = nummer, verwacht.inzet
    inzet = lijn.inzetten[verwacht.inzet]
    verhaal.verteller.over(inzet.aanpak)
    new = [] if key in verhaal.inzetten else [maak_inzet(verhaal, inzet, key)]
    verhaal.schrijf(day, [*new, maak_verwachting(verhaal, lijn, verwacht, (nummer, place))])


def _answer(verhaal: Verhaal, lijn: RondeLijn, place: int, day: int) -> None:
    record = beantwoord(verhaal, lijn.verwachtingen[place], (lijn.segment.nummer, place))
    verhaal.schrijf(day, [record])


def _note_contacts(agenda: Agenda, verhaal: Verhaal, lijn: RondeLijn) -> None:
    rij, draws = verhaal.rij, verhaal.draws
    contacts = contacten(lijn, contact_days(rij, lijn, draws), draws)
    made = plan_afspraken(rij, lijn, contacts, draws)
    for contact in contacts:
        nummer = lijn.segment.nummer
        agenda.note(contact.dag, nummer, CONTACT, schrijf_contact, verhaal, lijn, contact, made)
