"""The words of the sample town: nothing missing, nothing that should not be written down."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from vakmeten.domain.checks import holds_bsn
from vakmeten.domain.uitstroom import Uitstroomreden
from vakmeten.samples.bank import read_bank
from vakmeten.samples.draaiboek import TIJDELIJK
from vakmeten.samples.stad import read_aanpakken
from vakmeten.samples.verwachting import UITKOMST

# A klantmanager does not write down illness, origin or religion.
VERBODEN = re.compile(
    r"diagnose ggz|depressi|burn-?out|autis|psych|verslav|alcohol|drugs|kanker|zwanger"
    r"|vluchteling|statushouder|\basiel|migrant|nationaliteit|geboorteland|buitenlander"
    r"|moslim|christ|kerk|moskee|geloof|\bbsn\b",
    re.IGNORECASE,
)

# How a klantmanager says that something was broken off.
GESTOPT = re.compile(
    r"gestopt|stopte|stoppen|afgebroken|uitgeschreven|beëindigd|gegaan|uit de groep|niet meer"
    r"|aanvraag in|een coach",
    re.IGNORECASE,
)


def _texts(town, kind, field):
    found = [getattr(r, field) for d in town.dossiers for r in getattr(d, kind)]
    return [text for text in found if text]


ASKED = [
    ("diagnoses", "vraag"),
    ("diagnoses", "mogelijkheden"),
    ("diagnoses", "belemmeringen"),
    ("diagnoses", "duiding"),
    ("plannen", "toelichting"),
    ("doelen", "tekst"),
    ("inzetten", "reden"),
    ("verwachtingen", "wat"),
    ("contacten", "kern"),
    ("afspraken", "wat"),
]


@pytest.mark.parametrize(("kind", "field"), ASKED)
def test_every_text_is_there_filled_in_and_without_a_bsn(town, kind, field):
    texts = _texts(town, kind, field)

    assert len(texts) == sum(len(getattr(d, kind)) for d in town.dossiers)
    assert [t for t in texts if holds_bsn(t) or re.search(r"[{}]|\.\.|  |\bNone\b", t)] == []
    assert [t for t in texts if VERBODEN.search(t)] == []


@pytest.mark.parametrize(
    ("kind", "field", "distinct"),
    [
        ("diagnoses", "vraag", 0.9),
        ("diagnoses", "belemmeringen", 0.85),
        ("plannen", "toelichting", 0.8),
        ("contacten", "kern", 0.75),
        ("inzetten", "reden", 0.6),
    ],
)
def test_few_texts_are_word_for_word_the_same(town, kind, field, distinct):
    texts = _texts(town, kind, field)

    assert len(set(texts)) / len(texts) > distinct


def test_hardly_two_klanten_of_one_klantmanager_ask_the_same(town):
    asked = Counter(
        (d.casus.klantmanager, record.vraag) for d in town.dossiers for record in d.diagnoses
    )

    assert sum(count - 1 for count in asked.values()) < 10


def test_the_bank_itself_holds_nothing_forbidden():
    bank = read_bank()
    texts = [*bank.words.values(), *(line for lines in bank.lines.values() for line in lines)]
    texts += [text for doel in bank.doelen for text in (doel.tekst, *doel.schaal)]

    assert len(texts) > 900
    assert [text for text in texts if holds_bsn(text) or VERBODEN.search(text)] == []


def test_the_bank_has_a_word_for_everything_that_can_happen():
    bank, aanpakken = read_bank(), [a.code for a in read_aanpakken()]

    needed = [f"reden.{aanpak}" for aanpak in aanpakken]
    needed += [f"contact.einde.{reden}" for reden in Uitstroomreden]
    needed += [f"heropend.{reden}" for reden in (*TIJDELIJK, "arbeid")]
    needed += [f"uitkomst.{uitkomst}" for uitkomst in UITKOMST["goed"]]
    assert [key for key in needed if not bank.lines.get(key)] == []
    assert [a for a in aanpakken if f"aanpak_woord.{a}" not in bank.words] == []


def test_what_stopped_is_told_as_stopped(town):
    """Around the end of an inzet that was broken off, a contact says so."""
    told = total = 0
    for d in town.dossiers:
        for inzet in d.inzetten:
            if inzet.einde == "voortijdig_gestopt" and inzet.einddatum:
                after = [
                    c.kern
                    for c in d.contacten
                    if 0 < (c.datum - inzet.einddatum).days < 120 and c.ronde_id == inzet.ronde_id
                ]
                total += bool(after)
                told += any(GESTOPT.search(kern) for kern in after)

    assert total > 100
    assert told / total > 0.8


def test_about_one_in_seven_klanten_has_no_name_and_nobodys_telephone_rings(town):
    koppels = [d.koppel for d in town.dossiers]
    nameless = [k for k in koppels if not k.naam]

    assert 0.11 < len(nameless) / len(koppels) < 0.19
    assert all(re.fullmatch(r"(06-000\d{5})?", k.telefoon) for k in koppels)
    assert len({k.naam for k in koppels}) > 1000
