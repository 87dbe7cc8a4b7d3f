"""The catalogue of aanpakken: data, never code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

from vakmeten import texts
from vakmeten.domain.checks import check, check_tekst


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
        check(self.code.isascii() and self.code == self.code.lower(), texts.AANPAK_CODE, "code")
        check_tekst(self.naam, "De naam van de aanpak", "naam", verplicht=True)


def read_catalogus() -> tuple[Aanpak, ...]:
    """The catalogue that ships with vakmeten; a municipality adds its own to the table."""
    source = resources.files("vakmeten.domain").joinpath("catalogus.toml").read_text("utf-8")
    return tuple(Aanpak(**row) for row in tomllib.loads(source)["aanpak"])
