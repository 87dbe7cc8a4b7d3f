"""The mapping: what it says, and one Dutch sentence for each way in which it can be wrong."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from fixtures.import_files import KOLOMMEN, mapping
from hypothesis import given, settings
from hypothesis import strategies as st

from vakmeten import texts
from vakmeten.errors import InvalidFile
from vakmeten.storage import importing
from vakmeten.storage.importing.fields import SECTIONS
from vakmeten.storage.importing.lines import LineReader
from vakmeten.storage.importing.mapping import (
    AANPAK_KEYS,
    SOURCE_KEYS,
    TOPPING_KEYS,
    FileMapping,
    Source,
    mapping_of,
    read_mapping,
)
from vakmeten.storage.importing.shapes import Cell, Layout, Line

LEAST = """
[klant]
klantnummer = "klant"
[casus]
"""
TOPPING = (
    '[[topping]]\nkolom = "uren"\ncode = "uren"\nnaam = "Uren"\nsoort = "getal"\nbij = "casus"\n'
)
AANPAK = '[[aanpak]]\ncode = "klas"\nnaam = "Klas"\ncategorie = "Instrument"\n'
TE_VEEL_OF_TE_WEINIG = texts.MAPPING_VELDEN.format(waar="topping", velden=", ".join(TOPPING_KEYS))
AANPAK_VELDEN = texts.MAPPING_VELDEN.format(waar="aanpak", velden=", ".join(AANPAK_KEYS))


# What it says


def test_the_least_that_a_mapping_says():
    found = mapping(LEAST)

    assert found.sections["klant"].velden == {"klantnummer": Source(kolom="klant")}
    assert (found.layout, found.bekend_op, found.toppings, found.aanpakken) == (
        Layout(), None, (), (),
    )  # fmt: skip


def test_each_kind_of_source():
    found = mapping("""
        [klant]
        klantnummer = { kolom = "nr", voorvoegsel = "W-" }
        opleidingsniveau = { kolom = "opl", waarden = { " L " = "laag" }, anders = "onbekend" }
        [casus]
        klantmanager = { vast = "anna" }
    """).sections

    assert found["klant"].velden == {
        "klantnummer": Source(kolom="nr", voorvoegsel="W-"),
        "opleidingsniveau": Source(kolom="opl", waarden={"L": "laag"}, anders="onbekend"),
    }
    assert found["casus"].velden == {"klantmanager": Source(vast="anna")}


def test_a_moment_with_a_time_zone_is_as_the_clock_here_had_it():
    found = mapping("bekend_op = { vast = 2026-01-31T23:30:00Z }" + LEAST)

    assert found.bekend_op == Source(vast=datetime(2026, 2, 1, 0, 30))  # noqa: DTZ001


def test_every_column_that_is_read_is_named():
    found = mapping(
        'bekend_op = "a"\n[klant]\nklantnummer = "b"\n[casus]\nsleutel = "c"\n'
        '[diagnose]\nbekend_op = "d"\n[diagnose.leefgebieden]\nfinancien = "e"\n'
        + TOPPING.replace('"uren"\ncode', '"f"\ncode')
    )

    assert found.kolommen == set("abcdef")


def test_the_mapping_in_the_manual_is_one():
    """The docstring of the package has every section, and every field of each."""
    manual = importing.__doc__ or ""
    example = manual[manual.index("    bekend_op =") : manual.index("\nWhere a value")]

    found = mapping(textwrap.dedent(example))

    assert set(found.sections) == set(SECTIONS)
    assert (len(found.toppings), len(found.aanpakken)) == (1, 1)
    fields = {veld for _, allowed in SECTIONS.values() for veld in allowed}
    assert [veld for veld in sorted(fields | SOURCE_KEYS) if veld not in manual] == []


def test_a_file_with_a_mapping(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text(KOLOMMEN, encoding="utf-8-sig")

    assert read_mapping(path) == mapping()


# What can be wrong with it


def refused(toml: str) -> str:
    with pytest.raises(InvalidFile) as caught:
        mapping(toml)
    return str(caught.value)


def bron(waar: str) -> str:
    return texts.MAPPING_BRON.format(waar=waar)


def onbekend(waar: str) -> str:
    return texts.MAPPING_ONBEKEND.format(waar=waar)


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("", texts.MAPPING_NODIG.format(waar="klant.klantnummer")),
        ("[klant]\n[casus]\n", texts.MAPPING_NODIG.format(waar="klant.klantnummer")),
        ('[klant]\nklantnummer = "k"\n', texts.MAPPING_NODIG.format(waar="casus")),
        ("ronde = 1\nbekend = 1" + LEAST, onbekend("bekend, ronde")),
        ("diagnose = 1" + LEAST, texts.MAPPING_TABEL.format(waar="diagnose")),
        ("bestand = 1" + LEAST, texts.MAPPING_TABEL.format(waar="bestand")),
        (LEAST + "einddatum = 'e'", onbekend("casus.einddatum")),
        (LEAST + "team = 'e'", onbekend("casus.team")),
        (LEAST + '[diagnose]\nsleutel = "e"\n', onbekend("diagnose.sleutel")),
        (LEAST + "[diagnose.leefgebieden]\nliefde = 'e'", onbekend("diagnose.leefgebieden.liefde")),
        (LEAST + "[diagnose]\nleefgebieden = 'e'",
         texts.MAPPING_TABEL.format(waar="diagnose.leefgebieden")),
        (LEAST + "[plan]\nbestemming = { vast = 'e' }",
         texts.MAPPING_ZONDER_KOLOM.format(waar="plan")),
        (LEAST + "[bestand]\nbladen = 'e'", onbekend("bestand.bladen")),
        (LEAST + "[bestand]\nkopregel = true", onbekend("bestand.kopregel")),
        (LEAST + "[bestand]\nkopregel = 0", texts.MAPPING_KOPREGEL.format(waar="bestand.kopregel")),
        (LEAST + f"[bestand]\nkopregel = 0x{'f' * 5000}",
         texts.MAPPING_KOPREGEL.format(waar="bestand.kopregel")),
        (LEAST + "[bestand]\ndecimaal = ';'",
         texts.MAPPING_DECIMAAL.format(waar="bestand.decimaal")),
        (LEAST + "topping = 1", onbekend("casus.topping")),
        ("topping = 1" + LEAST, texts.MAPPING_RIJEN.format(waar="topping")),
        ("[topping]" + LEAST, texts.MAPPING_RIJEN.format(waar="topping")),
        ("topping = [1]" + LEAST, texts.MAPPING_TABEL.format(waar="topping")),
        (LEAST + TOPPING + "lengte = '1'\n", TE_VEEL_OF_TE_WEINIG),
        (LEAST + TOPPING.replace('naam = "Uren"', ""), TE_VEEL_OF_TE_WEINIG),
        (LEAST + TOPPING.replace('"Uren"', "7"), TE_VEEL_OF_TE_WEINIG),
        (LEAST + TOPPING.replace('"Uren"', '"U\\u0000"'), TE_VEEL_OF_TE_WEINIG),
        (LEAST + TOPPING.replace('"getal"', '"breuk"'),
         f"[[topping]]: {texts.KEUZE_FOUT.format(label='soort topping')}"),
        (LEAST + TOPPING.replace('"casus"', '"contact"'),
         texts.MAPPING_TOPPING_BIJ.format(waar="uren")),
        (LEAST + TOPPING.replace('kolom = "uren"', ""), bron("topping uren")),
        (LEAST + TOPPING + TOPPING, texts.MAPPING_DUBBEL.format(waar="uren")),
        (LEAST + AANPAK + AANPAK, texts.MAPPING_DUBBEL.format(waar="klas")),
        (LEAST + AANPAK + "actief = 'nee'", AANPAK_VELDEN),
        (LEAST + AANPAK + "srg = 12", AANPAK_VELDEN),
        (LEAST + AANPAK + "srg = ['12']", AANPAK_VELDEN),
        (LEAST + TOPPING + "keuzes = [['a']]", TE_VEEL_OF_TE_WEINIG),
        (LEAST + AANPAK.replace('"klas"', '"De klas"'), f"[[aanpak]]: {texts.AANPAK_CODE}"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_one_sentence_that_says_where(toml, sentence):
    said = refused(toml)

    assert said == sentence
    assert not set("{}") & set(said.replace("{ kolom = ... }", "").replace("{ vast = ... }", ""))


@pytest.mark.parametrize(
    "source",
    [
        "3", "''", "' '", "[]", "{}", "{ kolom = '' }", "{ kolom = 3 }",
        "{ kolom = 'a', vast = 1 }", "{ colom = 'a' }", "{ voorvoegsel = 'a' }",
        "{ kolom = 'a', voorvoegsel = 3 }",
        "{ kolom = 'a', anders = 'b' }", "{ vast = [] }", "{ vast = {} }", "{ vast = 07:32:00 }",
        f"{{ vast = 0x{'f' * 5000} }}", "{ vast = 9999-12-31T23:59:59-10:00 }",
    ],
)  # fmt: skip
def test_a_source_that_is_none(source):
    assert refused(LEAST + f"startdatum = {source}") == bron("casus.startdatum")


def test_translations_are_texts():
    waarden = texts.MAPPING_WAARDEN.format(waar="casus.startdatum")

    assert refused(LEAST + "startdatum = { kolom = 'a', waarden = { a = 1 } }") == waarden
    assert refused(
        LEAST + "startdatum = { kolom = 'a', waarden = 1 }"
    ) == texts.MAPPING_TABEL.format(waar="casus.startdatum")


@pytest.mark.parametrize(
    "inhoud",
    [b"[klant", b"\xff\xfe[", b"a = " + b"9" * 5000, b"a = " + b"[" * 5000, b"\x00", b"# \r"],
)
def test_a_file_that_is_no_toml(tmp_path, inhoud):
    path = tmp_path / "m.toml"
    path.write_bytes(inhoud)

    with pytest.raises(InvalidFile) as caught:
        read_mapping(path)

    assert str(caught.value) == texts.MAPPING_GEEN_TOML.format(pad=path)


@pytest.mark.parametrize("inside", ["weg.toml", "."])
def test_a_file_that_is_not_there(tmp_path, inside):
    with pytest.raises(InvalidFile) as caught:
        read_mapping(tmp_path / inside)

    assert str(caught.value) == texts.MAPPING_WEG.format(pad=tmp_path / inside)


def test_a_file_without_an_end_is_no_mapping():
    with pytest.raises(InvalidFile):
        read_mapping(Path("/dev/zero"))


# Anything at all

WHOLE = tomllib.loads(
    KOLOMMEN + AANPAK + '[verwachting]\nwat = { vast = "x" }\nkans = { vast = 50 }\n'
    'datum = "einde"\n[uitkomst]\nuitkomst = "noot"\n[evaluatie]\ntrede = "trede"\n'
    '[evaluatie.elementen]\nklant = "noot"\n[diagnose.leefgebieden]\nfinancien = "uren"'
)  # fmt: skip
CELLS: tuple[Cell, ...] = (
    "", "1", "05-01-2026", "anna", "K-1", 1.5, True, date(2026, 1, 1),
    datetime(1, 1, 1, 0, 1),  # noqa: DTZ001
)  # fmt: skip
LONG_AWAY = timezone(timedelta(hours=-14))


def _places(found: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a mapping."""
    items = found.items() if isinstance(found, dict) else enumerate(found)
    for key, value in items:
        yield (*here, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*here, key))


