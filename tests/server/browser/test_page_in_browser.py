"""The page in a real browser: sign in, see the widget, use it, lose it, close it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from fixtures.waiting import wait_for
from playwright.sync_api import Browser, Page, expect, sync_playwright

from vakmeten import texts

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WACHTWOORD = "welkom in de stad"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes each request elsewhere and each thing the policy forbade."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    wrong: list[str] = []
    here = "http://127.0.0.1:"
    page.on(
        "request",
        lambda one: None if one.url.startswith((here, "data:", "blob:")) else wrong.append(one.url),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda line: wrong.append(line.text) if "Content Security" in line.text else None,
    )
    yield page
    context.close()
    assert wrong == []


def sign_in(page, server, naam="anna"):
    page.goto(server.address + "/casusboek")
    page.get_by_label("Accountnaam").fill(naam)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Aanmelden").click(no_wait_after=True)


def only_kernel(server):
    """The kernel of this page, once those of other tests are gone."""
    wait_for(lambda: len(server.kernels()) == 1, "the other kernels to stop")
    return server.kernels()[0]


def counted(page, times):
    return expect(page.get_by_text(f"Keren geteld: {times}", exact=True))


def count(page):
    page.get_by_role("button", name="Nieuwe klant").click()


def test_from_the_form_to_a_click_to_a_closed_tab(server, page, eventually):
    sign_in(page, server)
    expect(page.get_by_text("Dag anna")).to_be_visible()
    expect(page.get_by_text(texts.WERKBOEK_OPENT)).not_to_be_attached()
    expect(page).to_have_title("Casusboek · vakmeten")

    count(page)
    counted(page, 1).to_be_visible()
    assert len(server.kernels()) == 1

    page.close(run_before_unload=True)
    eventually(lambda: not server.kernels(), "the kernel of the closed tab to stop")


def test_the_shell_is_there_while_the_workbook_opens(server, page, workbook):
    workbook("import time; time.sleep(60)")
    sign_in(page, server)

    expect(page.get_by_text(texts.WERKBOEK_OPENT)).to_be_visible()
    page.goto("about:blank")


def test_a_reload_is_a_new_page_and_the_old_kernel_goes(server, page, eventually):
    sign_in(page, server)
    count(page)
    counted(page, 1).to_be_visible()
    kernel = only_kernel(server)

    page.reload()
    counted(page, 0).to_be_visible()

    eventually(lambda: not kernel.is_running(), "the old kernel to stop")
    page.goto("about:blank")
    eventually(lambda: not server.kernels(), "the kernel to stop")


def test_a_kernel_that_dies_is_followed_by_another(server, page):
    sign_in(page, server)
    count(page)
    counted(page, 1).to_be_visible()
    page.get_by_label("Zoek op nummer").fill("wat ik zocht")

    only_kernel(server).kill()

    counted(page, 0).to_be_visible()
    expect(page.get_by_label("Zoek op nummer")).to_have_value("wat ik zocht")
    expect(page.get_by_role("alert")).to_have_count(0)
    count(page)
    counted(page, 1).to_be_visible()
    page.goto("about:blank")


def test_a_kernel_that_keeps_dying_is_said(server, page, workbook):
    sign_in(page, server)
    count(page)
    counted(page, 1).to_be_visible()  # so the next line is that of the next kernel
    with page.expect_websocket():
        only_kernel(server).kill()
    counted(page, 0).to_be_visible()
    count(page)
    counted(page, 1).to_be_visible()

    only_kernel(server).kill()

    expect(page.get_by_role("alert")).to_contain_text(texts.VERBINDING["gestopt"])
    page.get_by_role("button", name=texts.OPNIEUW_OPENEN).click()
    counted(page, 0).to_be_visible()
    page.goto("about:blank")


def test_a_server_that_was_away_is_found_again_and_what_was_done_is_done(own_server, page):
    own_server.start()
    sign_in(page, own_server)
    counted(page, 0).to_be_visible()

    own_server.stop()
    expect(page.get_by_role("alert")).to_contain_text(texts.VERBINDING["weg"])
    count(page)
    own_server.start()

    counted(page, 1).to_be_visible()
    expect(page.get_by_text("Dag anna")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto("about:blank")


def test_a_page_left_alone_rests_and_a_key_wakes_it(live_server, tmp_path, page, eventually):
    server = live_server(tmp_path, keuzes={"slaap_minuten": 0.05})
    server.start()
    sign_in(page, server)
    counted(page, 0).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(texts.VERBINDING["rust"])
    eventually(lambda: not server.kernels(), "the kernel to be given back")

    page.get_by_label("Zoek op nummer").press_sequentially("ab")
    expect(page.get_by_role("alert")).to_have_count(0)
    count(page)
    counted(page, 1).to_be_visible()
    expect(page.get_by_label("Zoek op nummer")).to_have_value("ab")
    page.goto("about:blank")


def test_one_tab_too_many_puts_the_first_to_sleep_until_a_key_wakes_it(server, page):
    sign_in(page, server)
    counted(page, 0).to_be_visible()
    others = [page.context.new_page() for _ in range(server.settings.paginas_per_persoon)]
    for other in others:
        other.goto(server.address + "/casusboek")
        counted(other, 0).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(texts.VERBINDING["te-veel"])

    page.get_by_label("Zoek op nummer").press_sequentially("ab")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("Zoek op nummer")).to_have_value("ab")
    expect(page.get_by_label("Zoek op nummer")).to_be_focused()
    count(page)
    counted(page, 1).to_be_visible()
    for one in (*others, page):
        one.goto("about:blank")


def test_a_full_server_says_so_and_the_page_opens_when_there_is_room(
    live_server, tmp_path, page, eventually
):
    server = live_server(tmp_path, keuzes={"paginas": 1})
    server.start()
    elsewhere = page.context.browser.new_context()
    bram = elsewhere.new_page()
    sign_in(bram, server, "bram")
    counted(bram, 0).to_be_visible()
    sign_in(page, server)
    expect(page.get_by_text(texts.SERVER_VOL)).to_be_visible()

    elsewhere.close()
    eventually(lambda: not server.kernels(), "the other kernel to stop")
    page.goto(server.address + "/casusboek")
    counted(page, 0).to_be_visible()
    page.goto("about:blank")


def test_a_page_of_before_an_upgrade_loads_the_new_one(server, page):
    """A server that was started again with another bundle says so in its first answer."""
    sign_in(page, server)
    counted(page, 0).to_be_visible()
    page.evaluate("document.getElementById('werkboek').dataset.versie = 'pagina-OUD.js'")

    with page.expect_event("load"):
        only_kernel(server).kill()

    counted(page, 0).to_be_visible()
    page.goto("about:blank")


NO_SOCKETS = "delete window.WebSocket"
NO_WAY_FOR_SOCKETS = """
    window.WebSocket = class extends WebSocket {
      constructor(url) { super(String(url).replace('/api/kernels', '/api/nergens')); }
    };
