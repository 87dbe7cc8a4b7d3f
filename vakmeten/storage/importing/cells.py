"""One cell to a value, strictly: what could mean two things is a fault, never a guess."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time

from vakmeten import texts
from vakmeten.storage.importing.shapes import Cell, Unreadable

# [0-9] and not \d: digits of other scripts are no digits here.
DAY_FIRST = re.compile(
    r"(?P<dag>[0-9]{1,2})(?P<teken>[-/.])(?P<maand>[0-9]{1,2})(?P=teken)(?P<jaar>[0-9]{4})"
)
YEAR_FIRST = re.compile(r"(?P<jaar>[0-9]{4})-(?P<maand>[0-9]{1,2})-(?P<dag>[0-9]{1,2})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}")
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,6})?)?")
WHOLE = re.compile(r"[+-]?[0-9]+")
# With the decimal sign as key: in one piece or in groups of three, and "0.123" is no group.
NUMBER = {
    ",": re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?"),
    ".": re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"),
}
OTHER = {",": ".", ".": ","}
# A float keeps 15 digits of any number, and 17 bring back the one that another system wrote.
MAX_WHOLE = 15
MAX_DIGITS = 17
JA = {"ja", "j", "1", "waar", "true"}
NEE = {"nee", "n", "0", "onwaar", "false"}


class CellFault(Exception):
    """A cell that is not what is asked for. `tekst` is a Dutch sentence without the value."""

    def __init__(self, tekst: str) -> None:
        super().__init__(tekst)
        self.tekst = tekst


def as_date(cell: Cell) -> date | None:
    """A day: dd-mm-jjjj (also with / or .), jjjj-mm-dd or a date of Excel. Midnight is no time."""
    moment = as_moment(cell)
    if not isinstance(moment, datetime):
        return moment
    if moment.time() != time.min:
        raise CellFault(texts.CEL_DATUM_MET_TIJD)
    return moment.date()


def as_moment(cell: Cell) -> date | datetime | None:
    """A day, or a day and a time as the clock on the wall had it (without a time zone).

    A date of Excel at midnight is a day: Excel keeps no difference.
    """
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time.min else cell
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool | int | float):
        raise CellFault(texts.CEL_GETAL_ALS_DATUM)
    text = _stripped(cell)
    if not text:
        return None
    day, _, clock = text.replace("T", " ", 1).partition(" ")
    found = _day(day)
    return datetime.combine(found, _time(clock.strip())) if clock.strip() else found


def _day(text: str) -> date:
    found = DAY_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(text)
    if found is None:
        short = SHORT_YEAR.fullmatch(text)
        raise CellFault(texts.CEL_KORT_JAAR if short else texts.CEL_GEEN_DATUM)
    try:
        return date(int(found["jaar"]), int(found["maand"]), int(found["dag"]))
    except ValueError:
        raise CellFault(texts.CEL_DAG_BESTAAT_NIET) from None


def _time(text: str) -> time:
    found = CLOCK.fullmatch(text)
    try:
        if found is not None:
            return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        pass
    raise CellFault(texts.CEL_GEEN_TIJD)


def as_whole(cell: Cell) -> int | None:
    """A whole number: 3, "3", or 3.0 of Excel, which knows no whole numbers."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**MAX_WHOLE:
        return int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _not_too_long(cell)
    if not isinstance(cell, str | Unreadable):
        raise CellFault(texts.CEL_GEEN_GEHEEL)
    text = _stripped(cell)
    if not text:
        return None
    if WHOLE.fullmatch(text) is None:
        raise CellFault(texts.CEL_GEEN_GEHEEL)
    _check_digits(text)
    return int(text)


def as_number(cell: Cell, decimaal: str) -> float | int | None:
    """A number; an int if it was written as one. `decimaal` is the decimal sign: "," or "."."""
    if isinstance(cell, float) and math.isfinite(cell):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _not_too_long(cell)
    if not isinstance(cell, str | Unreadable):
        raise CellFault(texts.CEL_GEEN_GETAL)
    text = _stripped(cell)
    if not text:
        return None
    if NUMBER[decimaal].fullmatch(text) is None:
        raise CellFault(_why_no_number(text, decimaal))
    _check_digits(text.partition(decimaal)[0], text)
    plain = text.replace(OTHER[decimaal], "").replace(decimaal, ".")
    return float(plain) if "." in plain else int(plain)


def _why_no_number(text: str, decimaal: str) -> str:
    other = OTHER[decimaal]
    # Also "0.123", that could be a group of three only by its looks.
    if NUMBER[other].fullmatch(text):
        return texts.CEL_ANDER_TEKEN.format(teken=other)
    if "€" in text or "eur" in text.casefold():
        return texts.CEL_EURO
    return texts.CEL_GEEN_GETAL


def _check_digits(whole: str, text: str = "") -> None:
    """No digit may get lost in silence."""
    too_long = len(_digits(whole)) > MAX_WHOLE or len(_digits(text)) > MAX_DIGITS
    if too_long:
        raise CellFault(texts.CEL_TE_LANG_GETAL)


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text).lstrip("0")


def _not_too_long(value: int) -> int:
    if abs(value) >= 10**MAX_WHOLE:
        raise CellFault(texts.CEL_TE_LANG_GETAL)
    return value


def as_yes_no(cell: Cell) -> bool | None:
    """True for ja, j, 1, waar, true; False for nee, n, 0, onwaar, false; whatever the case."""
    if isinstance(cell, bool):
        return cell
    word = as_code(cell).casefold()
    if word and word not in JA | NEE:
        raise CellFault(texts.CEL_GEEN_JA_NEE)
    return word in JA if word else None


def as_text(cell: Cell) -> str:
    """The text as it stands there; "" if it is blank. A number or date as Excel shows it."""
    if isinstance(cell, Unreadable):
        raise CellFault(cell.tekst)
    if isinstance(cell, str):
        return cell if cell.strip() else ""
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, int | float):
        return _shown(cell)
    if isinstance(cell, datetime) and cell.time() != time.min:
        seconds = ":%S" if cell.second else ""
        return _shown_day(cell) + cell.strftime(" %H:%M" + seconds)
    return _shown_day(cell)


def as_code(cell: Cell) -> str:
    """The text of a cell that names something, without spaces around it; 3.0 of Excel is "3"."""
    return as_text(cell).strip()


def _shown(value: float) -> str:
    """With the 15 digits that Excel keeps and a decimal comma."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        raise CellFault(texts.CEL_GEEN_GETAL)
    return f"{value:.15G}".replace(".", ",")


def _shown_day(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def _stripped(cell: str | Unreadable) -> str:
    if isinstance(cell, Unreadable):
        raise CellFault(cell.tekst)
    return cell.strip()
