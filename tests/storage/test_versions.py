"""Append-only versions with two clocks: nothing that was written changes or is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.domain.verloop import heropen, sluit_af, stel_bij
from vakmeten.errors import AccessDenied, EditConflict, InvalidRecord, StoreUnavailable
from vakmeten.storage.database import transaction
from vakmeten.storage.schema import APPEND_ONLY

RECORD_TABLES = [table.name for table in APPEND_ONLY]


@pytest.fixture
def full(town, casus_id, maak):
    """A casus with at least one row in every table of records."""
    store = town.store()
    dossier = store.casus(casus_id)
    plan = [maak(dossier, Plan), inzet := maak(dossier, Inzet), maak(dossier, Contact)]
    plan += [maak(dossier, Diagnose), maak(dossier, Verwachting, inzet_id=inzet.id)]
    plan += [maak(dossier, Doel), maak(dossier, Afspraak), maak(dossier, Evaluatie)]
    plan += [Aanvulling(casus_id=casus_id, bij="casus", record_id=casus_id)]
    return store.save(casus_id, plan, gezien=dossier.versies)


def test_the_database_itself_refuses_to_change_what_was_written(town, full):
    for table in RECORD_TABLES:
        assert town.rows(f"select 1 from {table}")
        for statement in (f"update {table} set versie = 9", f"update {table} set id = 'x'"):
            with pytest.raises(StoreUnavailable), transaction(town.engine) as connection:
                connection.execute(sa.text(statement))


def test_the_database_itself_refuses_to_change_the_log(town, full):
    before = town.log()

    for statement in ("update logboek set actor = 'x'", "delete from logboek"):
        with pytest.raises(StoreUnavailable), transaction(town.engine) as connection:
            connection.execute(sa.text(statement))

    assert town.log() == before


def test_replacing_a_line_of_the_log_is_refused_too(town, full):
    """SQLite's REPLACE passes a trigger unless recursive_triggers is on."""
    verb, end = "replace", ""
    if town.engine.dialect.name == "postgresql":
        verb, end = "insert", "on conflict (id) do update set actor = 'iemand'"
    same = f"{verb} into logboek select * from logboek where id = 1 {end}"

    with pytest.raises(StoreUnavailable), transaction(town.engine) as connection:
        connection.execute(sa.text(same))


def test_a_correction_is_a_next_version_and_the_old_one_stays_readable(
    town, store, casus_id, bewaar
):
    bewaar(store, casus_id, Diagnose, trede=2, vraag="Eerst dit")
    town.clock.move(days=1)
    dossier = bewaar(town.store("bas"), casus_id, Diagnose, trede=3, vraag="Nu dat")

    first, second = store.geschiedenis(casus_id, "diagnose", dossier.huidig.diagnose.id)

    assert (first.versie, first.record.vraag, first.vastgelegd_door) == (1, "Eerst dit", "anna")
    assert (second.versie, second.record.vraag, second.vastgelegd_door) == (2, "Nu dat", "bas")
    assert second.bekend_op - first.bekend_op == timedelta(days=1)
    assert dossier.versies["diagnose", second.record.id] == 2


def test_the_history_of_a_name_and_of_the_casus_itself_can_be_read(store, casus_id):
    klantnummer = store.casus(casus_id).klant.klantnummer

    assert len(store.geschiedenis(casus_id, "koppel", klantnummer)) == 1
    assert len(store.geschiedenis(casus_id, "casus", casus_id)) == 1


def test_the_history_of_what_is_not_there_is_empty(store, casus_id):
    for soort, record_id in [
        ("diagnose", "x"), ("onzin", "x"), ("klant", "K-2"), ("contact", "\x00"),
        ("contact", "\ud800"),
    ]:  # fmt: skip
        assert store.geschiedenis(casus_id, soort, record_id) == []


def test_saving_the_same_twice_makes_no_second_version(town, store, casus_id, maak):
    dossier = store.casus(casus_id)
    contact = maak(dossier, Contact)

    store.save(casus_id, [contact], gezien=dossier.versies)
    again = store.save(casus_id, [contact], gezien=dossier.versies)

    assert again.versies["contact", contact.id] == 1


