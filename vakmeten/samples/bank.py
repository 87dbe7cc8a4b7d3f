"""The bank of sentences, and the pen that fills one in for one casus."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from vakmeten.samples.draws import Draws
from vakmeten.samples.effecten import read_stad_file

TRIES = 4
MANNELIJK = {"hij": "hij", "Hij": "Hij", "zijn": "zijn", "hem": "hem"}
VROUWELIJK = {"hij": "zij", "Hij": "Zij", "zijn": "haar", "hem": "haar"}
# Drawn once for a casus; everything else is drawn anew in each sentence.
KEPT = ("organisatie", "dagdelen", "uren")


@dataclass(frozen=True, slots=True)
class DoelTekst:
    """A doel with its scale, and the themes and aanpakken it fits."""

    bij: tuple[str, ...]
    tekst: str
    tussendoel: str
    schaal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """Sentences by dotted key, `contact.goed.taaltraject`; `words` are single ones by key."""

    lines: dict[str, tuple[str, ...]]
    words: dict[str, str]
    doelen: tuple[DoelTekst, ...]
    werk: tuple[str, ...]


@cache
def read_bank() -> Bank:
    """The bank of the sample town."""
    source = read_stad_file("teksten.toml")
    doelen = tuple(
        DoelTekst(tuple(d["bij"]), d["tekst"], d["tussendoel"], tuple(d["schaal"]))
        for d in source.pop("doel")
    )
    flat = dict(_flatten(source, ""))
    lines = {key: tuple(value) for key, value in flat.items() if isinstance(value, list)}
    words = {key: value for key, value in flat.items() if isinstance(value, str)}
    return Bank(lines, words, doelen, tuple(source["werkgevers"]))


def _flatten(table: dict[str, Any], before: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        deeper = _flatten(value, f"{before}{key}.") if isinstance(value, dict) else None
        found += [(before + key, value)] if deeper is None else deeper
    return found


@cache
def _together(keys: tuple[str, ...]) -> tuple[str, ...]:
    lines = read_bank().lines
    return tuple(line for key in keys for line in lines.get(key, ()))


class Slots(dict[str, str]):
    """Words to fill in: what a casus has of its own, and else something from the bank.

    A name with a capital gives the same word with a capital, for the head of a sentence.
    """

    def __init__(self, bank: Bank, draws: Draws, own: dict[str, str]) -> None:
        super().__init__(own)
        self._bank, self._draws = bank, draws

    def __missing__(self, name: str) -> str:
        if name[0].isupper():
            word = self[name.lower()]
            return word[:1].upper() + word[1:]
        return self._draws.pick(self._bank.lines[f"vakje.{name}"])


class Verteller:
    """Writes the texts of one casus; says nothing twice as long as the bank has something else."""

    def __init__(self, draws: Draws, geslacht: str, formeel: bool) -> None:
        self._bank, self._draws = read_bank(), draws
        own = dict(VROUWELIJK if geslacht == "v" else MANNELIJK)
        own |= {"K": "Klant", "k": "klant", "aanpak": "een traject"}
        if formeel:
            own |= {"K": "Mw.", "k": "mw."} if geslacht == "v" else {"K": "Dhr.", "k": "dhr."}
        maatje = draws.pick(self._bank.lines["vakje.maatje"])
        own["bekende"] = maatje.format(zijn="mijn")
        own["maatje"] = maatje.format(zijn=own["zijn"])
        own["werk"] = draws.pick(self._bank.werk)
        for name in KEPT:
            own[name] = draws.pick(self._bank.lines[f"vakje.{name}"])
        self.slots = Slots(self._bank, draws, own)
        self._said: set[str] = set()
        self.andere_werkgever()

    def andere_werkgever(self) -> None:
        """From now on {werkgever} is a new one with the same kind of werk, {organisatie} too."""
        key = f"werkgevers.{self.slots['werk']}"
        for name, source in (("werkgever", key), ("organisatie", "vakje.organisatie")):
            now = self.slots.get(name)
            others = [word for word in self._bank.lines[source] if word != now]
            self.slots[name] = self._draws.pick(others)

    def over(self, aanpak: str) -> None:
        """From now on {aanpak} is this one."""
        self.slots["aanpak"] = self._bank.words.get(f"aanpak_woord.{aanpak}", aanpak)

    def over_thema(self, thema: str) -> None:
        """From now on {thema} is this one."""
        self.slots["thema"] = self._bank.words.get(f"thema.{thema}", thema)

    def kent(self, key: str) -> bool:
        """Whether the bank has this part."""
        return key in self._bank.lines

    def zin(self, *keys: str) -> str:
        """One sentence from these parts of the bank together; parts that do not exist are empty."""
        found = _together(keys)
        line = self._draws.pick(found)
        for _ in range(TRIES):
            if line not in self._said:
                break
            line = self._draws.pick(found)
        self._said.add(line)
        return self.vul(line)

    def vul(self, line: str) -> str:
        """The line with its words filled in."""
        return line.format_map(self.slots).replace("..", ".") if "{" in line else line

    def doel(self, passend: set[str], not_in: set[str]) -> DoelTekst:
        """A doel that fits these themes and aanpakken and is not chosen yet, else a general one."""
        rest = [d for d in self._bank.doelen if d.tekst not in not_in]
        fits = [d for d in rest if passend.intersection(d.bij)]
        return self._draws.pick(fits or [d for d in rest if "algemeen" in d.bij] or rest)
