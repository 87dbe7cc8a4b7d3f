"""An XLSX to lines: values and never formulas, quietly, and within bounds."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from fixtures.broken_files import xlsx
from openpyxl import Workbook

from vakmeten import texts
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing import xlsx_file
from vakmeten.storage.importing.sheet import Layout, Unreadable, read_sheet

AB = ("a", "b")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
ONE = '<row r="2"><c r="A2"><v>1</v></c></row>'


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Read the bytes of an XLSX."""

    def read(content: bytes, **layout: Any) -> Any:
        path = tmp_path / "lijst.xlsx"
        path.write_bytes(content)
        return read_sheet(path, Layout(**layout), AB)

    return read


def refusal(read: Any, content: bytes, **layout: Any) -> str:
    with pytest.raises(InvalidFile) as caught:
        read(content, **layout)
    return str(caught.value)


def raw(rows: str, dimension: str = "A1:B2") -> bytes:
    """An XLSX with these rows as they stand in the file itself."""
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}'
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx())) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                target.writestr(name, source.read(name))
        target.writestr("xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>")
    return buffer.getvalue()


def with_sheets(*names: str) -> bytes:
    """A sheet with its own name in the only cell of column a, for each name."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name in names:
        sheet = workbook.create_sheet(name)
        sheet.append(["a", "b"])
        sheet.append([name])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_values_keep_their_kind(read):
    day, moment = date(2024, 3, 5), datetime.combine(date(2024, 3, 5), time(14, 30))
    rows = [("x", 3), (2.5, True), (day, moment), (None, " ")]

    sheet = read(xlsx(*rows, head=AB))

    midnight = datetime.combine(day, time())
    assert [line.cells for line in sheet.lines] == [("x", 3), (2.5, True), (midnight, moment)]
    assert type(sheet.lines[1].cells[1]) is bool


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("=1+1", texts.CEL_FORMULE),
        ("#REF!", texts.CEL_EXCEL_FOUT),
        (time(14, 30), texts.CEL_TIJD),
        ("a_x0000_", texts.CEL_NUL),
    ],
)
def test_a_cell_without_a_value_of_its_own_says_why(value, sentence, read):
    assert read(xlsx(("k", value), head=AB)).lines[0].cells == ("k", Unreadable(sentence))


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ('<c r="A2"><f t="array" ref="A2">SUM(B1)</f><v>3</v></c>', texts.CEL_FORMULE),
        ('<c r="A2"><f t="shared" si="0"/><v>3</v></c>', texts.CEL_FORMULE),
        ('<c r="A2"><v>1e999</v></c>', texts.CEL_GEEN_GETAL),
    ],
)
def test_the_same_in_the_file_itself(cell, sentence, read):
    sheet = read(raw(f'{HEAD}<row r="2">{cell}</row>'))

    assert sheet.lines[0].cells == (Unreadable(sentence), "")


def test_a_day_beyond_the_calendar_is_an_error_and_no_warning(read, recwarn):
    workbook = xlsx((date(2024, 3, 5), "x"), head=AB)
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet1 = parts["xl/worksheets/sheet1.xml"].replace(b"<v>45356</v>", b"<v>99999999</v>")
    assert sheet1 != parts["xl/worksheets/sheet1.xml"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet1}).items():
            target.writestr(name, content)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        found = read(buffer.getvalue())

    assert found.lines[0].cells == (Unreadable(texts.CEL_EXCEL_FOUT), "x")
    assert list(recwarn) == []


def test_letters_that_xml_cannot_hold_come_back(read):
    assert read(xlsx(("a_x000D_b", "x_x"), head=AB)).lines[0].cells == ("a\rb", "x_x")


def test_rows_are_counted_as_excel_does(read):
    far = '<row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    sheet = read(raw(HEAD + ONE + far, dimension="A1:XFD1048576"))

    assert [(line.nummer, line.cells) for line in sheet.lines] == [
        (2, (1, "")),
        (1_048_576, ("", 2)),
    ]


def test_rows_outside_the_size_that_the_file_says_it_has_are_read(read):
    assert len(read(raw(HEAD + ONE, dimension="A1:A1")).lines) == 1


@pytest.mark.parametrize(("limit", "value"), [("MAX_CELLS", 100), ("MAX_BLANK", 90)])
def test_the_layout_of_empty_cells_has_its_bounds(limit, value, read, monkeypatch):
    blank = "".join(f'<row r="{i}"><c r="J{i}" s="1"/></row>' for i in range(3, 13))
    content = raw(HEAD + ONE + blank)
    assert len(read(content).lines) == 1

    monkeypatch.setattr(xlsx_file, limit, value)

    assert refusal(read, content) == texts.XLSX_TE_GROOT


def test_a_file_that_would_unpack_to_too_much_is_not_unpacked(read):
    """500,000,001 bytes by its table of contents; the part itself is small."""
    content = raw(HEAD + ONE)
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    size = (500_000_001).to_bytes(4, "little")

    assert refusal(read, content[: place + 24] + size + content[place + 28 :]) == (
        texts.XLSX_TE_GROOT
    )


def test_a_part_that_unpacks_to_more_than_it_says_is_damaged(read):
    content = raw(HEAD + ONE + " " * 1_000_000)
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    size = (1_000).to_bytes(4, "little")

    assert refusal(read, content[: place + 24] + size + content[place + 28 :]) == (
        texts.XLSX_BESCHADIGD
    )


def test_entities_do_not_grow(read):
    """A part that doubles a text again and again is refused before it does."""
    doubling = "".join(f'<!ENTITY e{i} "&e{i - 1};&e{i - 1};">' for i in range(1, 40))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaa">{doubling}]>'
    content = raw(HEAD + '<row r="2"><c r="A2" t="str"><v>&e39;</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bomb.encode() + parts["xl/worksheets/sheet1.xml"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)

    assert refusal(read, buffer.getvalue()) == texts.XLSX_BESCHADIGD


def test_the_sheet_is_found_by_name(read):
    content = with_sheets("Uitleg", "Lijst 2024")

    assert read(content).lines[0].cells[0] == "Uitleg"
    assert read(content, blad="lijst 2024 ").lines[0].cells[0] == "Lijst 2024"
    assert refusal(read, content, blad="Lijst") == texts.BLAD_ONBEKEND.format(
        blad="Lijst", bladen="'Uitleg', 'Lijst 2024'"
    )


def test_the_header_may_stand_further_down(read):
    content = xlsx(("a", "b"), (1, 2), head=("Overzicht van mei",))

    assert read(content, kopregel=2).lines[0].nummer == 3
    assert refusal(read, content, kopregel=9) == texts.KOPREGEL_WEG.format(regel=9)


def test_a_name_that_is_a_formula_is_no_name(read):
    assert "'b'" in refusal(read, xlsx((1, 2), head=("a", '="b"')))


def test_a_name_may_be_a_number(read):
    assert read(xlsx((1, 2, 3), head=("a", "b", 2024))).kolommen == ("a", "b", "2024")


def test_what_cannot_be_unpacked_says_so(read):
    assert refusal(read, b"PK\x03\x04" + bytes(100)) == texts.XLSX_BESCHADIGD
    assert refusal(read, xlsx((1, 2), head=AB)[:-30]) == texts.XLSX_BESCHADIGD
