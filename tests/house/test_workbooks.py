"""A workbook is thin: what it is for, one call, and how to read what you see."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

LOGIC = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.With, ast.Lambda)
MAX_LINES = 6
WORKBOOKS = sorted((Path(__file__).resolve().parents[2] / "workbooks").glob("*.ipynb"))


@pytest.fixture(params=WORKBOOKS, ids=lambda path: path.stem)
def cells(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """The cells of one workbook."""
    return json.loads(request.param.read_text("utf-8"))["cells"]


def test_there_are_workbooks() -> None:
    assert WORKBOOKS


def test_a_workbook_begins_with_what_it_is_for(cells: list[dict[str, Any]]) -> None:
    assert cells[0]["cell_type"] == "markdown"
    assert "".join(cells[0]["source"]).strip()


def test_a_workbook_has_one_short_code_cell_without_logic(cells: list[dict[str, Any]]) -> None:
    (code,) = [cell for cell in cells if cell["cell_type"] == "code"]
    source = "".join(code["source"])

    assert 1 <= len(source.splitlines()) <= MAX_LINES
    assert not any(isinstance(node, LOGIC) for node in ast.walk(ast.parse(source)))


def test_a_workbook_keeps_no_output(cells: list[dict[str, Any]]) -> None:
    """What a cell showed may be case data."""
    for cell in cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
