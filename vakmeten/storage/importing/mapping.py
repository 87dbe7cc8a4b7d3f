"""Which column of a file fills which field: the mapping that a municipality writes once.

The docstring of this package says what can stand in it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from vakmeten import texts
from vakmeten.domain.aanpak import Aanpak
from vakmeten.domain.topping import GROOTSTE, Topping
from vakmeten.domain.vastlegging import AMSTERDAM
from vakmeten.errors import InvalidFile, InvalidRecord
from vakmeten.storage.importing.fields import SECTIONS, nested
from vakmeten.storage.importing.shapes import Cell, Layout

ALWAYS = ("klant", "casus")  # every line is about a klant and a casus, whatever its columns say
WITH_SLEUTEL = ("casus", "inzet", "verwachting")  # of which a klant or a casus can have several
SOURCE_KEYS = {"kolom", "vast", "voorvoegsel", "waarden", "anders"}
AANPAK_KEYS = ("code", "naam", "categorie", "srg")
TOPPING_KEYS = ("code", "naam", "soort", "bij", "eenheid", "uitleg", "keuzes")
MAX_BYTES = 1_000_000
# Toppings go with a record that a file can bring.
TOPPING_BIJ = {"klant", "casus", "ronde", "diagnose", "plan", "inzet", "verwachting", "evaluatie"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a value comes from: a column, or `vast`, the same for every line.

    voorvoegsel: put before what stands in the column.
    waarden:     what stands in the column -> what it means; "" means empty. None: as it stands.
    anders:      what every other value means; None: every other value is a fault. An empty cell is
                 no value: it stays empty unless `waarden` says what "" means.
    """

    kolom: str = ""
    vast: Cell = ""
    voorvoegsel: str = ""
    waarden: Mapping[str, str] | None = None
    anders: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The sources of one kind of record. A part of a field is named `leefgebieden.financien`.

    sleutel:   what tells two such records of one casus (or two casussen of one klant) apart.
    bekend_op: when the team knew it; None: as the whole file says.
    """

    velden: Mapping[str, Source] = field(default_factory=dict[str, Source])
    sleutel: Source | None = None
    bekend_op: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """How one kind of file is read.

    bekend_op: when the team knew what a line says; None: now.
    """

    layout: Layout = field(default_factory=Layout)
    bekend_op: Source | None = None
    sections: Mapping[str, Section] = field(default_factory=dict[str, Section])
    toppings: tuple[tuple[Topping, Source], ...] = ()
    aanpakken: tuple[Aanpak, ...] = ()

    @property
    def kolommen(self) -> set[str]:
        """Every column that is read."""
        sources = [self.bekend_op, *(source for _, source in self.toppings)]
        for section in self.sections.values():
            sources += [*section.velden.values(), section.sleutel, section.bekend_op]
        return {source.kolom for source in sources if source is not None and source.kolom}


def read_mapping(path: Path) -> FileMapping:
    """The mapping in a TOML file. Raises InvalidFile with what is wrong with it and where."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)  # of the file itself by mistake, or of one without an end
        found = tomllib.loads(data.decode("utf-8-sig"))
    except OSError:
        raise InvalidFile(texts.MAPPING_WEG.format(pad=path)) from None
    except (ValueError, RecursionError):  # also a number or a nesting that Python will not have
        raise InvalidFile(texts.MAPPING_GEEN_TOML.format(pad=path)) from None
    return mapping_of(found)


def mapping_of(found: Mapping[str, Any]) -> FileMapping:
    """The mapping out of parsed TOML. Raises InvalidFile."""
    strange = set(found) - {"bestand", "bekend_op", "topping", "aanpak", *SECTIONS}
    _expect(not strange, texts.MAPPING_ONBEKEND, ", ".join(sorted(strange)))
    sections = {name: _section(name, found[name]) for name in SECTIONS if name in found}
    for name, veld in (("klant", "klantnummer"), ("casus", "")):
        there = name in sections and (not veld or veld in sections[name].velden)
        _expect(there, texts.MAPPING_NODIG, f"{name}.{veld}".rstrip("."))
    toppings = tuple(_topping(row) for row in _rows(found, "topping"))
    aanpakken = tuple(_aanpak(row) for row in _rows(found, "aanpak"))
    _each_once(topping.code for topping, _ in toppings)
    _each_once(aanpak.code for aanpak in aanpakken)
    return FileMapping(
        layout=_layout(_table(found.get("bestand", {}), "bestand")),
        bekend_op=_source(found["bekend_op"], "bekend_op") if "bekend_op" in found else None,
        sections=sections,
        toppings=toppings,
        aanpakken=aanpakken,
    )


def _expect(holds: bool, message: str, waar: str) -> None:
    if not holds:
        raise InvalidFile(message.format(waar=waar))


def _table(found: Any, waar: str) -> Mapping[str, Any]:
    _expect(isinstance(found, Mapping), texts.MAPPING_TABEL, waar)
    return found


def _rows(found: Mapping[str, Any], naam: str) -> list[Mapping[str, Any]]:
    rows = found.get(naam, [])
    _expect(isinstance(rows, list), texts.MAPPING_RIJEN, naam)
    return [_table(row, naam) for row in rows]


