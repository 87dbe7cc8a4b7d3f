"""What one record refuses by itself, and what it keeps exactly as typed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from vakmeten import texts
from vakmeten.domain.aanpak import Aanpak, read_catalogus
from vakmeten.domain.casus import Casus, Ronde, open_casus
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import InvalidRecord

DAY, LATER = date(2026, 2, 1), date(2026, 2, 2)
KEUZE = texts.KEUZE_FOUT

WRONG = [
    (Klant, {"klantnummer": "k-1"}, texts.KLANTNUMMER_FOUT),
    (Klant, {"klantnummer": ""}, texts.KLANTNUMMER_FOUT),
    (Klant, {"klantnummer": "K" * 21}, texts.KLANTNUMMER_FOUT),
    (Klant, {"klantnummer": 5}, texts.KLANTNUMMER_FOUT),
    (Klant, {"klantnummer": "K-123456782"}, texts.BSN.format(label="Klantnummer")),
    (Klant, {"geboortejaar": 1899}, texts.GEBOORTEJAAR_FOUT),
    (Klant, {"geboortejaar": True}, texts.GEBOORTEJAAR_FOUT),
    (Klant, {"opleidingsniveau": "universiteit"}, KEUZE.format(label="opleiding")),
    (Klant, {"uitkering_sinds": "2020"}, texts.GEEN_DATUM.format(label="Uitkering sinds")),
    (Koppel, {"naam": "a" * 121}, texts.NAAM_TE_LANG),
    (Koppel, {"naam": None}, texts.GEEN_TEKST.format(label="Naam")),
    (Koppel, {"telefoon": "bel mij"}, texts.TELEFOON_FOUT),
    (Koppel, {"telefoon": "1" * 21}, texts.TELEFOON_FOUT),
    (Casus, {"uitstroomreden": "arbeid"}, texts.REDEN_ZONDER_EINDE),
    (Casus, {"einddatum": date(2026, 1, 4)}, texts.EINDE_VOOR_START),
    (Casus, {"einddatum": LATER}, texts.EINDE_ZONDER_REDEN),
    (Casus, {"einddatum": LATER, "uitstroomreden": "klaar"}, KEUZE.format(label="reden")),
    (Ronde, {"nummer": 0}, texts.RONDE_FOUT),
    (Ronde, {"nummer": "1"}, texts.RONDE_FOUT),
    (Ronde, {"einddatum": date(2026, 1, 4)}, texts.EINDE_VOOR_START),
    (Diagnose, {"trede": 0}, texts.TREDE_FOUT),
    (Diagnose, {"trede": 7}, texts.TREDE_FOUT),
    (Diagnose, {"trede": True}, texts.TREDE_FOUT),
    (Diagnose, {"trede": 2.0}, texts.TREDE_FOUT),
    (Diagnose, {"trede": "2"}, texts.TREDE_FOUT),
    (Diagnose, {"trede": None}, texts.TREDE_FOUT),
    (Diagnose, {"groeipotentieel": 7}, texts.TREDE_FOUT),
    (Diagnose, {"leefgebieden": {"financien": 0}}, texts.LEEFGEBIED_FOUT),
    (Diagnose, {"leefgebieden": {"financien": 2.0}}, texts.LEEFGEBIED_FOUT),
    (Diagnose, {"leefgebieden": {"geluk": 3}}, KEUZE.format(label="leefgebied")),
    (Diagnose, {"leefgebieden": ["financien"]}, KEUZE.format(label="leefgebied")),
    (Diagnose, {"domeinen": {"liefde": "a" * 20_001}}, KEUZE.format(label="domein")),
    (
        Diagnose,
        {"domeinen": {"zorg": "a" * 20_001}},
        texts.TE_LANG.format(label="Zorg", aantal="20.001"),
    ),
    (Diagnose, {"datum": None}, texts.GEEN_DATUM.format(label="De datum van de diagnose")),
    (
        Diagnose,
        {"datum": datetime(2026, 2, 1, tzinfo=UTC)},
        texts.GEEN_DATUM.format(label="De datum van de diagnose"),
    ),
    (
        Diagnose,
        {"datum": date(1899, 12, 31)},
        texts.GEEN_DATUM.format(label="De datum van de diagnose"),
    ),
    (Plan, {"bestemming": "de maan"}, KEUZE.format(label="bestemming")),
    (Plan, {"afgesproken_met": "klant"}, KEUZE.format(label="gesprekspartner")),
    (Plan, {"afgesproken_met": ["de buurman"]}, KEUZE.format(label="gesprekspartner")),
    (Doel, {"tekst": ""}, texts.VERPLICHT.format(label="Het doel")),
    (Doel, {"tekst": " \n\t"}, texts.VERPLICHT.format(label="Het doel")),
    (Doel, {"tussendoel": "geluk"}, KEUZE.format(label="soort doel")),
    (Doel, {"schaal": ("a", "b")}, texts.SCHAAL_FOUT),
    (Doel, {"schaal": "abcde"}, texts.SCHAAL_FOUT),
    (Doel, {"schaal": (1, 2, 3, 4, 5)}, texts.GEEN_TEKST.format(label="De schaal van het doel")),
    (Doel, {"gewicht": 0}, texts.GEWICHT_FOUT),
    (Doel, {"gewicht": 2.0}, texts.GEWICHT_FOUT),
    (Doel, {"beginscore": -3}, texts.DOELSCORE_FOUT),
    (Inzet, {"aanpak": ""}, texts.AANPAK_KIEZEN),
    (Inzet, {"aanpak": "Werk Fit"}, texts.AANPAK_KIEZEN),
    (Inzet, {"aanpak": 5}, texts.AANPAK_KIEZEN),
    (Inzet, {"kennisbron": "horoscoop"}, KEUZE.format(label="kennisbron")),
    (Inzet, {"einde": "afgerond"}, texts.INZET_REDEN_ZONDER_EINDE),
    (Inzet, {"einddatum": DAY}, texts.INZET_EINDE_ZONDER_REDEN),
    (Inzet, {"startdatum": LATER, "einddatum": DAY, "einde": "afgerond"}, texts.EINDE_VOOR_START),
    (Inzet, {"einddatum": DAY, "einde": "zomaar"}, KEUZE.format(label="reden van einde")),
    (Verwachting, {"wat": ""}, texts.VERPLICHT.format(label="Wat u verwacht")),
    (Verwachting, {"kans": 140}, texts.KANS_FOUT),
    (Verwachting, {"kans": -1}, texts.KANS_FOUT),
    (Verwachting, {"kans": 70.5}, texts.KANS_FOUT),
    (Verwachting, {"trede": 7}, texts.TREDE_FOUT),
    (Verwachting, {"uitkomst": "ja"}, texts.UITKOMST_ZONDER_DATUM),
    (Verwachting, {"uitkomst_datum": DAY}, texts.UITKOMST_ZONDER_DATUM),
    (
        Verwachting,
        {"uitkomst": "ja", "uitkomst_datum": "morgen"},
        texts.GEEN_DATUM.format(label="De datum van de uitkomst"),
    ),
    (Verwachting, {"uitkomst": "soms", "uitkomst_datum": DAY}, KEUZE.format(label="uitkomst")),
    (Contact, {"vorm": "postduif"}, KEUZE.format(label="vorm")),
    (Contact, {"duur": 601}, texts.DUUR_FOUT),
    (Contact, {"kern": ""}, texts.VERPLICHT.format(label="De kern van het contact")),
    (Afspraak, {"van": "buurman"}, KEUZE.format(label="van wie")),
    (Afspraak, {"wat": " "}, texts.VERPLICHT.format(label="De afspraak")),
    (Afspraak, {"nagekomen": "ja"}, KEUZE.format(label="nagekomen")),
    (Evaluatie, {"trede": 0}, texts.TREDE_FOUT),
    (Evaluatie, {"doelscores": {"doel-1": 3}}, texts.DOELSCORE_FOUT),
    (Evaluatie, {"doelscores": [1]}, texts.DOELSCORE_FOUT),
    (Evaluatie, {"elementen": {"geluk": "hielp"}}, KEUZE.format(label="element")),
    (Evaluatie, {"elementen": {"klant": "soms"}}, KEUZE.format(label="antwoord")),
    (Evaluatie, {"vervolg": "vakantie"}, KEUZE.format(label="vervolg")),
]


@pytest.mark.parametrize(("kind", "fields", "sentence"), WRONG)
def test_a_field_that_breaks_its_rule_is_refused_with_its_own_sentence(
    maak, kind, fields, sentence
):
    with pytest.raises(InvalidRecord) as caught:
        maak(kind, **fields)

    assert str(caught.value) == sentence


FULL = [
    (Klant, {"geboortejaar": 1985, "opleidingsniveau": "hoog", "uitkering_sinds": DAY}),
    (Casus, {"einddatum": DAY, "uitstroomreden": "onbekend"}),
    (Ronde, {"einddatum": DAY}),
    (Diagnose, {"groeipotentieel": 6, "leefgebieden": {"financien": 5}}),
    (Plan, {"afgesproken_met": ["klant", "netwerk"]}),
    (Doel, {"schaal": ["a", "b", "c", "d", "e"], "gewicht": 5, "beginscore": -2}),
    (Inzet, {"startdatum": DAY, "einddatum": DAY, "einde": "onbekend"}),
    (Verwachting, {"trede": 4, "uitkomst": "deels", "uitkomst_datum": DAY}),
    (Contact, {"duur": 0}),
    (Afspraak, {"nagekomen": False}),
    (Evaluatie, {"doelscores": {"doel-1": -2}, "elementen": {"klant": "hinderde"}}),
]


@pytest.mark.parametrize(("kind", "fields"), FULL)
def test_codes_become_members_of_their_list_and_lists_read_only(maak, kind, fields):
    record = maak(kind, **fields)

    for name, value in fields.items():
        kept = getattr(record, name)
        assert kept == (tuple(value) if isinstance(value, list) else value)
        assert not isinstance(kept, dict | list)


AS_TYPED = [
    "Zij zei: 'ik wil werken'\n\n— en een kind 👩‍👧 van 4",
    "مرحبا \u202eomgekeerd\u202c",
    "nul\x00teken",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x";"klik")',
    "é" * 20_000,
]


@pytest.mark.parametrize("text", AS_TYPED)
def test_a_text_is_kept_exactly_as_typed(maak, text):
    assert maak(Diagnose, vraag=text).vraag == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("geheim" * 10_000, texts.TE_LANG.format(label="De vraag van de klant", aantal="60.000")),
        ("geheim \ud83d", texts.TEKENS.format(label="De vraag van de klant")),
        ("geheim 123456782", texts.BSN.format(label="De vraag van de klant")),
        (b"geheim", texts.GEEN_TEKST.format(label="De vraag van de klant")),
    ],
)
def test_a_text_that_is_refused_does_not_come_back_in_the_sentence(maak, text, sentence):
    with pytest.raises(InvalidRecord) as caught:
        maak(Diagnose, vraag=text)

    assert str(caught.value) == sentence
    assert caught.value.veld == "vraag"
    assert "geheim" not in sentence


def test_a_new_casus_begins_with_ronde_one():
    casus, ronde = open_casus("K-1", "anna", "noord", DAY)

    assert casus.loopt
    assert (ronde.casus_id, ronde.nummer, ronde.startdatum) == (casus.id, 1, DAY)


def test_every_aanpak_of_the_catalogus_has_a_code_of_its_own():
    codes = [aanpak.code for aanpak in read_catalogus()]

    assert len(codes) == len(set(codes)) == 18
    assert {aanpak.srg for aanpak in read_catalogus()} >= {"", "01", "08", "99"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "Werk"}, texts.AANPAK_CODE),
        ({"code": ""}, texts.AANPAK_CODE),
        ({"naam": " "}, texts.VERPLICHT.format(label="De naam van de aanpak")),
        ({"naam": "a" * 121}, texts.NAAM_TE_LANG),
        ({"categorie": "a" * 61}, texts.AANPAK_TE_LANG),
        ({"srg": "12345"}, texts.AANPAK_TE_LANG),
    ],
)
def test_an_aanpak_that_does_not_fit_the_catalogus_is_refused(fields, sentence):
    with pytest.raises(InvalidRecord) as caught:
        Aanpak(**({"code": "werk", "naam": "Werk", "categorie": "Eigen"} | fields))

    assert str(caught.value) == sentence
