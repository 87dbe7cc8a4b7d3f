"""The experiment as a municipality would export it, and the mapping by which it goes in."""

from __future__ import annotations

import re
import shutil
import tomllib

import pandas as pd
import pytest

from vakmeten.domain.aanpak import Aanpak, read_catalogus
from vakmeten.domain.topping import Topping
from vakmeten.places import packaged_path
from vakmeten.samples import read_sample

NSW = packaged_path("sample_data") / "nsw"
AFKOMST = {"black", "hisp"}


@pytest.fixture(scope="module")
def export():
    """The file as pandas reads it."""
    return pd.read_csv(NSW / "nsw_casussen.csv", sep=";", decimal=",", encoding="utf-8-sig")


@pytest.fixture(scope="module")
def mapping():
    """The mapping."""
    return tomllib.loads((NSW / "nsw_kolommen.toml").read_text("utf-8"))


def columns_in(part):
    """Every column that a part of the mapping names."""
    if isinstance(part, list):
        return {column for item in part for column in columns_in(item)}
    if not isinstance(part, dict):
        return set()
    here = {part["kolom"]} if "kolom" in part else set()
    return here.union(*(columns_in(item) for item in part.values()))


def test_the_code_in_the_readme_makes_the_file_again(tmp_path, monkeypatch):
    shutil.copy(NSW / "nsw.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", (NSW / "README.md").read_text("utf-8"), re.DOTALL)
    exec(code, {})  # noqa: S102 - our own README

    made = (tmp_path / "nsw_casussen.csv").read_bytes()
    assert made == (NSW / "nsw_casussen.csv").read_bytes()


def test_it_is_written_as_excel_does_it_here():
    raw = (NSW / "nsw_casussen.csv").read_bytes()

    assert raw.startswith(b"\xef\xbb\xbfpersoon;data_id;")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 446
    assert raw.splitlines()[1].endswith(b";0;0;9930,046")


def test_it_holds_the_same_people_without_their_origin(export):
    published = read_sample("nsw")
    kept = [c for c in published if c not in {*AFKOMST, "u74", "u75"}]

    assert list(export.columns) == ["persoon", *kept]
    assert export["persoon"].tolist() == list(range(1, 446))
    assert export[kept].equals(published[kept])


def test_the_mapping_names_every_column_and_none_that_is_not_there(export, mapping):
    assert columns_in(mapping) == set(export.columns)
    assert {t["kolom"] for t in mapping["topping"]} == set(export.columns) - {"persoon"}


def test_each_topping_and_the_aanpak_can_be_defined(mapping):
    """Each value of the file is one of the topping, too; no aanpak of the catalogue is taken."""
    for row in mapping["topping"]:
        assert row["kolom"] == row["code"]
        topping = Topping(**{key: value for key, value in row.items() if key != "kolom"})
        for value in read_sample("nsw")[topping.code].tolist():
            topping.toets(value)
    (aanpak,) = [Aanpak(**row) for row in mapping["aanpak"]]
    assert aanpak.code not in {a.code for a in read_catalogus()}
    assert aanpak.categorie in {a.categorie for a in read_catalogus()}


def test_a_plan_and_an_inzet_hang_on_the_column_that_says_who_took_part(mapping):
    """A section whose columns are all empty gives no record: only treat tells the two apart."""
    for section in ("plan", "inzet"):
        (rule,) = [rule for rule in mapping[section].values() if "kolom" in rule]
        assert rule["kolom"] == "treat"
        assert rule["waarden"]["0"] == ""
    assert mapping["inzet"]["aanpak"]["waarden"]["1"] == mapping["aanpak"][0]["code"]


def test_who_earned_nothing_in_1978_is_written_as_a_bare_zero(mapping):
    """The mapping looks for the cell 0: 0,0 would count as work."""
    lines = (NSW / "nsw_casussen.csv").read_text("utf-8-sig").splitlines()[1:]
    idle = [
        line
        for line in lines
        if line.split(";")[-1] in mapping["einde"]["uitstroomreden"]["waarden"]
    ]

    assert len(idle) == (read_sample("nsw")["re78"] == 0).sum() == 137
