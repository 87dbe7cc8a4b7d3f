"""Which column of a file fills which field: the mapping that a municipality writes once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vakmeten import texts
from vakmeten.domain.aanpak import Aanpak
from vakmeten.domain.topping import Topping
from vakmeten.errors import InvalidFile, InvalidRecord
from vakmeten.storage.importing.fields import SECTIONS, nested
from vakmeten.storage.importing.shapes import Cell, Layout

ALWAYS = ("klant", "casus")  # every line is about a klant and a casus, whatever its columns say
SOURCE_KEYS = {"kolom", "vast", "voorvoegsel", "waarden", "anders"}
# Toppings go with a record that a file can bring.
TOPPING_BIJ = {"klant", "casus", "ronde", "diagnose", "plan", "inzet", "verwachting", "evaluatie"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a value comes from: a column, or `vast`, the same for every line.

    voorvoegsel: put before what stands in the column.
    waarden:     what stands in the column -> what it means; "" means empty. None: as it stands.
    anders:      what everything else means; None: everything else is a fault.
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
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError:
        raise InvalidFile(texts.MAPPING_WEG.format(pad=path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
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
    return FileMapping(
        layout=_layout(_table(found.get("bestand", {}), "bestand")),
        bekend_op=_source(found["bekend_op"], "bekend_op") if "bekend_op" in found else None,
        sections=sections,
        toppings=tuple(_topping(row) for row in _rows(found, "topping")),
        aanpakken=tuple(_record(Aanpak, row, "aanpak") for row in _rows(found, "aanpak")),
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
    return layout


def _section(name: str, found: Any) -> Section:
    velden: dict[str, Source] = {}
    allowed = SECTIONS[name][1]
    for key, value in _table(found, name).items():
        waar = f"{name}.{key}"
        if key in {"sleutel", "bekend_op"}:
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
    if isinstance(found, str):
        _expect(bool(found.strip()), texts.MAPPING_BRON, waar)
        return Source(kolom=found)
    table = _table(found, waar)
    _expect(set(table) <= SOURCE_KEYS, texts.MAPPING_BRON, waar)
    texts_only = all(isinstance(table.get(k, ""), str) for k in ("kolom", "voorvoegsel", "anders"))
    one = bool(table.get("kolom")) != ("vast" in table)
    _expect(texts_only and one, texts.MAPPING_BRON, waar)
    if "vast" in table:
        _expect(set(table) == {"vast"}, texts.MAPPING_BRON, waar)
        _expect(not isinstance(table["vast"], list | dict), texts.MAPPING_BRON, waar)
        return Source(vast=table["vast"])
    waarden = table.get("waarden")
    if waarden is not None:
        pairs = _table(waarden, waar)
        _expect(all(isinstance(v, str) for v in pairs.values()), texts.MAPPING_BRON, waar)
    _expect(waarden is not None or "anders" not in table, texts.MAPPING_BRON, waar)
    return Source(**table)


def _topping(found: Mapping[str, Any]) -> tuple[Topping, Source]:
    source = {k: v for k, v in found.items() if k in SOURCE_KEYS}
    topping = _record(Topping, {k: v for k, v in found.items() if k not in source}, "topping")
    _expect(topping.bij in TOPPING_BIJ, texts.MAPPING_TOPPING_BIJ, topping.code)
    return topping, _source(source, f"topping {topping.code}")


def _record(cls: type[Any], found: Mapping[str, Any], waar: str) -> Any:
    try:
        return cls(**found)
    except InvalidRecord as error:
        raise InvalidFile(f"[[{waar}]]: {error}") from None
    except TypeError:
        raise InvalidFile(texts.MAPPING_VELDEN.format(waar=waar)) from None
