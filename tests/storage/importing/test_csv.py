"""A CSV to lines: by its own content, in linear time, and never a guess."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from fixtures.broken_files import KOLOMMEN, row, text
from hypothesis import given
from hypothesis import strategies as st

from vakmeten import texts
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing import csv_file
from vakmeten.storage.importing.csv_file import read_csv
from vakmeten.storage.importing.sheet import Layout, read_sheet

AB = ("a", "b")


def cells(data, **layout):
    """The cells of every line; nothing may be wrong."""
    sheet = read_csv(data, Layout(**layout), AB)
    assert sheet.faults == []
    return [line.cells for line in sheet.lines]


def refusal(data, wanted=AB, **layout):
    with pytest.raises(InvalidFile) as caught:
        read_csv(data, Layout(**layout), wanted)
    return str(caught.value)


def test_lines_are_counted_as_a_person_counts_them():
    sheet = read_csv(b'a;b\r\n1;"x\r\ny"\r\n\r\n2;z', Layout(), AB)

    assert [(line.nummer, line.cells) for line in sheet.lines] == [
        (2, ("1", "x\ny")),
        (5, ("2", "z")),
    ]


field = st.text(alphabet='ab";,\n é', max_size=6)


@given(st.lists(st.tuples(field, field, field), max_size=6), st.sampled_from(";,\t|"))
def test_what_a_program_wrote_comes_back(rows, delimiter):
    """Any CSV that the csv module writes is read as the csv module reads it."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows([("a", "b", "c"), *rows])

    sheet = read_csv(target.getvalue().encode(), Layout(), ("a", "b", "c"))

    assert sheet.faults == []
    assert [line.cells for line in sheet.lines] == [r for r in rows if any(f.strip() for f in r)]


@given(st.lists(st.text(alphabet='a";\n', max_size=8), max_size=8))
def test_every_line_is_read_reported_or_blank(rows):
    """Whatever quotes a file has, no line of text disappears."""
    lines = "\n".join(["a;b", *rows]).split("\n")
    sheet = read_csv("\n".join(lines).encode(), Layout(scheiding=";"), AB)

    kept = "".join(field for line in sheet.lines for field in line.cells)
    reported = "".join(lines[fault.regel - 1] for fault in sheet.faults)
    assert kept.count("a") + reported.count("a") == "".join(lines[1:]).count("a")


@pytest.mark.parametrize("line", ['1;"open', '1";"b', '"', '"";"a', '1;"a"b', '"a"";1'])
def test_reading_stays_linear_whatever_the_quotes(line, monkeypatch):
    looked_at = []
    parse = csv_file._parse
    monkeypatch.setattr(
        csv_file, "_parse", lambda text, *rest: looked_at.append(len(text)) or parse(text, *rest)
    )
    data = "\n".join(["a;b", *[line] * 3_000]).encode()

    read_csv(data, Layout(), AB)

    assert sum(looked_at) < 5 * len(data)


def test_a_quote_left_open_hides_no_lines_when_another_closes_it():
    data = text(row("K-1", reden='"open'), *(row(f"K-{i}") for i in range(2, 50)),
                row("K-50", reden='24"'))  # fmt: skip

    sheet = read_csv(data, Layout(), KOLOMMEN)

    assert [fault.regel for fault in sheet.faults] == [2]
    assert len(sheet.lines) == 49


def test_a_note_whose_lines_have_as_many_commas_as_a_record_stays_one_note():
    data = b'a,b,c\nK-1,5,"gezin:\nman, vrouw, kind"\nK-2,6,x'

    assert [line.cells for line in read_csv(data, Layout(), AB).lines] == [
        ("K-1", "5", "gezin:\nman, vrouw, kind"),
        ("K-2", "6", "x"),
    ]


@pytest.mark.parametrize(
    ("codering", "data"),
    [
        ("windows-1252", "a;b\né;€".encode("cp1252")),
        ("iso-8859-15", "a;b\né;€".encode("iso8859-15")),
        ("cp850", "a;b\né;x".encode("cp850")),
        ("utf-16-le", "a;b\né;€".encode("utf-16-le")),
        ("UTF8", "a;b\né;€".encode("utf-8-sig")),
    ],
)
def test_the_encoding_of_the_mapping_is_followed(codering, data):
    assert cells(data, codering=codering)[0][0] == "é"


@pytest.mark.parametrize("codering", ["klingon", "rot13", "unicode_escape", "hex", "utf\x00"])
def test_an_encoding_that_is_none_is_refused(codering):
    assert refusal(b"a;b\n1;2", codering=codering) == texts.CODERING_ONBEKEND


