"""What holds for any lines: counted once, the same in any order, and a second time nothing.

On SQLite alone: which database keeps the rows makes no difference to what is asked here.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fixtures.import_files import HEAD, KOLOMMEN, line, mapping
from fixtures.town import Town
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.importing.existing import read_known
from vakmeten.storage.importing.importer import ImportReport, import_file
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.records import key_of

KLANTEN = ("K-1", "K-2")
MAPPINGS = {
    "of the file": mapping(),
    "of a section": mapping(
        KOLOMMEN.replace("[inzet]", '[inzet]\nbekend_op = "begin"').replace(
            "[plan]", '[plan]\nbekend_op = "start"'
        )
    ),
}

Content = dict[tuple[Any, ...], Any]


class Trial:
    """Fresh stores, into which lines are taken up."""

    def __init__(self, town: Town, folder: Path) -> None:
        self._town = town
        self._folder = folder
        self._numbers = itertools.count()
        self._keyring = Keyring(town.settings.keyring, town.settings.hoofdsleutel)
        with closing(sqlite3.connect(folder / "vakmeten.sqlite")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it in the file to copy

    def take(
        self, *files: Sequence[str], how: str, proef: bool = False
    ) -> tuple[list[ImportReport], Content]:
        """Take up files one after the other in an empty store; what came of each, and in the end.

        The content is the record by klant, kind, id and moment.
        """
        place = self._folder / str(next(self._numbers))
        place.mkdir()
        shutil.copy(self._folder / "vakmeten.sqlite", place)
        engine = open_engine(f"sqlite:///{place / 'vakmeten.sqlite'}")
        reports: list[ImportReport] = []
        for lines in files:
            path = place / "bestand.csv"
            path.write_text("\n".join((";".join(HEAD), *lines)), encoding="utf-8")
            found = import_file(
                engine, self._keyring, path, MAPPINGS[how], now=self._town.clock(), proef=proef
            )
            assert (found.regels, found.goed + found.slecht) == (len(lines), len(lines))
            assert found.slecht == len({fault.regel for fault in found.faults})
            reports.append(found)
        with transaction(engine) as connection:
            known = read_known(connection, self._keyring, KLANTEN)
        engine.dispose()
        shutil.rmtree(place)
        content: Content = {}
        for klantnummer, klant in known.items():
            for version in itertools.chain(klant.algemeen, *klant.casussen.values()):
                content[klantnummer, key_of(version.record), version.bekend_op] = version.record
        return reports, content


@pytest.fixture
def database_url(empty: Path, tmp_path: Path) -> str:
    shutil.copy(empty, tmp_path / "vakmeten.sqlite")
    return f"sqlite:///{tmp_path / 'vakmeten.sqlite'}"


@pytest.fixture
def take(town: Town, tmp_path: Path) -> Callable[..., Any]:
    return Trial(town, tmp_path).take


@st.composite
def a_line(draw: st.DrawFn, *, odd: bool = False) -> str:
    """A line of one of two klanten with two casussen each.

    odd: it may contradict another line, or be wrong.
    """

    def maybe(*values: str) -> str:
        return draw(st.sampled_from(["", *values]))

    def one(value: str, other: str) -> str:
        return maybe(value, value, value, *([other] if odd else ()))

    cells = {
        "klant": draw(st.sampled_from(KLANTEN)),
        "start": draw(st.sampled_from(["05-01-2026", "05-01-2026", "12-01-2026"])),
        "bekend": draw(st.sampled_from(["01-02-2026", "15-02-2026"])),
        "geboren": one("1985", "1986"),
        "naam": one("Sam", "Kim"),
        "trede": one("2", "9"),
        "uren": one("3", "veel"),
        "noot": one("Ja", "Nee"),
    }
    if odd:
        cells["start"] = maybe(cells["start"], cells["start"])
    if draw(st.booleans()):
        cells["aanpak"] = draw(st.sampled_from(["werk_fit", "nazorg"]))
        cells["begin"] = draw(st.sampled_from(["13-01-2026", "20-01-2026"]))
    if draw(st.booleans()):
        cells |= {"einde": "30-01-2026", "reden": one("arbeid", "11")}
    return line(**cells)


HOW = st.sampled_from(list(MAPPINGS))
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(lines=st.lists(a_line(odd=True), min_size=1, max_size=7), how=HOW)
def test_every_line_counts_once_and_a_second_time_changes_nothing(take, lines, how):
    (trial,), nothing = take(lines, how=how, proef=True)
    (first, second), content = take(lines, lines, how=how)

    assert nothing == {}
    assert (trial.faults, trial.nieuw) == (first.faults, first.nieuw)
    # What is wrong first may be another thing, now that some of it is known.
    assert {f.regel for f in second.faults} == {f.regel for f in first.faults}
    assert (second.geschreven, second.nieuw) == (False, {})
    assert take(lines, how=how)[1] == content


@FEW
@given(lines=st.lists(a_line(), min_size=2, max_size=7), how=HOW, data=st.data())
def test_the_order_of_the_lines_makes_no_difference(take, lines, how, data):
    """Lines that fill in each other: whichever comes first, the same is known at each moment."""
    other = data.draw(st.permutations(lines))

    (report,), content = take(lines, how=how)
    (turned,), content_turned = take(other, how=how)

    assert (report.goed, report.nieuw) == (turned.goed, turned.nieuw)
    if not report.faults:
        assert content == content_turned


@FEW
@given(lines=st.lists(a_line(), min_size=2, max_size=7), how=HOW, data=st.data())
def test_two_halves_say_what_the_whole_says(take, lines, how, data):
    """In whichever order the halves come in, also if the first tells of the end of a casus."""
    middle = data.draw(st.integers(1, len(lines) - 1))
    halves = data.draw(st.permutations([lines[:middle], lines[middle:]]))

    (report,), content = take(lines, how=how)
    reports, content_halves = take(*halves, how=how)

    if not report.faults and not any(half.faults for half in reports):
        present, present_halves = (
            {k[:2]: v for k, v in c.items()} for c in (content, content_halves)
        )
        assert present == present_halves
