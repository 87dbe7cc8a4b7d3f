"""From what the browser sends to what the domain takes. Any shape may come in; none may crash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vakmeten import texts
from vakmeten.domain.record import new_id
from vakmeten.errors import InvalidRecord

Form = dict[str, Any]


def tekst(form: Form, naam: str) -> str:
    """The text of a field, "" if it is empty or no text."""
    value = form.get(naam)
    return value if isinstance(value, str) else ""


def datum(form: Form, naam: str, label: str) -> date:
    """The day of a field. Raises InvalidRecord if it is empty or no day."""
    found = datum_of_leeg(form, naam, label)
    if found is None:
        raise InvalidRecord(texts.VERPLICHT.format(label=label), naam)
    return found


def datum_of_leeg(form: Form, naam: str, label: str) -> date | None:
    """The day of a field, None if it is empty. Raises InvalidRecord if it is no day."""
    value = tekst(form, naam).strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidRecord(texts.GEEN_DATUM.format(label=label), naam) from None


def getal(form: Form, naam: str, message: str) -> int:
    """The whole number of a field. Raises InvalidRecord(message) if it is none."""
    found = getal_of_leeg(form, naam, message)
    if found is None:
        raise InvalidRecord(message, naam)
    return found


def getal_of_leeg(form: Form, naam: str, message: str) -> int | None:
    """The whole number of a field, None if it is empty; "70" counts as 70, 70.5 as nothing."""
    value = form.get(naam)
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        raise InvalidRecord(message, naam) from None
    if not number.is_integer() or abs(number) > 1_000_000:
        raise InvalidRecord(message, naam)
    return int(number)


def deel(form: Form, naam: str) -> Form:
    """A form within a form, {} if it is none."""
    value = form.get(naam)
    return value if isinstance(value, dict) else {}


def delen(form: Form, naam: str) -> Iterator[Form]:
    """The forms in a list."""
    value = form.get(naam)
    yield from (row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def teksten(form: Form, naam: str) -> list[str]:
    """The texts in a list."""
    value = form.get(naam)
    return [row for row in value if isinstance(row, str)] if isinstance(value, list) else []


def scores(form: Form, naam: str, message: str) -> dict[str, int]:
    """The answered numbers of a form within a form, by key."""
    found = {key: getal_of_leeg(deel(form, naam), key, message) for key in deel(form, naam)}
    return {str(key): value for key, value in found.items() if value is not None}


def id_van(form: Form) -> str:
    """The id of a record that the form came from, a new one if it came from none."""
    return tekst(form, "id") or new_id()


def dag(value: date | None) -> str:
    """A day as a date field takes it, "" for none."""
    return "" if value is None else value.isoformat()
