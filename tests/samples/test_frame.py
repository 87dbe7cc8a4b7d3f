"""The frame of the sample town: its truth is the one that is written down, and can be found."""

from __future__ import annotations

import math
import tomllib
from datetime import timedelta

import pandas as pd
import pytest

from vakmeten.places import packaged_path
from vakmeten.samples import simulate

STAD = packaged_path("sample_data") / "voorbeeldstad"
WRITTEN = tomllib.loads((STAD / "effecten.toml").read_text("utf-8"))["effect"]
GROEPEN = ("kort", "midden", "lang")
# What has no effect on anything, to compare with.
NEUTRAAL = ("vrijwilligerswerk", "schuldhulpverlening", "proefplaatsing", "jobcoaching",
            "bbl_opleiding")  # fmt: skip
LARGE = 60_000


def difference(frame, met, outcome):
    """Difference in means between one aanpak and the rest, and its standard error."""
    arms = [frame.loc[rows, outcome] for rows in (frame["aanpak"] == met, frame["aanpak"] != met)]
    se = math.sqrt(sum(arm.var() / len(arm) for arm in arms))
    return arms[0].mean() - arms[1].mean(), se


def stratified(frame, met, outcome):
    """The same within trede, groep and opleiding, weighted by who got it: effect on the treated."""
    total, variance, treated = 0.0, 0.0, 0
    for _, cell in frame.groupby(["trede", "groep", "opleidingsniveau"]):
        n = (cell["aanpak"] == met).sum()
        if min(n, len(cell) - n) < 2:
            continue
        found, se = difference(cell, met, outcome)
        total, variance, treated = total + n * found, variance + (n * se) ** 2, treated + n
    return total / treated, math.sqrt(variance) / treated


def true_effect(frame, met, effects):
    """The mean of the effects by groep over those who got it."""
    return frame.loc[frame["aanpak"] == met, "groep"].map(effects).astype(float).mean()


@pytest.fixture(scope="module")
def by_lot():
    """A large town in which the aanpak is a draw by lot."""
    return simulate(seed=11, n=LARGE, tekst=False, verstrengeling=0, volledig=True)


@pytest.fixture(scope="module")
def confounded():
    """A large town in which who stands better gets another aanpak."""
    return simulate(seed=12, n=LARGE, tekst=False, volledig=True)


# What it is


def test_without_text_it_is_the_frame_of_the_town(town, peildatum):
    frame = simulate(seed=2026, peildatum=peildatum, tekst=False)

    pd.testing.assert_frame_equal(frame, town.stad.frame)


def test_the_shipped_file_is_what_simulate_gives(town):
    """To make it again: the code in the README beside it."""
    text = town.stad.frame.to_csv(index=False, float_format="%g", lineterminator="\n")

    assert text == (STAD / "casussen.csv").read_text("utf-8")


def test_the_same_seed_gives_the_same_frame_and_another_seed_another(peildatum):
    one, two, other = (simulate(seed=s, n=300, peildatum=peildatum, tekst=False) for s in (5, 5, 6))

    pd.testing.assert_frame_equal(one, two)
    assert not one.equals(other)


def test_columns_lie_in_their_range(by_lot):
    assert by_lot["leeftijd"].between(18, 65).all()
    assert by_lot["maanden_bijstand"].between(0, 240).all()
    assert by_lot["voormeting"].between(0, 24).all()
    assert set(by_lot["trede"]) == {1, 2, 3, 4}
    assert set(by_lot["trede_12"]) == {1, 2, 3, 4, 5, 6}
    assert by_lot["klantnummer"].is_unique


def test_whether_an_outcome_is_missing_hangs_on_the_start_alone(town, peildatum):
    frame = town.stad.frame
    seen = frame["startdatum"] + timedelta(days=365) <= pd.Timestamp(peildatum)

    assert (frame["werk_12"].notna() == seen).all()
    assert frame.loc[~seen, "trede_12"].isna().all()


def test_a_complete_frame_misses_nothing(by_lot):
    assert not by_lot.isna().any().any()


