"""The picture of a casus, and the same in words, on small casussen that were worked out by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.terugblik import les, terugblik
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.figures import doel_legenda, verloop_figuur, verloop_tekst

VANDAAG = date(2026, 6, 1)
ONE = {"casus_id": "casus-1", "ronde_id": "ronde-1"}
TWO = {"casus_id": "casus-1", "ronde_id": "ronde-2"}


def dossier(*records: Any) -> Dossier:
    """A casus since 5 January with a ronde, and these records."""
    found = Dossier(
        klant=Klant(klantnummer="K-100001"),
        koppel=Koppel(klantnummer="K-100001"),
        casus=Casus(
            id="casus-1", klantnummer="K-100001", klantmanager="anna", team="noord",
            startdatum=date(2026, 1, 5),
        ),
        rondes=(
            Ronde(id="ronde-1", casus_id="casus-1", nummer=1, startdatum=date(2026, 1, 5)),
        ),
    )  # fmt: skip
    for record in records:
        found = found.met(record)
    return found


def inzet(nummer: int = 1) -> Inzet:
    return Inzet(**ONE, id=f"inzet-{nummer}", aanpak="werk_fit", kennisbron="praktijk")


def verwachting(dag: date, kans: int, trede: int | None = None, uitkomst: str = "") -> Verwachting:
    answered = {"uitkomst": uitkomst, "uitkomst_datum": dag} if uitkomst else {}
    return Verwachting(
        **ONE, inzet_id="inzet-1", wat="Geen uitval", datum=dag, kans=kans, trede=trede, **answered
    )


def doel(tekst: str = "Ritme", **fields: Any) -> Doel:
    return Doel(**(ONE | {"id": "doel-1", "tussendoel": "vaardigheden"} | fields), tekst=tekst)


RONDE_2 = Ronde(id="ronde-2", casus_id="casus-1", nummer=2, startdatum=date(2026, 4, 1))

WHOLE = dossier(
    Diagnose(**ONE, datum=date(2026, 1, 6), trede=2),
    Plan(**ONE, datum=date(2026, 1, 10), bestemming="arbeidsmarkt"),
    doel("Drie dagen naar <b>de</b> werkplek", beginscore=-2),
    inzet(),
    verwachting(date(2026, 4, 1), 70, trede=3),
    Contact(**ONE, datum=date(2026, 2, 1), vorm="telefonisch", kern="Gesproken"),
    Contact(**ONE, datum=date(2026, 2, 2), vorm="brief", kern="Fout", vervallen=True),
    Evaluatie(**ONE, datum=date(2026, 4, 1), trede=4, doelscores={"doel-1": 0}),
    RONDE_2,
    Diagnose(**TWO, datum=date(2026, 4, 1), trede=3),
    doel("Vier dagen", id="doel-2", ronde_id="ronde-2", vervolg_op="doel-1", beginscore=0),
    Plan(**TWO, datum=date(2026, 4, 2), bestemming="arbeidsmarkt"),
    Evaluatie(**TWO, datum=date(2026, 5, 20), trede=5, doelscores={"doel-2": 2}),
)


def test_the_whole_picture_by_hand() -> None:
    trede, expected, contacts, line = verloop_figuur(WHOLE, VANDAAG)["data"]

    # On 1 April the evaluatie of ronde 1 comes before the diagnose of ronde 2.
    assert list(zip(trede["x"], trede["y"], strict=True)) == [
        ("2026-01-06", 2), ("2026-04-01", 4), ("2026-04-01", 3), ("2026-05-20", 5),
    ]  # fmt: skip
    assert (expected["x"], expected["y"], expected["text"]) == (["2026-04-01"], [3], ["70 %"])
    assert (contacts["x"], contacts["text"]) == (["2026-02-01"], ["Telefoon"])
    assert list(zip(line["x"], line["y"], strict=True)) == [
        ("2026-01-10", -2), ("2026-04-01", 0), ("2026-05-20", 2),
    ]  # fmt: skip


def test_the_picture_in_words_says_the_same_numbers() -> None:
    assert verloop_tekst(WHOLE) == (
        "Verloop van de trede: 6 januari 2026: trede 2; 1 april 2026: trede 4; "
        "1 april 2026: trede 3; 20 mei 2026: trede 5. "
        "Doelen: Drie dagen naar <b>de</b> werkplek: -2, 0, +2. Aantal contacten: 1. "
        "Verwacht: 1 april 2026: trede 3 (kans 70 %)."
    )


def test_the_axis_names_a_few_months_in_dutch() -> None:
    axis = verloop_figuur(WHOLE, VANDAAG)["layout"]["xaxis"]

    assert axis["ticktext"] == ["feb 2026", "apr 2026", "jun 2026"]
    assert axis["tickvals"] == ["2026-02-01", "2026-04-01", "2026-06-01"]
    assert verloop_figuur(dossier(), date(2026, 4, 1))["layout"]["xaxis"]["ticktext"] == [
        "feb 2026", "mrt 2026", "apr 2026",
    ]  # fmt: skip


@pytest.mark.parametrize("casus", [WHOLE, dossier()], ids=["whole", "empty"])
def test_plotly_accepts_the_picture(casus: Dossier) -> None:
    from plotly import graph_objects as go

    figure = verloop_figuur(casus, VANDAAG)
    again = json.loads(go.Figure(figure).to_json())

    assert [trace["y"] for trace in again["data"]] == [trace["y"] for trace in figure["data"]]
    assert (
        again["layout"]["height"] == figure["layout"]["height"] == (330 if casus is WHOLE else 230)
    )
    assert json.loads(json.dumps(figure)) == figure  # plain JSON, as a widget sends it


def test_a_typed_text_is_a_label_without_markup() -> None:
    *_, line = verloop_figuur(WHOLE, VANDAAG)["data"]

    assert line["name"] == "Drie dagen naar &lt;b&gt;de&lt;/b&gt; werkplek"
    assert doel_legenda(WHOLE) == [
        {"kleur": line["line"]["color"], "tekst": "Drie dagen naar <b>de</b> werkplek"}
    ]


def test_an_empty_casus_has_a_picture_and_words() -> None:
    assert [trace["x"] for trace in verloop_figuur(dossier(), VANDAAG)["data"]] == [[], [], []]
    assert verloop_tekst(dossier()) == (
        "Verloop van de trede: nog niets vastgelegd. Doelen: nog niets vastgelegd. "
        "Aantal contacten: 0."
    )


# What a casus tells


def contact(dag: date) -> Contact:
    return Contact(**ONE, datum=dag, vorm="telefonisch", kern="Gesproken")


def afspraak(van: str, *, nagekomen: bool | None, vervallen: bool = False) -> Afspraak:
    return Afspraak(**ONE, van=van, wat="Bellen", datum=date(2026, 3, 1), nagekomen=nagekomen,
                    vervallen=vervallen)  # fmt: skip


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([Diagnose(**ONE, datum=date(2026, 1, 6), trede=2)],
         "Het begin staat vast: trede 2. Bij de evaluatie ziet u wat er veranderde."),
        ([Diagnose(**ONE, datum=date(2026, 1, 6), trede=2, groeipotentieel=4)],
         "De klant begint op trede 2. U ziet ruimte om te groeien naar trede 4."),
        ([Diagnose(**ONE, datum=date(2026, 1, 6), trede=2),
          Evaluatie(**ONE, datum=date(2026, 3, 1), trede=2)],
         "De trede is 2, net als in januari 2026."),
        ([Diagnose(**ONE, datum=date(2026, 1, 6), trede=3),
          Evaluatie(**ONE, datum=date(2026, 3, 1), trede=2)],
         "De trede ging van 3 naar 2 sinds januari 2026."),
        ([inzet(), verwachting(date(2026, 7, 1), 70), verwachting(date(2026, 6, 15), 40)],
         "Op 15 juni 2026 vraagt vakmeten wat er gebeurde. U gaf er 40 % kans op."),
        ([inzet(), verwachting(date(2026, 3, 1), 70, uitkomst="ja")],
         "Uw verwachting kwam uit. U gaf er 70 % kans op."),
        ([inzet(), verwachting(date(2026, 3, 1), 70, uitkomst="deels")],
         "Uw verwachting kwam niet of maar deels uit. U gaf er 70 % kans op."),
        ([inzet(), *(verwachting(date(2026, 3, 1), k, uitkomst=u)
                     for k, u in ((80, "ja"), (60, "nee"), (50, "deels"), (90, "onbekend")))],
         # (80 + 60 + 50) / 3 = 63.3; "onbekend" counts nowhere
         "Van uw 3 beantwoorde verwachtingen kwamen er 1 helemaal uit. Gemiddeld gaf u 63 % kans."),
        ([contact(date(2026, 5, 10)), contact(date(2026, 5, 22))],
         "U had 2 keer contact. De langste tijd ertussen was 12 dagen."),
        ([contact(date(2026, 4, 1)), contact(date(2026, 4, 11))],
         "U had 2 keer contact, maar ook 51 dagen achter elkaar niet."),
        ([afspraak("klant", nagekomen=True), afspraak("klant", nagekomen=False),
          afspraak("klant", nagekomen=None), afspraak("klantmanager", nagekomen=True),
          afspraak("werkgever", nagekomen=True, vervallen=True)],
         "Afspraken nagekomen: de klant 1 van 2 en uzelf 1 van 1."),
        ([RONDE_2, *(Evaluatie(**r, datum=date(2026, 4, 1), trede=2, elementen=e)
                     for r, e in ((ONE, {"context": "hinderde", "klant": "hielp"}),
                                  (TWO, {"context": "hinderde"})))],
         "'De context (regels, werkdruk, keten)' werkte in 2 van de 2 evaluaties tegen."),
    ],
)  # fmt: skip
def test_a_casus_tells_what_is_in_its_own_records(records: list[Any], sentence: str) -> None:
    assert sentence in terugblik(dossier(*records), VANDAAG)


def test_a_casus_without_a_step_tells_nothing() -> None:
    assert terugblik(dossier(), VANDAAG) == []


def test_the_lesson_is_that_of_the_ronde_before() -> None:
    first = Evaluatie(**ONE, datum=date(2026, 4, 1), trede=2, anders="Eerder bellen")
    own = Evaluatie(**TWO, datum=date(2026, 5, 1), trede=2, anders="Nog eerder")

    assert les(dossier(first)) == ""
    assert les(dossier(first, RONDE_2, own)) == "Eerder bellen"