def test_an_encoding_of_the_mapping_that_does_not_fit_costs_the_lines_it_does_not_fit():
    sheet = read_csv("a;b\né;1\nx;2".encode("cp1252"), Layout(codering="utf-8"), AB)

    assert [(fault.regel, fault.tekst) for fault in sheet.faults] == [(2, texts.REGEL_CODERING)]
    assert [line.nummer for line in sheet.lines] == [3]


@pytest.mark.parametrize("scheiding", [":", "\t", "tab", "TAB", "\\t", "#"])
def test_the_delimiter_of_the_mapping_is_followed(scheiding):
    sign = "\t" if scheiding.lower() in {"tab", "\\t"} else scheiding

    assert cells(f"a{sign}b\n1{sign}2;3".encode(), scheiding=scheiding) == [("1", "2;3")]


@pytest.mark.parametrize("scheiding", ['"', "x", "1", ";;", "\n", ".", "-", "\x00"])
def test_a_delimiter_that_cannot_be_one_is_refused(scheiding):
    assert refusal(b"a;b\n1;2", scheiding=scheiding) == texts.SCHEIDING_FOUT


@pytest.mark.parametrize("first", ["sep=|", "SEP=|", '"sep=|"'])
def test_the_delimiter_that_the_first_line_says_is_followed(first):
    assert cells(f"{first}\na|b\n1|2;3".encode()) == [("1", "2;3")]
    assert cells(f"{first}\na|b\n1|2".encode(), kopregel=2) == [("1", "2")]


def test_a_first_line_that_says_nonsense_is_refused():
    assert refusal(b'sep="\na;b\n1;2') == texts.SCHEIDING_FOUT


def test_the_header_may_stand_further_down():
    assert cells(b"Overzicht van mei\n\na;b\n1;2", kopregel=2) == [("1", "2")]
    assert refusal(b"a;b\n1;2", kopregel=9) == texts.KOPREGEL_WEG.format(regel=9)


def test_a_file_with_only_the_mark_of_its_encoding_is_empty():
    assert refusal(b"\xff\xfe") == texts.BESTAND_LEEG


def test_a_name_may_run_over_two_lines():
    assert cells(b'"a";"b\nc";b\n1;2;3') == [("1", "2", "3")]


def test_columns_are_spelled_as_the_mapping_does():
    sheet = read_csv(b"  A ;\xc3\x89\xc3\xa9n  Twee;X y\n1;2;3", Layout(), ("a", "één twee"))

    assert sheet.kolommen == ("a", "één twee", "X y")


def test_the_exact_name_goes_before_another_case():
    assert read_csv(b"B;a;b\n1;2;3", Layout(), AB).kolommen == ("B", "a", "b")


def test_a_line_between_the_named_and_all_columns_may_have_shifted():
    sheet = read_csv(b"a;b;;\n1;2;;\n1;2\n1;x; y;\n", Layout(), AB)
    between = read_csv(b"a;b;;\n1;2;\n", Layout(), AB)

    assert [line.nummer for line in sheet.lines] == [2, 3]
    assert [fault.tekst for fault in sheet.faults] == [texts.REGEL_ZONDER_NAAM]
    assert [f.tekst for f in between.faults] == [texts.REGEL_TE_LANG.format(aantal=3, kolommen=2)]


def test_a_missing_column_is_named_with_those_that_are_there():
    said = refusal(b"a;x;" + b"y" * 100 + b";d;e;f;g;h\n1;2;3;4;5;6;7;8")

    assert said.startswith("De kolom 'b' staat niet")
    assert f"'a', 'x', '{'y' * 60}', 'd', 'e', 'f', ..." in said


@pytest.mark.parametrize(
    "data", [b"Jansen;06-1\nPieters;06-2", b"a;123456782\n1;2", b"a;j@x.nl\n1;2"]
)
def test_a_first_line_that_is_about_people_is_not_repeated(data):
    said = refusal(data)

    assert said in {texts.KOPREGEL_ANDERS.format(kolom=name, regel=1) for name in AB}


def test_a_file_by_its_content_and_not_its_name(tmp_path: Path):
    path = tmp_path / "lijst.pdf"
    path.write_bytes(b"a;b\n1;2")

    assert read_sheet(path, Layout(), AB).lines[0].cells == ("1", "2")


def _no_file(folder: Path) -> Path:
    return folder / "weg.csv"


def _too_large(folder: Path) -> Path:
    path = folder / "groot.csv"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_no_file, texts.BESTAND_WEG),
        (lambda folder: folder, texts.BESTAND_MAP),
        (_too_large, texts.BESTAND_TE_GROOT),
        (lambda folder: folder / ("x" * 300), texts.BESTAND_DICHT),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(make, sentence, tmp_path: Path):
    with pytest.raises(InvalidFile) as caught:
        read_sheet(make(tmp_path), Layout(), AB)

    assert str(caught.value) == sentence
