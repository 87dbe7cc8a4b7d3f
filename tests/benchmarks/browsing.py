"""A page in the Chromium of this machine: when it shows, when it can be used, what came for it."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from benchmarks.served import Served

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=nl",
    # Some peers ask elsewhere for fonts; told at once that there is nothing, they wait for nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
WINDOW: Any = {"viewport": {"width": 1280, "height": 900}, "locale": "nl-NL"}
PATIENCE = 60_000  # milliseconds
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
BARS = "svg.main-svg .barlayer .point"


@dataclass(frozen=True, slots=True)
class Use:
    """What a person does first, and what is then on the screen.

    click:   selector of a checkbox or radio button, or of its label.
    answers: selectors of what the server makes of that; the page is usable when all are there.
    whole:   selector of what may come later, "" for nothing.
    """

    click: str
    answers: tuple[str, ...]
    whole: str = BARS


@dataclass(frozen=True, slots=True)
class Opening:
    """One page that was opened and used, in seconds from the beginning of the navigation.

    shown:  until the first text or picture.
    usable: until the answer to the first use was there.
    whole:  until the chart was there too.
    server: seconds of processor of the server and all processes below it, until then.
    """

    shown: float
    usable: float
    whole: float
    server: float


def open_page(profile: BrowserContext, served: Served, use: Use) -> Opening:
    """Open the page in a new tab and use it; the tab stays open."""
    return _open(profile.new_page(), served, use)


def _open(page: Page, served: Served, use: Use) -> Opening:
    used = served.processor()
    page.goto(served.page, wait_until="commit")
    page.locator(use.click).click()
    for answer in use.answers:
        page.locator(answer).first.wait_for(state="attached")
    usable = page.evaluate("performance.now()")
    if use.whole:
        page.locator(use.whole).first.wait_for(state="attached")
    whole = page.evaluate("performance.now()") if use.whole else usable
    server = served.processor() - used
    return Opening(page.evaluate(FIRST_PAINT) / 1000, usable / 1000, whole / 1000, server)


@dataclass  # playwright writes on it: no slots
class Line:
    """What came and went for one page.

    requests: those that were answered from the server and not from the cache; a websocket is one.
    bytes:    of the answers as they came over the line, and of what the websockets carried.
    failed:   addresses that gave nothing.
    """

    requests: int = 0
    bytes: float = 0.0
    failed: list[str] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        """Count from now on."""
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.on("Network.requestWillBeSent", self.on_request)
        protocol.on("Network.loadingFinished", self.on_finished)
        protocol.on("Network.loadingFailed", self.on_failed)
        protocol.on("Network.webSocketCreated", self.on_socket)
        for way in ("Received", "Sent"):
            protocol.on(f"Network.webSocketFrame{way}", self.on_frame)

    def on_finished(self, event: dict[str, Any]) -> None:
        self._count(event["encodedDataLength"])

    def _count(self, length: float) -> None:
        if length > 0:  # nothing comes over the line for what is in the cache
            self.requests += 1
            self.bytes += length

    def on_request(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["request"]["url"]
        if before := event.get("redirectResponse"):
            self._count(before["encodedDataLength"])

    def on_socket(self, _: object) -> None:
        self.requests += 1

    def on_failed(self, event: dict[str, Any]) -> None:
        self.failed.append(self.asked.get(event["requestId"], "?"))

    def on_frame(self, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        binary = event["response"]["opcode"] == 2
        self.bytes += len(base64.b64decode(payload) if binary else payload.encode())


def count_page(profile: BrowserContext, served: Served, use: Use) -> Line:
    """Open and use the page, not timed: listening in slows a page that gets much."""
    page, line = profile.new_page(), Line()
    line.listen(page)
    _open(page, served, use)
    page.wait_for_load_state("networkidle")
    page.close()
    return line


@contextmanager
def new_profile(browsers: BrowserType, served: Served) -> Generator[BrowserContext, None, None]:
    """A Chromium that has seen nothing yet, with its cache on disk as a person has it."""
    with (
        tempfile.TemporaryDirectory(prefix="profiel-", ignore_cleanup_errors=True) as folder,
        browsers.launch_persistent_context(
            folder, executable_path=_chromium(), args=ARGS, **WINDOW
        ) as profile,
    ):
        profile.set_default_timeout(PATIENCE)
        _sign_in(profile, served)
        yield profile


@contextmanager
def many_people(
    browsers: BrowserType, served: Served, people: Sequence[int]
) -> Generator[list[BrowserContext], None, None]:
    """One Chromium with a part for each person, since a person may not open pages without end."""
    with browsers.launch(executable_path=_chromium(), args=ARGS) as browser:
        profiles = [browser.new_context(**WINDOW) for _ in people]
        for profile, person in zip(profiles, people, strict=True):
            profile.set_default_timeout(PATIENCE)
            _sign_in(profile, served, person)
        yield profiles


def _sign_in(profile: BrowserContext, served: Served, person: int = 0) -> None:
    """Past the form, where a server asks who it is: the form is no part of what is measured."""
    if not served.accounts:
        return
    address = f"{served.address}/aanmelden"
    profile.request.get(address)
    form = {cookie["name"]: cookie["value"] for cookie in profile.cookies()}
    form |= {"naam": served.accounts[person], "wachtwoord": served.wachtwoord}
    answer = profile.request.post(address, form=form, max_redirects=0)
    if answer.status != 303:
        raise RuntimeError(f"signing in gave {answer.status}")


def _chromium() -> str:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise RuntimeError(f"there is no browser: {', '.join(BROWSERS)}")
    return path
