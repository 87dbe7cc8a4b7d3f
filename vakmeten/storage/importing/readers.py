"""How one field of a line is read: from its column, translated, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vakmeten import texts
from vakmeten.errors import InvalidFile, InvalidRecord
from vakmeten.storage.importing.cells import CellFault, as_code
from vakmeten.storage.importing.mapping import Source
from vakmeten.storage.importing.shapes import Cell

MEMO = 20_000  # values of one column that are remembered, since codes and days come back


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one value of a line: the parsed cell of a column, or the same for every line."""

    kolom: str
    place: int
    read: Callable[[Cell], Any]
    vast: Any

    def __call__(self, cells: tuple[Cell, ...]) -> Any:
        """The value, None if the cell is empty. Raises CellFault or InvalidRecord."""
        return self.vast if self.place < 0 else self.read(cells[self.place])


def known_name(names: Mapping[str, str], message: str) -> Callable[[Cell], str | None]:
    """A name that must be known here, whatever its capitals."""

    def parse(cell: Cell) -> str | None:
        text = as_code(cell)
        if text and text.casefold() not in names:
            raise CellFault(message)
        return names[text.casefold()] if text else None

    return parse


def read_vast(vast: Cell, read: Callable[[Cell], Any]) -> Any:
    """The value that is the same for every line. Raises InvalidFile if it fits no field."""
    try:
        return read(vast)
    except (CellFault, InvalidRecord) as error:
        reason = error.tekst if isinstance(error, CellFault) else str(error)
        raise InvalidFile(texts.MAPPING_VAST.format(reden=reason)) from None


def translate(source: Source, read: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """Read a cell after what the mapping says about its value."""
    waarden, anders, before = source.waarden, source.anders, source.voorvoegsel
    if waarden is None and not before:
        return read

    def translated(cell: Cell) -> Any:
        text = as_code(cell)
        if waarden is not None:
            found = waarden.get(text, anders if text else None)
            if found is None and text:
                raise CellFault(texts.IMPORT_NIET_VERTAALD)
            text = found or ""
        return read(f"{before}{text}" if text else "")

    return translated


def remember(read: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """The same, but what a text meant once it means again."""
    known: dict[str, Any] = {}

    def remembered(cell: Cell) -> Any:
        if type(cell) is not str:
            return read(cell)
        if cell in known:
            return known[cell]
        found = read(cell)
        if len(known) < MEMO:
            known[cell] = found
        return found

    return remembered
