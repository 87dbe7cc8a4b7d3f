"""What a person can do on a screen, and the one wrapper that lets no exception out.

An exception in a widget callback would send its traceback, with people's data in it, to the
browser and the log. So everything that comes from the browser goes through `guard`: a mistake of
the person becomes a sentence, any other error a number that is logged with file and line only.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from vakmeten import texts
from vakmeten.errors import EditConflict, InvalidRecord, KeyUnavailable, VakmetenError

logger = logging.getLogger(__name__)

Method = TypeVar("Method", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Incident:
    """An error that should not happen: its number, its class and where, never what was in it."""

    nummer: str
    soort: str
    plaatsen: tuple[str, ...]


# Filled for the tests, which assert that it is empty at their end.
incidenten: list[Incident] = []


def action(method: Method) -> Method:
    """Mark a method of a model as something the browser may ask for."""
    method.__dict__["is_action"] = True
    return method


def form_action(method: Method) -> Method:
    """Mark an action on the form that the person saw: it does nothing once that form is gone.

    Else a second click would save the form that came in its place.
    """
    method.__dict__["is_form_action"] = True
    return action(method)


def find_action(model: object, naam: object) -> Callable[..., None] | None:
    """The action of that name; None if the model has none, whatever the browser sent."""
    if not isinstance(naam, str) or not naam.isidentifier() or naam.startswith("_"):
        return None
    method = getattr(type(model), naam, None)
    return getattr(model, naam) if getattr(method, "is_action", False) else None


def guard(call: Callable[[], None]) -> dict[str, Any]:
    """Do it; return the message for the person, {} if all went well.

    A message has `soort` ("fout", "conflict" or "incident"), `tekst` and the `veld` it is about.
    """
    try:
        call()
    except EditConflict as error:
        return {"soort": "conflict", "tekst": str(error), "veld": ""}
    except InvalidRecord as error:
        return {"soort": "fout", "tekst": str(error), "veld": error.veld}
    except KeyUnavailable:  # its sentence names a path on the server, for the command line
        return {"soort": "fout", "tekst": texts.SLEUTEL_OP_PAGINA, "veld": ""}
    except VakmetenError as error:
        return {"soort": "fout", "tekst": str(error), "veld": ""}
    except Exception as error:  # noqa: BLE001  the last wall before the browser
        return {"soort": "incident", "tekst": report(error), "veld": ""}
    return {}


def report(error: Exception) -> str:
    """Log where an unexpected error came from, without its text, and return the sentence."""
    frames = traceback.extract_tb(error.__traceback__)
    places = tuple(f"{frame.filename}:{frame.lineno}" for frame in frames)
    incident = Incident(secrets.token_hex(3).upper(), type(error).__name__, places)
    incidenten.append(incident)
    logger.error("incident %s: %s at %s", incident.nummer, incident.soort, " < ".join(places))
    return texts.INCIDENT.format(nummer=incident.nummer)
