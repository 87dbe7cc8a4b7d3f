"""Whoever has the database and not the keys reads no name, no text and no search word."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.domain.verloop import heropen, sluit_af
from vakmeten.errors import KeyUnavailable, StoreUnavailable
from vakmeten.storage import schema
from vakmeten.storage.database import transaction
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.tables import metadata


def everything(town) -> bytes:
    """All bytes of the SQLite files, or every column of every table of PostgreSQL."""
    if town.engine.dialect.name == "sqlite":
        path = Path(town.engine.url.database)
        return b"".join(f.read_bytes() for f in path.parent.glob(f"{path.name}*"))
    found = b""
    for table in metadata.sorted_tables:
        for row in town.rows(f"select * from {table.name}"):
            found += b"|".join(
                bytes(v) if isinstance(v, bytes | memoryview) else repr(v).encode() for v in row
            )
    return found


def test_no_typed_word_is_readable_in_the_database(town, store, canaries, maak):
    """Every field in which a person types gets a word that is then looked for in all bytes."""
    words = [f"kanarie{i:02}woord" for i in range(30)]
    word = iter(words)
    number = store.new_klantnummer()
    first = {"naam": next(word)}
    store.save_concept("", "nieuwe_klant", first, klantnummer=number, gezien={})
    casus_id = town.open_casus("anna", number, naam=canaries["naam"], telefoon="06 55570943")
    dossier = store.casus(casus_id)
    plan = [
        maak(dossier, Diagnose, vraag=next(word), mogelijkheden=next(word),
             belemmeringen=next(word), domeinen={"zorg": next(word)}, duiding=next(word)),
        maak(dossier, Plan, toelichting=next(word)),
        maak(dossier, Doel, tekst=next(word), schaal=(next(word), "", "", "", next(word))),
        inzet := maak(dossier, Inzet, reden=next(word)),
        maak(dossier, Verwachting, inzet_id=inzet.id, wat=next(word)),
        maak(dossier, Contact, kern=next(word)),
        maak(dossier, Afspraak, wat=next(word), toelichting=next(word)),
    ]  # fmt: skip
    dossier = store.save(casus_id, plan, gezien=dossier.versies)
    evaluatie = maak(dossier, Evaluatie, anders=next(word))
    closing_ = sluit_af(dossier, evaluatie, store.vandaag(), "onbekend")
    dossier = store.save(casus_id, closing_, gezien=dossier.versies)
    again = heropen(dossier, store.vandaag(), next(word))
    store.save(casus_id, again, gezien=dossier.versies)
    store.save_concept(casus_id, "contact", {"kern": next(word)}, klantnummer="", gezien={})
    store.caseload(zoek=next(word))
    store.lookalikes(next(word))
    used = words[: words.index(next(word))]

    held = everything(town)

    assert len(used) > 15
    assert casus_id.encode() in held  # so the right bytes were looked at
    assert [w for w in used if w.encode() in held] == []
    for canary in ("Kanarie", "kanarie", "Vogelaar", "55570943"):
        assert canary.encode() not in held


def test_every_column_of_text_is_for_codes_or_encrypted():
    """What people type goes into columns of bytes; a new column of text must be looked at."""
    plain = {
        f"{table.name}.{column.name}"
        for table in schema.APPEND_ONLY
        for column in table.c
        if isinstance(column.type, sa.String | sa.JSON)
        and column.name not in {"id", "klantnummer", "casus_id", "ronde_id", "vastgelegd_door"}
    }
    assert plain == {
        "klant.opleidingsniveau", "casus.klantmanager", "casus.team", "casus.uitstroomreden",
        "diagnose.leefgebieden", "plan.bestemming", "plan.afgesproken_met", "doel.tussendoel",
        "doel.vervolg_op", "inzet.aanpak", "inzet.kennisbron", "inzet.einde",
        "verwachting.inzet_id", "verwachting.uitkomst", "contact.vorm", "afspraak.van",
        "evaluatie.leefgebieden", "evaluatie.doelscores", "evaluatie.elementen",
        "evaluatie.vervolg", "aanvulling.bij", "aanvulling.record_id", "aanvulling.waarden",
    }  # fmt: skip


def test_without_the_key_of_a_klant_the_texts_stay_closed_with_a_sentence(town, casus_id):
    with closing(sqlite3.connect(town.settings.keyring)) as connection:
        connection.execute("delete from sleutel where klantnummer = 'K-100001'")
        connection.commit()
    with pytest.raises(KeyUnavailable) as caught:
        town.store("anna")

    assert str(caught.value) == texts.SLEUTELBOS_ANDERE


def test_a_page_that_is_open_says_so_too(town, casus_id):
    other = town.open_casus("anna", "K-100002", naam="Mo")
    with closing(sqlite3.connect(town.settings.keyring)) as connection:
        connection.execute("delete from sleutel where klantnummer = 'K-100002'")
        connection.commit()
    store = town.store("anna")

    for ask in (lambda: store.casus(other), store.caseload):
        with pytest.raises(KeyUnavailable) as caught:
            ask()
        assert str(caught.value) == texts.SLEUTEL_KLANT_WEG
    assert store.casus(casus_id).koppel.naam == "Sam Jansen"


def test_a_new_keyring_beside_a_full_database_is_refused(town, casus_id):
    """As after a keyring was lost: new klanten would go into it and leave two halves."""
    town.settings.keyring.unlink()
    create_keyring(town.settings.keyring, town.settings.hoofdsleutel)

    with pytest.raises(KeyUnavailable) as caught:
        town.store("anna")

    assert str(caught.value) == texts.SLEUTELBOS_ANDERE


def test_an_error_of_the_database_shows_no_value_of_the_row(town, casus_id, canaries):
    row = {"klantnummer": "K-100001", "woord": canaries["naam"]}

    with pytest.raises(sa.exc.IntegrityError) as caught, town.engine.begin() as connection:
        connection.execute(sa.insert(schema.koppel_index), [row, row])
    # PostgreSQL itself adds a line with the key that was there; it goes no further than here.
    assert canaries["naam"] not in str(caught.value).split("DETAIL")[0]

    with pytest.raises(StoreUnavailable) as said, transaction(town.engine) as connection:
        connection.execute(sa.insert(schema.koppel_index), [row, row])
    assert str(said.value) == texts.DATABASE_FOUT
    assert said.value.__cause__ is None
    assert said.value.__suppress_context__


def test_a_former_name_stays_readable_in_the_history_only(town, store, casus_id):
    renamed = Koppel(klantnummer="K-100001", naam="Mo Bakker")
    store.save(casus_id, [renamed], gezien=store.casus(casus_id).versies)

    versions = store.geschiedenis(casus_id, "koppel", "K-100001")

    assert [v.record.naam for v in versions] == ["Sam Jansen", "Mo Bakker"]
    assert store.casus(casus_id).koppel.naam == "Mo Bakker"
