"""From the lines of a file to what each says about a casus, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from vakmeten import texts
from vakmeten.domain.checks import EARLIEST
from vakmeten.domain.topping import Topping, ToppingBij
from vakmeten.domain.vastlegging import AMSTERDAM
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing.cells import CellFault, as_code, as_moment
from vakmeten.storage.importing.fields import nested_parser, parser, topping_parser
from vakmeten.storage.importing.header import place_of
from vakmeten.storage.importing.mapping import FileMapping, Section, Source
from vakmeten.storage.importing.readers import (
    Reader,
    known_name,
    read_vast,
    remember,
    translate,
)
from vakmeten.storage.importing.shapes import Cell, Fault, Line

# What was known on a day was known by its end; nobody claims to have known it in the morning.

END_OF_DAY = time(23, 59, 59)


@dataclass(slots=True)
class Saying:
    """What one line says.

    secties:   the values that are filled in, by section; a section that says nothing is absent.
    sleutels:  what tells this record apart, by section; "" if the file does not say.
    momenten:  when it was known, by section; `bekend_op` is that of the line as a whole.
    toppings:  value by code, by the record that they are on.
    """

    nummer: int
    klantnummer: str
    bekend_op: datetime
    secties: dict[str, dict[str, Any]]
    sleutels: dict[str, str]
    momenten: dict[str, datetime]
    toppings: dict[ToppingBij, dict[str, Any]] = field(
        default_factory=dict[ToppingBij, dict[str, Any]]
    )


class LineReader:
    """Reads lines by a mapping; every fault of a line is reported, not only the first."""

    def __init__(
        self,
        mapping: FileMapping,
        kolommen: tuple[str, ...],
        now: datetime,
        *,
        accounts: Collection[str],
        aanpakken: Mapping[str, str],
    ) -> None:
        """kolommen: the names of the columns as the mapping spells them, in their order.

        now:       when the team knew what a line says, where neither file nor mapping tells.
        accounts:  of klantmanagers; aanpakken: the code by code and by naam, in small letters.
        """
        self._named = {
            "klantmanager": ({name: name for name in accounts}, texts.IMPORT_ACCOUNT),
            "aanpak": (aanpakken, texts.IMPORT_AANPAK),
        }
        self._kolommen = kolommen
        self._now = now
        self._decimaal = mapping.layout.decimaal
        self._klantnummer = self._field("klant", "klantnummer", mapping)
        self._sections = {
            name: {veld: self._field(name, veld, mapping) for veld in section.velden}
            for name, section in mapping.sections.items()
        }
        self._sections["klant"].pop("klantnummer")
        self._sleutels = self._extra(mapping, lambda s: s.sleutel, as_code)
        self._momenten = self._extra(mapping, lambda s: s.bekend_op, self._moment)
        self._bekend_op = None
        if mapping.bekend_op is not None:
            self._bekend_op = self._reader(mapping.bekend_op, self._moment)
        self._telling = self._telling_fields()
        self._toppings = [
            (topping, self._reader(source, self._topping(topping)))
            for topping, source in mapping.toppings
        ]

    def klantnummer(self, line: Line) -> str:
        """Who a line is about; "" if it does not say so rightly."""
        try:
            return self._klantnummer(line.cells) or ""
        except (CellFault, InvalidRecord):
            return ""

    def kolom(self, section: str, veld: str) -> str:
        """The column that fills a field; "" if it is not one column.

        section: of the mapping, "topping", or "opening" for klant, koppel and casus together.
        """
        reader = self._sections.get(section, {}).get(veld)
        if section == "opening":
            names = ("klant", "koppel", "casus")
            return next((found for name in names if (found := self.kolom(name, veld))), "")
        if section == "klant" and veld == "klantnummer":
            reader = self._klantnummer
        if section == "topping":
            reader = next((r for topping, r in self._toppings if topping.code == veld), None)
        return "" if reader is None else reader.kolom

    def _telling_fields(self) -> dict[str, frozenset[str]]:
        """The fields by which a line shows that a section is there.

        A plan may take its day from the start of the casus, which every line has: a column of
        klant, casus or bekend_op tells nothing, unless the section has no other.
        """
        of_every_line = [self._klantnummer, *self._sections["klant"].values()]
        of_every_line += self._sections["casus"].values()
        if self._bekend_op is not None:
            of_every_line.append(self._bekend_op)
        shared = {reader.place for reader in of_every_line}
        telling: dict[str, frozenset[str]] = {}
        for name, readers in self._sections.items():
            by_column = {veld for veld, reader in readers.items() if reader.place >= 0}
            own = {veld for veld in by_column if readers[veld].place not in shared}
            telling[name] = frozenset(own or by_column)
        return telling

    # -- making readers ----------------------------------------------------------------------

    def _field(self, section: str, veld: str, mapping: FileMapping) -> Reader:
        name, _, part = veld.partition(".")
        if part:
            read = nested_parser(section, name, part, self._decimaal)
        else:
            read = parser(section, name, self._decimaal)
        if veld in self._named:
            read = known_name(*self._named[veld])
        return self._reader(mapping.sections[section].velden[veld], read)

    def _extra(
        self,
        mapping: FileMapping,
        of: Callable[[Section], Source | None],
        read: Callable[[Cell], Any],
    ) -> dict[str, Reader]:
        found = ((name, of(section)) for name, section in mapping.sections.items())
        return {name: self._reader(source, read) for name, source in found if source is not None}

    def _reader(self, source: Source, read: Callable[[Cell], Any]) -> Reader:
        if not source.kolom:
            return Reader("", -1, read, read_vast(source.vast, read))
        place = place_of(self._kolommen, source.kolom)
        return Reader(source.kolom, place, remember(translate(source, read)), None)

    def _moment(self, cell: Cell) -> datetime:
        found = as_moment(cell)
        if found is None:
            raise CellFault(texts.IMPORT_BEKEND_LEEG)
        if found.year < EARLIEST.year:
            raise CellFault(texts.CEL_GEEN_DATUM)
        if not isinstance(found, datetime):
            moment = datetime.combine(found, END_OF_DAY, AMSTERDAM)
            today = self._now.astimezone(AMSTERDAM).date()
            moment = min(moment, self._now) if found == today else moment
        else:
            moment = found.replace(tzinfo=AMSTERDAM)
        if moment > self._now:
            raise CellFault(texts.IMPORT_BEKEND_TOEKOMST)
        return moment.astimezone(UTC)

    def _topping(self, topping: Topping) -> Callable[[Cell], Any]:
        read = topping_parser(topping.soort, self._decimaal)

        def parse(cell: Cell) -> Any:
            value = read(cell)
            if value is not None:
                topping.toets(value)
            return value

        return parse

    # -- reading -----------------------------------------------------------------------------

    def read(self, line: Line) -> Saying | list[Fault]:
        """What a line says, or everything that is wrong with its cells."""
        faults: list[Fault] = []
        cells = line.cells

        def value(reader: Reader) -> Any:
            try:
                return reader(cells)
            except CellFault as fault:
                faults.append(Fault(line.nummer, reader.kolom, fault.tekst))
            except InvalidRecord as error:
                faults.append(Fault(line.nummer, reader.kolom, str(error)))
            return None

        klantnummer = value(self._klantnummer)
        if klantnummer is None and not faults:
            kolom = self._klantnummer.kolom
            faults.append(Fault(line.nummer, kolom, texts.IMPORT_KLANTNUMMER_LEEG))
        bekend_op = self._now if self._bekend_op is None else value(self._bekend_op)
        secties = self._read_sections(value, cells)
        sleutels = {
            name: value(reader) or "" for name, reader in self._sleutels.items() if name in secties
        }
        momenten = {
            name: value(reader) for name, reader in self._momenten.items() if name in secties
        }
        toppings: dict[ToppingBij, dict[str, Any]] = {}
        for topping, reader in self._toppings:
            found = value(reader)
            if found is not None:
                toppings.setdefault(topping.bij, {})[topping.code] = found
        if faults or klantnummer is None or bekend_op is None:
            return list(dict.fromkeys(faults))
        return Saying(line.nummer, klantnummer, bekend_op, secties, sleutels, momenten, toppings)

    def _read_sections(
        self, value: Callable[[Reader], Any], cells: tuple[Cell, ...]
    ) -> dict[str, dict[str, Any]]:
        secties: dict[str, dict[str, Any]] = {"klant": {}, "casus": {}}
        for name, readers in self._sections.items():
            given = {veld: value(reader) for veld, reader in readers.items() if reader.place >= 0}
            given = {veld: found for veld, found in given.items() if found is not None}
            # What an empty cell means (`"" = "onbekend"`) does not make a section by itself.
            told = (cells[readers[veld].place] for veld in self._telling[name] if veld in given)
            if name not in secties and all(_is_blank(cell) for cell in told):
                continue
            for veld, reader in readers.items():
                if reader.place < 0 and reader.vast is not None:
                    given[veld] = reader.vast
            secties[name] = _nest(given)
        return secties


def _nest(given: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a field together: `leefgebieden.financien` into `leefgebieden`."""
    if not any("." in veld for veld in given):
        return dict(given)
    found: dict[str, Any] = {}
    for veld, value in given.items():
        name, _, part = veld.partition(".")
        if part:
            found.setdefault(name, {})[part] = value
        else:
            found[name] = value
    return found


@lru_cache  # the same few moments for every record
def day_of(moment: datetime) -> date:
    """The day in the Netherlands."""
    return moment.astimezone(AMSTERDAM).date()


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
