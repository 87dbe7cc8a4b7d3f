"""README does what it says: its Python runs, from top to bottom, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from vakmeten.storage.importing.mapping import mapping_of

MAX_LINES = 200


@pytest.fixture
def lines(root: Path) -> list[str]:
    """The lines of README."""
    readme = root / "README.md"
    if not readme.exists():
        pytest.skip("there is no README yet")
    return readme.read_text("utf-8").splitlines()


def _blocks(lines: list[str], language: str) -> str:
    """The blocks of a language as one text, every line at its own number, the rest left empty."""
    inside, kept = False, []
    for line in lines:
        if line.startswith("```"):
            inside = line.strip() == f"```{language}"
            kept.append("")
        else:
            kept.append(line if inside else "")
    return "\n".join(kept)


def test_the_python_in_readme_runs(lines: list[str], tmp_path: Path) -> None:
    script = tmp_path / "README.py"
    script.write_text(_blocks(lines, "python"), "utf-8")
    if not script.read_text("utf-8").strip():
        pytest.skip("README shows no Python yet")
    done = subprocess.run(
        [sys.executable, script.name],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_mapping_in_readme_is_one(lines: list[str]) -> None:
    found = mapping_of(tomllib.loads(_blocks(lines, "toml")))

    assert found.kolommen == {"gegevens van", "nummer", "begin", "einde", "reden", "uren"}


def test_readme_stays_short(lines: list[str]) -> None:
    assert len(lines) <= MAX_LINES


def test_only_python_blocks_are_run() -> None:
    drawn = [
        "text",
        "```python",
        "x = 1",
        "```",
        "```sh",
        "make",
        "```",
        "```python",
        "x += 1",
        "```",
    ]

    assert _blocks(drawn, "python").split("\n") == [
        "",
        "",
        "x = 1",
        "",
        "",
        "",
        "",
        "",
        "x += 1",
        "",
    ]
