"""The checks that several records share. Each raises InvalidRecord with one Dutch sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from vakmeten import texts
from vakmeten.domain.codes import LEEFGEBIED_SCORES, TREDEN, Leefgebied
from vakmeten.errors import InvalidRecord

MAX_TEKST = 20_000
# Ids come back from a browser. 36, since the id of a step is that of its ronde with a word behind.
RECORD_ID = re.compile(r"[A-Za-z0-9_-]{1,36}")
# Nine digits in one piece, or in groups; not a part of a longer number, a date or an amount, and
# not a mobile number behind +31.
NINE_DIGITS = re.compile(
    r"(?<![\d.,-])(?<!\+31 )\d{9}(?![\d-])"
    r"|(?<![\d.,-])(?<!\d )\d(?:[ .]?\d){8}(?![ .]?\d|-)"
)
EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)

Code = TypeVar("Code", bound=StrEnum)


def check(holds: bool, message: str, veld: str = "") -> None:
    """Raise InvalidRecord(message) unless the rule holds."""
    if not holds:
        raise InvalidRecord(message, veld)


def check_type(value: object, kind: type, message: str, veld: str = "") -> None:
    """A value of that type: whatever an annotation says, a browser or a file may send any."""
    check(isinstance(value, kind), message, veld)


def check_tekst(value: object, label: str, veld: str, *, verplicht: bool = False) -> None:
    """A text of at most 20,000 characters, that can be stored, without a burgerservicenummer."""
    wrong = _wrong_with(value, verplicht=verplicht)
    if wrong:
        aantal = f"{len(value):,}".replace(",", ".") if isinstance(value, str) else ""
        raise InvalidRecord(wrong.format(label=label, aantal=aantal), veld)


def _wrong_with(value: object, *, verplicht: bool) -> str:
    """The sentence for what is wrong with a text, "" if nothing is."""
    if not isinstance(value, str):
        return texts.GEEN_TEKST
    if verplicht and not value.strip():
        return texts.VERPLICHT
    if len(value) > MAX_TEKST:
        return texts.TE_LANG
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        return texts.TEKENS  # half a character: no database takes it
    return texts.BSN if holds_bsn(value) else ""


def holds_bsn(value: str) -> bool:
    """Whether nine digits that pass the elfproef stand in a text; it serves only to refuse them."""
    if len(value) < 9:
        return False
    found = NINE_DIGITS.findall(value)
    return any(passes_elfproef(re.sub(r"\D", "", digits)) for digits in found)


def passes_elfproef(digits: str) -> bool:
    """Whether nine digits can be a burgerservicenummer: 9a+8b+...+2h-i is a multiple of 11."""
    if len(digits) != 9 or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def check_datum(value: object, label: str, veld: str) -> None:
    """A calendar day that can be meant: after 1900 and before 2200."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise InvalidRecord(texts.GEEN_DATUM.format(label=label), veld)
    if not EARLIEST <= value < LATEST:
        raise InvalidRecord(texts.GEEN_DATUM.format(label=label), veld)


def check_in(value: Any, allowed: range, message: str, veld: str) -> None:
    """A whole number out of a range; True is not taken for 1, nor 2.0 for 2."""
    ok = isinstance(value, int) and not isinstance(value, bool) and value in allowed
    check(ok, message, veld)


def check_trede(value: int | None, veld: str) -> None:
    """A rung of the Participatieladder, 1 to 6."""
    check_in(value, TREDEN, texts.TREDE_FOUT, veld)


def check_id(value: object) -> None:
    """The id of a record, as `new_id` makes it or an import brings it."""
    ok = isinstance(value, str) and RECORD_ID.fullmatch(value) is not None
    check(ok, texts.RECORD_ONBEKEND)


def leefgebied_scores(scores: Mapping[Any, int]) -> Mapping[Leefgebied, int]:
    """Scores 1 to 5, read-only; an area that was not spoken about is simply absent."""
    found = by_code(Leefgebied, scores, "leefgebied", "leefgebieden")
    for score in found.values():
        check_in(score, LEEFGEBIED_SCORES, texts.LEEFGEBIED_FOUT, "leefgebieden")
    return found


def code_of(kind: type[Code], value: Any, label: str, veld: str) -> Code:
    """The code as a member of its list. Raises InvalidRecord for anything else."""
    if type(value) is kind:
        return value
    try:
        return kind(value)
    except ValueError:
        raise InvalidRecord(texts.KEUZE_FOUT.format(label=label), veld) from None


def by_code(
    kind: type[Code], value: Mapping[Any, Any], label: str, veld: str
) -> Mapping[Code, Any]:
    """A read-only copy with members of the list as keys. Raises InvalidRecord for anything else."""
    check_type(value, Mapping, texts.KEUZE_FOUT.format(label=label), veld)
    return freeze({code_of(kind, key, label, veld): item for key, item in value.items()})


def items_of(value: Any, message: str, veld: str) -> tuple[Any, ...]:
    """The items of a list or tuple; a text is not taken for a list of letters."""
    check(isinstance(value, list | tuple), message, veld)
    return tuple(value)


def freeze(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A read-only copy."""
    return MappingProxyType(dict(value))
