"""The door for an analyst: light to open, and every name behind it exists."""

from __future__ import annotations

import subprocess
import sys

import pytest

import vakmeten

HEAVY = {"alembic", "anywidget", "ipyvuetify", "ipywidgets", "numpy", "pandas", "plotly"}
HEAVY |= {"psycopg", "sqlalchemy", "tornado", "voila"}


def test_import_vakmeten_loads_nothing_heavy() -> None:
    command = "import vakmeten, sys; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert "vakmeten" in found.stdout.split()
    assert HEAVY & set(found.stdout.split()) == set()


@pytest.mark.parametrize("name", vakmeten.__all__)
def test_every_name_behind_the_door_exists(name: str) -> None:
    assert callable(getattr(vakmeten, name))
    assert name in dir(vakmeten)


def test_a_misspelt_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="open_stor"):
        vakmeten.open_stor  # noqa: B018 - asking is what is tested
