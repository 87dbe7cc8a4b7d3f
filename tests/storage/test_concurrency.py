"""Several people at once: exactly one wins, the others hear of it, and no write is lost."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.uitvoering import Contact
from vakmeten.errors import EditConflict, InvalidRecord, StoreUnavailable
from vakmeten.storage.keyring import Keyring


def at_once(*tasks):
    """Run the tasks in threads that start together; what each returned or raised."""
    together = Barrier(len(tasks))

    def run(task):
        together.wait()
        try:
            return task()
        except Exception as error:  # noqa: BLE001 - the test looks which it was
            return error

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_of_writers_at_the_same_moment_exactly_one_wins(town, casus_id, maak):
    def save(store, record, gezien):
        return store.save(casus_id, [record], gezien=gezien)

    stores = [town.store(naam) for naam in ("anna", "bas", "anna", "bas")]
    seen = stores[0].casus(casus_id)
    for turn in range(3):
        mine = [maak(seen, Diagnose, vraag=f"van {i}, keer {turn}") for i in range(4)]
        tasks = (partial(save, s, d, seen.versies) for s, d in zip(stores, mine, strict=True))
        done = at_once(*tasks)

        lost = [r for r in done if isinstance(r, Exception)]
        (won,) = [r for r in done if not isinstance(r, Exception)]
        assert [type(error) for error in lost] == [EditConflict] * 3
        assert {error.theirs.vraag for error in lost} == {won.huidig.diagnose.vraag}
        seen = won


def test_eight_writers_on_twenty_casussen_lose_nothing(town, maak):
    """Each writer adds to a text, and again after a conflict; in the end all are there."""
    ids = [town.open_casus("anna", f"K-2000{i:02}") for i in range(20)]

    def write(number: int) -> int:
        store, rng, conflicts = (
            town.store("anna" if number % 2 else "bas"),
            random.Random(number),
            0,
        )
        for casus_id in rng.sample(ids, 4):
            while True:
                dossier = store.casus(casus_id)
                kern = "".join(c.kern for c in dossier.huidig.contacten) or "begin"
                new = maak(dossier, Contact, id=f"c-{casus_id}", kern=f"{kern} {number}")
                try:
                    store.save(casus_id, [new], gezien=dossier.versies)
                    break
                except EditConflict:
                    conflicts += 1
        return conflicts

    done = at_once(*(lambda n=n: write(n) for n in range(8)))

    assert all(isinstance(conflicts, int) for conflicts in done), done
    for casus_id in ids:
        writers = sorted(n for n in range(8) if casus_id in random.Random(n).sample(ids, 4))
        versions = town.opened[0].geschiedenis(casus_id, "contact", f"c-{casus_id}")
        assert [v.versie for v in versions] == list(range(1, len(writers) + 1))
        last = versions[-1].record.kern if versions else "begin"
        assert sorted(int(word) for word in last.split()[1:]) == writers


def test_a_klant_that_two_open_at_once_is_there_once(town):
    done = at_once(*(lambda n=n: town.open_casus(n, "K-300001") for n in ("anna", "bas", "carla")))

    refused = [r for r in done if isinstance(r, InvalidRecord | StoreUnavailable)]
    assert len(refused) == 2, done
    assert town.rows("select count(*) from casus") == [(1,)]


def test_a_klant_that_another_opens_between_looking_and_writing_is_there_once(town, monkeypatch):
    """PostgreSQL lets the second write; SQLite has one writer at a time, who then comes second."""
    add, before = Keyring.add, iter([lambda: town.open_casus("bas", "K-300001")])

    def add_after_another(self, *klantnummers):
        if town.engine.dialect.name == "postgresql":
            next(before, lambda: None)()
        add(self, *klantnummers)

    monkeypatch.setattr(Keyring, "add", add_after_another)
    if town.engine.dialect.name == "sqlite":
        next(before)()

    with pytest.raises((InvalidRecord, StoreUnavailable)):
        town.open_casus("anna", "K-300001")

    assert town.rows("select count(*) from casus") == [(1,)]


def test_two_pages_that_keep_the_same_draft_at_once_both_succeed(town, casus_id):
    stores = [town.store("anna") for _ in range(4)]

    for _ in range(3):
        done = at_once(
            *(lambda s=s, i=i: s.save_concept(
                casus_id, "plan", {"van": i}, klantnummer="", gezien={})
              for i, s in enumerate(stores))
        )  # fmt: skip
        assert not [r for r in done if isinstance(r, Exception)]
    assert stores[0].concepten(casus_id)["plan"].inhoud["van"] in range(4)


def test_a_reader_never_sees_half_of_a_save(town, casus_id, maak):
    """Diagnose and contact are always saved with the same text, so they are always read so."""
    writer, reader = town.store("bas"), town.store("anna")

    def write():
        for i in range(10):
            dossier = writer.casus(casus_id)
            both = [
                maak(dossier, Diagnose, vraag=f"{i}"),
                maak(dossier, Contact, id="c-1", kern=f"{i}"),
            ]
            writer.save(casus_id, both, gezien=dossier.versies)

    def read():
        return [reader.casus(casus_id).huidig for _ in range(25)]

    written, seen = at_once(write, read)

    assert written is None
    pairs = {(b.diagnose.vraag, b.contacten[0].kern) for b in seen if b.diagnose}
    assert all(vraag == kern for vraag, kern in pairs)