def test_the_same_record_twice_in_one_save_keeps_the_last(store, casus_id, maak):
    dossier = store.casus(casus_id)
    contact = maak(dossier, Contact)

    saved = store.save(casus_id, [contact, replace(contact, kern="Anders")], gezien=dossier.versies)

    assert saved.huidig.contacten[0].kern == "Anders"
    assert saved.versies["contact", contact.id] == 2


def test_a_casus_can_be_read_as_it_was_known(town, store, casus_id, bewaar):
    moments = [town.clock.now]
    for kern in ("een", "twee"):
        town.clock.move(hours=1)
        moments.append(town.clock.now)
        bewaar(store, casus_id, Contact, id="contact-1", kern=kern)

    def kernen(moment: datetime) -> list[str]:
        return [c.kern for c in store.casus(casus_id, peildatum=moment).huidig.contacten]

    assert [kernen(moment) for moment in moments] == [[], ["een"], ["twee"]]
    assert kernen(moments[2] - timedelta(microseconds=1)) == ["een"]


def test_before_it_was_known_a_casus_looks_as_if_it_were_not_there(town, store, casus_id):
    with pytest.raises(AccessDenied) as caught:
        store.casus(casus_id, peildatum=town.clock.now - timedelta(seconds=1))

    assert str(caught.value) == texts.GEEN_TOEGANG


def test_a_clock_that_was_turned_back_buries_no_version(town, store, casus_id, bewaar):
    bewaar(store, casus_id, Contact, id="contact-1", kern="eerst")
    town.clock.move(hours=-3)

    dossier = bewaar(store, casus_id, Contact, id="contact-1", kern="daarna")

    assert [c.kern for c in dossier.huidig.contacten] == ["daarna"]
    first, second = store.geschiedenis(casus_id, "contact", "contact-1")
    assert second.bekend_op == first.bekend_op
    assert second.vastgelegd_op == first.vastgelegd_op - timedelta(hours=3)


def test_today_is_the_day_in_the_netherlands(town, store):
    town.clock.now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert store.vandaag().isoformat() == "2026-07-01"
    assert store.nu().isoformat() == "2026-07-01T00:30:00+02:00"


def test_a_whole_casus_goes_through_and_opens_again(store, casus_id, full, maak):
    adjusted = store.save(
        casus_id,
        stel_bij(full, maak(full, Evaluatie, anders="Eerder bellen"), full.casus.startdatum),
        gezien=full.versies,
    )
    closed = store.save(
        casus_id,
        sluit_af(adjusted, None, adjusted.casus.startdatum, "arbeid"),
        gezien=adjusted.versies,
    )
    again = store.save(
        casus_id, heropen(closed, closed.casus.einddatum, "Terugval"), gezien=closed.versies
    )

    assert [ronde.nummer for ronde in again.rondes] == [1, 2, 3]
    assert again.casus.heropend_reden == "Terugval"
    assert again.ronde(full.huidig.ronde.id).evaluatie.anders == "Eerder bellen"


# Two people, one record


def test_the_second_writer_sees_what_the_first_wrote_and_loses_nothing(
    town, store, casus_id, bewaar, maak
):
    seen = bewaar(store, casus_id, Diagnose, vraag="begin")
    bewaar(town.store("bas"), casus_id, Diagnose, vraag="van Bas")
    mine = maak(seen, Diagnose, vraag="van Anna")

    with pytest.raises(EditConflict) as caught:
        store.save(casus_id, [mine], gezien=seen.versies)

    assert caught.value.theirs.vraag == "van Bas"
    assert str(caught.value) == texts.GEWIJZIGD
    now = store.casus(casus_id)
    assert store.save(casus_id, [mine], gezien=now.versies).huidig.diagnose.vraag == "van Anna"


def test_two_who_begin_the_same_step_are_in_conflict_too(town, store, casus_id, bewaar, maak):
    empty = store.casus(casus_id)
    bewaar(town.store("bas"), casus_id, Diagnose, vraag="van Bas")

    with pytest.raises(EditConflict) as caught:
        store.save(casus_id, [maak(empty, Diagnose)], gezien=empty.versies)

    assert caught.value.theirs.vraag == "van Bas"


def test_two_who_write_about_different_things_are_not(town, store, casus_id, bewaar, maak):
    seen = store.casus(casus_id)
    bewaar(town.store("bas"), casus_id, Contact)

    saved = store.save(casus_id, [maak(seen, Diagnose)], gezien=seen.versies)

    assert saved.huidig.diagnose
    assert saved.huidig.contacten


