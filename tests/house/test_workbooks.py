"""A workbook is thin: what it is for, one call, and how to read what you see.

Beside the workbooks of teams lies a tour for analysts, in which cells do work; that one is short.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from vakmeten import texts

LOGIC = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.With, ast.Lambda)
MAX_LINES = 6
TOUR, MAX_CELLS, MAX_TOUR_LINES = "voor_analisten", 12, 12
NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "workbooks").glob("**/*.ipynb"))
MARKUP = re.compile(r"<[a-z/!]", re.IGNORECASE)

Cells = list[dict[str, Any]]


def _cells(path: Path) -> Cells:
    return json.loads(path.read_text("utf-8"))["cells"]


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


@pytest.fixture(params=texts.WERKBOEKEN)
def cells(request: pytest.FixtureRequest, root: Path) -> Cells:
    """The cells of one workbook that is served to teams."""
    return _cells(root / "workbooks" / f"{request.param}.ipynb")


@pytest.fixture
def tour(root: Path) -> Cells:
    """The cells of the tour for analysts."""
    return _cells(root / "workbooks" / f"{TOUR}.ipynb")


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> Cells:
    """The cells of one notebook, whoever it is for."""
    return _cells(request.param)


def test_every_notebook_is_served_or_is_the_tour() -> None:
    assert {path.stem for path in NOTEBOOKS} == {*texts.WERKBOEKEN, TOUR}
    assert TOUR not in texts.WERKBOEKEN


def test_a_notebook_begins_with_for_whom_it_is(notebook: Cells) -> None:
    title, _, said = _source(notebook[0]).partition("\n")

    assert notebook[0]["cell_type"] == "markdown"
    assert title.startswith("# ")
    assert said.strip().startswith("Voor ")


def test_a_workbook_has_one_short_code_cell_without_logic(cells: Cells) -> None:
    (code,) = [cell for cell in cells if cell["cell_type"] == "code"]
    source = _source(code)

    assert 1 <= len(source.splitlines()) <= MAX_LINES
    assert not any(isinstance(node, LOGIC) for node in ast.walk(ast.parse(source)))


def test_the_tour_is_short(tour: Cells) -> None:
    lines = [len(_source(cell).splitlines()) for cell in tour if cell["cell_type"] == "code"]

    assert len(tour) <= MAX_CELLS
    assert max(lines) <= MAX_TOUR_LINES


def test_each_part_of_the_tour_says_what_you_learn(tour: Cells) -> None:
    *parts, last = [_source(cell) for cell in tour if cell["cell_type"] == "markdown"]

    assert all("U leert" in part for part in parts)
    assert last.startswith("## ")


def test_a_notebook_keeps_no_output(notebook: Cells) -> None:
    """What a cell showed may be case data."""
    for cell in notebook:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_no_notebook_holds_markup(notebook: Cells) -> None:
    """A script in a text cell would run at whoever opens it."""
    said = [_source(cell) for cell in notebook if cell["cell_type"] == "markdown"]

    assert [text for text in said if MARKUP.search(text)] == []
