"""The nets under every test hold: each is tried with a failure planted in a run of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

PLANTED = """
import logging, sys
import pytest
from ipywidgets import Button
from vakmeten.ui.actions import incidenten

@pytest.fixture
def button():
    found = Button()
    found.on_click(lambda _: 1 / 0)
    return found

def test_click(button):
    button.click()

def test_message_from_the_browser(button):
    data = {"method": "custom", "content": {"event": "click"}}
    button._handle_msg({"content": {"data": data}, "buffers": []})

def test_incident():
    incidenten.append("planted")

def test_incident_is_forgotten():
    pass

def test_incident_looked_at():
    incidenten.append("planted")
    assert incidenten.pop() == "planted"

def test_print(canaries):
    print(canaries["naam"])

def test_error_output(canaries):
    print(canaries["telefoon"], file=sys.stderr)

def test_log(canaries):
    logging.getLogger("library").debug("saved %s", canaries["tekst"])

def test_silent(canaries):
    assert canaries["naam"]

@pytest.mark.skip(reason="planted")
def test_skip():
    pass

@pytest.mark.xfail(reason="planted")
def test_xfail():
    assert False
"""
SKIPPED_FILE = "import pytest\npytest.skip('planted', allow_module_level=True)\n"

CAUGHT = {
    "test_click": "ZeroDivisionError",
    "test_message_from_the_browser": "ZeroDivisionError",
    "test_incident": "behind a click: ['planted']",
    "test_print": "personal data leaked: naam in captured stdout",
    "test_error_output": "personal data leaked: telefoon in captured stderr",
    "test_log": "personal data leaked: tekst in captured log",
}


def _run(folder: Path, root: Path, *, ci: str) -> tuple[int, Mapping[str, str]]:
    """The exit code, and the last outcome by test, of the planted tests with our conftest."""
    shutil.copy(root / "tests/conftest.py", folder)
    (folder / "test_planted.py").write_text(PLANTED, "utf-8")
    (folder / "test_skipped.py").write_text(SKIPPED_FILE, "utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "-o", "log_level=DEBUG", "--rootdir=."]
    command += ["--continue-on-collection-errors", "-p", "no:cacheprovider", "."]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"CI": ci, "COLUMNS": "200", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^([A-Z]+) test_\w+\.py(?:::(\w+))?(.*)$", done.stdout, re.MULTILINE)
    # An error after a test, in its nets, stands below the test that passed by itself.
    return done.returncode, {name or "file": outcome + why for outcome, name, why in found}


@pytest.fixture(scope="module")
def outcomes(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What came of each planted test on a desk."""
    return _run(tmp_path_factory.mktemp("desk"), root, ci="")[1]


@pytest.mark.parametrize(("name", "why"), CAUGHT.items())
def test_a_planted_failure_is_caught(name: str, why: str, outcomes: Mapping[str, str]) -> None:
    assert outcomes[name].startswith(("FAILED", "ERROR"))
    assert why in outcomes[name]


@pytest.mark.parametrize(
    "name", ["test_silent", "test_incident_is_forgotten", "test_incident_looked_at"]
)
def test_what_is_in_order_passes(name: str, outcomes: Mapping[str, str]) -> None:
    assert outcomes[name] == "PASSED"


def test_a_skip_is_allowed_at_a_desk_and_fails_on_the_build_server(
    root: Path, tmp_path: Path, outcomes: Mapping[str, str]
) -> None:
    code, in_ci = _run(tmp_path, root, ci="true")

    assert outcomes["test_xfail"] == in_ci["test_xfail"] == "XFAIL - planted"
    assert "test_skip" not in outcomes
    assert in_ci["test_skip"].startswith("ERROR - skipped on the build server")
    assert in_ci["file"].startswith("ERROR - skipped on the build server")
    assert code != 0
