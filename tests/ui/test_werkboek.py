"""From screen to screen in one page, and a page that stays open all day."""

from __future__ import annotations

from typing import Any

import pytest
from ipywidgets.widgets.widget import _instances as widgets

from vakmeten.app import open_app
from vakmeten.ui.casusboek.caseload.model import CaseloadModel
from vakmeten.ui.casusboek.casus.model import CasusModel


@pytest.fixture
def shell(town: Any, casus_id: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The casusboek of Anna, as in JupyterLab."""
    monkeypatch.delenv("HTTP_X_VAK_USER", raising=False)
    return open_app("casusboek", store=town.store("anna"))


def act(shell: Any, doe: str, **met: Any) -> None:
    content = {"event": "act", "data": {"doe": doe, "met": met}}
    data = {"method": "custom", "content": content}
    shell.scherm._handle_msg({"content": {"data": data}, "buffers": []})


def test_a_page_begins_at_the_caseload_and_goes_to_a_casus_and_back(
    shell: Any, casus_id: str
) -> None:
    assert isinstance(shell.scherm.model, CaseloadModel)
    act(shell, "open", casus_id=casus_id, stap="plan")
    assert isinstance(shell.scherm.model, CasusModel)
    assert shell.scherm.model.stap == "plan"
    assert shell.scherm.grafiek.figuur["layout"]["height"] > 0
    act(shell, "terug")
    assert isinstance(shell.scherm.model, CaseloadModel)


def test_a_casus_of_another_team_leaves_the_page_where_it_was(shell: Any, town: Any) -> None:
    other = town.open_casus("carla", "K-200002", naam="Een Ander")
    act(shell, "open", casus_id=other)

    assert isinstance(shell.scherm.model, CaseloadModel)
    assert shell.scherm.melding["tekst"].startswith("Deze casus is er niet")
    assert "Een Ander" not in str([widget.get_state() for widget in widgets.values()])


def test_screens_that_were_left_leave_no_widgets_behind(shell: Any, casus_id: str) -> None:
    def once() -> int:
        act(shell, "open", casus_id=casus_id)
        act(shell, "terug")
        return len(widgets)

    first = once()
    assert [once() for _ in range(5)] == [first] * 5


def test_the_chart_follows_what_is_saved(shell: Any, casus_id: str) -> None:
    act(shell, "open", casus_id=casus_id)
    chart = shell.scherm.grafiek
    model = shell.scherm.model
    model.formulier = model.formulier | {"trede": 2}
    act(shell, "bewaar")

    assert chart.figuur["data"][0]["y"] == [2]
    assert "trede 2" in chart.beschrijving


def test_a_browser_changes_nothing_of_a_chart(shell: Any, casus_id: str) -> None:
    act(shell, "open", casus_id=casus_id)
    chart = shell.scherm.grafiek
    before = chart.get_state()
    for data in (
        {"method": "update", "state": {"figuur": {}, "beschrijving": "x", "_esm": "alert(1)"}},
        {"method": "custom", "content": {"event": "act"}},
        {"method": "custom", "content": ["plotly"]},
        None,
    ):
        chart._handle_msg({"content": {"data": data}, "buffers": []})

    assert chart.get_state() == before


def test_a_sign_in_goes_on_where_it_was(town: Any, casus_id: str, monkeypatch: Any) -> None:
    sessie = town.sign_in("anna")
    environ = {
        "HTTP_X_VAK_USER": "anna", "HTTP_X_VAK_SESSION": sessie, **town.settings.environ(),
    }  # fmt: skip
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    from vakmeten.storage import store as store_module

    monkeypatch.setattr(store_module.open_store, "__kwdefaults__", {"clock": town.clock})
    first = open_app("casusboek")
    act(first, "open", casus_id=casus_id, stap="plan")
    again = open_app("casusboek")

    assert again.scherm.model.stap == "plan"
    assert again.scherm.model.kop["klantnummer"] == "K-100001"
