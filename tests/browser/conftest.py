"""A real server with the real workbooks, a small town, and people in a real Chromium."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fixtures.live_server import LiveServer
from fixtures.visitor import WACHTWOORD
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.vastlegging import AMSTERDAM
from vakmeten.settings import Visitor
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.store import Store, open_store

HERE = Path(__file__).parent
PICTURES = HERE / "beeld"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=nl",
]  # fmt: skip
PATIENCE = 30_000


class Town:
    """A live server that serves the real workbooks, and makers of people and casussen."""

    def __init__(self, folder: Path) -> None:
        self.server = LiveServer(folder)
        self.server.workbooks = HERE.parents[1] / "workbooks"
        self.settings = self.server.settings
        create_keyring(self.settings.keyring, self.settings.hoofdsleutel)
        self.accounts = self.server.accounts
        self.accounts.add_team("zuid", "Team Zuid")
        self.wachtwoord: str = WACHTWOORD
        self.numbers = itertools.count(1)
        self.stores: list[Store] = []

    def person(self, team: str = "noord", rol: str = "klantmanager") -> str:
        """A new account, so that no test finds the drafts of another."""
        naam = f"mens{next(self.numbers)}"
        row = {"naam": naam, "weergavenaam": naam.title(), "rol": rol, "team": team}
        self.accounts.add_accounts([row], self.wachtwoord)
        return naam

    def store(self, naam: str) -> Store:
        self.stores.append(open_store(self.settings, Visitor(naam, "")))
        return self.stores[-1]

    def casus(self, wie: str, *, naam: str = "", dagen: int = 40, diagnose: bool = False) -> Klant:
        """A klant with a casus that began so many days ago."""
        store = self.store(wie)
        klant = Klant(klantnummer=f"K-{100_000 + next(self.numbers)}")
        koppel = Koppel(klantnummer=klant.klantnummer, naam=naam)
        start = store.vandaag() - timedelta(days=dagen)
        casus_id = store.open_casus(klant, koppel, start)
        if diagnose:
            found = store.casus(casus_id)
            ronde_id = found.huidig.ronde.id
            record = Diagnose(casus_id=casus_id, ronde_id=ronde_id, datum=start, trede=2)
            store.save(casus_id, [record], gezien=found.versies)
        return klant

    def dossier(self, wie: str, klant: Klant | str) -> Any:
        """A casus as it stands in the database."""
        store = self.store(wie)
        nummer = klant if isinstance(klant, str) else klant.klantnummer
        regels = store.caseload(team=True, gesloten=True)
        return store.casus(next(r.casus_id for r in regels if r.klantnummer == nummer))

    def close(self) -> None:
        for store in self.stores:
            store.close()
        self.server.close()


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    """One town for tests that leave the server as it is."""
    # A short path: the kernels' sockets lie in it.
    with tempfile.TemporaryDirectory(prefix="vakmeten-", ignore_cleanup_errors=True) as folder:
        town = Town(Path(folder))
        town.server.start()
        yield town
        town.close()


@pytest.fixture
def own_town() -> Iterator[Town]:
    """A town whose server a test may kill."""
    with tempfile.TemporaryDirectory(prefix="vakmeten-", ignore_cleanup_errors=True) as folder:
        town = Town(Path(folder))
        town.server.start()
        yield town
        town.close()


@pytest.fixture(scope="module")  # its event loop would stand in the way of other rooms
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)))
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Chromium writes dates in a field in the language of the machine, whatever --lang says.
        environ = {**os.environ, "LANGUAGE": "nl"}
        browser = playwright.chromium.launch(executable_path=path, args=ARGS, env=environ)
        yield browser
        browser.close()


CONSOLE = "console: "
TROUBLE = ("Failed to load resource", "WebSocket connection to")


@dataclass
class Someone:
    """A person at a browser with a fresh profile; notes what no page should do."""

    page: Page
    town: Town
    naam: str
    wrong: list[str] = field(default_factory=list)
    trouble: bool = False

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        here = (self.town.server.address, self.town.server.address.replace("http", "ws"))
        inside = (*here, "data:", "blob:")

        def request(sent: Any) -> None:
            if not sent.url.startswith(inside):
                self.wrong.append(f"asked elsewhere: {sent.url}")

        def console(line: ConsoleMessage) -> None:
            if line.type == "error":
                self.wrong.append(f"{CONSOLE}{line.text}")

        self.page.on("request", request)
        self.page.on("websocket", request)
        self.page.on("console", console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))

    def expect_trouble(self) -> None:
        """Here a server is away or refuses, which the console of a browser always says."""
        self.trouble = True

    @property
    def faults(self) -> list[str]:
        """What no page should have done, in this test."""
        passed = tuple(CONSOLE + start for start in TROUBLE) if self.trouble else ()
        return [what for what in self.wrong if not what.startswith(passed)]

    def sign_in(self) -> Page:
        """From the address of the server to the caseload, or where this person was."""
        self.page.goto(self.town.server.address)
        self.page.get_by_label("Accountnaam").fill(self.naam)
        self.page.get_by_label("Wachtwoord").fill(self.town.wachtwoord)
        self.page.get_by_role("button", name="Aanmelden").click(no_wait_after=True)
        self.wait_open()
        return self.page

    def wait_open(self) -> None:
        expect(self.page.locator(".v-application h1")).to_be_visible()

    def open(self, klant: Klant) -> Page:
        """From the caseload to a casus."""
        row = self.page.get_by_role("row", name=klant.klantnummer)
        row.get_by_role("button").click()
        expect(self.page.locator("h1", has_text=klant.klantnummer)).to_be_visible()
        expect(self.page.locator("#h-stap")).to_be_visible()  # the form comes a moment later
        return self.page

    def step(self, naam: str) -> None:
        """Go to another step of the casus."""
        self.page.locator(".vm-stappen").get_by_role("button", name=naam).click()
        expect(self.page.locator("#h-stap", has_text=re.compile(f"^{naam}:"))).to_be_visible()


@pytest.fixture
def someone(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Someone]]:
    """someone(town, naam, width=1280): a person in a browser of one's own.

    At its end no page may have asked elsewhere, written an error in its console or let the
    policy stop a script.
    """
    made: list[tuple[BrowserContext, Someone]] = []

    def make(town: Town, naam: str, width: int = 1280) -> Someone:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )  # fmt: skip
        made.append((context, Someone(context.new_page(), town, naam)))
        return made[-1][1]

    yield make
    failed = request.node.stash.get(FAILED, default=False)
    for number, (context, person) in enumerate(made):
        if failed:
            PICTURES.mkdir(exist_ok=True)
            name = re.sub(r"\W+", "_", request.node.name)
            person.page.screenshot(path=PICTURES / f"{name}_{number}.png", full_page=True)
        context.close()
    assert [what for _, person in made for what in person.faults] == []


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, so that its pages are photographed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def today() -> date:
    """The day in the Netherlands, whatever the clock of the machine says around midnight."""
    return datetime.now(AMSTERDAM).date()
