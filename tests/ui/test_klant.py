"""What is known of a klant, corrected beside the four steps."""

from __future__ import annotations

from vakmeten import texts


def test_a_name_is_corrected_and_found_by_its_new_words(open_casus, town, casus_id):
    page = open_casus(casus_id, stap="klant")
    before = page.form
    page.type(naam="Sam de Boer", geboortejaar="1985")
    page.act("bewaar")

    assert (before["naam"], before["geboortejaar"]) == ("Sam Jansen", None)
    assert page.model.kop["naam"] == "Sam de Boer"
    assert page.model.stap == "klant"
    assert town.store("anna").casus(casus_id).klant.geboortejaar == 1985
    assert len(town.store("anna").caseload(zoek="boer")) == 1
    assert town.store("anna").caseload(zoek="jansen") == []


def test_the_former_name_stays_in_the_history(open_casus, town, casus_id):
    page = open_casus(casus_id, stap="klant")
    page.type(naam="Sam de Boer")
    page.act("bewaar")

    versions = town.store("anna").geschiedenis(casus_id, "koppel", "K-100001")
    assert [version.record.naam for version in versions] == ["Sam Jansen", "Sam de Boer"]


def test_a_wrong_number_is_refused_and_stays_on_the_page(open_casus, casus_id):
    page = open_casus(casus_id, stap="klant")
    page.type(telefoon="bel mij maar")

    assert page.act("bewaar") == texts.TELEFOON_FOUT
    assert page.form["telefoon"] == "bel mij maar"


def test_a_half_typed_name_is_a_draft(open_casus, casus_id):
    open_casus(casus_id, stap="klant").type(naam="Sam de B")

    assert open_casus(casus_id, stap="klant").form["naam"] == "Sam de B"


def test_the_four_steps_stand_beside_it_with_none_open(open_casus, casus_id):
    page = open_casus(casus_id, stap="klant")

    assert [step["open"] for step in page.model.stappen] == [False] * 4
