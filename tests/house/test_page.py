"""The page that is shipped is the one that its sources make."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import ipyvuetify
import pytest

from vakmeten.server import page_files

HERE = Path(page_files.__file__).parent
SOURCES = HERE / "page"
UI = HERE.parent / "ui"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sources() -> dict[str, Path]:
    """Everything the bundle is made from, by the name that `build.mjs` gives it."""
    own = [SOURCES / name for name in ("build.mjs", "package.json", "package-lock.json")]
    own += (SOURCES / "src").iterdir()
    shown = [path for path in UI.rglob("*") if path.suffix in (".vue", ".css", ".js")]
    return {
        **{f"page/{path.relative_to(SOURCES).as_posix()}": path for path in own},
        **{f"ui/{path.relative_to(UI).as_posix()}": path for path in shown},
    }


def made_from(found: dict[str, Path]) -> str:
    lines = [f"{name} {sha(path.read_bytes())}\n" for name, path in sorted(found.items())]
    return sha("".join(lines).encode())


def bundled_script() -> str:
    return (page_files.FOLDER / page_files.manifest()["script"]).read_text("utf-8")


def test_the_bundle_was_made_from_these_sources():
    assert page_files.manifest()["made_from"] == made_from(sources()), "run `make page`"


@pytest.mark.parametrize("name", ["page/src/line.js", "ui/casusboek/casus/stap-plan.vue"])
def test_a_source_that_changes_is_seen(name, tmp_path):
    changed = tmp_path / "changed"
    found = sources()
    changed.write_bytes(found[name].read_bytes() + b" ")

    assert made_from({**found, name: changed}) != page_files.manifest()["made_from"]


def test_each_file_of_the_bundle_is_as_it_was_made_and_there_is_no_other():
    there = {path.name: sha(path.read_bytes()) for path in page_files.FOLDER.iterdir()}
    there.pop("manifest.json")

    assert there == page_files.manifest()["files"]


def test_the_licence_of_every_package_in_the_page_goes_along():
    told = (page_files.FOLDER / "LICENCES.txt").read_text("utf-8")
    asked = json.loads((SOURCES / "package.json").read_text("utf-8"))["dependencies"]

    named = re.findall(r"^(\S+) \S+ \(MIT\)$", told, re.MULTILINE)
    assert set(asked) <= set(named)
    assert told.count("Permission is hereby granted") >= len(asked)


def test_it_is_the_vuetify_that_the_stock_page_has_too():
    locked = json.loads((SOURCES / "package.json").read_text("utf-8"))["dependencies"]
    prefix = Path(ipyvuetify.__file__).parents[4]
    other = next(prefix.glob("share/jupyter/labextensions/jupyter-vuetify/package.json"))

    assert locked["vuetify"] == json.loads(other.read_text("utf-8"))["dependencies"]["vuetify"]


def test_the_page_has_one_compiled_screen_for_each_template():
    script = bundled_script()
    names = {"/".join(path.parent.parts[-2:]) for path in UI.rglob("screen.vue")}

    assert names
    assert all(f'"{name}":' in script for name in names)


def test_no_text_is_run_as_code():
    """What the policy of the page forbids is not even there to be tried."""
    script = bundled_script()

    assert not re.search(r"\beval\(|new Function\(|\bFunction\(\"", script)
    for path in (*sources().values(),):
        assert "v-html" not in path.read_text("utf-8") or path.name == "build.mjs"


def test_the_lock_names_no_registry():
    lock = (SOURCES / "package-lock.json").read_text("utf-8")

    assert "integrity" in lock
    assert "resolved" not in lock
    assert "http" not in re.sub(r'"funding": \{[^}]*\}|"url": "[^"]*"', "", lock)
