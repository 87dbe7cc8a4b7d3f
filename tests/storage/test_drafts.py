"""What was typed and not saved survives everything but being saved or thrown away."""

from __future__ import annotations

import pytest

from vakmeten import texts
from vakmeten.domain.diagnose import Diagnose
from vakmeten.errors import EditConflict, InvalidRecord, KeyUnavailable

TYPED = {
    "vraag": "half een \ud83d zin,\nمرحبا <b>&amp;</b> =1+1\x00 👩‍👧",
    "lang": "x" * 50_000,
    "lijst": [{"a": None, "b": [1, 2.5, True]}],
}


def test_a_draft_is_overwritten_and_read_back_exactly_in_a_new_store(town, store, casus_id):
    seen = store.casus(casus_id).versies
    store.save_concept(casus_id, "diagnose", {"vraag": "a"}, klantnummer="", gezien={})
    town.clock.move(seconds=5)
    when = store.save_concept(casus_id, "diagnose", TYPED, klantnummer="", gezien=seen)

    found = town.store().concepten(casus_id)

    assert list(found) == ["diagnose"]
    draft = found["diagnose"]
    assert draft.inhoud == TYPED
    assert draft.gezien == seen
    assert draft.gewijzigd_op == when == town.clock.now
    assert (draft.casus_id, draft.klantnummer) == (casus_id, "K-100001")


def test_an_empty_draft_is_a_draft_too(store, casus_id):
    store.save_concept(casus_id, "plan", {}, klantnummer="", gezien={})

    assert store.concepten(casus_id)["plan"].inhoud == {}


def test_each_person_has_drafts_of_their_own(town, store, casus_id):
    for naam in ("anna", "bas"):
        draft = {"van": naam}
        town.store(naam).save_concept(casus_id, "plan", draft, klantnummer="", gezien={})
    town.store("bas").drop_concept(casus_id, "plan")

    assert store.concepten(casus_id)["plan"].inhoud == {"van": "anna"}
    assert town.store("bas").concepten(casus_id) == {}


def test_saving_forgets_the_draft_of_that_form_only(store, casus_id, maak):
    dossier = store.casus(casus_id)
    for form in ("diagnose", "plan"):
        store.save_concept(casus_id, form, {"x": 1}, klantnummer="", gezien={})

    diagnose = [maak(dossier, Diagnose)]
    store.save(casus_id, diagnose, gezien=dossier.versies, formulier="diagnose")

    assert list(store.concepten(casus_id)) == ["plan"]


def test_a_save_that_is_refused_keeps_the_draft(town, store, casus_id, maak, bewaar):
    dossier = store.casus(casus_id)
    store.save_concept(casus_id, "diagnose", TYPED, klantnummer="", gezien={})
    bewaar(town.store("bas"), casus_id, Diagnose)

    mine = [maak(dossier, Diagnose, trede=5)]
    with pytest.raises(EditConflict):
        store.save(casus_id, mine, gezien=dossier.versies, formulier="diagnose")

    assert store.concepten(casus_id)["diagnose"].inhoud == TYPED


def test_the_draft_of_a_new_klant_goes_when_the_casus_opens(town, store):
    number = store.new_klantnummer()
    store.save_concept("", "nieuwe_klant", {"naam": "Sam"}, klantnummer=number, gezien={})

    assert store.concepten("")["nieuwe_klant"].klantnummer == number
    town.open_casus("anna", number)
    assert store.concepten("") == {}


def test_a_draft_of_a_new_klant_needs_a_klantnummer_with_a_key(store):
    for number in ("", "controle", "\ud800"):  # "controle" is a row of the keyring itself
        with pytest.raises(InvalidRecord) as refused:
            store.save_concept("", "nieuwe_klant", {"a": 1}, klantnummer=number, gezien={})
        assert str(refused.value) == texts.KLANTNUMMER_FOUT
    with pytest.raises(KeyUnavailable) as missing:
        store.save_concept("", "nieuwe_klant", {"a": 1}, klantnummer="K-404", gezien={})
    assert str(missing.value) == texts.SLEUTEL_KLANT_WEG
