"""Every broken file, read and its cells taken: each good line stays, each bad one is reported."""

from __future__ import annotations

import string
from collections import Counter
from pathlib import Path

import pytest
from fixtures.broken_files import BROKEN, KOLOMMEN, Broken

from vakmeten.errors import InvalidFile
from vakmeten.storage.importing.cells import (
    CellFault,
    as_code,
    as_date,
    as_number,
    as_text,
    as_whole,
)
from vakmeten.storage.importing.sheet import Layout, Line, read_sheet
from vakmeten.texts import bestand

TAKE = {
    "klantnummer": as_code,
    "startdatum": as_date,
    "verdiensten": lambda cell: as_number(cell, ","),
    "reden": as_text,
    "trede": as_whole,
}
NEEDED = {"klantnummer", "startdatum"}


def bad_column(line: Line, place: dict[str, int]) -> str:
    """The first column of a line that cannot be taken, "" if all can."""
    for kolom, take in TAKE.items():
        try:
            value = take(line.cells[place[kolom]])
        except CellFault:
            return kolom
        if kolom in NEEDED and value in {None, ""}:
            return kolom
    return ""


def read(path: Path) -> tuple[dict[int, str], dict[int, str]]:
    """By line the klantnummers of the good ones, and the columns of the bad ones."""
    sheet = read_sheet(path, Layout(), KOLOMMEN)
    place = {kolom: sheet.kolommen.index(kolom) for kolom in KOLOMMEN}
    assert {len(line.cells) for line in sheet.lines} <= {len(sheet.kolommen)}
    bad = {fault.regel: fault.kolom for fault in sheet.faults}
    bad |= {line.nummer: bad_column(line, place) for line in sheet.lines if bad_column(line, place)}
    good = {
        line.nummer: as_code(line.cells[place["klantnummer"]])
        for line in sheet.lines
        if line.nummer not in bad
    }
    return good, bad


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.naam)
def test_good_lines_go_in_and_bad_ones_are_reported(broken: Broken, tmp_path: Path, capfd):
    path = broken.write(tmp_path)
    if broken.geweigerd:
        with pytest.raises(InvalidFile) as caught:
            read_sheet(path, Layout(), KOLOMMEN)
        assert caught.value.__cause__ is None
        assert str(caught.value).endswith(".")
    else:
        good, bad = read(path)
        assert bad == broken.slecht
        assert {naam for line, naam in good.items() if line not in broken.later} == set(broken.goed)
        assert set(broken.later) <= set(good)
    assert capfd.readouterr() == ("", "")


def test_there_are_more_than_sixty_of_them():
    names = Counter(broken.naam for broken in BROKEN)

    assert len(names) > 60
    assert set(names.values()) == {1}


@pytest.mark.parametrize("name", [name for name in vars(bestand) if name.isupper()])
def test_a_sentence_is_whole_and_holds_nothing_of_a_cell(name: str):
    sentence = getattr(bestand, name)
    fields = {found for _, found, _, _ in string.Formatter().parse(sentence) if found}

    assert sentence == sentence.strip()
    assert fields <= {"kolom", "kolommen", "aantal", "regel", "blad", "bladen", "wat", "teken"}
    if not name.startswith("WAT_"):  # the end of another sentence
        assert sentence[0].isupper()
        assert sentence.endswith(".")
