"""The definitions of toppings: data of a municipality, that never take the name of the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vakmeten import texts
from vakmeten.domain.checks import check
from vakmeten.domain.dossier import CasusRecord
from vakmeten.domain.topping import Aanvulling, Topping, toets_toppings
from vakmeten.storage import schema
from vakmeten.storage.importing.refused import refuse_names
from vakmeten.storage.records import KINDS

# Columns that a frame makes of one field of the core begin with these; and that of the scores.
KERN_BEGIN = ("leefgebied_", "element_", "afgesproken_met_", "doel_")
DOELSCORE = "doelscore"
KERN_FRAMES = frozenset({DOELSCORE, "evaluatie_id", "score"})


def is_kern(code: str) -> bool:
    """Whether a code is, or could be taken for, a column of the core."""
    columns = {column.name for kind in KINDS for column in kind.table.c}
    names = {kind.naam for kind in KINDS} | KERN_FRAMES
    return code in columns or code in names or code.startswith(KERN_BEGIN)


def read_toppings(connection: Connection) -> dict[str, Topping]:
    """Every definition, by code; in the order of `bij` and naam."""
    table = schema.topping
    query = sa.select(table).order_by(table.c.bij, table.c.naam, table.c.code)
    return {row["code"]: Topping(**row) for row in connection.execute(query).mappings()}


def add_toppings(connection: Connection, toppings: Iterable[Topping]) -> None:
    """Add the definitions that are not there yet; what stands there is left as it is.

    Raises InvalidRecord for a name of the core, or a code that means something else here.
    """
    known = read_toppings(connection)
    for topping in toppings:
        check_fits(topping, known)
        if topping.code not in known:
            row = {column.name: getattr(topping, column.name) for column in schema.topping.c}
            connection.execute(sa.insert(schema.topping).values(row | {"keuzes": topping.keuzes}))


def check_fits(topping: Topping, known: Mapping[str, Topping]) -> None:
    """Raise InvalidRecord unless this definition goes with the core and with what is defined.

    Raises InvalidFile for what vakmeten does not record, such as nationality.
    """
    refuse_names([topping.code, topping.naam])
    check(not is_kern(topping.code), texts.TOPPING_KERN.format(label=topping.code), "code")
    there = known.get(topping.code, topping)
    same = _meaning(there) == _meaning(topping)
    check(same, texts.TOPPING_ANDERS.format(label=topping.code), "code")


def _meaning(topping: Topping) -> tuple[object, ...]:
    """What the values rest on; another naam or uitleg changes no value."""
    return topping.soort, topping.bij, topping.keuzes, topping.eenheid


def check_aanvullingen(connection: Connection, records: Iterable[CasusRecord]) -> None:
    """Raise InvalidRecord for a value that its topping does not allow, or without a topping."""
    found = [record for record in records if isinstance(record, Aanvulling)]
    if found:
        toppings = read_toppings(connection)
        for aanvulling in found:
            toets_toppings(aanvulling, toppings)
