"""The caseload: who comes first, who is found, and a new klant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from vakmeten import texts
from vakmeten.domain.codes import Stap
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.klant import Klant, Koppel


def shown(page: Any, group: str = "alle") -> list[str]:
    return [line["klantnummer"] for line in getattr(page.model, group)]


def ask(page: Any, **state: Any) -> None:
    page.receive({"method": "update", "state": state})


@pytest.fixture
def caseload(town: Any, open_caseload: Any) -> Any:
    """Anna has two klanten, Bas of her team one, Carla of another team one."""
    town.open_casus("anna", "K-100001", naam="Sam Jansen")
    town.open_casus("anna", "K-100002", naam="Élise de Boer")
    town.open_casus("bas", "K-100003", naam="Kim Bakker")
    town.open_casus("carla", "K-200001", naam="Een Ander")
    return open_caseload()


def test_one_s_own_klanten_with_a_name_and_the_team_s_without(caseload: Any) -> None:
    assert shown(caseload) == ["K-100002", "K-100001"]  # by name: Élise before Sam
    assert caseload.model.samenvatting == "maandag 2 maart · 2 klanten, 2 vragen om u"
    ask(caseload, team=True)

    assert shown(caseload) == ["K-100003", "K-100002", "K-100001"]
    assert "Kim Bakker" not in str(caseload.model.state())
    assert "K-200001" not in str(caseload.model.state())


@pytest.mark.parametrize(
    ("zoek", "found"),
    [
        ("elise", ["K-100002"]), ("K-100001", ["K-100001"]), ("boer éli", ["K-100002"]),
        ("niemand", []), ("Bakker", []), ("Ander", []), ("%", []), ("'", []), ("", None),
    ],
)  # fmt: skip
def test_search(caseload: Any, zoek: str, found: list[str] | None) -> None:
    ask(caseload, zoek=zoek)

    assert shown(caseload) == (["K-100002", "K-100001"] if found is None else found)


def test_a_step_and_closed_casussen_are_a_filter(caseload: Any, town: Any, open_casus: Any) -> None:
    ask(caseload, stap="plan")
    assert (shown(caseload), caseload.model.aantal) == ([], 0)
    ask(caseload, stap="diagnose")
    assert caseload.model.aantal == 2

    store = town.store("anna")
    page = open_casus(store.caseload(zoek="sam")[0].casus_id, stap="evaluatie")
    page.type(einde={"reden": "arbeid"})
    page.act("sluit_af")
    ask(caseload, stap="", zoek="x")
    ask(caseload, zoek="")
    assert shown(caseload) == ["K-100002"]
    ask(caseload, gesloten=True)
    assert [line["gesloten"] for line in caseload.model.alle] == [False, True]


def test_who_needs_one_comes_first(town: Any, open_caseload: Any, maak: Any) -> None:
    """Late before this week, and among the late the one that waits longest."""
    store = town.store("anna")
    for nummer, days in (("K-100001", 3), ("K-100002", 40), ("K-100003", 60)):
        klant, koppel = Klant(klantnummer=nummer), Koppel(klantnummer=nummer)
        casus_id = store.open_casus(klant, koppel, store.vandaag() - timedelta(days=days))
        if nummer == "K-100003":
            dossier = store.casus(casus_id)
            store.save(casus_id, [maak(dossier, Diagnose)], gezien=dossier.versies)
    page = open_caseload()

    assert shown(page, "laat") == ["K-100003", "K-100002"]
    assert [line["wat"] for line in page.model.laat] == [
        "60 dagen geen contact", "40 dagen geen contact",
    ]  # fmt: skip
    assert [(line["wat"], line["doe"]) for line in page.model.week] == [
        ("Diagnose maken", "Beginnen")
    ]


def test_a_long_list_comes_in_pieces_of_thirty(town: Any, open_caseload: Any) -> None:
    for n in range(52):
        town.open_casus("anna", f"K-{100_000 + n}")
    page = open_caseload()
    assert (len(page.model.alle), page.model.meer, page.model.aantal) == (30, 22, 52)
    page.act("toon_meer")

    assert (len(page.model.alle), page.model.meer) == (52, 0)


def test_a_line_opens_its_casus_at_a_step(caseload: Any, elsewhere: Any) -> None:
    caseload.act("open", casus_id="x" * 32, stap=Stap.PLAN.value)
    caseload.act("open", casus_id="x" * 32, stap="onzin")

    assert elsewhere.opened == [("x" * 32, "plan"), ("x" * 32, "")]


# A new klant


def test_a_new_klant_is_saved_and_opened(open_caseload: Any, shop: Any, elsewhere: Any) -> None:
    page = open_caseload()
    page.act("nieuw")
    page.type(naam=" Sam Jansen ", telefoon="06 12345670", geboortejaar="1985")
    assert page.act("bewaar_nieuw") == ""

    ((casus_id, _),) = elsewhere.opened
    dossier = shop.casus(casus_id)
    assert (dossier.koppel.naam, dossier.klant.geboortejaar) == ("Sam Jansen", 1985)
    assert dossier.casus.klantmanager == "anna"
    assert shop.concepten("") == {}
    assert not page.model.nieuw_open


def test_a_new_klant_that_was_being_typed_is_there_again(open_caseload: Any) -> None:
    page = open_caseload()
    page.act("nieuw")
    page.type(naam="Sam Jan")
    again = open_caseload()

    assert (again.form["naam"], again.model.nieuw_open) == ("Sam Jan", True)
    again.type(naam="Sam Jansen")
    assert again.act("bewaar_nieuw") == ""
    assert not open_caseload().model.nieuw_open


def test_a_new_klant_that_is_not_added_leaves_nothing(open_caseload: Any, shop: Any) -> None:
    page = open_caseload()
    page.act("nieuw")
    page.type(naam="Toch niet")
    page.act("annuleer")

    assert (page.model.nieuw_open, page.form, shop.concepten("")) == (False, {}, {})
    assert shop.caseload() == []


def test_the_same_name_is_asked_about_first(caseload: Any, elsewhere: Any) -> None:
    caseload.act("nieuw")
    caseload.type(naam="jansen sam")
    caseload.act("bewaar_nieuw")
    assert (caseload.model.dubbel, elsewhere.opened) == (["K-100001"], [])
    caseload.act("bewaar_nieuw", toch=True)

    assert len(elsewhere.opened) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"naam": "x" * 121}, texts.NAAM_TE_LANG),
        ({"telefoon": "bel maar"}, texts.TELEFOON_FOUT),
        ({"geboortejaar": "'85"}, texts.GEBOORTEJAAR_FOUT),
        ({"geboortejaar": 2027}, texts.GEBOORTEJAAR_FOUT),
        ({"startdatum": ""}, "De startdatum is nog leeg"),
        ({"startdatum": "2026-03-03"}, "in de toekomst"),
        ({"uitkering_sinds": "31-12-2026"}, "Uitkering sinds is geen geldige datum"),
        ({"naam": "111222333"}, "burgerservicenummer"),
    ],
)
def test_a_new_klant_that_cannot_be(open_caseload: Any, shop: Any, fields: Any, said: str) -> None:
    page = open_caseload()
    page.act("nieuw")
    page.type(**fields)

    assert said in page.act("bewaar_nieuw")
    assert page.form | fields == page.form
    assert shop.caseload() == []


def test_a_teammanager_sees_the_team_and_adds_nobody(caseload: Any, open_caseload: Any) -> None:
    page = open_caseload("tea")
    assert (page.model.team, page.model.mag_nieuw) == (True, False)
    assert len(shown(page)) == 3

    assert page.act("nieuw") == texts.NIET_BEVOEGD
    assert page.act("bewaar_nieuw") == texts.NIET_BEVOEGD
    assert not page.model.nieuw_open
