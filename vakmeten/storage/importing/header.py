"""The line with the names of the columns, held against the names that a mapping asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vakmeten import texts
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing.refused import refuse_names
from vakmeten.storage.importing.shapes import KEPT_OF_NAME

MENTIONED = 6  # names of columns in one sentence
# Looks like what somebody filled in: the file may lack its line of names.
VALUE = re.compile(r"\d{6}|\d[-/.]\d|@")


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, and how many fields the line of names has.

    breedte: may be more than there are names, since Excel leaves nameless columns at the end.
    """

    kolommen: tuple[str, ...]
    breedte: int

    def fault_of(self, aantal: int) -> str:
        """The sentence for a line with this many fields, "" if it fits.

        It fits with all fields of the line of names, or with all that have a name; nothing between,
        since then a stray delimiter could have moved a value to the next column.
        """
        needed = len(self.kolommen)
        if aantal in (needed, self.breedte):
            return ""
        sentence = texts.REGEL_TE_KORT if aantal < needed else texts.REGEL_TE_LANG
        return sentence.format(aantal=aantal, kolommen=needed)


def count_wanted(cells: Sequence[str], wanted: Collection[str]) -> int:
    """How many of the wanted columns stand in a line."""
    there = {_loose(cell) for cell in cells}
    return sum(_loose(name) in there for name in wanted)


def read_header(cells: Sequence[str], wanted: Collection[str], regel: int) -> Header:
    """The header with every wanted column, found by name without case and outer spaces.

    Raises InvalidFile if a column may not be recorded, or a wanted one is missing or there twice.
    """
    names = [_tidy(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    refuse_names(names)  # before anything else is said about the file
    missing = [name for name in wanted if not _name_as(names, name)]
    if missing:
        raise InvalidFile(_missing(missing, names, wanted, regel))
    return Header(tuple(names), len(cells))


def place_of(kolommen: Sequence[str], name: str) -> int:
    """The place of a column that is there; a mapping may spell it in two ways."""
    if name in kolommen:
        return kolommen.index(name)
    return [_loose(kolom) for kolom in kolommen].index(_loose(name))


def _name_as(names: list[str], wanted: str) -> bool:
    """Spell the one column that is meant as the mapping does. False if there is none."""
    exact = [i for i, name in enumerate(names) if name == _tidy(wanted)]
    found = exact or [i for i, name in enumerate(names) if _loose(name) == _loose(wanted)]
    if len(found) > 1:
        raise InvalidFile(texts.KOLOM_DUBBEL.format(kolom=_short(wanted)))
    if found:
        names[found[0]] = wanted
    return bool(found)


def _missing(missing: list[str], names: list[str], wanted: Collection[str], regel: int) -> str:
    """The names that are there are repeated only if this is surely a line of names."""
    if len(missing) == len(wanted) or any(VALUE.search(name) for name in names):
        return texts.KOPREGEL_ANDERS.format(kolom=_short(missing[0]), regel=regel)
    shown = [f"'{_short(name)}'" for name in names if name][:MENTIONED]
    more = ", ..." if len(names) > MENTIONED else ""
    return texts.KOLOM_WEG.format(kolom=_short(missing[0]), kolommen=", ".join(shown) + more)


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _loose(name: str) -> str:
    return _tidy(name).casefold()


def _short(name: str) -> str:
    return name[:KEPT_OF_NAME]
