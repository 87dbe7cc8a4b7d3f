"""The page of a workbook, as it comes over the line."""

from __future__ import annotations

import gzip
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from vakmeten import texts
from vakmeten.server import page_files


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def shell(visitor, address="/casusboek"):
    return visitor.ask(address).body.decode()


def test_no_script_runs_but_that_of_a_file_of_ours(anna):
    answer = anna.ask("/casusboek")
    policy = answer.headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    scripts = [attrs for tag, attrs in Tags(answer.body.decode()).tags if tag == "script"]

    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'none'"
    assert "unsafe-eval" not in policy
    assert scripts == [
        {"type": "module", "src": f"/static/pagina/{page_files.manifest()['script']}"}
    ]


def test_nothing_comes_from_elsewhere(anna):
    page = shell(anna)

    addresses = [
        value for _, attrs in Tags(page).tags for name, value in attrs.items()
        if name in ("href", "src") and value
    ]  # fmt: skip
    assert [one for one in addresses if not one.startswith(("/static/", "data:,"))] == []
    assert "http" not in page


def test_nothing_of_the_notebook_is_told_but_its_screens(anna, workbook):
    workbook(
        "print('kanarie')\nprive = 'kanarie'",
        "from IPython.display import HTML, display\ndisplay(HTML('<p>kanarie</p>'))",
        "import pathlib, vakmeten.ui\nfrom vakmeten.ui.screen import ScreenModel, show\n"
        "show(ScreenModel(), pathlib.Path(vakmeten.ui.__file__).parent / 'shell', scherm=None)",
    )
    _, told = anna.open_page()

    assert "kanarie" not in json.dumps(told)
    assert list(told["widgets"]) == [told["wortel"]]
    assert told["widgets"][told["wortel"]]["_naam"] == "ui/shell"


def test_a_widget_that_is_no_screen_of_ours_is_not_shown(anna, workbook):
    workbook("import ipywidgets\nipywidgets.HTML('<p>kanarie</p>')")
    _, told = anna.open_page()

    assert told["status"] == 503
    assert told["zin"] == texts.WERKBOEK_MISLUKT
    assert "kanarie" not in json.dumps(told)


def test_a_page_is_told_of_its_templates_by_name_only(anna):
    _, told = anna.open_page()

    assert {state["_naam"] for state in told["widgets"].values()} == {
        "ui/shell", "casusboek/caseload",
    }  # fmt: skip
    assert not any(state["template"] or state["components"] for state in told["widgets"].values())


def test_the_shell_is_dutch_and_says_what_happens(anna):
    page = shell(anna)

    assert '<html lang="nl">' in page
    assert "<title>Casusboek · vakmeten</title>" in page
    assert 'name="viewport"' in page
    for sentence in (
        texts.WERKBOEK_OPENT, texts.GEEN_SCRIPT, texts.OPNIEUW_OPENEN, *texts.VERBINDING.values()
    ):  # fmt: skip
        assert sentence in page


def test_a_tab_keeps_its_id_and_a_new_one_gets_its_own(anna):
    def tab(address):
        tags = Tags(shell(anna, address)).tags
        return next(attrs["data-tab"] for _, attrs in tags if "data-tab" in attrs)

    assert tab("/casusboek?tab=mijn-tab") == "mijn-tab"
    assert len({tab("/casusboek"), tab("/casusboek"), tab("/casusboek?tab=%22%3E%3Cscript")}) == 3


def test_no_text_says_u_heeft():
    assert "U heeft" not in Path(texts.__file__).read_text("utf-8")


@pytest.mark.parametrize("name", sorted(page_files.manifest()["files"]))
def test_a_file_of_the_page_comes_compressed_or_not_and_is_kept_for_ever(server, name):
    visitor = server.visitor()
    content = (page_files.FOLDER / name).read_bytes()

    plain = visitor.ask(f"/static/pagina/{name}")
    packed = visitor.ask(f"/static/pagina/{name}", Accept_Encoding="gzip")

    assert plain.body == content
    assert packed.body == content or gzip.decompress(packed.body) == content
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["manifest.json", "..%2Fthema.css", "nietbestaand.js"])
def test_no_other_file_of_that_folder_can_be_asked_for(server, name):
    assert server.visitor().ask(f"/static/pagina/{name}").code in (302, 404)
