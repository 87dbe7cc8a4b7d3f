"""An XLSX, row by row, with the values as they are and never what a formula would give."""

from __future__ import annotations

import math
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from vakmeten import texts
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing.cells import CellFault, as_code
from vakmeten.storage.importing.header import MENTIONED, Header, read_header
from vakmeten.storage.importing.shapes import (
    KEPT_OF_NAME,
    Cell,
    Fault,
    Layout,
    Line,
    Sheet,
    Unreadable,
)

MAX_UNPACKED = 500_000_000  # bytes; a file of 200 MB could unpack to 200 GB
# Cells that a row has up to its last one: a single cell far to the right makes its row wide.
MAX_CELLS = 50_000_000
# The same in rows without any value that follow each other: it takes 20 s to pass them. Rows
# that are only skipped in the file are free, so a table may go on after a million of these.
MAX_BLANK = 2_500_000
NO_VALUE = {"f": texts.CEL_FORMULE, "e": texts.CEL_EXCEL_FOUT}
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}


def read_xlsx(path: Path, layout: Layout, wanted: Collection[str]) -> Sheet:
    """All rows under the header of one sheet. Raises InvalidFile if it cannot be read."""
    _check_archive(path)
    # Opened here: openpyxl looks at the name of a path, and leaves a damaged file open.
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # what openpyxl leaves out; its warnings may show values
        try:
            return _read(file, layout, wanted)
        except InvalidFile:
            raise
        except Exception:  # noqa: BLE001 - a damaged file makes openpyxl raise nearly anything
            raise InvalidFile(texts.XLSX_BESCHADIGD) from None


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise InvalidFile(texts.XLSX_BESCHADIGD) from None
    if not {part.filename for part in parts} >= NEEDED:
        raise InvalidFile(texts.BESTAND_GEEN_XLSX)
    # No part unpacks to more than it says it will: what lies beyond is not read.
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise InvalidFile(texts.XLSX_TE_GROOT)


def _read(file: BinaryIO, layout: Layout, wanted: Collection[str]) -> Sheet:
    workbook: Any = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = _chosen(workbook, layout.blad)
        sheet.reset_dimensions()  # the size that a file says it has is often wrong
        rows = enumerate(_limited(sheet.iter_rows()), start=1)
        header = _header(rows, layout, wanted)
        return _lines(rows, header)
    finally:
        workbook.close()


def _chosen(workbook: Any, blad: str) -> Any:
    """The sheet by name, without case; else the first that a person sees."""
    sheets = list(workbook.worksheets)
    if not blad:
        return next((s for s in sheets if s.sheet_state == "visible"), sheets[0])
    for sheet in sheets:
        if sheet.title.strip().casefold() == blad.strip().casefold():
            return sheet
    there = ", ".join(f"'{sheet.title[:KEPT_OF_NAME]}'" for sheet in sheets[:MENTIONED])
    raise InvalidFile(texts.BLAD_ONBEKEND.format(blad=blad[:KEPT_OF_NAME], bladen=there))


def _limited(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows, until a sheet turns out to be mostly the layout of empty cells."""
    seen = blank = 0
    for row in rows:
        seen += len(row)
        blank = 0 if any(cell.value is not None for cell in row) else blank + len(row)
        if seen > MAX_CELLS or blank > MAX_BLANK:
            raise InvalidFile(texts.XLSX_TE_GROOT)
        yield row


def _header(
    rows: Iterator[tuple[int, tuple[Any, ...]]], layout: Layout, wanted: Collection[str]
) -> Header:
    for number, row in rows:
        names = [_name(cell) for cell in row] if number >= layout.kopregel else []
        if any(names):
            return read_header(names, wanted, number)
    if layout.kopregel == 1:
        raise InvalidFile(texts.BESTAND_LEEG)
    raise InvalidFile(texts.KOPREGEL_WEG.format(regel=layout.kopregel))


def _name(cell: Any) -> str:
    try:
        return as_code(_value(cell))
    except CellFault:  # a name that is a formula is no name
        return ""


def _lines(rows: Iterable[tuple[int, tuple[Any, ...]]], header: Header) -> Sheet:
    wide = len(header.kolommen)
    found = Sheet(header.kolommen, [])
    for number, row in rows:
        cells = [_value(cell) for cell in row[:wide]]
        nameless = any(_value(cell) != "" for cell in row[wide:])
        if not nameless and all(cell == "" or _is_blank(cell) for cell in cells):
            continue
        if nameless:
            found.faults.append(Fault(number, "", texts.REGEL_ZONDER_NAAM))
            continue
        cells += [""] * (wide - len(cells))
        found.lines.append(Line(number, tuple(cells)))
    return found


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _value(cell: Any) -> Cell:
    """The value of a cell of openpyxl."""
    value = cell.value
    if cell.data_type in NO_VALUE:
        return Unreadable(NO_VALUE[cell.data_type])
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return Unreadable(texts.CEL_GEEN_GETAL)
    if value is None or isinstance(value, bool | int | float | date):
        return "" if value is None else value
    return Unreadable(texts.CEL_TIJD)  # a time or a duration


def _text(value: str) -> Cell:
    """A text with the characters that XML cannot hold: Excel writes them as _x000D_."""
    text = unescape(value) if "_x" in value else value
    return Unreadable(texts.CEL_NUL) if "\x00" in text else text
