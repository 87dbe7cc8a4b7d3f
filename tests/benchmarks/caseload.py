"""A caseload of 100 casussen out of 100,000, beside the same out of 1,000."""

from __future__ import annotations

import hashlib
import inspect
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.figure import Cost, Figure, stopwatch, take_turns
from benchmarks.installation import make_installation, store_of
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import CasusRecord
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Inzet, Plan, Verwachting
from vakmeten.domain.record import new_id
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.settings import Settings
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.schema import SCHEMA_VERSION
from vakmeten.storage.store import Store
from vakmeten.storage.writing import Rows

BOUND = 3.0
EACH = 100  # casussen of one klantmanager
TEAM = 10  # klantmanagers in one team
GROUP = 1000  # casussen in one transaction
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def figures(*, many: int = 100_000, few: int = 1_000, rounds: int = 25) -> list[Figure]:
    """One figure. Both stores are filled once and kept in the temporary folder."""
    big, small = (store_of(filled(n), "mens0") for n in (many, few))
    ours, peer = take_turns(lambda: _open(big), lambda: _open(small), rounds)
    big.close()
    small.close()
    return [
        Figure(
            what=f"open a caseload of {EACH} out of {many:,} casussen",
            peer_is=f"out of {few:,}",
            ours=ours, peer=peer, unit="ms", bound=BOUND,
        )
    ]  # fmt: skip


def _open(store: Store) -> Cost:
    with stopwatch() as cost:
        found = store.caseload()
    if len(found) != EACH or not all(regel.naam for regel in found):
        raise AssertionError(f"{len(found)} lines")
    return cost


def filled(n: int) -> Settings:
    """An installation with n open casussen; made anew when the schema or this file changes."""
    source = inspect.getsource(sys.modules[__name__]).encode()
    stamp = hashlib.sha256(source).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"vakmeten-meting-{SCHEMA_VERSION}-{stamp}-{n}"
    if not folder.exists():
        began = time.perf_counter()
        work = Path(tempfile.mkdtemp(prefix="vakmeten-meting-"))
        try:
            _fill(work, n)
            work.replace(folder)
        finally:  # half a store is no store
            shutil.rmtree(work, ignore_errors=True)
        sys.stderr.write(f"  {n:,} casussen made in {time.perf_counter() - began:.0f} s\n")
    return Settings(data_map=folder, hoofdsleutel=folder / "hoofdsleutel")


def _fill(folder: Path, n: int) -> None:
    """Whole records with keys of their own, past the rules: those would take many minutes."""
    people = [f"mens{number}" for number in range(max(1, n // EACH))]
    teams = {naam: f"team{number // TEAM}" for number, naam in enumerate(people)}
    settings = make_installation(folder, teams.items())
    engine = open_engine(settings.url)
    keyring = Keyring(settings.keyring, settings.hoofdsleutel)
    rng = random.Random(n)
    for start in range(0, n, GROUP):
        nummers = [f"K-{100_000 + number}" for number in range(start, min(start + GROUP, n))]
        keyring.add(*nummers)
        rows = Rows()
        for nummer in nummers:
            wie = people[int(nummer[2:]) % len(people)]
            for version, record in _casus(nummer, wie, teams[wie], rng):
                rows.add(record, nummer, keyring, {"versie": version, **_recorded(wie)})
        with transaction(engine) as connection:
            rows.write(connection)
    engine.dispose()


def _recorded(wie: str) -> dict[str, object]:
    return {"bekend_op": NOW, "vastgelegd_op": NOW, "vastgelegd_door": wie}


def _casus(
    nummer: str, wie: str, team: str, rng: random.Random
) -> Iterator[tuple[int, CasusRecord]]:
    """One casus half-way its first ronde, with a corrected diagnose: version and record."""
    start = date(2024, 3, 1) + timedelta(days=rng.randrange(600))
    casus = Casus(id=new_id(), klantnummer=nummer, klantmanager=wie, team=team, startdatum=start)
    ronde = Ronde(casus_id=casus.id, nummer=1, startdatum=start)
    here = {"casus_id": casus.id, "ronde_id": ronde.id}
    diagnose = Diagnose(**here, datum=start, trede=rng.randint(1, 6), vraag="Wil werken in de zorg")
    inzet = Inzet(**here, aanpak="werk_fit", kennisbron="praktijk", startdatum=start)
    soon = start + timedelta(days=90)
    yield 1, Klant(klantnummer=nummer)
    yield 1, Koppel(klantnummer=nummer, naam=f"Sam Jansen {nummer}")
    yield 1, casus
    yield 1, ronde
    yield 1, diagnose
    yield 2, diagnose
    yield 1, Plan(**here, datum=start, bestemming="arbeidsmarkt")
    yield 1, inzet
    yield 1, Verwachting(**here, inzet_id=inzet.id, wat="Komt elke week", datum=soon, kans=70)
    for weeks in (2, 6):
        day = start + timedelta(weeks=weeks)
        yield 1, Contact(**here, datum=day, vorm="telefonisch", kern="Het gaat goed")
    yield 1, Afspraak(**here, van="klant", wat="Belt de opleiding", datum=soon)
    if rng.random() < 0.5:
        yield 1, Evaluatie(**here, datum=soon, trede=3)
