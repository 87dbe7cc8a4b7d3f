"""The one widget between a model and a browser: a wish is taken or dropped, nothing gets out."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
import traitlets
from ipywidgets.widgets.widget import _instances as widgets

from vakmeten import texts
from vakmeten.errors import EditConflict, InvalidRecord, StoreUnavailable
from vakmeten.testing import incidenten
from vakmeten.ui.actions import action, form_action
from vakmeten.ui.screen import Screen, ScreenModel, show


class Model(ScreenModel):
    """A screen with a bit of everything."""

    naam = traitlets.Unicode("Sam").tag(invoer=True)
    aan = traitlets.Bool().tag(invoer=True)
    geteld = traitlets.Int(0)
    kleur = traitlets.Unicode("blauw")
    apart = traitlets.Unicode("niet op dit scherm").tag(intern=True)

    @action
    def tel(self, keer: int = 1, op: str = "") -> None:
        self.kleur = "rood"
        self.geteld += keer

    @form_action
    def bewaar(self) -> None:
        self.geteld += 100

    @action
    def fout(self, soort: str) -> None:
        raise {
            "regel": InvalidRecord("De kans is te hoog.", "kans"),
            "ander": EditConflict("Iemand anders was eerder."),
            "database": StoreUnavailable(texts.DATABASE_WEG),
            "bug": ZeroDivisionError("Sam Jansen deelde door nul"),
        }[soort]

    def geheim(self) -> None:
        self.kleur = "geheim"

    def _intern(self) -> None:
        self.kleur = "intern"


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    (tmp_path / "screen.vue").write_text("<template><div></div></template>")
    screen = show(Model(), tmp_path)
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(type(screen), "_send", lambda self, msg, buffers=None: sent.append(msg))
    screen.sent = sent  # type: ignore[attr-defined]
    return screen


def receive(screen: Screen, data: object) -> None:
    screen._handle_msg({"content": {"data": data}, "buffers": []})


def act(screen: Screen, content: object) -> None:
    receive(screen, {"method": "custom", "content": content})


def test_a_screen_shows_every_trait_but_the_internal_ones(screen: Screen) -> None:
    assert screen.model.state() == {
        "naam": "Sam", "aan": False, "geteld": 0, "kleur": "blauw", "melding": {},
    }  # fmt: skip
    assert "apart" not in screen.keys


def test_only_inputs_are_taken_over(screen: Screen) -> None:
    state = {"naam": "Ali", "geteld": 9, "kleur": "x", "melding": {"tekst": "x"}, "apart": "x",
             "template": "<b>x</b>", "model": 1, "onbekend": 1, "_view_name": "X"}  # fmt: skip
    receive(screen, {"method": "update", "state": state})

    assert screen.model.naam == "Ali"
    assert screen.naam == "Ali"
    assert (screen.model.geteld, screen.model.kleur, screen.model.melding) == (0, "blauw", {})
    assert screen._view_name == "VuetifyView"
    assert not hasattr(screen, "onbekend")


@pytest.mark.parametrize("value", [None, 5, [], {}, True, 1.5])
def test_an_input_of_another_kind_is_dropped(screen: Screen, value: object) -> None:
    receive(screen, {"method": "update", "state": {"naam": value}})

    assert screen.model.naam == "Sam"


def test_what_was_typed_does_not_go_back_to_the_browser(screen: Screen) -> None:
    """By then the person has typed on; the echo would undo that."""
    receive(screen, {"method": "update", "state": {"naam": "Al"}})
    act(screen, {"event": "act", "data": {"doe": "tel", "invoer": {"naam": "Ali"}}})

    assert screen.model.naam == "Ali"
    assert [msg for msg in screen.sent if "naam" in msg.get("state", {})] == []


def test_an_action_changes_the_screen_in_one_message(screen: Screen) -> None:
    act(screen, {"event": "act", "data": {"doe": "tel", "met": {"keer": 2}}})

    (message,) = screen.sent
    assert message["state"] == {"geteld": 2, "kleur": "rood"}


@pytest.mark.parametrize(
    "data",
    [
        {"doe": "geheim"}, {"doe": "_intern"}, {"doe": "__init__"}, {"doe": "state"},
        {"doe": "set_trait"}, {"doe": "onbekend"}, {"doe": ""}, {"doe": None}, {"doe": ["tel"]},
        {"doe": "tel", "met": {"keer": "veel"}}, {"doe": "tel", "met": {"anders": 1}},
        {"doe": "tel", "met": {"self": 1}}, {"doe": "tel", "met": [1]}, {"doe": "tel", "met": 5},
        {"doe": "fout"}, {}, None, "tel", ["tel"], 5,
    ],
)  # fmt: skip
def test_a_wish_that_is_no_action_does_nothing(screen: Screen, data: object) -> None:
    act(screen, {"event": "act", "data": data})

    assert (screen.model.geteld, screen.model.kleur) == (0, "blauw")
    assert screen.sent == []


def test_no_widget_is_made_or_changed_from_the_browser(screen: Screen) -> None:
    """The stock handler imports any module and calls any method."""
    before = dict(widgets)
    for content in (
        {"create_widget": ["subprocess", "Popen"], "id": "x", "props": {"args": ["true"]}},
        {"create_widget": ["ipywidgets", "HTML"], "id": "x", "props": {"value": "<b>x</b>"}},
        {"update_ref": {"functionRef": "geheim"}, "id": screen.model_id, "prop": "naam"},
        {"update_ref": {"objectRef": "model"}, "id": screen.model_id, "prop": "naam"},
        {"destroy_widget": screen.model_id},
        {"event": "geheim", "data": {}},
        {"event": "act"},
        {},
    ):
        act(screen, content)

    assert dict(widgets) == before
    assert (screen.model.kleur, screen.naam) == ("blauw", "Sam")
    assert screen.sent == []


@pytest.mark.parametrize(
    "data",
    [
        None, 5, [], {}, {"method": "update"}, {"method": "update", "state": [1]},
        {"method": "update", "state": {"naam": "x"}, "buffer_paths": [["naam", "x"]]},
        {"method": "custom"}, {"method": "custom", "content": None},
        {"method": "custom", "content": "act"}, {"method": "anders"}, {"method": ["update"]},
    ],
)  # fmt: skip
def test_what_is_no_message_is_dropped(screen: Screen, data: object) -> None:
    receive(screen, data)

    assert screen.model.naam == "Sam"


def test_a_form_too_deep_to_be_one_is_dropped(screen: Screen) -> None:
    deep: Any = "onderin"
    for _ in range(900):
        deep = [deep]
    receive(screen, {"method": "update", "state": {"naam": deep}})

    assert screen.model.naam == "Sam"


def test_half_an_emoji_becomes_a_question_mark(screen: Screen) -> None:
    """The way back to the browser can't carry it, so the page would never open again."""
    receive(screen, {"method": "update", "state": {"naam": "ja \ud83d!"}})

    assert screen.model.naam == "ja ?!"


