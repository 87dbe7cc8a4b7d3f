"""Every benchmark runs, at a size at which its numbers mean nothing."""

from __future__ import annotations

import runpy
import sqlite3
from contextlib import closing
from importlib import import_module

import pytest

from benchmarks import __main__ as command
from benchmarks import caseload, importing, openen, saving, start, table
from benchmarks.browsing import Line, Opening
from benchmarks.figure import Cost, Figure, take_turns
from benchmarks.installation import store_of
from benchmarks.peers import servers
from benchmarks.peers.ours.model import OverzichtModel
from vakmeten.settings import Settings


def test_the_ratio_is_that_of_the_medians_and_the_bound_decides():
    ours, peer = [Cost(3, 2), Cost(9, 4), Cost(6, 3)], [Cost(2, 1), Cost(3, 1), Cost(4, 1)]
    figure = Figure(what="x", peer_is="y", ours=ours, peer=peer, bound=1.9)

    assert (figure.ratio, figure.cpu_ratio, figure.held) == (2, 3, False)
    assert figure.spread == (1.5, 2.25)  # of 1.5, 3 and 1.5: the middle half


def test_a_bound_on_top_is_in_seconds_and_not_in_times():
    figure = Figure(
        what="x", peer_is="y", ours=[Cost(0.5)], peer=[Cost(0.45)], bound=0.1, on_top=True
    )
    assert figure.held
    assert figure.measured == pytest.approx(0.05)


def test_a_bound_on_ours_alone_does_not_look_at_the_peer():
    ours, peer = [Cost(0.4)], [Cost(9)]
    figure = Figure(what="x", peer_is="y", ours=ours, peer=peer, bound=0.3, alone=True)

    assert (figure.measured, figure.held) == (0.4, False)
    [row] = table.lines([figure])
    assert row.endswith("| 0.3 s, NOT HELD |")


def test_turns_alternate_and_the_first_pair_does_not_count():
    taken = []

    def turn(name):
        taken.append(name)
        return Cost(len(taken))

    ours, peer = take_turns(lambda: turn("a"), lambda: turn("b"), 2)

    assert "".join(taken) == "ababab"
    assert [cost.wall for cost in ours + peer] == [3, 5, 4, 6]


def test_small_runs_make_a_markdown_table(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    found = [
        *saving.figures(rounds=2),
        *caseload.figures(many=200, few=100, rounds=2),
        *importing.figures(n=50, rounds=1),
        start.importing(1),
    ]
    rows = list(table.lines(found))

    assert len(rows) == 4
    assert {row.count("|") for row in (*rows, *table.HEAD)} == {7}
    assert all(cost.wall > 0 for figure in found for cost in (*figure.ours, *figure.peer))
    assert list(tmp_path.glob("vakmeten-meting-*"))


def test_the_bulk_insert_reads_numbers_and_days(tmp_path):
    importing.write_lines(tmp_path / "a.csv", 30)
    importing.bulk_insert(tmp_path / "a.csv", tmp_path / "a.sqlite")

    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        query = "SELECT count(*), typeof(verdiensten), length(startdatum) FROM regel"
        assert connection.execute(query).fetchone() == (30, "real", 19)


def test_an_unknown_name_is_refused(capsys):
    assert command.main(["haast"]) == 2
    assert "haast" in capsys.readouterr().out


@pytest.mark.parametrize("name", command.ALL)
def test_each_benchmark_can_be_named(name):
    assert callable(import_module(f"benchmarks.{name}").figures)


def test_opening_pages_makes_a_table_with_its_bounds():
    def turn(seconds):
        opening = Opening(shown=seconds / 10, usable=seconds, whole=seconds, server=seconds)
        line = Line(requests=4, bytes=2e6)
        return {"cold": (opening, line), "warm": (opening, line)}

    found = openen.compared("100 klanten", [turn(2)], [turn(4)], "panel")
    rows = {row.split(" | ")[0]: row for row in table.lines(found)}

    assert len(rows) == 12
    usable = rows["| 100 klanten, cold: click to usable"]
    assert "Panel 1." in usable
    assert usable.endswith("| 0.50 (0.50-0.50) |  | 0.5, held |")
    assert rows["| 100 klanten, warm: first thing shows"].endswith("| 0.3 s, held |")
    assert "| 4 | 4, Panel" in rows["| 100 klanten, cold: requests"]
    assert "| 2.00 MB | 2.00 MB, Panel" in rows["| 100 klanten, cold: over the line"]
    assert len(openen.compared("casusboek", [turn(2)], [turn(4)], "panel")) == 4


def test_what_came_over_the_line_leaves_out_the_cache():
    line = Line()
    line.on_socket({})
    line.on_frame({"response": {"payloadData": "é", "opcode": 1}})
    line.on_frame({"response": {"payloadData": "AAAA", "opcode": 2}})
    for length in (0, 100):
        line.on_finished({"encodedDataLength": length})

    assert (line.requests, line.bytes) == (2, 105)


def test_ours_and_voila_show_the_same_lines(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with servers.content() as shown:
        data = shown.folder / "data"
        settings = Settings(data_map=data, hoofdsleutel=data / "sleutel", demo=True)
        store = store_of(settings, servers.PEOPLE[0])
        ours = OverzichtModel(store)
        monkeypatch.chdir(shown.folder)
        voila = runpy.run_path(str(servers.HERE / "with_voila.py"))["page"]
        assert len(ours.regels) == 100
        for name, value in (("zoek", "jansen k-1000"), ("stap", "Evaluatie"), ("alleen", True)):
            for page in (ours, voila):
                setattr(page, name, value)
            assert [line["Klantnummer"] for line in ours.regels]
            assert ours.regels == voila.regels
            for page in (ours, voila):
                page.set_trait(name, type(page).class_traits()[name].default())
        store.close()
        ours.alleen = True
        assert len(ours.regels) == shown.on_trede_1[0]
