"""What was acknowledged is there after a kill at any moment; and the store starts light."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from vakmeten.domain.klant import Klant, Koppel
from vakmeten.settings import Settings, Visitor
from vakmeten.storage.account_tables import account, team
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.store import open_store

KILLS = 20
# Imports once, then forks for each wait it is told: the child saves one contact after another with
# a draft in between and says so after each; the parent kills it and passes on the last it said.
FORKING = """
import os, signal, sys, time
from pathlib import Path
from vakmeten.domain.uitvoering import Contact
from vakmeten.settings import Settings, Visitor
from vakmeten.storage.store import open_store

data, casus_id = Path(sys.argv[1]), sys.argv[2]
settings = Settings(data_map=data, hoofdsleutel=data / "hoofdsleutel")


def write(out):
    store = open_store(settings, Visitor("anna", ""))
    dossier = store.casus(casus_id)
    here = {"casus_id": casus_id, "ronde_id": dossier.huidig.ronde.id, "datum": store.vandaag()}
    number = dossier.versies.get(("contact", "contact-1"), 0)
    while True:
        number += 1
        store.save_concept(casus_id, "contact", {"kern": "x"}, klantnummer="", gezien={})
        contact = Contact(id="contact-1", vorm="brief", kern=str(number), **here)
        dossier = store.save(casus_id, [contact], gezien=dossier.versies, formulier="contact")
        os.write(out, b"%d " % number)


for line in sys.stdin:
    source, out = os.pipe()
    child = os.fork()
    if child == 0:
        write(out)
    os.close(out)
    said = os.read(source, 100)  # it has saved once
    time.sleep(float(line))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(source, 100_000):
        said += part
    os.close(source)
    print(said.split()[-1].decode(), flush=True)
"""


@pytest.fixture
def data(tmp_path: Path, empty: Path) -> Path:
    """The folder of an installation with one klantmanager."""
    shutil.copy(empty, tmp_path / "vakmeten.sqlite")
    create_keyring(tmp_path / "sleutelbos.sqlite", tmp_path / "hoofdsleutel")
    engine = open_engine(f"sqlite:///{tmp_path / 'vakmeten.sqlite'}")
    person = {"naam": "anna", "weergavenaam": "Anna", "rol": "klantmanager", "team": "noord"}
    with transaction(engine) as connection:
        connection.execute(sa.insert(team).values(code="noord", naam="Noord"))
        connection.execute(sa.insert(account).values(**person, wachtwoord="-", actief=True))
    engine.dispose()
    return tmp_path


def test_killed_twenty_times_no_acknowledged_write_is_lost(data):
    """Each writer goes on from what it finds on disk; what it said is always there."""
    settings = Settings(data_map=data, hoofdsleutel=data / "hoofdsleutel")
    store = open_store(settings, Visitor("anna", ""))
    new = Klant(klantnummer="K-1"), Koppel(klantnummer="K-1")
    casus_id = store.open_casus(*new, store.vandaag())
    rng = random.Random(7)
    parent = subprocess.Popen(
        [sys.executable, "-c", FORKING, str(data), casus_id],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with parent:
        for _ in range(KILLS):
            parent.stdin.write(f"{rng.uniform(0, 0.06)}\n")
            parent.stdin.flush()
            said = int(parent.stdout.readline())
            dossier = store.casus(casus_id)
            saved = dossier.versies["contact", "contact-1"]
            # One more than was said: killed between the commit and saying so.
            assert saved in (said, said + 1)
            assert dossier.huidig.contacten[0].kern == str(saved)
        parent.stdin.close()
    versions = store.geschiedenis(casus_id, "contact", "contact-1")
    store.close()

    assert len(versions) >= KILLS
    assert [v.versie for v in versions] == list(range(1, len(versions) + 1))
    with closing(sqlite3.connect(data / "vakmeten.sqlite")) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_the_store_starts_without_what_a_kernel_need_not_carry():
    code = "import sys, vakmeten.storage.store; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"pandas", "numpy", "alembic", "plotly", "psycopg", "ipywidgets", "tornado"}
    assert heavy & set(done.stdout.split()) == set()
