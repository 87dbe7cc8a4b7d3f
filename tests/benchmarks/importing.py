"""The peer of the importer: `pandas.read_csv` and one bulk insert, past every check."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from benchmarks.figure import Cost, stopwatch
from vakmeten.storage.database import PRAGMAS

COLUMNS = (
    "persoon", "geboren", "opleiding", "startdatum", "einddatum", "aanpak", "trede",
    "verdiensten", "uitstroom", "gegevens van",
)  # fmt: skip


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