def _layout(found: Mapping[str, Any]) -> Layout:
    kinds = {"blad": str, "kopregel": int, "scheiding": str, "codering": str, "decimaal": str}
    strange = [k for k, v in found.items() if k not in kinds or type(v) is not kinds[k]]
    _expect(not strange, texts.MAPPING_ONBEKEND, ", ".join(f"bestand.{k}" for k in strange))
    layout = Layout(**found)
    _expect(layout.decimaal in {",", "."}, texts.MAPPING_DECIMAAL, "bestand.decimaal")
    _expect(0 < layout.kopregel < MAX_BYTES, texts.MAPPING_KOPREGEL, "bestand.kopregel")
    return layout


def _section(name: str, found: Any) -> Section:
    velden: dict[str, Source] = {}
    allowed = SECTIONS[name][1]
    for key, value in _table(found, name).items():
        waar = f"{name}.{key}"
        if key == "bekend_op" or (key == "sleutel" and name in WITH_SLEUTEL):
            continue
        _expect(key in allowed, texts.MAPPING_ONBEKEND, waar)
        parts = nested(name, key)
        if not parts:
            velden[key] = _source(value, waar)
            continue
        for part, source in _table(value, waar).items():
            _expect(part in parts, texts.MAPPING_ONBEKEND, f"{waar}.{part}")
            velden[f"{key}.{part}"] = _source(source, f"{waar}.{part}")
    by_column = any(source.kolom for source in velden.values())
    _expect(name in ALWAYS or by_column, texts.MAPPING_ZONDER_KOLOM, name)
    extra = {k: _source(found[k], f"{name}.{k}") for k in ("sleutel", "bekend_op") if k in found}
    return Section(velden=velden, **extra)


def _source(found: Any, waar: str) -> Source:
    _expect(isinstance(found, str | Mapping), texts.MAPPING_BRON, waar)
    table: dict[str, Any] = {"kolom": found} if isinstance(found, str) else dict(found)
    _expect(set(table) <= SOURCE_KEYS, texts.MAPPING_BRON, waar)
    if "vast" in table:
        _expect(set(table) == {"vast"}, texts.MAPPING_BRON, waar)
        return Source(vast=_vast(table["vast"], waar))
    texts_only = all(isinstance(table.get(k, ""), str) for k in ("kolom", "voorvoegsel", "anders"))
    named = texts_only and bool(table.get("kolom", "").strip())
    _expect(named and ("waarden" in table or "anders" not in table), texts.MAPPING_BRON, waar)
    if "waarden" not in table:
        return Source(**table)
    pairs = _table(table["waarden"], waar)
    _expect(all(isinstance(v, str) for v in pairs.values()), texts.MAPPING_WAARDEN, waar)
    table["waarden"] = {k.strip(): v for k, v in pairs.items()}
    return Source(**table)


def _vast(found: Any, waar: str) -> Cell:
    """A value as a cell has it: a moment with a time zone as the clock on the wall had it."""
    _expect(isinstance(found, str | int | float | date), texts.MAPPING_BRON, waar)
    if isinstance(found, int):
        _expect(abs(found) < GROOTSTE, texts.MAPPING_BRON, waar)
    if isinstance(found, datetime) and found.tzinfo is not None:
        try:
            return found.astimezone(AMSTERDAM).replace(tzinfo=None)
        except OverflowError:
            raise InvalidFile(texts.MAPPING_BRON.format(waar=waar)) from None
    return found


def _topping(found: Mapping[str, Any]) -> tuple[Topping, Source]:
    source = {k: v for k, v in found.items() if k in SOURCE_KEYS}
    rest = {k: v for k, v in found.items() if k not in source}
    topping = _record(Topping, rest, "topping", TOPPING_KEYS)
    _expect(topping.bij in TOPPING_BIJ, texts.MAPPING_TOPPING_BIJ, topping.code)
    return topping, _source(source, f"topping {topping.code}")


def _aanpak(found: Mapping[str, Any]) -> Aanpak:
    return _record(Aanpak, found, "aanpak", AANPAK_KEYS)


def _record(cls: type[Any], found: Mapping[str, Any], waar: str, allowed: tuple[str, ...]) -> Any:
    """The record of a table of texts; only `keuzes` are a list of them."""
    parts: list[Any] = []
    for key, value in found.items():
        parts += value if key == "keuzes" and isinstance(value, list) else [value]
    plain = all(isinstance(part, str) and "\x00" not in part for part in parts)
    try:
        if plain and set(found) <= set(allowed):
            return cls(**found)
    except InvalidRecord as error:
        raise InvalidFile(f"[[{waar}]]: {error}") from None
    except TypeError:  # a field is missing
        pass
    raise InvalidFile(texts.MAPPING_VELDEN.format(waar=waar, velden=", ".join(allowed)))


def _each_once(codes: Iterable[str]) -> None:
    for code, aantal in Counter(codes).items():
        _expect(aantal == 1, texts.MAPPING_DUBBEL, code)
