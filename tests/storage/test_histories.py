"""Whole casussen that come in from elsewhere, known in the past and recorded now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.uitvoering import Contact
from vakmeten.domain.vastlegging import Vastlegging
from vakmeten.errors import AccessDenied, InvalidRecord, StoreUnavailable
from vakmeten.storage import schema
from vakmeten.storage.database import transaction
from vakmeten.storage.history import load_histories
from vakmeten.storage.keyring import Keyring

JANUARI, FEBRUARI = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 2, 5, 9, tzinfo=UTC)
DAG = JANUARI.date()


def history(nummer: int = 1, naam: str = "Sam Jansen") -> list[Vastlegging]:
    """A klant who comes in January, is corrected the same day, and is called in February."""
    k, c, r = f"K-{nummer}", f"casus-{nummer}", f"ronde-{nummer}"
    diagnose = Diagnose(casus_id=c, ronde_id=r, datum=DAG, trede=2, vraag="eerst")
    contact = Contact(
        id=f"contact-{nummer}", casus_id=c, ronde_id=r, datum=date(2026, 2, 1),
        vorm="telefonisch", kern="gebeld",
    )  # fmt: skip
    begin = (
        Klant(klantnummer=k),
        Koppel(klantnummer=k, naam=naam),
        Casus(id=c, klantnummer=k, klantmanager="anna", team="noord", startdatum=DAG),
        Ronde(id=r, casus_id=c, nummer=1, startdatum=DAG),
    )
    return [
        Vastlegging(bekend_op=JANUARI, door="bas", records=begin),
        Vastlegging(bekend_op=JANUARI, door="anna", records=(diagnose, replace(diagnose, trede=3))),
        Vastlegging(bekend_op=FEBRUARI, door="anna", records=(contact,)),
    ]


@pytest.fixture
def load(town):
    """load(history, ...): how many came in."""
    keyring = Keyring(town.settings.keyring, town.settings.hoofdsleutel)
    return lambda *all_: load_histories(town.engine, keyring, all_, town.clock())


def test_a_history_is_read_as_it_was_known_at_each_moment(town, store, load):
    assert load(history()) == 1

    def known(moment):
        dossier = store.casus("casus-1", peildatum=moment)
        trede = dossier.huidig.diagnose.trede if dossier.huidig.diagnose else None
        return trede, len(dossier.huidig.contacten)

    assert known(JANUARI) == known(FEBRUARI - timedelta(seconds=1)) == (3, 0)
    assert known(FEBRUARI) == known(town.clock.now) == (3, 1)
    with pytest.raises(AccessDenied):
        known(JANUARI - timedelta(seconds=1))
    first, second = store.geschiedenis("casus-1", "diagnose", "ronde-1-diagnose")
    assert (first.record.trede, second.record.trede) == (2, 3)
    assert (second.bekend_op, second.vastgelegd_op) == (JANUARI, town.clock.now)
    assert second.vastgelegd_door == "anna"


def test_work_goes_on_where_a_history_stopped(store, load, bewaar):
    load(history())

    dossier = bewaar(store, "casus-1", Contact, id="contact-1", kern="nog eens")

    assert [c.kern for c in dossier.huidig.contacten] == ["nog eens"]
    assert dossier.versies["contact", "contact-1"] == 2


def test_a_name_that_was_corrected_is_found_by_the_last_one_only(town, store, load):
    renamed = Koppel(klantnummer="K-1", naam="Sam Bakker")
    corrected = Vastlegging(bekend_op=FEBRUARI, door="anna", records=(renamed,))

    load([*history(), corrected])

    (regel,) = store.caseload(zoek="bakker")
    assert regel.naam == "Sam Bakker"
    assert store.lookalikes("Jansen") == []
    assert store.lookalikes("sam bakker") == ["K-1"]


def test_what_is_told_late_but_was_known_earlier_does_not_take_the_place_of_the_newest(
    town, store, load, bewaar
):
    """As an import may do: a next version with a moment before that of the one that counts."""
    load(history())
    late = schema.diagnose.select().where(schema.diagnose.c.versie == 2)
    with transaction(town.engine) as connection:
        row = dict(connection.execute(late).mappings().one())
        row |= {"versie": 3, "bekend_op": JANUARI - timedelta(hours=1), "trede": 6}
        connection.execute(schema.diagnose.insert().values(**row))

    assert store.casus("casus-1").huidig.diagnose.trede == 3
    assert [regel.trede for regel in store.caseload()] == [3]
    assert bewaar(store, "casus-1", Diagnose, trede=4).huidig.diagnose.trede == 4
    versions = store.geschiedenis("casus-1", "diagnose", "ronde-1-diagnose")
    assert [v.record.trede for v in versions] == [2, 3, 6, 4]


@pytest.mark.parametrize("missing", [Klant, Koppel, Casus, Ronde])
def test_a_history_begins_with_klant_koppel_casus_and_ronde(load, missing):
    first, *rest = history()
    records = tuple(r for r in first.records if not isinstance(r, missing))

    with pytest.raises(InvalidRecord) as caught:
        load([replace(first, records=records), *rest])

    assert str(caught.value) == texts.GESCHIEDENIS_BEGIN


def test_moments_go_forward_and_not_past_now(town, load):
    first, second, third = history()
    future = replace(third, bekend_op=town.clock.now + timedelta(seconds=1))

    for wrong in ([first, third, second], [first, second, future]):
        with pytest.raises(InvalidRecord) as caught:
            load(wrong)
        assert str(caught.value) == texts.GESCHIEDENIS_VOLGORDE


def test_a_history_obeys_the_rules_of_its_own_day_in_the_netherlands(store, load):
    late_evening = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # already February over here
    first, second, third = history()

    load([first, second, replace(third, bekend_op=late_evening)])

    assert store.casus("casus-1").huidig.contacten[0].datum == date(2026, 2, 1)
    with pytest.raises(InvalidRecord) as caught:
        load([*history(2)[:2], replace(history(2)[2], bekend_op=late_evening - timedelta(hours=1))])
    assert str(caught.value) == texts.DATUM_TOEKOMST.format(label="De datum van het contact")


def test_groups_before_a_wrong_one_stay_and_its_own_does_not(town, store, load, monkeypatch):
    monkeypatch.setattr("vakmeten.storage.history.CASUSSEN_A_TRANSACTION", 2)
    wrong = [history(4)[1]]

    with pytest.raises(InvalidRecord):
        load(history(1), history(2), history(3), wrong)

    assert {regel.casus_id for regel in store.caseload()} == {"casus-1", "casus-2"}


def test_the_same_history_twice_is_refused_and_changes_nothing(town, store, load):
    load(history())
    before = store.casus("casus-1")

    with pytest.raises(StoreUnavailable) as caught:
        load(history())

    assert str(caught.value) == texts.DATABASE_FOUT
    assert store.casus("casus-1") == before
