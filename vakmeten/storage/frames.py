"""Rows as frames. The only module of storage with pandas, which a served kernel never loads."""
# pyright: basic
# pandas ships no types that the strict rules take.

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Boolean, Date, Integer

from vakmeten.domain.codes import Element, Gesprekspartner, Leefgebied
from vakmeten.domain.topping import ToppingSoort
from vakmeten.storage.columns import UtcDateTime
from vakmeten.storage.frame_rows import Fetched

TEXT, WHOLE, YES_NO, NUMBER = "string", "Int64", "boolean", "float64"
DAY, MOMENT = "datetime64[s]", "datetime64[us, UTC]"

# The type in the database and the dtype in a frame; every other type is text.
DTYPES = ((UtcDateTime, MOMENT), (Date, DAY), (Boolean, YES_NO), (Integer, WHOLE))
DTYPE_OF_TOPPING = {
    ToppingSoort.GETAL: NUMBER,
    ToppingSoort.GEHEEL: WHOLE,
    ToppingSoort.DATUM: DAY,
    ToppingSoort.JA_NEE: YES_NO,
    ToppingSoort.KEUZE: TEXT,
}
# A list of codes becomes a column a code: the beginning of its name, the codes and the dtype.
SPREAD: dict[str, tuple[str, type[StrEnum], str]] = {
    "leefgebieden": ("leefgebied_", Leefgebied, WHOLE),
    "elementen": ("element_", Element, TEXT),
    "afgesproken_met": ("afgesproken_met_", Gesprekspartner, YES_NO),
}


def build(fetched: Fetched) -> pd.DataFrame:
    """The frame of what was fetched: rows by klantnummer, day and id, on every database alike."""
    names = list(fetched.types)
    rows = sorted(fetched.rows, key=_order(names))
    by_name = dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))
    found: dict[str, Any] = {}
    for name, values in by_name.items():
        if name in SPREAD:
            found |= _spread(name, values)
        else:
            found[name] = _column(values, _dtype(fetched.types[name]))
    own = by_name.get("id", by_name["klantnummer"])
    for topping in fetched.toppings:
        values = [fetched.waarden.get(record, {}).get(topping.code) for record in own]
        found[topping.code] = _column(values, DTYPE_OF_TOPPING[topping.soort])
    return pd.DataFrame(found)


def _order(names: Sequence[str]) -> Callable[[Sequence[Any]], tuple[str, date, str]]:
    """Sorted here and not by the database: PostgreSQL may sort letters otherwise than SQLite."""
    own = next(name for name in ("doel_id", "id", "klantnummer") if name in names)
    day = next((names.index(name) for name in ("startdatum", "datum") if name in names), None)
    klant, last = names.index("klantnummer"), names.index(own)

    def key(row: Sequence[Any]) -> tuple[str, date, str]:
        return row[klant], (row[day] if day is not None else None) or date.max, row[last]

    return key


def _dtype(kind: object) -> str:
    return next((dtype for type_, dtype in DTYPES if isinstance(kind, type_)), TEXT)


def _spread(name: str, values: Sequence[Any]) -> dict[str, Any]:
    """A column for each code: its score or answer, or whether it is in the list."""
    begin, codes, dtype = SPREAD[name]
    if dtype == YES_NO:
        return {f"{begin}{c.value}": _column([c.value in v for v in values], dtype) for c in codes}
    return {f"{begin}{c.value}": _column([v.get(c.value) for v in values], dtype) for c in codes}


def _column(values: Sequence[Any], dtype: str) -> Any:
    if dtype == DAY:
        return np.array(values, "datetime64[D]").astype(DAY)
    if dtype == MOMENT:
        moments = np.array([value.replace(tzinfo=None) for value in values], "datetime64[us]")
        return pd.DatetimeIndex(moments).tz_localize("UTC").array
    if dtype == NUMBER:
        return np.array(values, dtype)
    return pd.array(list(values), dtype=dtype)
