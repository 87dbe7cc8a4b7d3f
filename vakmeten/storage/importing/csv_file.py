"""A CSV, line by line: a broken quote costs its own line and never the ones after it."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum, auto

from vakmeten import texts
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing.decoding import Text, decode
from vakmeten.storage.importing.header import Header, count_wanted, read_header
from vakmeten.storage.importing.shapes import Fault, Layout, Line, Sheet

DELIMITERS = (";", ",", "\t", "|")
WORDS = {"tab": "\t", "\\t": "\t"}
SEP_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # how Excel is told the delimiter
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # in no name of a column
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_HEADER = 50  # lines of text, if names of columns hold line ends
NO_DELIMITER = "\"'.- \r\n\x00"  # these stand in values
SPACES = " \t\v\f\xa0"

Tails = dict[int, tuple[int, int] | None]

# The csv module refuses fields over 131,072 characters; a note of 10 MB is for the rules to refuse.
csv.field_size_limit(2**31 - 1)


class State(Enum):
    """How a line of text ends: as a whole line, within an open quote, or in nonsense."""

    CLOSED = auto()
    OPEN = auto()
    BROKEN = auto()


def read_csv(data: bytes, layout: Layout, wanted: Collection[str]) -> Sheet:
    """All lines under the header. Raises InvalidFile if there is no such header."""
    text = decode(data, layout.codering)
    first, delimiter = _begin(text, layout)
    found = [_header_line(text.lines, first, d) for d in (delimiter or DELIMITERS)]
    names, after, delimiter = max(found, key=lambda f: (count_wanted(f[0], wanted), len(f[0])))
    header = read_header(names, wanted, first + 1)
    lines, faults = _Records(text, delimiter, header).read(after)
    return Sheet(header.kolommen, lines, faults)


def _begin(text: Text, layout: Layout) -> tuple[int, str]:
    """The place of the header and the delimiter, "" if that must be found out."""
    lines = text.lines
    told = SEP_LINE.fullmatch(lines[0].strip(SPACES))
    delimiter = layout.scheiding or (told[1] if told else "")
    delimiter = WORDS.get(delimiter.lower(), delimiter)
    if len(delimiter) > 1 or delimiter.isalnum() or (delimiter and delimiter in NO_DELIMITER):
        raise InvalidFile(texts.SCHEIDING_FOUT)
    first = max(layout.kopregel - 1, 1 if told else 0)
    while first < len(lines) and not lines[first].strip(SPACES):
        first += 1
    if first >= len(lines):
        if not any(line.strip(SPACES) for line in lines):
            raise InvalidFile(texts.BESTAND_LEEG)
        raise InvalidFile(texts.KOPREGEL_WEG.format(regel=layout.kopregel))
    if CONTROL.search(lines[first]):
        raise InvalidFile(texts.BESTAND_GEEN_TABEL)
    if first in text.bad:
        raise InvalidFile(texts.KOPREGEL_CODERING)
    return first, delimiter


def _header_line(lines: list[str], first: int, delimiter: str) -> tuple[list[str], int, str]:
    """The names, the place after them, and the delimiter. No names if a quote does not close."""
    for after in range(first + 1, min(first + LONGEST_HEADER, len(lines)) + 1):
        names, state = _parse("\n".join(lines[first:after]), delimiter)
        if state is State.CLOSED:
            return names, after, delimiter
        if state is State.BROKEN:
            break
    return [], first + 1, delimiter


def _parse(line: str, delimiter: str) -> tuple[list[str], State]:
    """The fields of a line of text; the last of an OPEN one goes on in the next line."""
    for end, state in (("", State.CLOSED), ('"', State.OPEN)):
        try:
            return next(csv.reader((line + end,), delimiter=delimiter, strict=True)), state
        except csv.Error:
            continue
    return [], State.BROKEN


@dataclass(frozen=True, slots=True)
class _Records:
    """The lines under a header.

    tails: by place of a line that begins within a quote, where that record ends and how many
           fields it has from there on; None if it breaks. Kept, so that time grows with the
           number of lines, whatever quotes a file has.
    """

    text: Text
    delimiter: str
    header: Header
    tails: Tails = field(default_factory=Tails)

    def read(self, at: int) -> tuple[list[Line], list[Fault]]:
        """The good lines and the faults from this place on."""
        good: list[Line] = []
        faults: list[Fault] = []
        lines, bad, delimiter = self.text.lines, self.text.bad, self.delimiter
        wide, blank, end = len(self.header.kolommen), self.delimiter + SPACES, len(lines)
        while at < end:
            line = lines[at]
            fields = line.split(delimiter)
            # By far the most lines are like this, so nothing else is asked of them.
            if len(fields) == wide and '"' not in line and at not in bad and line.strip(blank):
                good.append(Line(at + 1, tuple(fields)))
                at += 1
                continue
            found, after = self._take(at)
            if isinstance(found, str):
                faults.append(Fault(at + 1, "", found))
            elif any(value.strip() for value in found):
                good.append(Line(at + 1, tuple(found)))
            at = after
        return good, faults

    def _take(self, at: int) -> tuple[list[str] | str, int]:
        """The fields of the record that begins here, or what is wrong, and the place after it."""
        fields, state = _parse(self.text.lines[at], self.delimiter)
        last = at
        if state is State.OPEN:
            tail = self._tail(at + 1)
            wrong = tail is None or self.header.fault_of(len(fields) - 1 + tail[1])
            if tail is None or wrong or self._each_whole(at, tail[0]):
                return self.text.bad.get(at, texts.REGEL_AANHALING), at + 1
            last = tail[0]
            fields, _ = _parse("\n".join(self.text.lines[at : last + 1]), self.delimiter)
        for place in range(at, last + 1) if self.text.bad else ():
            if place in self.text.bad:
                return self.text.bad[place], last + 1
        if state is State.BROKEN:
            return texts.REGEL_AANHALING, at + 1
        return self._fit(fields), last + 1

    def _fit(self, fields: list[str]) -> list[str] | str:
        """The fields that have a name, or what is wrong with their number."""
        if not any(value.strip() for value in fields):
            return []
        wide = len(self.header.kolommen)
        nameless = any(value.strip() for value in fields[wide:])
        wrong = self.header.fault_of(len(fields))
        if wrong or nameless:
            return wrong or texts.REGEL_ZONDER_NAAM
        return fields[:wide]

    def _tail(self, at: int) -> tuple[int, int] | None:
        """The last line of a record that is within a quote where this line begins."""
        opened: list[tuple[int, int]] = []
        while at not in self.tails:
            if at >= len(self.text.lines):
                self.tails[at] = None
                break
            fields, state = _parse('"' + self.text.lines[at], self.delimiter)
            if state is not State.OPEN:
                self.tails[at] = (at, len(fields)) if state is State.CLOSED else None
                break
            opened.append((at, len(fields)))
            at += 1
        found = self.tails[at]
        for place, aantal in reversed(opened):
            if found is not None:
                found = found[0], found[1] + aantal - 1
            self.tails[place] = found
        return found

    def _each_whole(self, first: int, last: int) -> bool:
        """Whether each of the lines looks like a record by itself: then a quote was left open.

        Two such quotes, far apart, would else hide all lines between them in one note.
        """
        lines = self.text.lines
        begin = lines[first].split(self.delimiter)
        if self.header.fault_of(len(begin)):
            return False
        for line in lines[first + 1 : last + 1]:
            fields, state = _parse(line, self.delimiter)
            blank = state is State.CLOSED and not fields
            whole = state is State.CLOSED and not self.header.fault_of(len(fields))
            if not (blank or (whole and _alike(begin, fields))):
                return False
        return True


def _alike(one: list[str], other: list[str]) -> bool:
    """Whether a column holds the same kind of number or day; a text with commas does not."""
    shapes = ([re.sub("[0-9]+", "9", LETTERS.sub("a", value)) for value in f] for f in (one, other))
    return any(a == b and "9" in a for a, b in zip(*shapes, strict=False))
