"""One truth about versions: pyproject.toml, and what is locked for it."""

from __future__ import annotations

import ast
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# Below these there are holes in what stands between the browser and people's files.
SAFE = {"voila": "0.5.13", "jupyter-server": "2.21.1", "tornado": "6.6.1"}


@pytest.fixture(scope="module")
def locked(root: Path) -> dict[str, Version]:
    """The locked version by package."""
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {name: Version(version) for name, version in pairs}


def _required(project: dict[str, Any]) -> list[Requirement]:
    extras = project["optional-dependencies"].values()
    return [Requirement(r) for r in (*project["dependencies"], *(r for e in extras for r in e))]


def _closure(required: list[Requirement]) -> set[str]:
    """Every package that these bring along on this machine, themselves too."""
    found: set[str] = set()
    todo = [(r, "") for r in required]
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        new = {name, *(f"{name}[{e}]" for e in requirement.extras)} - found
        if new:
            found |= new
            brings = [Requirement(text) for text in metadata.requires(name) or []]
            todo += [(r, e) for r in brings for e in ("", *requirement.extras)]
    return {name for name in found if "[" not in name}


def test_every_package_is_locked_at_the_version_that_is_installed(
    pyproject: dict[str, Any], locked: dict[str, Version]
) -> None:
    needed = _closure(_required(pyproject["project"]))
    other = {
        f"{name} {metadata.version(name)}: {locked.get(name)}"
        for name in needed
        if Version(metadata.version(name)) != locked.get(name)
    }
    assert len(needed) > 100
    assert other == set()


def test_what_is_locked_fits_what_is_required(
    pyproject: dict[str, Any], locked: dict[str, Version]
) -> None:
    for requirement in _required(pyproject["project"]):
        assert locked[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.parametrize(("name", "lowest"), SAFE.items())
def test_no_server_with_a_known_hole(
    name: str, lowest: str, pyproject: dict[str, Any], locked: dict[str, Version]
) -> None:
    required = {canonicalize_name(r.name): r.specifier for r in _required(pyproject["project"])}

    assert locked[name] >= Version(lowest)
    assert str(required[name]) == f">={lowest}"


def test_no_address_or_path_is_locked(root: Path) -> None:
    text = (root / "constraints.txt").read_text("utf-8")

    assert not re.search(r"://|@|^[./]|^-", text, re.MULTILINE)


def test_conda_installs_what_pyproject_says(root: Path, pyproject: dict[str, Any]) -> None:
    """conda brings Python and pip; every package comes from pyproject.toml as it is locked."""
    environment = yaml.safe_load((root / "environment.yml").read_text("utf-8"))

    assert environment["dependencies"] == [
        f"python{pyproject['project']['requires-python']}",
        "pip",
        {"pip": ["--constraint constraints.txt", "--editable .[dev]"]},
    ]


def test_pre_commit_uses_the_locked_tools(root: Path, locked: dict[str, Version]) -> None:
    config = yaml.safe_load((root / ".pre-commit-config.yaml").read_text("utf-8"))
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    pins = {pin for hook in hooks for pin in hook["additional_dependencies"]}
    own = {pin for pin in pins if not pin.startswith("pre-commit-hooks==")}

    assert len(hooks) == 8
    assert own == {f"{name}=={locked[name]}" for name in ("import-linter", "nbstripout", "ruff")}


def test_the_changelog_begins_with_this_version(root: Path, pyproject: dict[str, Any]) -> None:
    found = re.findall(
        r"^## (\d{4}\.\d+\.\d+)", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert found[0] == pyproject["project"]["version"]
    assert found == sorted(found, key=Version, reverse=True)


def test_every_package_that_the_code_imports_is_asked_for(
    root: Path, pyproject: dict[str, Any]
) -> None:
    asked = {canonicalize_name(Requirement(r).name) for r in pyproject["project"]["dependencies"]}
    packages = metadata.packages_distributions()
    imported = {
        name.split(".")[0]
        for path in (root / "vakmeten").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported_by(node)
    }
    outside = {name for name in imported if name in packages and name != "vakmeten"}

    assert len(outside) > 10
    assert {n for n in outside if canonicalize_name(packages[n][0]) not in asked} == set()


def _imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
