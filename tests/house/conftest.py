"""The project as files: what the tests of the house look through."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def modules() -> dict[str, ast.Module]:
    """Every module of vakmeten, parsed, by its path from the top."""
    return dict(_modules())


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "vakmeten").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))
