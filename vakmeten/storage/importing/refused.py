"""Columns that vakmeten does not record: burgerservicenummer, nationality, origin, religion.

Such a column is refused whether a mapping names it or not, so that the file is cleaned at its
source. By name a word counts where it stands by itself, or is the begin or end of a compound, so
"ras_moeder" and "herkomstland" are refused, "terras" and "grasmaaier" are not. Two words also have
an innocent sense, known by the word beside it: "herkomst aanmelding" is who sent the klant, "geloof
in eigen kunnen" is no religion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from vakmeten import texts
from vakmeten.domain.checks import passes_elfproef
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing.shapes import KEPT_OF_NAME, Cell, Line, Unreadable

SAMPLE = 1_000  # filled cells of a column
# Anywhere in a name, spaces and underscores left out: no other word has these in it.
PARTS = {
    texts.WAT_BSN: r"burgerservice|sofin(?:ummer|r)|sociaalfiscaal",
    texts.WAT_NATIONALITEIT: r"(?<!inter)nationalit(?:eit|y)|staatsburgerschap",
    texts.WAT_AFKOMST: r"etnici|ethnici|etnisch|geb(?:oorte)?land|landvangeboorte|countryofbirth"
    r"|migratieachtergrond|hui(?:d|ds)kleur|allochtoon|autochtoon",
    texts.WAT_GELOOF: r"religie|religio|godsdienst|kerkgenootschap",
}
# A word by itself, or, where the pattern has a \w, the begin or end of a compound.
WORDS = {
    texts.WAT_BSN: r"bsn\w*|\w*bsn|sofi",
    texts.WAT_NATIONALITEIT: r"nat",
    texts.WAT_AFKOMST: r"\w*(?:afkomst|herkomst)|(?:afkomst(?!ig)|herkomst)\w*"
    r"|ras|race|racial|ethnic|origin|black|white|hisp|hispanic",
    texts.WAT_GELOOF: r"geloof|geloofs\w*",
}
# Another word (or the rest of the compound) that shows the innocent sense.
INNOCENT = {
    "herkomst": r"(?:aanmeld|aanvra|verwijz|meld|instroom|bron|gegevens|data|bestand|vacature"
    r"|inkom|geld|financier|budget)\w*",
    "origin": r"data|source|file|referral",
    "geloof": r"in|dat",
}
DIGITS = re.compile(r"[0-9](?:[\s.\-]?[0-9]){7,8}")
EXPORTED = re.compile(r"([0-9]{8,9})[.,]0{1,2}")  # a number with decimals, by another program


def refuse_names(kolommen: Sequence[str]) -> None:
    """Raise InvalidFile for the first column that by its name may not be recorded."""
    for place, kolom in enumerate(kolommen):
        wat = _named(kolom)
        if wat:
            shown = _shown(place, kolom)
            raise InvalidFile(texts.KOLOM_GEWEIGERD.format(kolom=shown, wat=wat))


def refuse_columns(kolommen: Sequence[str], lines: Sequence[Line]) -> None:
    """Raise InvalidFile for the first column that may not be recorded, by its name or its values.

    By values: more than half of its first 1,000 filled cells pass the elfproef as a number of nine
    digits, or of eight, since Excel drops the zero in front.
    """
    refuse_names(kolommen)
    for place, kolom in enumerate(kolommen):
        filled = list(islice(_filled(lines, place), SAMPLE))
        if 2 * sum(_is_bsn(cell) for cell in filled) > len(filled):
            raise InvalidFile(texts.KOLOM_MET_BSN.format(kolom=_shown(place, kolom)))


def _named(kolom: str) -> str:
    """What a column is about by its name, "" if it may stay."""
    words = _words(kolom)
    for wat, parts in PARTS.items():
        if re.search(parts, "".join(words)):
            return wat
    for wat, pattern in WORDS.items():
        for i, word in enumerate(words):
            rest = words[:i] + words[i + 1 :]
            if re.fullmatch(pattern, word) and not _is_innocent(word, rest):
                return wat
    return ""


def _words(kolom: str) -> list[str]:
    """The words of a name in plain letters: "PartnerBSN_2" is partner and bsn."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kolom)
    plain = unicodedata.normalize("NFKD", apart).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[a-z]+", letters)


def _is_innocent(word: str, rest: list[str]) -> bool:
    for term, sense in INNOCENT.items():
        if term in word:
            return any(re.fullmatch(sense, other) for other in (*rest, *word.split(term)))
    return False


def _filled(lines: Sequence[Line], place: int) -> Iterator[Cell]:
    for line in lines:
        cell = line.cells[place]
        if cell != "" and not (isinstance(cell, str) and cell.isspace()):
            yield cell


def _is_bsn(cell: Cell) -> bool:
    if isinstance(cell, bool | date | Unreadable):
        return False
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else ""
    text = str(cell).strip().removeprefix("'")
    exported = EXPORTED.fullmatch(text)
    text = exported[1] if exported else text
    if DIGITS.fullmatch(text) is None:
        return False
    digits = re.sub(r"[^0-9]", "", text)
    return not _is_day(digits) and passes_elfproef(digits.zfill(9))


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day as jjjjmmdd or ddmmjjjj: one day in eleven would pass."""
    for jaar, maand, dag in (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
    ):
        if len(digits) == 8 and "1900" <= jaar < "2100" and maand <= "12" and dag <= "31":
            return True
    return False


def _shown(place: int, kolom: str) -> str:
    """The name of a column, or its number if the name holds digits that may be a person's."""
    holds_number = re.search(r"[0-9](?:[\s.\-]?[0-9]){5}", kolom)
    return str(place + 1) if holds_number else f"'{kolom[:KEPT_OF_NAME]}'"
