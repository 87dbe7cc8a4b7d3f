"""The page of a workbook, as it comes over the line."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from vakmeten import texts
from vakmeten.places import plotly_js
from vakmeten.server import frontend


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_every_script_carries_the_nonce_of_this_answer(anna):
    answers = [anna.ask("/casusboek") for _ in range(2)]
    nonces = []
    for answer in answers:
        [nonce] = re.findall(r"'nonce-([\w-]+)'", answer.headers["Content-Security-Policy"])
        scripts = [attrs for tag, attrs in Tags(answer.body.decode()).tags if tag == "script"]
        assert len(scripts) == 4
        assert {attrs.get("nonce") for attrs in scripts} == {nonce}
        nonces.append(nonce)

    assert nonces[0] != nonces[1]


def test_nothing_comes_from_elsewhere(anna):
    _, page = anna.open_page()

    addresses = [
        value for _, attrs in Tags(page).tags for name, value in attrs.items()
        if name in ("href", "src")
    ]  # fmt: skip
    assert [one for one in addresses if not one.startswith(("/static/", "data:,"))] == []
    assert "http" not in page


def test_nothing_of_the_notebook_is_in_the_page_but_its_widget(anna, workbook):
    workbook(
        "import ipyvuetify\nprint('kanarie')\nprive = 'kanarie'",
        "ipyvuetify.Html(tag='p', children=['kanarie'])",
    )
    _, page = anna.open_page()

    assert "kanarie" not in page
    [output] = re.findall(r'cell-output\+json">(.*?)</script>', page)
    assert list(json.loads(output)["data"]) == ["application/vnd.jupyter.widget-view+json"]


def test_the_shell_is_dutch_and_says_what_happens(anna):
    _, page = anna.open_page()

    assert '<html lang="nl">' in page
    assert "<title>Casusboek · vakmeten</title>" in page
    assert 'name="viewport"' in page
    for sentence in (
        texts.WERKBOEK_OPENT, texts.GEEN_SCRIPT, texts.VERBINDING_WEG, texts.OPNIEUW_OPENEN
    ):  # fmt: skip
        assert sentence in page


def test_no_text_says_u_heeft():
    assert "U heeft" not in Path(texts.__file__).read_text("utf-8")


def test_the_scripts_of_the_page_are_those_installed_beside_this_python():
    config = frontend.page_config("een-kernel")

    assert {one["name"] for one in config["federated_extensions"]} == set(frontend.WIDGETS)
    assert (frontend.voila_static() / "voila.js").is_file()
    for one in config["federated_extensions"]:
        assert (frontend.widget_folders()[one["name"]] / one["load"]).is_file()
    assert plotly_js().stat().st_size > 1_000_000
