"""Models without a browser, on a real store: SQLite only, since the store is tested on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fixtures.town import bewaar, casus_id, clock, maak, settings, town

from vakmeten.storage import database
from vakmeten.storage.store import Store
from vakmeten.ui.casusboek.caseload.model import CaseloadModel
from vakmeten.ui.casusboek.casus.model import CasusModel
from vakmeten.ui.screen import Screen, ScreenModel, show

__all__ = ["bewaar", "casus_id", "clock", "maak", "settings", "town"]

UI = Path(__file__).parents[2] / "vakmeten" / "ui"


@pytest.fixture
def database_url(tmp_path: Path, _sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    # No power cut in these tests, and nobody waits five seconds for a lock.
    monkeypatch.setitem(database.PRAGMAS, "synchronous", "OFF")
    monkeypatch.setitem(database.PRAGMAS, "busy_timeout", "200")
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    path = tmp_path / "vakmeten.sqlite"
    path.write_bytes(_sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@dataclass
class Page:
    """A model with its screen, spoken to as a browser does: through the widget alone."""

    model: Any
    screen: Screen
    sent: list[dict[str, Any]] = field(default_factory=list)

    def type(self, **fields: Any) -> None:
        """Fill in fields of the form; a dict goes into the part of that name."""
        form = _merged(self.model.formulier, fields)
        self.receive({"method": "update", "state": {"formulier": form}})

    def act(self, doe: object, invoer: object = None, **met: Any) -> str:
        """Ask for an action. Returns the sentence that then stands on the screen."""
        wish = {"doe": doe, "met": met, "invoer": invoer}
        self.receive({"method": "custom", "content": {"event": "act", "data": wish}})
        return self.says

    def receive(self, data: object) -> None:
        """A message as it comes from the websocket."""
        self.screen._handle_msg({"content": {"data": data}, "buffers": []})

    @property
    def says(self) -> str:
        return self.model.melding.get("tekst", "")

    @property
    def form(self) -> dict[str, Any]:
        return {key: value for key, value in self.model.formulier.items() if key != "nr"}


def _merged(form: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return form | {
        name: _merged(form[name], value) if isinstance(form.get(name), dict) else value
        for name, value in fields.items()
    }


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Page]:
    """page(model, folder): its screen, which notes in `sent` each message to the browser."""

    def make(model: ScreenModel, folder: str) -> Page:
        screen = show(model, UI / folder)
        made = Page(model, screen)
        monkeypatch.setattr(
            type(screen), "_send",
            lambda self, msg, buffers=None: made.sent.append(msg) if self is screen else None,
        )  # fmt: skip
        return made

    return make


class Elsewhere:
    """Where a page led to."""

    def __init__(self) -> None:
        self.back = 0
        self.opened: list[tuple[str, str]] = []

    def terug(self) -> None:
        self.back += 1

    def open(self, casus_id: str, stap: str) -> None:
        self.opened.append((casus_id, stap))


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def open_casus(town: Any, page: Callable[..., Page], elsewhere: Elsewhere) -> Callable[..., Page]:
    """open_casus(casus_id, wie="anna", stap=""): the page of a casus, on a store of its own."""

    def make(casus_id: str, wie: str = "anna", stap: str = "") -> Page:
        model = CasusModel(town.store(wie), casus_id, stap=stap, on_terug=elsewhere.terug)
        return page(model, "casusboek/casus")

    return make


@pytest.fixture
def open_caseload(
    town: Any, page: Callable[..., Page], elsewhere: Elsewhere
) -> Callable[..., Page]:
    """open_caseload(wie="anna"): the page with the caseload of a person."""

    def make(wie: str = "anna") -> Page:
        store = town.store(wie)
        return page(
            CaseloadModel(store, geen_contact_dagen=30, on_open=elsewhere.open),
            "casusboek/caseload",
        )

    return make


@pytest.fixture
def walked(town: Any, casus_id: str, open_casus: Callable[..., Page]) -> Callable[..., Page]:
    """walked(stap): Anna's page of a casus of which everything before that step is done.

    The verwachting is for 1 April; "evaluatie" lies on that day.
    """

    def make(stap: str) -> Page:
        found = open_casus(casus_id)
        if stap == "diagnose":
            return found
        found.type(**DIAGNOSE)
        assert found.act("bewaar") == ""
        if stap == "plan":
            return found
        found.type(**plan_form(town.clock().date() + timedelta(days=30)))
        assert found.act("bewaar") == ""
        if stap == "evaluatie":
            town.clock.move(days=30)
            found.act("ga_naar", stap="evaluatie")
            found.type(trede=3, uitkomsten={only(found.form["uitkomsten"]): {"uitkomst": "deels"}})
        return found

    return make


DIAGNOSE = {
    "trede": 2,
    "groeipotentieel": 4,
    "vraag": "Ik wil weer ritme in mijn dag",
    "leefgebieden": {"financien": 2},
    "domeinen": {"werk": "Werkte tien jaar in een keuken"},
}


def plan_form(on: date) -> dict[str, Any]:
    """A plan with one doel, and one inzet with one verwachting for a day."""
    doel = {
        "id": "", "tekst": "Drie dagen per week op de werkplek", "tussendoel": "vaardigheden",
        "schaal": ["niets", "een dag", "twee dagen", "drie dagen", "vier dagen"], "gewicht": 2,
        "beginscore": -2, "vervolg_op": None,
    }  # fmt: skip
    verwachting = {
        "id": "", "wat": "Twee maanden zonder uitval", "datum": on.isoformat(), "kans": 70,
        "trede": 3, "vast": False,
    }  # fmt: skip
    inzet = {
        "id": "", "aanpak": "werk_fit", "reden": "Wil met de handen werken",
        "kennisbron": "praktijk", "startdatum": "", "verwachtingen": [verwachting],
    }  # fmt: skip
    return {"bestemming": "arbeidsmarkt", "doelen": [doel], "inzetten": [inzet]}


def only(values: Any) -> Any:
    """The one there is."""
    (found,) = values
    return found


@pytest.fixture
def shop(town: Any) -> Store:
    """The store as Anna sees it, apart from that of her page."""
    return town.store("anna")


@pytest.fixture(autouse=True)
def _no_personal_data_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing that a test types as a person would may come in the log."""
    yield
    typed = ("ritme in mijn dag", "Sam Jansen", "Twee maanden zonder uitval")
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if any(text in line for text in typed)] == []
