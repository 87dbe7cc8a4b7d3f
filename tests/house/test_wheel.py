"""An installed vakmeten is whole: templates, workbooks and sample data come along."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from vakmeten import places

# What the page was bundled from needs node; the bundle itself comes along.
SOURCES_OF_THE_PAGE = "vakmeten/server/page/"
PARTS = ("vakmeten", "workbooks", "sample_data")


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with vakmeten as the wheel puts it there; made without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    # A build leaves things in its source, so not in the checkout.
    source = folder / "source"
    source.mkdir()
    for name in PARTS:
        shutil.copytree(
            root / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_*")
        )
    for path in (root / name for name in ("pyproject.toml", "LICENSE", "README.md")):
        if path.exists():
            shutil.copy(path, source)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_every_file_comes_along(root: Path, installed: Path) -> None:
    missing = [
        str(path.relative_to(root))
        for name in PARTS
        for path in (root / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".ipynb_" not in str(path)
        if SOURCES_OF_THE_PAGE not in path.as_posix()
        if not _inside(installed, path.relative_to(root)).exists()
    ]
    assert missing == []
    assert not list((installed / SOURCES_OF_THE_PAGE).rglob("*.js"))


def _inside(installed: Path, path: Path) -> Path:
    return installed / path if path.parts[0] == "vakmeten" else installed / "vakmeten" / path


@pytest.mark.parametrize("name", ["workbooks", "sample_data"])
def test_an_installed_vakmeten_finds_its_own(name: str, installed: Path, tmp_path: Path) -> None:
    command = f"from vakmeten.places import packaged_path; print(packaged_path({name!r}))"
    found = subprocess.run(
        [sys.executable, "-c", command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == installed / "vakmeten" / name


@pytest.mark.parametrize("name", ["workbooks", "sample_data"])
def test_a_checkout_finds_its_own(name: Any, root: Path) -> None:
    assert places.packaged_path(name) == root / name


def test_an_installation_that_is_not_whole_says_so() -> None:
    with pytest.raises(FileNotFoundError, match="nergens"):
        places.packaged_path("nergens")  # type: ignore[arg-type]


def test_every_folder_with_code_is_listed(root: Path, pyproject: dict[str, Any]) -> None:
    """A new room goes into [tool.setuptools] packages, or an installed vakmeten lacks it."""
    folders = {p.parent.relative_to(root) for p in (root / "vakmeten").rglob("*.py")}
    named = {".".join(folder.parts) for folder in folders}

    listed = pyproject["tool"]["setuptools"]["packages"]
    assert sorted(listed) == sorted({*named, "vakmeten.workbooks", "vakmeten.sample_data"})
