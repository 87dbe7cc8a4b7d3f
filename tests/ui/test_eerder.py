"""An earlier ronde, and the text of another person, as it is read: nothing left out, no codes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, get_args

import pytest

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.codes import Partij
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.ui.casusboek.casus.eerder import eerdere_rondes, hun_tekst
from vakmeten.ui.casusboek.casus.velden import LEGE_VELDEN, NOT_SHOWN, VELDEN

JAN, FEB, MRT = date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)
HIER: dict[str, Any] = {"casus_id": "c", "ronde_id": "r1"}
CATALOGUS = {"werk_fit": "Werk fit"}

DIAGNOSE = Diagnose(
    **HIER, datum=JAN, trede=2, groeipotentieel=4, leefgebieden={"financien": 2, "justitie": 5},
    vraag="Ik wil ritme", mogelijkheden="Handig", belemmeringen="Slaapt slecht",
    domeinen={"werk": "Tien jaar kok"}, duiding="Het huis is onrustig",
)  # fmt: skip
PLAN = Plan(
    **HIER, datum=JAN, bestemming="arbeidsmarkt", afgesproken_met=("klant", "netwerk"),
    toelichting="Rustig aan",
)  # fmt: skip
DOEL = Doel(
    **HIER, id="d1", tekst="Drie dagen", tussendoel="vaardigheden", gewicht=3, beginscore=0,
    schaal=("niets", "", "twee dagen", "", "vijf dagen"),
)  # fmt: skip
INZET = Inzet(
    **HIER, id="i1", aanpak="werk_fit", reden="Werkt graag", kennisbron="collegas",
    startdatum=JAN, einddatum=MRT, einde="voortijdig_gestopt",
)  # fmt: skip
VERWACHTING = Verwachting(
    **HIER, id="v1", inzet_id="i1", wat="Komt elke week", datum=FEB, kans=70, trede=3,
    uitkomst="deels", uitkomst_datum=MRT, uitkomst_toelichting="Vaak",
)  # fmt: skip
CONTACT = Contact(**HIER, datum=FEB, vorm="telefonisch", duur=45, kern="Het gaat goed")
AFSPRAAK = Afspraak(
    **HIER, van=Partij.WERKGEVER, wat="Belt terug", datum=FEB, nagekomen=False,
    toelichting="Was ziek",
)  # fmt: skip
EVALUATIE = Evaluatie(
    **HIER, datum=MRT, trede=3, leefgebieden={"financien": 3}, doelscores={"d1": 0},
    elementen={"aanpak": "hielp"}, anders="Eerder bellen", vervolg="bijstellen",
)  # fmt: skip

KLANT = Klant(klantnummer="K-1", geboortejaar=1985, opleidingsniveau="laag", uitkering_sinds=JAN)
KOPPEL = Koppel(klantnummer="K-1", naam="Sam Jansen", telefoon="06 12345670")
CASUS = Casus(
    id="c", klantnummer="K-1", klantmanager="anna", team="noord", startdatum=JAN,
    einddatum=MRT, uitstroomreden="arbeid", heropend_reden="Kwam terug",
)  # fmt: skip
RONDE = Ronde(id="r1", casus_id="c", nummer=1, startdatum=JAN, einddatum=MRT)

OF_RONDE = (DIAGNOSE, PLAN, DOEL, INZET, VERWACHTING, CONTACT, AFSPRAAK, EVALUATIE)
RECORDS = (KLANT, KOPPEL, CASUS, RONDE, *OF_RONDE)


def under(*lines: str) -> str:
    """A text of some lines, one under the other."""
    return "\n".join(lines)


def earlier(*records: CasusRecord) -> dict[str, list[tuple[str, str]]]:
    """The first ronde, read in the second: pairs of label and text by heading."""
    dossier = Dossier(klant=KLANT, koppel=KOPPEL, casus=CASUS)
    for record in (RONDE, Ronde(id="r2", casus_id="c", nummer=2, startdatum=MRT), *records):
        dossier = dossier.met(record)
    (ronde,) = eerdere_rondes(dossier, CATALOGUS, MRT)
    assert ronde["titel"] == "Ronde 1: 5 januari 2026 tot 2 maart 2026"
    return {
        deel["kop"]: [(line["label"], line["tekst"]) for line in deel["regels"]]
        for deel in ronde["delen"]
    }


def test_a_whole_ronde_is_read_to_its_last_field() -> None:
    assert earlier(*OF_RONDE) == {
        "Diagnose": [
            ("Datum", "5 januari 2026"),
            ("Trede", "2. Sociale contacten buitenshuis"),
            ("Later mogelijk", "4. Onbetaald werk"),
            ("Leefgebieden", "Financiën 2, Politie en justitie 5"),
            ("Vraag van de klant", "Ik wil ritme"),
            ("Mogelijkheden", "Handig"),
            ("Belemmeringen", "Slaapt slecht"),
            ("Werk", "Tien jaar kok"),
            ("Duiding", "Het huis is onrustig"),
        ],
        "Plan": [
            ("Datum", "5 januari 2026"),
            ("Bestemming", "Arbeidsmarkt"),
            ("Afgesproken met", "Klant, Iemand uit het netwerk van de klant"),
            ("Toelichting", "Rustig aan"),
            (
                "Doel",
                under(
                    "Drie dagen",
                    "Versterkt: Vaardigheden",
                    "Schaal: -2 niets; 0 twee dagen; +2 vijf dagen",
                    "Gewicht (1 tot 5): 3",
                    "Score bij het begin: 0",
                ),
            ),
            (
                "Inzet",
                under(
                    "Werk fit",
                    "Waarom deze aanpak: Werkt graag",
                    "Waarop de keuze rust: Overleg met collega's",
                    "Begonnen op: 5 januari 2026",
                    "Geëindigd op: 2 maart 2026",
                    "Waarom geëindigd: Eerder gestopt",
                ),
            ),
            (
                "Verwachting",
                under(
                    "Komt elke week",
                    "Bij de inzet: Werk fit",
                    "Wanneer: 2 februari 2026",
                    "Kans: 70 %",
                    "Trede dan: 3. Deelname aan georganiseerde activiteiten",
                    "Gebeurd: Deels",
                    "Gezien op: 2 maart 2026",
                    "Wat er gebeurde: Vaak",
                ),
            ),
        ],
        "Uitvoering": [
            ("2 februari 2026, Telefoon, 45 minuten", "Het gaat goed"),
            (
                "Afspraak",
                under(
                    "Belt terug",
                    "Van: Werkgever",
                    "Voor: 2 februari 2026",
                    "Afloop: niet nagekomen",
                    "Toelichting: Was ziek",
                ),
            ),
        ],
        "Evaluatie": [
            ("Datum", "2 maart 2026"),
            ("Trede", "3. Deelname aan georganiseerde activiteiten"),
            ("Leefgebieden", "Financiën 3"),
            ("Doelscores", "Drie dagen: 0"),
            ("De aanpak", "Hielp"),
            ("Volgende keer anders", "Eerder bellen"),
            ("Vervolg", "Bijstellen: verder met een nieuwe ronde"),
        ],
    }


def test_what_was_never_filled_in_has_no_line() -> None:
    """But an open verwachting and an open afspraak say that they are open."""
    found = earlier(
        Plan(**HIER, datum=JAN, bestemming="scholing"),
        Inzet(**HIER, id="i1", aanpak="werk_fit", kennisbron="praktijk"),
        Verwachting(**HIER, inzet_id="i1", wat="Komt elke week", datum=FEB, kans=0),
        Contact(**HIER, datum=FEB, vorm="brief", kern="Uitnodiging"),
        Afspraak(**HIER, van=Partij.KLANT, wat="Belt terug", datum=FEB),
    )

    assert found == {
        "Diagnose": [],
        "Plan": [
            ("Datum", "5 januari 2026"),
            ("Bestemming", "Scholing"),
            (
                "Inzet",
                under(
                    "Werk fit",
                    "Waarop de keuze rust: Eigen ervaring in de praktijk",
                    "Begonnen op: nog niet begonnen",
                ),
            ),
            (
                "Verwachting",
                under(
                    "Komt elke week",
                    "Bij de inzet: Werk fit",
                    "Wanneer: 2 februari 2026",
                    "Kans: 0 %",
                    "Gebeurd: geen antwoord vastgelegd",
                ),
            ),
        ],
        "Uitvoering": [
            ("2 februari 2026, Brief", "Uitnodiging"),
            (
                "Afspraak",
                under(
                    "Belt terug",
                    "Van: Klant",
                    "Voor: 2 februari 2026",
                    "Afloop: nog open",
                ),
            ),
        ],
        "Evaluatie": [],
    }


@pytest.mark.parametrize(("score", "said"), [(-1, "-1"), (0, "0"), (1, "+1")])
def test_a_score_bears_its_sign_and_nought_bears_none(score: int, said: str) -> None:
    evaluatie = Evaluatie(**HIER, datum=MRT, trede=3, doelscores={"d1": score})

    assert ("Doelscores", f"Drie dagen: {said}") in earlier(DOEL, evaluatie)["Evaluatie"]


def test_a_later_ronde_is_read_first_and_the_running_one_not_at_all() -> None:
    dossier = Dossier(klant=KLANT, koppel=KOPPEL, casus=CASUS)
    for nummer in (1, 2, 3):
        dossier = dossier.met(Ronde(casus_id="c", nummer=nummer, startdatum=JAN))

    titles = [ronde["titel"] for ronde in eerdere_rondes(dossier, CATALOGUS, MRT)]
    assert [title.split(":")[0] for title in titles] == ["Ronde 2", "Ronde 1"]


def test_nothing_here_is_of_a_kind_that_the_examples_leave_out() -> None:
    """But toppings, which are read by their own names and which no page saves."""
    assert {type(record) for record in RECORDS} == set(get_args(CasusRecord)) - {Aanvulling}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_another_persons_text_has_a_line_in_words_for_each_field(record: Any) -> None:
    """No name or code of a field: each line bears a label, and the value as a person says it."""
    lines = hun_tekst(record, CATALOGUS | {"d1": "Drie dagen", "i1": "Werk fit"})

    shown = [f.name for f in fields(record) if f.name not in NOT_SHOWN]
    assert len(lines) == len(shown)
    said = {line["label"] for line in lines}
    kind = type(record).__name__
    ours = {VELDEN.get(f"{kind}.{name}", VELDEN.get(name)) for name in shown}
    assert said <= ours | {"Werk", "De aanpak"}
    text = " ".join(line["tekst"] for line in lines)
    assert "_" not in text
    assert {"d1", "i1", "r1", "None"}.isdisjoint(text.split())


def test_a_record_that_another_took_away_says_so() -> None:
    gone = Contact(**HIER, datum=FEB, vorm="brief", kern="Vergissing", vervallen=True)

    assert hun_tekst(gone, {}) == [{"label": "Weggehaald", "tekst": texts.WEGGEHAALD}]
    assert hun_tekst(None, {}) == []


def test_every_label_is_of_a_field() -> None:
    """A label that is left of a field that went would be found here."""
    kinds = {kind.__name__: {f.name for f in fields(kind)} for kind in get_args(CasusRecord)}
    names = set().union(*kinds.values()) | {f"{k}.{name}" for k in kinds for name in kinds[k]}

    assert set(VELDEN) <= names
    assert set(LEGE_VELDEN) <= names