def test_size_and_share_are_as_asked():
    frame = simulate(
        seed=1, n=600, tekst=False, effect=0.1, verstrengeling=0, aandeel=0.5, volledig=True
    )

    assert len(frame) == 600
    assert 260 <= (frame["aanpak"] == "werkervaringsplek").sum() <= 340


# Its truth


@pytest.mark.parametrize("groep", GROEPEN)
@pytest.mark.parametrize(
    ("outcome", "met", "tegen"),
    [
        ("werk_12", "werkervaringsplek", None),
        ("werk_12", "sollicitatietraining", (*NEUTRAAL, "taaltraject")),
        ("trede_12", "taaltraject", NEUTRAAL),
    ],
)
def test_a_draw_by_lot_gives_back_what_is_written_down(by_lot, groep, outcome, met, tegen):
    rows = by_lot[by_lot["groep"] == groep]
    if tegen is not None:
        rows = rows[rows["aanpak"].isin((met, *tegen))]
    found, se = difference(rows, met, outcome)

    assert found == pytest.approx(WRITTEN[outcome][met][groep], abs=4 * se)
    assert se < 0.04


@pytest.mark.parametrize("effect", [0, 0.1, {"kort": 0.0, "midden": 0.2, "lang": -0.01}])
def test_a_chosen_effect_takes_the_place_of_what_is_written_down(effect):
    frame = simulate(seed=8, n=LARGE, tekst=False, effect=effect, verstrengeling=0, volledig=True)
    for groep in GROEPEN:
        rows = frame[frame["groep"] == groep]
        found, se = difference(rows, "werkervaringsplek", "werk_12")
        chosen = effect[groep] if isinstance(effect, dict) else effect
        assert found == pytest.approx(chosen, abs=4 * se)
    neutral = frame[frame["aanpak"].isin((*NEUTRAAL, "taaltraject"))]
    found, se = difference(neutral, "taaltraject", "trede_12")
    assert found == pytest.approx(0, abs=4 * se)


@pytest.mark.parametrize("met", ["werkervaringsplek", "sollicitatietraining"])
def test_the_plain_difference_misleads_and_like_with_like_does_not(confounded, met):
    """Both get the better placed: what does nothing at all seems to help."""
    rows = confounded
    if met == "sollicitatietraining":
        rows = rows[rows["aanpak"] != "werkervaringsplek"]
    truth = true_effect(rows, met, WRITTEN["werk_12"][met])
    plain, plain_se = difference(rows, met, "werk_12")
    fair, fair_se = stratified(rows, met, "werk_12")

    assert plain - truth > 2 * plain_se
    assert plain - truth > 0.05
    assert fair == pytest.approx(truth, abs=3.5 * fair_se)


def test_the_choice_says_nothing_about_the_voormeting_beyond_what_it_looked_at(confounded):
    """So a placebo on the voormeting passes once like is compared with like."""
    plain, plain_se = difference(confounded, "werkervaringsplek", "voormeting")
    rows = confounded.assign(
        trede=confounded["trede"] * 1000 + confounded["maanden_bijstand"].clip(upper=24)
    )
    fair, fair_se = stratified(rows, "werkervaringsplek", "voormeting")

    assert plain > 2 * plain_se
    assert fair == pytest.approx(0, abs=3.5 * fair_se)


def test_in_the_town_of_1500_the_plain_difference_already_misleads(town):
    rows = town.stad.frame.dropna(subset=["aanpak", "werk_12"])
    plain, _ = difference(rows, "werkervaringsplek", "werk_12")
    truth = true_effect(rows, "werkervaringsplek", WRITTEN["werk_12"]["werkervaringsplek"])

    assert plain - truth > 0.04


# What it refuses


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 0},
        {"effect": 0.9},
        {"effect": {"kort": 0.1}},
        {"effect": {"kort": 0.1, "midden": 0.1, "lang": 0.1, "heel_lang": 0.1}},
        {"aandeel": 1.0},
        {"aandeel": -0.5},
    ],
)
def test_what_could_not_be_the_truth_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must be|needs one|pushes a|lies between"):
        simulate(**{"seed": 1, "n": 500, "tekst": False, **wrong})
