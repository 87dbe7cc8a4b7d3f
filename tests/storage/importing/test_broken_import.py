"""Every broken file through the whole import: good lines in, bad ones named, nothing else moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from fixtures.broken_files import BROKEN, Broken
from fixtures.import_files import mapping
from fixtures.town import Town

from vakmeten.errors import InvalidFile
from vakmeten.storage import schema
from vakmeten.storage.database import transaction
from vakmeten.storage.importing.importer import ImportReport, import_file
from vakmeten.storage.keyring import Keyring

KOLOMMEN = """
[klant]
klantnummer = {{ kolom = "klantnummer", voorvoegsel = "F{nummer}-" }}

[casus]
klantmanager = {{ vast = "anna" }}
startdatum = "startdatum"

[diagnose]
datum = "startdatum"
trede = "trede"

[[topping]]
kolom = "verdiensten"
code = "verdiensten"
naam = "Verdiensten"
soort = "getal"
bij = "casus"

[[topping]]
kolom = "reden"
code = "toelichting_reden"
naam = "Reden"
soort = "tekst"
bij = "casus"
"""


def klantnummers(town: Town) -> set[str]:
    with transaction(town.engine) as connection:
        return set(connection.execute(sa.select(schema.casus.c.klantnummer)).scalars())


def differs(report: ImportReport, broken: Broken, new: set[str]) -> dict[str, Any]:
    """What came out otherwise than the file says it should."""
    bad = {fault.regel: fault.kolom for fault in report.faults}
    expected = {**broken.slecht, **broken.later}
    found: dict[str, Any] = {}
    if new != set(broken.goed):
        found["goed"] = new ^ set(broken.goed)
    if bad != expected:
        found["slecht"] = (bad, expected)
    if report.slecht != len(bad) or report.regels != report.goed + len(bad):
        found["telling"] = report
    return found


def test_each_good_line_goes_in_and_each_bad_one_is_reported(town: Town, tmp_path: Path):
    keyring = Keyring(town.settings.keyring, town.settings.hoofdsleutel)
    wrong: dict[str, Any] = {}
    before = klantnummers(town)

    for nummer, broken in enumerate(BROKEN):
        path = broken.write(tmp_path)
        kolommen = mapping(KOLOMMEN.format(nummer=nummer))
        try:
            report = import_file(town.engine, keyring, path, kolommen, now=town.clock())
        except InvalidFile as error:
            if not broken.geweigerd:
                wrong[broken.naam] = str(error)
            continue
        after = klantnummers(town)
        new = {k.removeprefix(f"F{nummer}-") for k in after - before}
        before = after
        if broken.geweigerd or differs(report, broken, new):
            wrong[broken.naam] = differs(report, broken, new)

    assert wrong == {}