# All or nothing


def test_when_a_rule_breaks_in_the_middle_nothing_is_written(town, store, casus_id, maak):
    dossier = store.casus(casus_id)
    tomorrow = town.clock.now.date() + timedelta(days=1)
    records = [
        maak(dossier, Diagnose),
        maak(dossier, Contact),
        maak(dossier, Contact, datum=tomorrow),
    ]
    store.save_concept(casus_id, "diagnose", {"vraag": "x"}, klantnummer="", gezien={})

    with pytest.raises(InvalidRecord):
        store.save(casus_id, records, gezien=dossier.versies, formulier="diagnose")

    assert store.casus(casus_id) == dossier
    assert "diagnose" in store.concepten(casus_id)


def test_an_aanpak_that_is_not_in_the_catalogue_is_refused(town, store, casus_id, bewaar, maak):
    dossier = bewaar(store, casus_id, Plan)
    running = maak(dossier, Inzet, id="inzet-1")
    store.save(casus_id, [running], gezien=dossier.versies)
    with transaction(town.engine) as connection:
        connection.execute(sa.text("update aanpak set actief = false where code = 'werk_fit'"))
    now = store.casus(casus_id)

    for code in ("toverspreuk", "werk_fit"):
        with pytest.raises(InvalidRecord) as caught:
            store.save(casus_id, [maak(now, Inzet, aanpak=code)], gezien=now.versies)
        assert str(caught.value) == texts.AANPAK_KIEZEN
    ended = replace(running, reden="Paste goed")
    assert store.save(casus_id, [ended], gezien=now.versies).inzetten == (ended,)


def test_the_catalogue_is_read_in_the_order_of_a_screen(store):
    found = store.aanpakken()

    assert len(found) == 18
    assert [a.categorie for a in found] == sorted(a.categorie for a in found)


def test_the_id_of_another_casus_cannot_be_taken_over(town, store, casus_id, maak, bewaar):
    """Else the newest version of that id would hide the other's record from its own casus."""
    other = town.open_casus("carla", "K-100002")
    theirs = bewaar(town.store("carla"), other, Contact, id="contact-1").huidig.contacten[0]
    dossier = store.casus(casus_id)

    with pytest.raises(InvalidRecord) as caught:
        store.save(casus_id, [maak(dossier, Contact, id="contact-1")], gezien=dossier.versies)

    assert str(caught.value) == texts.ANDERE_CASUS
    assert town.store("carla").casus(other).huidig.contacten == (theirs,)


def test_a_klantnummer_is_opened_once(town, store, casus_id):
    with pytest.raises(InvalidRecord) as caught:
        town.open_casus("carla", "K-100001")

    assert str(caught.value) == texts.KLANT_BESTAAT


def test_a_name_of_another_klant_opens_no_casus(town, store):
    with pytest.raises(InvalidRecord) as caught:
        store.open_casus(Klant(klantnummer="K-3"), Koppel(klantnummer="K-4"), store.vandaag())

    assert str(caught.value) == texts.ANDERE_CASUS
    assert town.rows("select 1 from klant") == []


def test_a_moment_without_a_zone_is_not_stored(town, store, casus_id):
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        store.casus(casus_id, peildatum=town.clock.now.replace(tzinfo=None))


def test_a_klantnummer_that_is_taken_is_not_given_out(town, store, casus_id, monkeypatch):
    town.open_casus("anna", "K-100005")
    drawn = iter([5, 1, 7])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))

    assert store.new_klantnummer() == "K-100007"


def test_where_numbers_of_six_digits_are_taken_a_longer_one_is_given_out(town, store, monkeypatch):
    town.open_casus("anna", "K-100000")
    monkeypatch.setattr("secrets.randbelow", lambda _: 0)

    assert store.new_klantnummer() == "K-1000000"


def test_a_new_klantnummer_is_free_and_has_its_key(store):
    numbers = {store.new_klantnummer() for _ in range(5)}

    assert len(numbers) == 5
    for number in numbers:
        store.save_concept("", "nieuwe_klant", {"naam": "x"}, klantnummer=number, gezien={})
