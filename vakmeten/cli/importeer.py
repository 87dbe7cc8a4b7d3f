"""`vakmeten importeer`: take up a file of another system."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from vakmeten import labels, texts
from vakmeten.cli.parsing import Commands, say
from vakmeten.errors import InvalidSettings
from vakmeten.samples import demo
from vakmeten.settings import Settings
from vakmeten.storage.database import check_schema, is_sqlite, open_engine, sqlite_path
from vakmeten.storage.importing.importer import ImportReport, import_file
from vakmeten.storage.importing.mapping import read_mapping
from vakmeten.storage.importing.shapes import Fault
from vakmeten.storage.keyring import Keyring

SHOWN = 40  # different faults on the screen; a file with more needs its mapping looked at
STOPPED = 130  # as a shell says it of Ctrl+C
BAR = "{percentage:3.0f} % |{bar}| {n_fmt} van {total_fmt} regels, nog {remaining}"


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("importeer", help=texts.CLI_IMPORTEER)
    command.add_argument("bestand", type=Path, help=texts.CLI_IMPORT_BESTAND)
    command.add_argument("--kolommen", type=Path, required=True, help=texts.CLI_IMPORT_KOLOMMEN)
    command.add_argument("--proef", action="store_true", help=texts.CLI_IMPORT_PROEF)
    command.add_argument("--alles-of-niets", action="store_true", help=texts.CLI_IMPORT_ALLES)
    command.add_argument("--demo", action="store_true", help=texts.CLI_IMPORT_DEMO)
    # A file is about casussen of accounts that are there: no folder or database is made for it.
    command.set_defaults(run=run_importeer, maakt_map=False)


def run_importeer(arguments: argparse.Namespace, settings: Settings) -> int:
    """Take up a file, or try it. Returns 1 if lines stayed out, 130 if it was stopped, else 0."""
    demo.check_kind(settings)
    if is_sqlite(settings.url) and not sqlite_path(settings.url).is_file():
        folder = sqlite_path(settings.url).parent
        raise InvalidSettings(texts.IMPORT_GEEN_DATABASE.format(pad=folder))
    try:
        report = _take_up(arguments, settings)
    except KeyboardInterrupt:
        say(texts.IMPORT_GESTOPT, stream=sys.stderr)
        return STOPPED
    for line in _lines(report, proef=arguments.proef):
        say(line)
    return 1 if report.faults else 0


def _take_up(arguments: argparse.Namespace, settings: Settings) -> ImportReport:
    mapping = read_mapping(arguments.kolommen)
    keyring = Keyring(settings.keyring, settings.hoofdsleutel)
    engine = open_engine(settings.url)
    try:
        check_schema(engine)
        with tqdm(bar_format=BAR, disable=None, leave=False, total=0) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done)

            return import_file(
                engine,
                keyring,
                arguments.bestand,
                mapping,
                now=datetime.now(UTC),
                proef=arguments.proef,
                alles_of_niets=arguments.alles_of_niets,
                progress=progress,
            )
    finally:
        engine.dispose()


def _lines(report: ImportReport, *, proef: bool) -> Iterable[str]:
    """What a person reads about an import."""
    yield from _fault_lines(report.faults)
    regels = labels.aantal(report.regels, "regel", "regels")
    yield texts.IMPORT_TELLING.format(regels=regels, goed=report.goed, slecht=report.slecht)
    if proef:
        yield texts.IMPORT_PROEF
    elif report.geschreven:
        yield texts.IMPORT_KLAAR.format(wat=_kinds(report))
    else:
        yield texts.IMPORT_NIETS_NIEUW if not report.faults else texts.IMPORT_NIETS


def _kinds(report: ImportReport) -> str:
    counted = report.nieuw.items()
    return labels.opsomming([labels.aantal(n, *texts.IMPORT_SOORTEN[kind]) for kind, n in counted])


def _fault_lines(faults: Sequence[Fault]) -> Iterable[str]:
    """The same thing wrong in the same column is one line, with the numbers of its lines."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for fault in faults:
        groups[fault.kolom, fault.tekst].append(fault.regel)
    for (kolom, tekst), numbers in list(groups.items())[:SHOWN]:
        where = texts.IMPORT_KOLOM.format(kolom=kolom) if kolom else ""
        yield f"{_numbers(numbers)}{where}: {tekst}"
    if len(groups) > SHOWN:
        yield texts.IMPORT_MEER.format(aantal=len(groups) - SHOWN)


def _numbers(numbers: Sequence[int]) -> str:
    """Every line by its number, runs together: "Regels 3, 5-8 en 12"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    word = "Regel" if said == [str(numbers[0])] else "Regels"
    return f"{word} {labels.opsomming(said)}"
