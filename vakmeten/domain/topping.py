"""Toppings: what a municipality records beside the core. Defined as data, never code."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vakmeten import texts
from vakmeten.domain.checks import (
    check,
    check_tekst,
    check_type,
    code_of,
    freeze,
    items_of,
    passes_elfproef,
)
from vakmeten.domain.klant import check_klantnummer
from vakmeten.domain.record import settle
from vakmeten.errors import InvalidRecord

TOPPING_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAX_NAAM = 120
MAX_EENHEID = 40
MAX_UITLEG = 1000
MAX_KEUZES = 50
MAX_KEUZE = 120
GROOTSTE = 10**15  # beyond it a float no longer tells whole numbers apart

Waarde = int | float | str | bool


class ToppingSoort(StrEnum):
    """What kind of value a topping has."""

    GETAL = "getal"
    GEHEEL = "geheel"
    DATUM = "datum"
    JA_NEE = "ja_nee"
    KEUZE = "keuze"
    TEKST = "tekst"


class ToppingBij(StrEnum):
    """On which record a topping stands. Never beside the name: what is known there stays there."""

    KLANT = "klant"
    CASUS = "casus"
    RONDE = "ronde"
    DIAGNOSE = "diagnose"
    PLAN = "plan"
    DOEL = "doel"
    INZET = "inzet"
    VERWACHTING = "verwachting"
    CONTACT = "contact"
    AFSPRAAK = "afspraak"
    EVALUATIE = "evaluatie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topping:
    """The definition of one extra field.

    code:    its name in a frame; stored, never changes, never the name of something of the core
             (`storage` refuses that, since it knows every name).
    naam:    what people read; `eenheid` of a number ("euro per maand"), "" if it has none.
    uitleg:  what exactly is meant, for who reads it later.
    keuzes:  the values that a `KEUZE` can have; empty for every other kind.
    """

    code: str
    naam: str
    soort: ToppingSoort
    bij: ToppingBij
    eenheid: str = ""
    uitleg: str = ""
    keuzes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_topping_code(self.code)
        settle(self, "soort", code_of(ToppingSoort, self.soort, "soort topping", "soort"))
        settle(self, "bij", code_of(ToppingBij, self.bij, "bij welk onderdeel", "bij"))
        check_tekst(self.naam, "De naam van de topping", "naam", verplicht=True)
        check_tekst(self.eenheid, "De eenheid van de topping", "eenheid")
        check_tekst(self.uitleg, "De uitleg van de topping", "uitleg")
        short = len(self.naam) <= MAX_NAAM and len(self.eenheid) <= MAX_EENHEID
        check(short and len(self.uitleg) <= MAX_UITLEG, texts.TOPPING_TE_LANG, "naam")
        settle(self, "keuzes", items_of(self.keuzes, texts.TOPPING_KEUZES, "keuzes"))
        for keuze in self.keuzes:
            check_tekst(keuze, "Een keuze van de topping", "keuzes", verplicht=True)
            check(len(keuze) <= MAX_KEUZE, texts.TOPPING_TE_LANG, "keuzes")
        choosing = self.soort == ToppingSoort.KEUZE
        ok = 0 < len(self.keuzes) <= MAX_KEUZES if choosing else not self.keuzes
        check(ok and len(set(self.keuzes)) == len(self.keuzes), texts.TOPPING_KEUZES, "keuzes")

    @property
    def is_tekst(self) -> bool:
        """Whether its values are free text, which is encrypted and in no frame."""
        return self.soort == ToppingSoort.TEKST

    def toets(self, waarde: object) -> None:
        """Raise InvalidRecord if this is no value of this topping."""
        if self.is_tekst:
            check_tekst(waarde, self.naam, self.code)
        elif self.soort == ToppingSoort.KEUZE:
            message = texts.TOPPING_KEUZE.format(label=self.naam)
            check(isinstance(waarde, str) and waarde in self.keuzes, message, self.code)
        else:
            holds, message = TOETSEN[self.soort]
            check(holds(waarde), message.format(label=self.naam), self.code)


def check_topping_code(value: object) -> None:
    """A code that can be the name of a column."""
    ok = isinstance(value, str) and TOPPING_CODE.fullmatch(value) is not None
    check(ok, texts.TOPPING_CODE, "code")


def _is_waarde(waarde: object) -> bool:
    return isinstance(waarde, int | float | str)


def _is_getal(waarde: object) -> bool:
    if isinstance(waarde, bool) or not isinstance(waarde, int | float):
        return False
    return math.isfinite(waarde) and abs(waarde) < GROOTSTE and not _is_bsn(waarde)


def _is_bsn(waarde: float) -> bool:
    return passes_elfproef(f"{waarde:.0f}") and float(waarde).is_integer()


def _is_geheel(waarde: object) -> bool:
    return isinstance(waarde, int) and _is_getal(waarde)


def _is_datum(waarde: object) -> bool:
    if not isinstance(waarde, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", waarde) is None:
        return False
    try:
        return date(1900, 1, 1) <= date.fromisoformat(waarde) < date(2200, 1, 1)
    except ValueError:
        return False


TOETSEN: dict[ToppingSoort, tuple[Callable[[object], bool], str]] = {
    ToppingSoort.GETAL: (_is_getal, texts.TOPPING_GETAL),
    ToppingSoort.GEHEEL: (_is_geheel, texts.TOPPING_GEHEEL),
    ToppingSoort.DATUM: (_is_datum, texts.TOPPING_DATUM),
    ToppingSoort.JA_NEE: (lambda waarde: isinstance(waarde, bool), texts.TOPPING_JA_NEE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvulling:
    """The toppings of one record. A fact, not work: a closed casus takes it too.

    casus_id:  the casus; for the toppings of a klant the klantnummer, since every casus shares it.
    record_id: id of the record, of the kind `bij`.
    waarden:   value by code of the topping; a day as jjjj-mm-dd. What is not known is absent.
    teksten:   free text by code of the topping.
    """

    casus_id: str
    bij: ToppingBij
    record_id: str
    waarden: Mapping[str, Waarde] = field(default_factory=dict[str, Waarde])
    teksten: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def id(self) -> str:
        """`<record>-t`: each record has one at most."""
        return f"{self.record_id}-t"

    def __post_init__(self) -> None:
        settle(self, "bij", code_of(ToppingBij, self.bij, "bij welk onderdeel", "bij"))
        if self.bij == ToppingBij.KLANT:
            check_klantnummer(self.record_id)
        for name in ("waarden", "teksten"):
            found = getattr(self, name)
            check_type(found, Mapping, texts.RECORD_ONBEKEND)
            for code in found:
                check_topping_code(code)
            settle(self, name, freeze(found))
        for waarde in self.waarden.values():
            check(_is_waarde(waarde), texts.RECORD_ONBEKEND)
        for code, tekst in self.teksten.items():
            check_tekst(tekst, code, "")


def toets_toppings(aanvulling: Aanvulling, toppings: Mapping[str, Topping]) -> None:
    """Raise InvalidRecord unless each value is one of a topping defined for this kind of record.

    toppings: every definition, by code.
    """
    for values, free in ((aanvulling.waarden, False), (aanvulling.teksten, True)):
        for code, waarde in values.items():
            topping = toppings.get(code)
            if topping is None or topping.bij != aanvulling.bij or topping.is_tekst != free:
                raise InvalidRecord(texts.TOPPING_ONBEKEND.format(label=code), code)
            topping.toets(waarde)
