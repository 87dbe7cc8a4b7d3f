"""Lines of one file that say two things of the same: the first one stands, the others are named.

Found before anything is taken up, so that it depends on the file and not on what the store knows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from vakmeten import texts
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing.lines import Saying
from vakmeten.storage.importing.naming import Naming
from vakmeten.storage.importing.provenance import parts
from vakmeten.storage.importing.records import STEPS, inzet_name_of, verwachting_name_of
from vakmeten.storage.importing.shapes import Fault

OF_KLANT = ("klant", "koppel")
STEP_NAMES = {bij.value for bij in STEPS}


def contradictions(
    sayings: Sequence[Saying], naming: Naming, kolom: Callable[[str, str], str]
) -> list[Fault]:
    """A fault for each line that contradicts an earlier one about what was known at one moment."""
    said: dict[Hashable, tuple[Any, int]] = {}
    faults: list[Fault] = []
    for saying in sorted(sayings, key=lambda saying: saying.nummer):
        try:
            claims = list(_claims(saying, naming))
        except InvalidRecord:  # which casus it is about is not clear: that is said elsewhere
            continue
        for place, section, veld, value in claims:
            there, other = said.get((place, veld), (value, saying.nummer))
            if there != value:
                message = texts.IMPORT_ANDERS_DAN_REGEL.format(regel=other)
                faults.append(Fault(saying.nummer, kolom(section, veld), message))
                break
        else:
            for place, _, veld, value in claims:
                said.setdefault((place, veld), (value, saying.nummer))
    return faults


def _claims(saying: Saying, naming: Naming) -> Iterator[tuple[Hashable, str, str, Any]]:
    """Each value of a line: what it is about, section, field, value."""
    casus_id = naming.casus_id(saying)
    by_bij: dict[str, Mapping[str, Any]] = {bij.value: v for bij, v in saying.toppings.items()}
    for kind, told in (("", saying.secties), ("topping", by_bij)):
        for name, given in told.items():
            moment = saying.momenten.get(name, saying.bekend_op)
            place = (kind, name, moment, _target(name, casus_id, saying, naming))
            for veld, value in parts(given).items():
                yield place, kind or name, veld, value


def _target(name: str, casus_id: str, saying: Saying, naming: Naming) -> Hashable:
    """Which record of the klant a section of a line is about."""
    if name in OF_KLANT:
        return ""
    if name == "inzet":
        return casus_id, inzet_name_of(saying)
    if name in ("verwachting", "uitkomst"):
        return casus_id, inzet_name_of(saying), verwachting_name_of(saying)
    if name in STEP_NAMES and naming.has_rondes(casus_id):
        return casus_id, saying.secties.get(name, {}).get("datum")
    return casus_id
