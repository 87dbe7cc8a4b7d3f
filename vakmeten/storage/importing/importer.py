"""A file of another system into klanten, casussen, inzetten and uitkomsten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vakmeten import texts
from vakmeten.domain.klant import Koppel
from vakmeten.errors import InvalidFile, InvalidRecord
from vakmeten.storage import schema
from vakmeten.storage.account_tables import account
from vakmeten.storage.database import transaction
from vakmeten.storage.importing.existing import read_known, take_turn
from vakmeten.storage.importing.folding import Change, Context, fold
from vakmeten.storage.importing.lines import LineReader, Saying
from vakmeten.storage.importing.mapping import FileMapping
from vakmeten.storage.importing.provenance import IMPORT
from vakmeten.storage.importing.shapes import Fault, Line, Sheet
from vakmeten.storage.importing.sheet import read_sheet
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.logbook import log_line
from vakmeten.storage.migrate import insert_aanpakken
from vakmeten.storage.records import key_of
from vakmeten.storage.store import check_keyring
from vakmeten.storage.toppings import add_toppings, check_fits, read_toppings
from vakmeten.storage.writing import Rows

# Fewer would write the same pages of the indexes many times over; more would let a klantmanager
# who saves wait too long.
KLANTEN_A_TRANSACTION = 2_000
REGELS_A_TRANSACTION = 5_000
REGELS_A_KLANT = 2_000  # more: some other column was taken for the klantnummer

Progress = Callable[[int, int], object]


@dataclass(slots=True)
class ImportReport:
    """What came of a file.

    regels: lines with something in them; `goed` of them say what is now in the store.
    faults: what is wrong, by line; one line can have several.
    nieuw:  versions that were added, by kind of record; empty if the file said nothing new. In a
            proef, those that would be.
    geschreven: whether anything was written.
    """

    regels: int = 0
    goed: int = 0
    faults: list[Fault] = field(default_factory=list[Fault])
    nieuw: Counter[str] = field(default_factory=Counter[str])
    geschreven: bool = False

    @property
    def slecht(self) -> int:
        """How many lines did not go in."""
        return self.regels - self.goed


def import_file(
    engine: Engine, keyring: Keyring, path: Path, mapping: FileMapping, *, now: datetime,
    proef: bool = False, alles_of_niets: bool = False,
    progress: Progress = lambda done, total: None,
) -> ImportReport:  # fmt: skip
    """Take up a file; a line that does not fit is reported and leaves the rest alone.

    now:            the moment of the import, aware.
    proef:          write nothing, only say what would come of it.
    alles_of_niets: write nothing if there is a fault; for this every line is read twice.
    progress:       called with a number of lines each time so many are done, and with them all.

    Aanpakken and toppings of the mapping are added as soon as a line is written. The same file a
    second time changes nothing. Raises InvalidFile if file or mapping cannot be
    used as a whole, StoreUnavailable or KeyUnavailable as a store does; what was written by then
    stays, and a next time goes on from there.
    """
    sheet = read_sheet(path, mapping.layout, mapping.kolommen)
    importer = _Importer(engine, keyring, mapping, sheet, now)
    times = 2 if alles_of_niets and not proef else 1

    def done(lines: int) -> None:
        progress(lines, times * len(sheet.lines))

    if proef or alles_of_niets:
        report = importer.run(done, write=False)
        if proef or report.faults:
            return report
    return importer.run(done, write=True)


class _Importer:
    def __init__(
        self, engine: Engine, keyring: Keyring, mapping: FileMapping, sheet: Sheet, now: datetime
    ) -> None:
        self._engine = engine
        self._keyring = keyring
        self._mapping = mapping
        self._sheet = sheet
        self._now = now
        self._defined = False
        check_keyring(engine, keyring)
        with transaction(engine) as connection:
            teams = _teams(connection)
            names = _names(connection, mapping)
            _check_toppings(connection, mapping)
        self._reader = LineReader(
            mapping, sheet.kolommen, now, accounts=list(teams), aanpakken=names
        )
        free = frozenset(topping.code for topping, _ in mapping.toppings if topping.is_tekst)
        self._context = Context(teams, free, self._reader.kolom)

    def run(self, done: Callable[[int], None], *, write: bool) -> ImportReport:
        """Take up all lines, some klanten a transaction."""
        report = ImportReport(regels=len(self._sheet.lines), faults=list(self._sheet.faults))
        report.regels += len({fault.regel for fault in report.faults})
        for batch in _batches(self._groups().values()):
            # Read before the transaction begins: that is when others come in between.
            sayings = [found for lines in batch if (found := list(self._readable(lines, report)))]
            with transaction(self._engine) as connection:
                self._take(connection, sayings, report, write=write)
            done(sum(map(len, batch)))
        report.faults.sort(key=lambda fault: fault.regel)
        return report

    def _groups(self) -> dict[str, list[Line]]:
        """The lines by klant, in the order of the file; one that names nobody stands alone."""
        groups: dict[str, list[Line]] = {}
        for line in self._sheet.lines:
            name = self._reader.klantnummer(line) or f"regel {line.nummer}"
            groups.setdefault(name, []).append(line)
        return groups

    def _take(
        self, connection: Connection, groups: Sequence[list[Saying]], report: ImportReport, *,
        write: bool,
    ) -> None:  # fmt: skip
        take_turn(connection)
        known = read_known(connection, self._keyring, {group[0].klantnummer for group in groups})
        changes: dict[str, list[Change]] = {}
        for group in groups:
            klantnummer = group[0].klantnummer
            found, faults = fold(group, known.get(klantnummer), self._context)
            report.faults += faults
            report.goed += len(group) - len({fault.regel for fault in faults})
            report.nieuw.update(key_of(change.record)[0] for change in found)
            if found:
                changes[klantnummer] = found
        if write and changes:
            self._keyring.add(*(klantnummer for klantnummer in changes if klantnummer not in known))
            self._write(connection, changes)
            report.geschreven = True

    def _readable(self, lines: Sequence[Line], report: ImportReport) -> Iterator[Saying]:
        if len(lines) > REGELS_A_KLANT:
            kolom = self._reader.kolom("klant", "klantnummer")
            message = texts.IMPORT_TE_VEEL.format(aantal=f"{REGELS_A_KLANT:,}".replace(",", "."))
            report.faults += [Fault(line.nummer, kolom, message) for line in lines]
            return
        for line in lines:
            found = self._reader.read(line)
            if isinstance(found, list):
                report.faults += found
            else:
                yield found

    def _define(self, connection: Connection) -> None:
        """Add the aanpakken and toppings of the mapping that are not there yet.

        Not before there is something to write: a topping with a wrong soort could not be mended.
        """
        insert_aanpakken(connection, self._mapping.aanpakken)
        add_toppings(connection, [topping for topping, _ in self._mapping.toppings])
        self._defined = True

    def _write(self, connection: Connection, changes: Mapping[str, Sequence[Change]]) -> None:
        if not self._defined:
            self._define(connection)
        rows = Rows()
        for klantnummer, versions in changes.items():
            for change in versions:
                version = {
                    "versie": change.versie,
                    "bekend_op": change.bekend_op,
                    "vastgelegd_op": self._now,
                    "vastgelegd_door": IMPORT,
                }
                rows.add(change.record, klantnummer, self._keyring, version)
                if isinstance(change.record, Koppel) and not change.geldt:
                    rows.words.pop(klantnummer)  # a person is found by the name as it is now
        rows.write(connection)
        log_line(
            connection,
            tijdstempel=self._now,
            actor=IMPORT,
            actie="importeren",
            object_="",
            resultaat="gelukt",
            oorsprong="opdrachtregel",
            filter_={"klanten": len(changes), "versies": sum(map(len, changes.values()))},
        )


def _batches(groups: Iterable[list[Line]]) -> Iterator[list[list[Line]]]:
    """The lines of some klanten together, for one transaction."""
    batch: list[list[Line]] = []
    regels = 0
    for lines in groups:
        batch.append(lines)
        regels += len(lines)
        if len(batch) >= KLANTEN_A_TRANSACTION or regels >= REGELS_A_TRANSACTION:
            yield batch
            batch, regels = [], 0
    if batch:
        yield batch


def _teams(connection: Connection) -> dict[str, str]:
    """The team of each account; of people who left too, since a file tells of the past."""
    rows = connection.execute(sa.select(account.c.naam, account.c.team))
    return {naam: team for naam, team in rows}  # noqa: C416  a row is no pair to pyright


def _names(connection: Connection, mapping: FileMapping) -> dict[str, str]:
    """The code of each aanpak, by its code and by its naam in small letters.

    A naam that two of them have names neither.
    """
    table = schema.aanpak
    found = {(aanpak.code, aanpak.naam.casefold()) for aanpak in mapping.aanpakken}
    rows = connection.execute(sa.select(table.c.code, table.c.naam))
    found |= {(code, naam.casefold()) for code, naam in rows}
    often = Counter(naam for _, naam in found)
    names = {naam: code for code, naam in found if often[naam] == 1}
    return names | {code: code for code, _ in found}


def _check_toppings(connection: Connection, mapping: FileMapping) -> None:
    known = read_toppings(connection)
    try:
        for topping, _ in mapping.toppings:
            check_fits(topping, known)
    except InvalidRecord as error:
        raise InvalidFile(str(error)) from None