KEYS = st.sampled_from(
    sorted({key for place in _places(WHOLE) for key in place if isinstance(key, str)} | SOURCE_KEYS)
)
SCALARS = st.one_of(
    st.sampled_from(["", "klant", "getal", "keuze", "casus", "anna", "onbekend", ","]),
    st.text(max_size=3),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.just(time(7, 32)),
    st.datetimes(timezones=st.sampled_from([None, UTC, LONG_AWAY])),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=400)
@given(place=st.sampled_from(list(_places(WHOLE))), key=st.none() | KEYS, value=VALUES)
def test_whatever_stands_in_a_mapping_it_is_read_or_refused(place, key, value):
    """One value of a whole mapping is replaced or added; then it reads every kind of cell."""
    found: Any = deepcopy(WHOLE)
    *way, last = place
    table = found
    for step in way:
        table = table[step]
    if key is not None and isinstance(table[last], dict):
        table, last = table[last], key
    table[last] = value

    try:
        read: FileMapping = mapping_of(found)
        kolommen = tuple(sorted(read.kolommen))
        now = datetime(2026, 3, 1, tzinfo=UTC)
        reader = LineReader(read, kolommen, now, accounts=["anna"], aanpakken={"klas": "klas"})
    except InvalidFile:
        return
    for cell in CELLS:
        reader.read(Line(2, (cell,) * len(kolommen)))
