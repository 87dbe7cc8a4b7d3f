"""The tour for analysts runs from top to bottom, and shows what its text promises."""

from __future__ import annotations

import json
import re
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from vakmeten.places import packaged_path

# What the cells made, as one line; a cell of the test's own, behind those of the tour.
ASK = """
import json
print(json.dumps({
    "rijen": {soort: len(store.frame(soort)) for soort in soorten},
    "toen": [len(frame) for frame in toen],
    "verschil": {" ".join(key): value for key, value in pd.concat(lonen)["verschil"].items()},
    "tabel": tabel.to_dict(),
    "figuur": [trace.name for trace in figuur.data],
}))
"""


@pytest.fixture(scope="module")
def tour(tmp_path_factory):
    """The tour, executed by a real kernel in an empty folder of somebody without any files."""
    home = tmp_path_factory.mktemp("thuis")
    notebook = nbformat.read(packaged_path("workbooks") / "voor_analisten.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(ASK))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("USERPROFILE", str(home))
        for name in ("VAKMETEN_DATA", "VAKMETEN_DATABASE", "VAKMETEN_HOOFDSLEUTEL"):
            patch.delenv(name, raising=False)
        folder = {"metadata": {"path": str(home)}}
        client = NotebookClient(notebook, timeout=60, kernel_name="python3", resources=folder)
        client.execute()
    assert (home / "vakmeten-oefenen" / "oefenstore.sqlite").exists()
    return notebook


@pytest.fixture(scope="module")
def outputs(tour) -> list[Any]:
    """Everything that the cells of the tour showed."""
    return [output for cell in tour.cells[:-1] for output in cell.get("outputs", ())]


@pytest.fixture(scope="module")
def found(tour) -> dict[str, Any]:
    """What the cells made."""
    (output,) = tour.cells[-1].outputs
    return json.loads(output.text)


def test_the_numbers_that_the_text_promises_are_shown(tour, outputs):
    """No number stands in the text that a cell does not show."""
    shown = " ".join(output["data"].get("text/plain", "") for output in outputs)
    said = " ".join(cell.source for cell in tour.cells if cell.cell_type == "markdown")
    prose = re.sub(r"```.*?```|`.*?`", "", said, flags=re.DOTALL)
    promised = set(re.findall(r"-?\d[\d.,]*\d|\d", prose))

    assert promised == {"1.794,34", "-8.497,52", "1978"}
    in_english = {number.replace(".", "").replace(",", ".") for number in promised}
    assert {number for number in in_english if number not in shown} == set()


def test_every_code_cell_shows_something_and_nothing_warns(tour, outputs):
    assert all(cell.outputs for cell in tour.cells if cell.cell_type == "code")
    assert {output.output_type for output in outputs} == {"execute_result", "display_data"}


def test_a_picture_is_drawn_without_a_script_of_its_own(outputs, found):
    """JupyterLab has plotly at hand: nothing is fetched and no script stands in the notebook."""
    kinds = [set(output["data"]) for output in outputs]

    assert {"application/vnd.plotly.v1+json"} in kinds
    assert "<script" not in str(outputs)
    assert found["figuur"] == ["waar", "gewoon", "gelijk"]


def test_the_practice_store_is_what_the_text_says(found):
    assert found["rijen"] == {"klant": 445, "casus": 445, "plan": 185, "inzet": 185}
    assert found["toen"] == [0, 445]  # before the day on which all became known, and after


def test_those_of_the_survey_earned_more_before_the_programme_began(found):
    """Why the difference of 1978 misleads beside them, and not beside those of the lot."""
    before = {key: found["verschil"][f"re75 {key}"] for key in ("geloot", "niet geloot")}

    assert abs(before["geloot"]) < 500
    assert before["niet geloot"] < -10_000


def test_the_plain_difference_flatters_and_comparing_equals_gives_the_truth_back(found):
    """Within two percentage points of the truth, where the plain difference is three and more."""
    tabel = found["tabel"]

    assert tabel["waar"] == {"kort": -0.05, "midden": 0.18, "lang": 0.08}
    for groep, waar in tabel["waar"].items():
        assert tabel["gewoon"][groep] - waar > 0.03
        assert abs(tabel["gelijk"][groep] - waar) < 0.015
