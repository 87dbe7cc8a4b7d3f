"""What lines say, in the order in which it became known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from vakmeten.domain.topping import ToppingBij
from vakmeten.storage.importing import records
from vakmeten.storage.importing.lines import Saying

OPENING, LAST = 0, 99
SECTIONS = (*(section for section, _ in records.MAKERS), "einde")
STAGES = tuple(enumerate(SECTIONS, start=1))


class Event(NamedTuple):
    """What a line says of one record: when it was known, its place within that moment, what."""

    moment: datetime
    stage: int
    lacks: bool  # too little to make the record: after the line that makes it
    nummer: int
    section: str
    saying: Saying
    bij: ToppingBij | None = None


def events(sayings: Sequence[Saying], *, alone: bool) -> Iterator[Event]:
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