"""


@pytest.mark.parametrize(
    "script", [NO_SOCKETS, NO_WAY_FOR_SOCKETS], ids=["a browser without", "something stops them"]
)
def test_where_there_are_no_websockets_that_is_told(server, page, script):
    page.add_init_script(script)
    sign_in(page, server)

    expect(page.get_by_role("alert")).to_contain_text(texts.VERBINDING["geen-socket"])
    page.goto("about:blank")


def test_a_line_that_a_proxy_cuts_is_tied_again_without_a_word(server, page):
    page.add_init_script(
        "window.lijnen = []; window.WebSocket = class extends WebSocket {"
        " constructor(...args) { super(...args); window.lijnen.push(this); } };"
    )
    sign_in(page, server)
    count(page)
    counted(page, 1).to_be_visible()

    page.evaluate("lijnen.at(-1).close()")
    count(page)
    counted(page, 2).to_be_visible()

    first, second = page.evaluate("lijnen.map((lijn) => lijn.url)")
    assert first == second
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto("about:blank")


def test_signing_out_in_one_tab_is_told_in_the_other(server, page):
    sign_in(page, server)
    counted(page, 0).to_be_visible()
    other = page.context.new_page()
    other.goto(server.address + "/casusboek")
    counted(other, 0).to_be_visible()

    page.get_by_role("button", name="Afmelden").click()

    expect(page.get_by_role("heading", name=texts.AFGEMELD)).to_be_visible()
    expect(other.get_by_role("alert")).to_contain_text(texts.VERBINDING["afgemeld"])
    other.get_by_role("button", name=texts.OPNIEUW_OPENEN).click()
    expect(other.get_by_role("heading", name="Aanmelden")).to_be_visible()


def test_a_workbook_that_fails_is_one_sentence_and_a_number(server, page, workbook):
    workbook("1 / 0")
    sign_in(page, server)

    card = page.get_by_role("alert").filter(has_text=texts.WERKBOEK_MISLUKT)
    expect(card).to_be_visible()
    expect(card).to_contain_text("Nummer voor uw beheerder")
    expect(page.get_by_text(texts.WERKBOEK_OPENT)).not_to_be_attached()


def test_outside_the_demo_a_browser_on_this_machine_can_sign_in(live_server, tmp_path, page):
    server = live_server(tmp_path, demo=False)
    server.start()
    sign_in(page, server)

    expect(page.get_by_text("Dag anna")).to_be_visible()
    page.goto("about:blank")


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("path", ["/aanmelden", "/nietbestaand", "/afmelden"])
def test_our_own_pages_pass_axe_and_fit(server, page, path, width):
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 800})
    if path != "/aanmelden":
        page.goto(server.address + "/afmelden")
        page.get_by_label("Accountnaam").fill("anna")
        page.get_by_label("Wachtwoord").fill(WACHTWOORD)
        page.get_by_role("button", name="Aanmelden").click()
        page.goto("about:blank")
    page.goto(server.address + path)
    if path == "/aanmelden":  # with its error
        page.get_by_label("Accountnaam").fill("niemand")
        page.get_by_label("Wachtwoord").fill("verkeerd")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text(texts.AANMELDEN_FOUT)
        expect(page.get_by_label("Wachtwoord")).to_be_focused()

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