def test_an_action_on_a_form_that_is_gone_does_nothing(screen: Screen) -> None:
    screen.model.accept = lambda name, value: False  # type: ignore[method-assign]
    act(screen, {"event": "act", "data": {"doe": "bewaar", "invoer": {"naam": "oud"}}})
    act(screen, {"event": "act", "data": {"doe": "tel", "invoer": {"naam": "oud"}}})

    assert screen.model.geteld == 1


@pytest.mark.parametrize(
    ("soort", "melding"),
    [
        ("regel", {"soort": "fout", "tekst": "De kans is te hoog.", "veld": "kans"}),
        ("ander", {"soort": "conflict", "tekst": "Iemand anders was eerder.", "veld": ""}),
        ("database", {"soort": "fout", "tekst": texts.DATABASE_WEG, "veld": ""}),
    ],
)
def test_a_mistake_becomes_a_sentence(screen: Screen, soort: str, melding: object) -> None:
    act(screen, {"event": "act", "data": {"doe": "fout", "met": {"soort": soort}}})

    assert screen.model.melding == melding
    assert screen.melding == melding


def test_an_unexpected_error_becomes_a_number_and_nothing_else(
    screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        act(screen, {"event": "act", "data": {"doe": "fout", "met": {"soort": "bug"}}})

    incident = incidenten.pop()
    assert screen.model.melding["soort"] == "incident"
    assert screen.model.melding["tekst"] == texts.INCIDENT.format(nummer=incident.nummer)
    assert incident.soort == "ZeroDivisionError"
    assert incident.plaatsen[-1].startswith(f"{__file__}:")
    written = f"{incident} {caplog.text}"
    assert incident.nummer in caplog.text
    assert "Sam Jansen" not in written
    assert "Traceback" not in written


def test_in_the_browser_a_screen_is_the_template_of_ipyvuetify() -> None:
    """Its names stand in our code so that a kernel need not import hundreds of widget classes."""
    from ipyvuetify.VuetifyTemplate import VuetifyTemplate

    def named(kind: type[traitlets.HasTraits]) -> dict[str, object]:
        traits = kind.class_traits().items()
        return {n: t.default_value for n, t in traits if n.startswith(("_model_", "_view_"))}

    assert named(Screen) == named(VuetifyTemplate)
