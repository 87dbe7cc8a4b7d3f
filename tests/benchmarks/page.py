"""The casusboek from click to usable, beside a stock Voilà page with one button.

Each time in a new tab of a browser that has seen the page before. In a tab that shows nothing yet
stock Voilà could go on in the process of that tab, with its scripts compiled; a page of ours never
can, since it lets no other page into its process.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.figure import Cost, Figure
from benchmarks.served import Served, demo_town, stock_voila

BOUND = 1.2
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=nl",
    # Stock Voilà asks elsewhere for fonts; told at once that there is nothing, it waits for nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
PATIENCE = 60_000  # milliseconds


def figures(*, rounds: int = 9, n: int = 1500) -> list[Figure]:
    """Two figures: until the first button shows, and until a click on it was answered."""
    with demo_town(n) as town, stock_voila() as voila, _chromium() as browser:
        casusboek, button = _casusboek(browser, town), _button(browser, voila)
        casusboek()  # the first time fills the browser's cache
        button()
        turns = [(casusboek(), button()) for _ in range(rounds)]
    return [
        Figure(
            what=f"casusboek, click to {until}", peer_is="stock Voilà with one ipyvuetify button",
            ours=[mine[at] for mine, _ in turns], peer=[theirs[at] for _, theirs in turns],
            bound=BOUND if at else None,
        )
        for at, until in enumerate(("shown", "usable"))
    ]  # fmt: skip


Turn = Callable[[], tuple[Cost, Cost]]


def _casusboek(browser: Browser, town: Served) -> Turn:
    """A klantmanager who has signed in opens the casusboek, and the klant on its first line."""
    context = _new_profile(browser)
    page = context.new_page()
    page.goto(town.address)
    page.get_by_label("Accountnaam").fill(town.account)
    page.get_by_label("Wachtwoord").fill(town.wachtwoord)
    page.get_by_role("button", name="Aanmelden").click()
    page.locator("h1", has_text="Mijn klanten").wait_for()
    _leave(page, town)

    def turn() -> tuple[Cost, Cost]:
        page = context.new_page()
        costs = _until_usable(
            page, f"{town.address}/casusboek", "button.wie", lambda text: f"h1:has-text('{text}')"
        )
        page.get_by_role("button", name="Mijn klanten").click()  # the next turn begins there again
        page.locator("h1", has_text="Mijn klanten").wait_for()
        _leave(page, town)
        return costs

    return turn


def _button(browser: Browser, voila: Served) -> Turn:
    """Somebody opens the page and clicks the button, which then says something else."""
    context = _new_profile(browser)

    def turn() -> tuple[Cost, Cost]:
        page = context.new_page()
        costs = _until_usable(
            page, voila.address, "button.v-btn", lambda _: "button.v-btn:has-text('Geklikt')"
        )
        # Stock Voilà refuses what its page says when it closes: its kernels stay, and do nothing.
        page.close()
        return costs

    return turn


def _until_usable(
    page: Page, address: str, button: str, answer: Callable[[str], str]
) -> tuple[Cost, Cost]:
    """Until the first button shows, and until what its click changes is on the screen.

    answer: from the text on the button to a selector of what the kernel answers.
    """
    used, began = _processor(), time.perf_counter()
    page.goto(address, wait_until="commit")
    first = page.locator(button).first
    first.wait_for()
    shown = time.perf_counter() - began
    text = first.inner_text().strip()
    first.click()
    page.locator(answer(text)).wait_for()
    usable = time.perf_counter() - began
    now = _processor()
    spent = sum(seconds - used.get(key, 0.0) for key, seconds in now.items())
    return Cost(shown), Cost(usable, spent)


def _processor() -> dict[tuple[int, float], float]:
    """Seconds of processor of each process below this one: the servers and their kernels, Chromium.

    Only the one that is asked for a page does anything; kernels of earlier pages are gone.
    """
    found: dict[tuple[int, float], float] = {}
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
            found[child.pid, child.create_time()] = times.user + times.system
        except psutil.NoSuchProcess:  # it ended just now
            continue
    return found


def _new_profile(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    context.set_default_timeout(PATIENCE)
    return context


def _leave(page: Page, town: Served) -> None:
    # Our page then tells the server to stop its kernel. On a busy machine Chromium does not always
    # wait for that word of a page that goes, so it is said while the page is still there.
    page.evaluate("() => { window.dispatchEvent(new PageTransitionEvent('pagehide')); }")
    town.wait_empty()
    page.close()


@contextmanager
def _chromium() -> Generator[Browser, None, None]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise RuntimeError(f"there is no browser: {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()
