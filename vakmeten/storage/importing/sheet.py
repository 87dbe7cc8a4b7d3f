"""A file of another system, CSV or XLSX by what is in it, whatever it is called."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from vakmeten import texts
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing.csv_file import read_csv
from vakmeten.storage.importing.refused import refuse_columns
from vakmeten.storage.importing.shapes import Cell, Fault, Layout, Line, Sheet, Unreadable

__all__ = ["Cell", "Fault", "Layout", "Line", "Sheet", "Unreadable", "read_sheet"]

MAX_BYTES = 200_000_000
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0"  # the old .xls, and what Excel puts around a file with a password
# Pictures, PDF, archives, databases, Parquet, RTF, and pages that are called .xls.
NO_TABLE = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"%PDF", b"{\\rtf"),
    *(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"SQLite format 3", b"PAR1"),
    *(b"<html", b"<HTML", b"<!", b"<?xml", b"\x7fELF", b"MZ\x90"),
)


def read_sheet(path: Path, layout: Layout, wanted: Collection[str]) -> Sheet:
    """Every line of a file that can be read, and a fault for every line that cannot.

    wanted: the columns that a mapping names.
    Raises InvalidFile if the file as a whole cannot be used: it is gone, too large or no table,
    a wanted column is missing, it has a column that vakmeten does not record, or no line at all.
    """
    data = _bytes_of(path)
    if data.startswith(ZIP):
        from vakmeten.storage.importing.xlsx_file import (  # noqa: PLC0415 - brings numpy along
            read_xlsx,
        )

        sheet = read_xlsx(path, layout, wanted)
    else:
        sheet = read_csv(data, layout, wanted)
    if not sheet.lines and not sheet.faults:
        raise InvalidFile(texts.BESTAND_ALLEEN_KOP)
    refuse_columns(sheet.kolommen, sheet.lines)
    return sheet


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InvalidFile(texts.BESTAND_MAP)
        if not path.is_file():
            raise InvalidFile(texts.BESTAND_WEG)
        if path.stat().st_size > MAX_BYTES:
            raise InvalidFile(texts.BESTAND_TE_GROOT)
        data = path.read_bytes()
    except OSError:
        raise InvalidFile(texts.BESTAND_DICHT) from None
    if not data.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        raise InvalidFile(texts.BESTAND_LEEG)
    if data.startswith(OLE):
        raise InvalidFile(texts.BESTAND_WACHTWOORD)
    if data.lstrip().startswith(NO_TABLE):
        raise InvalidFile(texts.BESTAND_GEEN_TABEL)
    return data
