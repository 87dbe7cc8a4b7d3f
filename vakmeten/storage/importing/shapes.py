"""What a file is once it is read: named columns, lines of cells, and the lines that failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

KEPT_OF_NAME = 60  # characters of the name of a column that a sentence repeats


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds no value of its own; `tekst` is what to say if somebody needs it."""

    tekst: str


# "" is an empty cell. A CSV has texts only.
Cell = str | int | float | bool | date | datetime | Unreadable


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in one Dutch sentence without the value.

    regel: the line as a person counts them in the file, the first is 1; in a CSV a line of text, so
           a note of three lines counts for three; in an XLSX a row.
    kolom: "" is the whole line.
    """

    regel: int
    kolom: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line that could be read: exactly as many cells as the file has columns."""

    nummer: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the file is written; "" is: find out.

    blad:      name of the sheet in an XLSX.
    kopregel:  the line with the names of the columns; empty lines before the names are skipped.
    scheiding: one character, or the word "tab".
    decimaal:  "," or ".", of numbers that are written as text.
    """

    blad: str = ""
    kopregel: int = 1
    scheiding: str = ""
    codering: str = ""
    decimaal: str = ","


def _no_faults() -> list[Fault]:
    return []


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read.

    kolommen: in the order of the file, without nameless columns at the end; a column that the
              mapping names is spelled as in the mapping, any other as in the file.
    """

    kolommen: tuple[str, ...]
    lines: list[Line]
    faults: list[Fault] = field(default_factory=_no_faults)
