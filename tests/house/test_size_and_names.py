"""Small files, small functions, names that say something, nothing that only this machine knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MAX_FILE = 300
MAX_FUNCTION = 40
SOURCES = {".py", ".vue", ".js", ".css", ".html"}
TEXTS = SOURCES | {".toml", ".yml", ".yaml", ".md", ".ipynb", ".mako", ".txt", ""}
PROJECT = ("vakmeten", "workbooks", "sample_data", "tests", ".ci")

DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
# Pages and folders beside the project; written so that the pattern does not find itself.
OUTSIDE = re.compile(
    r"\b(design|style|security|numbers|domain)[.]md\b|/[w]ork\b|\b[s]hared/|/[r]oot/"
)


def _files(root: Path, folders: tuple[str, ...], suffixes: set[str]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            made = "__pycache__" in path.parts or ".ipynb_checkpoints" in path.parts
            if path.is_file() and path.suffix in suffixes and not made:
                yield path


def test_a_file_stays_under_300_lines(root: Path) -> None:
    # A bundle made by a tool is read by nobody; a schema is one long list.
    made = (".min.js", "/versions/")
    sources = [
        p
        for p in _files(root, ("vakmeten",), SOURCES)
        if not any(mark in p.as_posix() for mark in made)
    ]
    lengths = {
        p.relative_to(root).as_posix(): len(p.read_text("utf-8").splitlines()) for p in sources
    }
    assert {path: length for path, length in lengths.items() if length >= MAX_FILE} == {}


def test_a_function_stays_within_40_lines(modules: dict[str, ast.Module]) -> None:
    lengths = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, tree in modules.items()
        if "/versions/" not in path  # a schema is one long list
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION} == {}


def test_no_file_is_a_drawer(root: Path) -> None:
    """A file or folder is named for its subject."""
    names = [p.relative_to(root) for p in (root / "vakmeten").rglob("*")]

    assert [str(name) for name in names if DRAWERS & set(re.split(r"[_.]", name.name))] == []


def test_nothing_outside_the_project_is_named(root: Path) -> None:
    top = [p for p in root.iterdir() if p.is_file() and p.name != ".coverage"]
    files = [*_files(root, PROJECT, TEXTS), *(p for p in top if p.suffix in TEXTS)]
    found = [
        f"{path.relative_to(root)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if OUTSIDE.search(line)
    ]
    assert len(files) > 20
    assert found == []
