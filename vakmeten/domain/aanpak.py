"""The catalogue of aanpakken: data, never code."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from vakmeten import texts
from vakmeten.domain.checks import check, check_tekst

AANPAK_CODE = re.compile(r"[a-z0-9_]{1,40}")
MAX_NAAM = 120
MAX_CATEGORIE = 60
MAX_SRG = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanpak:
    """Something in the catalogue that can be done: a methode, werkwijzer or instrument.

    code:      stored, never changes.
    categorie: heading under which a screen shows it.
    srg:       code in the statistics of re-integratie (2015 list), "" if it has none.
    actief:    whether it can still be chosen; old inzetten keep theirs.
    """

    code: str
    naam: str
    categorie: str
    srg: str = ""
    actief: bool = True

    def __post_init__(self) -> None:
        check(AANPAK_CODE.fullmatch(self.code) is not None, texts.AANPAK_CODE, "code")
        check_tekst(self.naam, "De naam van de aanpak", "naam", verplicht=True)
        check(len(self.naam) <= MAX_NAAM, texts.NAAM_TE_LANG, "naam")
        check_tekst(self.categorie, "De categorie van de aanpak", "categorie", verplicht=True)
        short = len(self.categorie) <= MAX_CATEGORIE and len(self.srg) <= MAX_SRG
        check(short, texts.AANPAK_TE_LANG, "categorie")


def read_catalogus() -> tuple[Aanpak, ...]:
    """The catalogue that ships with vakmeten; a municipality adds its own to the table."""
    source = resources.files("vakmeten.domain").joinpath("catalogus.toml").read_text("utf-8")
    return tuple(Aanpak(**row) for row in tomllib.loads(source)["aanpak"])
