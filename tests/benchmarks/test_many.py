"""Growth and crowd run, at a size at which their numbers mean nothing."""

from __future__ import annotations

from random import Random

from fixtures.town import bewaar, casus_id, clock, maak, settings, town

from benchmarks import crowd, growth, questions
from benchmarks.figure import Cost
from benchmarks.person import Heard, Person, lost
from vakmeten.domain.uitvoering import Contact

__all__ = ["bewaar", "casus_id", "clock", "maak", "settings", "town"]


def test_every_action_is_measured_at_every_size_on_both_databases(capsys):
    found = growth.figures(sizes=(60, 300), rounds=1)

    assert len(found) == 2 * len(questions.ACTIONS)
    assert all(cost.wall > 0 for figure in found for cost in (*figure.ours, *figure.peer))
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(table) == 2 * (2 + len(questions.ACTIONS))
    assert {line.count("|") for line in table} == {6}


def test_the_table_says_as_which_power_of_the_size_a_cost_grows():
    costs = {"flat": [[Cost(0.002)], [Cost(0.002)]], "as the town": [[Cost(0.002)], [Cost(0.2)]]}

    *_, flat, steep, _ = growth.lines("SQLite", (1_000, 100_000), costs)

    assert flat == "| flat | 2.0 | 2.0 | 1.00 | 0.00 |"
    assert steep == "| as the town | 2.0 | 200.0 | 100.00 | 1.00 |"


def test_a_crowd_works_without_an_error_and_finds_everything_back():
    """`figures` raises if one of them met an error, or if anything that was typed is lost."""
    found = crowd.figures(seconds=4, people=3, n=100, pace=0.1)

    assert found[0].what.startswith("an action, p50, of 3 people")
    assert all(cost.wall > 0 for figure in found for cost in (*figure.ours, *figure.peer))
    assert {"type, p95", "open a klant, p95"} <= {figure.what.split(", of")[0] for figure in found}


def test_what_was_typed_and_is_not_in_the_store_is_noticed(town, casus_id, bewaar):
    """The test of the test: a contact that is not there, one that is, and a draft of other text."""
    bewaar(town.store(), casus_id, Contact, kern="Belde")
    town.store().save_concept(
        casus_id, "uitvoering-1", {"contact": {"kern": "hal"}}, klantnummer="", gezien={}
    )
    anna = Person("anna", None, Heard(), Random(1))
    anna.saved[casus_id] = ["Belde", "Kwam langs"]
    anna.drafts = {(casus_id, "uitvoering-1"): "half", (casus_id, "plan-1"): "x"}

    assert lost(town.settings, anna) == [
        "anna: a contact stands there 0 times",
        "anna: a draft is not as it was left",
        "anna: a draft is not as it was left",
    ]


def test_a_percentile_is_what_so_many_percent_stayed_under():
    took = [float(n) for n in range(1, 102)]

    assert (crowd.percentile(took, 50), crowd.percentile(took, 95)) == (51, 96)
    assert crowd.percentile([3.0], 95) == 3
