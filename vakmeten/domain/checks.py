"""The checks that several records share. Each raises InvalidRecord with one Dutch sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from vakmeten import texts
from vakmeten.errors import InvalidRecord

MAX_TEKST = 20_000
EARLIEST = date(1900, 1, 1)

Code = TypeVar("Code", bound=StrEnum)


def check(holds: bool, message: str, veld: str = "") -> None:
    """Raise InvalidRecord(message) unless the rule holds."""
    if not holds:
        raise InvalidRecord(message, veld)


def check_tekst(value: str, label: str, veld: str, *, verplicht: bool = False) -> None:
    """A text of at most 20,000 characters, that can be stored, without a burgerservicenummer."""
    check(isinstance(value, str), texts.GEEN_TEKST.format(label=label), veld)
    if verplicht:
        check(bool(value.strip()), texts.VERPLICHT.format(label=label), veld)
    aantal = f"{len(value):,}".replace(",", ".")
    check(len(value) <= MAX_TEKST, texts.TE_LANG.format(label=label, aantal=aantal), veld)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidRecord(texts.TEKENS.format(label=label), veld) from None
    check(not holds_bsn(value), texts.BSN.format(label=label), veld)


def holds_bsn(value: str) -> bool:
    """Whether nine digits that pass the elfproef stand in a text; it serves only to refuse them."""
    found = re.findall(r"(?<![\d.,-])\d(?:[ .]?\d){8}(?![\d-])", value)
    return any(passes_elfproef(re.sub(r"\D", "", digits)) for digits in found)


def passes_elfproef(digits: str) -> bool:
    """Whether nine digits can be a burgerservicenummer: 9a+8b+...+2h-i is a multiple of 11."""
    if len(digits) != 9 or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def check_datum(value: date | None, label: str, veld: str) -> None:
    """A calendar day that can be meant: after 1900 and before 2200."""
    ok = isinstance(value, date) and EARLIEST <= value < date(2200, 1, 1)
    check(ok, texts.GEEN_DATUM.format(label=label), veld)


def check_in(value: Any, allowed: Collection[Any], message: str, veld: str) -> None:
    """A whole number (or code) out of a list; True is not taken for 1."""
    check(not isinstance(value, bool) and value in allowed, message, veld)


def check_trede(value: int | None, veld: str) -> None:
    """A rung of the Participatieladder, 1 to 6."""
    ok = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 6
    check(ok, texts.TREDE_FOUT, veld)


def check_leefgebieden(scores: Mapping[Any, int]) -> None:
    """Scores 1 to 5; an area that was not spoken about is simply absent."""
    for score in scores.values():
        check_in(score, range(1, 6), texts.LEEFGEBIED_FOUT, "leefgebieden")


def code_of(kind: type[Code], value: Any, label: str, veld: str) -> Code:
    """The code as a member of its list. Raises InvalidRecord for anything else."""
    try:
        return kind(value)
    except ValueError:
        raise InvalidRecord(texts.KEUZE_FOUT.format(label=label), veld) from None


def freeze(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A read-only copy."""
    return MappingProxyType(dict(value))
