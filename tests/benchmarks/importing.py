"""Importing: lines with klant, casus, diagnose, inzet, end and a topping, beside a bare copy.

The peer is `pandas.read_csv` and one bulk insert into one table, past every check, key and rule.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import tomllib
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from benchmarks.figure import Cost, Figure, stopwatch, take_turns
from benchmarks.installation import make_installation
from vakmeten.storage.asking import utc_now
from vakmeten.storage.database import PRAGMAS, open_engine
from vakmeten.storage.importing.importer import import_file
from vakmeten.storage.importing.mapping import mapping_of
from vakmeten.storage.keyring import Keyring

BOUND = 20.0
KOLOMMEN = """
bekend_op = "gegevens van"

[klant]
klantnummer = "persoon"
geboortejaar = "geboren"
opleidingsniveau = { kolom = "opleiding", waarden = { L = "laag", M = "middelbaar", H = "hoog" } }

[casus]
klantmanager = { vast = "anna" }
startdatum = "startdatum"

[diagnose]
datum = "startdatum"
trede = "trede"

[plan]
datum = "startdatum"
bestemming = { vast = "onbekend" }

[inzet]
aanpak = "aanpak"
startdatum = "startdatum"
kennisbron = { vast = "onbekend" }

[einde]
einddatum = "einddatum"
uitstroomreden = { kolom = "uitstroom", waarden = { werk = "arbeid", "" = "onbekend" } }

[[topping]]
kolom = "verdiensten"
code = "verdiensten"
naam = "Verdiensten"
soort = "getal"
bij = "casus"
"""

COLUMNS = (
    "persoon", "geboren", "opleiding", "startdatum", "einddatum", "aanpak", "trede",
    "verdiensten", "uitstroom", "gegevens van",
)  # fmt: skip


def figures(*, n: int = 100_000, rounds: int = 3) -> list[Figure]:
    """One figure: n lines into an empty store, and into an empty table."""
    with tempfile.TemporaryDirectory(prefix="vakmeten-") as name:
        folder = Path(name)
        write_lines(folder / "bestand.csv", n)
        turn = iter(range(2 * (rounds + 1)))
        ours, peer = take_turns(
            lambda: _take_up(folder / "bestand.csv", folder / str(next(turn))),
            lambda: bulk_insert(folder / "bestand.csv", folder / f"{next(turn)}.sqlite"),
            rounds,
        )
    return [
        Figure(
            what=f"import {n:,} lines: rules, keys and versions included",
            peer_is="`pandas.read_csv` and one bulk insert",
            ours=ours, peer=peer, bound=BOUND,
        )
    ]  # fmt: skip


def _take_up(path: Path, folder: Path) -> Cost:
    folder.mkdir()
    settings = make_installation(folder, [("anna", "noord")])
    engine = open_engine(settings.url)
    keyring = Keyring(settings.keyring, settings.hoofdsleutel)
    mapping = mapping_of(tomllib.loads(KOLOMMEN))
    with stopwatch() as cost:
        report = import_file(engine, keyring, path, mapping, now=utc_now())
    engine.dispose()
    if report.faults or not report.goed:
        raise AssertionError(f"these lines are good: {report.faults[:3]}")
    return cost


def write_lines(path: Path, n: int, seed: int = 0) -> None:
    """A CSV as a municipality's system writes it: n casussen, semicolons, decimal commas."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(COLUMNS) + "\r\n")
        for number in range(n):
            start = date(2023, 1, 2) + timedelta(days=rng.randrange(700))
            end = start + timedelta(days=rng.randrange(60, 400))
            cells = (
                f"P-{number:06d}", str(rng.randrange(1960, 2005)), rng.choice("LMH"),
                f"{start:%d-%m-%Y}", f"{end:%d-%m-%Y}", rng.choice(("werk_fit", "jobcoach")),
                str(rng.randrange(1, 7)), f"{rng.random() * 3000:.2f}".replace(".", ","),
                rng.choice(("werk", "")), f"{end:%d-%m-%Y}",
            )  # fmt: skip
            file.write(";".join(cells) + "\r\n")


def bulk_insert(path: Path, database: Path) -> Cost:
    """Read the whole file and insert it in one transaction, as sure of the disk as the store."""
    with stopwatch() as cost:
        frame = pd.read_csv(
            path, sep=";", decimal=",", dayfirst=True,
            parse_dates=["startdatum", "einddatum", "gegevens van"],
        )  # fmt: skip
        with closing(sqlite3.connect(database)) as connection:
            for name, value in PRAGMAS.items():
                connection.execute(f"PRAGMA {name}={value}")
            with connection:
                frame.to_sql("regel", connection, index=False, if_exists="replace")
    return cost
