"""One line in the log for all that is read, written and refused; never what a person typed."""

from __future__ import annotations

import json

import pytest

from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.uitvoering import Contact
from vakmeten.errors import AccessDenied, InvalidRecord
from vakmeten.storage.database import transaction


@pytest.fixture
def said(town):
    """said(): the lines since the last time, as (actor, actie, object, resultaat, filter)."""
    seen = len(town.log())

    def since() -> list[tuple[str, ...]]:
        nonlocal seen
        lines = town.log()[seen:]
        seen += len(lines)
        return [
            (line.actor, line.actie, line.object, line.resultaat, _filter(line)) for line in lines
        ]

    return since


def _filter(line) -> dict[str, object]:
    return json.loads(line.filter) if isinstance(line.filter, str) else line.filter


def test_each_question_leaves_one_line(town, store, casus_id, said, bewaar, maak):
    dossier = store.casus(casus_id)
    assert said() == [("anna", "casus_lezen", casus_id, "gelukt", {})]
    store.casus(casus_id, peildatum=town.clock.now)
    assert said()[0][-1] == {"peildatum": town.clock.now.isoformat()}
    store.geschiedenis(casus_id, "diagnose", "x")
    assert said() == [("anna", "casus_lezen", casus_id, "gelukt", {"geschiedenis": True})]
    store.caseload(zoek="Jansen", team=True)
    filter_ = {"zoek": True, "team": True, "gesloten": False}
    assert said() == [("anna", "caseload_lezen", "", "gelukt", filter_)]
    store.lookalikes("Sam Jansen")
    assert said() == [("anna", "caseload_lezen", "", "gelukt", {"dubbel": True})]
    records = [maak(dossier, Diagnose), maak(dossier, Contact)]
    store.save(casus_id, records, gezien=dossier.versies)
    kinds = {"soorten": ["contact", "diagnose"]}
    assert said() == [("anna", "casus_schrijven", casus_id, "gelukt", kinds)]
    new = town.open_casus("anna", "K-100009")
    assert said() == [("anna", "casus_openen", "K-100009", "gelukt", {"casus": new})]


def test_catalogue_drafts_and_place_leave_none(town, casus_id, said):
    store = town.store("anna", town.sign_in("anna"))
    store.aanpakken()
    store.new_klantnummer()
    store.save_concept(casus_id, "plan", {}, klantnummer="", gezien={})
    store.concepten(casus_id)
    store.drop_concept(casus_id, "plan")
    store.zet_plek({})
    store.plek()
    store.user()

    assert said() == []


def test_a_refusal_leaves_a_line_too(town, casus_id, said):
    asked = [
        ("carla", lambda s: s.casus(casus_id), "casus_lezen", casus_id),
        ("tea", lambda s: s.save(casus_id, [], gezien={}), "casus_schrijven", casus_id),
        ("bert", lambda s: s.caseload(), "caseload_lezen", ""),
        ("niemand", lambda s: s.casus(casus_id), "casus_lezen", casus_id),
    ]
    for naam, ask, actie, object_ in asked:
        with pytest.raises(AccessDenied):
            ask(town.store(naam))
        assert said() == [(naam, actie, object_, "geweigerd", {})]


def test_what_breaks_a_rule_is_rolled_back_and_so_is_its_line(store, casus_id, maak, said):
    dossier = store.casus(casus_id)
    said()

    with pytest.raises(InvalidRecord):
        store.save(casus_id, [maak(dossier, Contact, ronde_id="x")], gezien=dossier.versies)

    assert said() == []


def test_a_line_says_who_when_what_from_where_and_why(town, casus_id):
    town.store("bas", town.sign_in("bas")).casus(casus_id)

    line = town.log()[-1]

    assert (line.actor, line.actie, line.object) == ("bas", "casus_lezen", casus_id)
    assert (line.resultaat, line.oorsprong) == ("gelukt", "werkboek")
    assert line.doel == "begeleiding naar werk en participatie"
    assert str(line.tijdstempel).startswith("2026-03-02 12:00:00")
    assert town.log()[0].oorsprong == "opdrachtregel"


def test_no_name_no_search_word_and_no_other_typed_word_is_in_the_log(
    town, store, casus_id, bewaar, canaries
):
    number = town.open_casus("anna", "K-100002", naam=canaries["naam"])
    store.caseload(zoek=canaries["naam"])
    store.lookalikes(canaries["naam"])
    bewaar(store, number, Diagnose, vraag=canaries["tekst"])
    store.geschiedenis(number, canaries["naam"], canaries["tekst"])
    with pytest.raises(AccessDenied):
        store.casus(canaries["naam"])

    with transaction(town.engine) as connection:
        text = repr(connection.exec_driver_sql("select * from logboek").all())

    for canary in canaries.values():
        assert canary not in text
        assert canary.split()[0] not in text
