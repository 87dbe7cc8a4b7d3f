"""How a page opens: with what its workbook shows, or with one sentence and a number."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.server.workbook_page import page_token


def environment(server):
    return json.loads((server.data / "omgeving.json").read_text())


def test_a_workbook_that_fails_says_one_sentence(server, anna, workbook, eventually):
    workbook("geheim = 'kanarie'\nraise ValueError(geheim)")

    _, told = anna.open_page()

    assert told.keys() == {"zin", "nummer", "status"}
    assert (told["zin"], told["status"]) == (texts.WERKBOEK_MISLUKT, 503)
    assert f"incident {told['nummer']}: workbook did not open (ValueError)" in server.log()
    assert "kanarie" not in server.log()
    eventually(lambda: not server.kernels(), "the kernel to stop")


def test_our_own_error_in_a_workbook_tells_what_to_do(anna, workbook):
    workbook(
        "from vakmeten import texts\nfrom vakmeten.errors import MigrationNeeded\n"
        "raise MigrationNeeded(texts.DATABASE_OUDER)"
    )

    assert anna.open_page()[1]["zin"] == texts.DATABASE_OUDER


def test_a_key_that_does_not_fit_is_said_without_a_path(server, anna, workbook):
    workbook(
        "from vakmeten import texts\nfrom vakmeten.errors import KeyUnavailable\n"
        "raise KeyUnavailable(texts.HOOFDSLEUTEL_WEG.format(pad='/geheime/plek'))"
    )

    told = anna.open_page()[1]

    assert told["zin"] == texts.SLEUTEL_OP_PAGINA
    assert f"incident {told['nummer']}: workbook did not open (KeyUnavailable)" in server.log()


@pytest.mark.parametrize("cell", ["1 + 1", "print('kanarie')", "", "import os; os._exit(1)"])
def test_a_workbook_without_a_screen_says_one_sentence(server, anna, workbook, cell, eventually):
    workbook(cell)

    _, told = anna.open_page()

    assert told["zin"] == texts.WERKBOEK_MISLUKT
    assert "kanarie" not in json.dumps(told)
    eventually(lambda: not server.kernels(), "the kernel to stop")


def test_a_broken_notebook_file_says_one_sentence(server, anna, workbook):
    (server.workbooks / "casusboek.ipynb").write_text("{geen notebook kanarie")

    _, told = anna.open_page()

    assert told["zin"] == texts.WERKBOEK_MISLUKT
    assert "kanarie" not in json.dumps(told) + server.log()


def test_a_visitor_who_leaves_while_the_page_opens_leaves_no_kernel(
    server, anna, workbook, eventually
):
    workbook("import time; time.sleep(60)")
    page = anna.ask("/casusboek").body.decode()
    pagina = page.split('data-pagina="')[1].split('"')[0]
    cookies = "; ".join(f"{name}={value}" for name, value in anna.cookies.items())
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(
            f"GET /api/paginas/{pagina} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            f"Cookie: {cookies}\r\n\r\n".encode()
        )
        eventually(server.kernels, "the kernel to start")

    eventually(lambda: not server.kernels(), "the kernel to stop")


def test_a_page_whose_kernel_is_gone_gets_another_in_the_same_tab(server, anna):
    told = anna.wake(tab="mijn-tab")

    assert told["status"] == 200
    assert set(told) == {"pagina", "wortel", "widgets", "versie", "status"}
    assert environment(server)["HTTP_X_VAK_TAB"] == "mijn-tab"


def test_what_a_page_shows_at_first_is_told_until_it_is_connected(anna):
    kernel, told = anna.open_page()
    assert anna.about(kernel) == told

    async def hello(socket):
        await socket.read_message()

    anna.talk(kernel, hello)
    assert anna.about(kernel) == {**told, "wortel": "", "widgets": {}}


def test_another_site_cannot_ask_for_a_kernel(server, anna):
    body = json.dumps({"werkboek": "casusboek", "tab": "toets"})

    assert anna.ask("/api/paginas", "POST", body).code == 403
    assert server.kernels() == []


@pytest.mark.parametrize(
    ("body", "code"),
    [("", 400), ("[]", 400), ("null", 400), ('{"werkboek": "casusboek"}', 400), ("kanarie", 400),
     ('{"werkboek": "onbekend", "tab": "x"}', 404), ('{"werkboek": "../x", "tab": "x"}', 404)],
)  # fmt: skip
def test_a_question_for_a_page_that_makes_no_sense(server, anna, body, code):
    anna.ask("/aanmelden")
    token = anna.cookies["_xsrf"]

    assert anna.ask("/api/paginas", "POST", body, X_XSRFToken=token).code == code
    assert server.kernels() == []


def test_a_page_of_another_sign_in_in_this_browser_gets_nothing(server, anna):
    kernel, _ = anna.open_page()
    token = anna.cookies["_xsrf"]
    body = json.dumps({"werkboek": "casusboek", "tab": "toets"})
    of_bram = page_token("de aanmelding van bram")

    for van, codes in ((of_bram, (403, 403)), (token_of(anna), (200, 200))):
        told = anna.ask(f"/api/paginas/{kernel}", X_Pagina_Van=van)
        asked = anna.ask("/api/paginas", "POST", body, X_XSRFToken=token, X_Pagina_Van=van)
        assert (told.code, asked.code) == codes


def token_of(visitor):
    return visitor.ask("/casusboek").body.decode().split('data-wie="')[1].split('"')[0]


@pytest.mark.parametrize(
    "headers",
    [{"Sec_Purpose": "prefetch;prerender"}, {"Sec_Fetch_Dest": "image"},
     {"Sec_Fetch_Dest": "iframe"}],
)  # fmt: skip
def test_a_browser_that_looks_ahead_gets_no_kernel(server, anna, headers):
    assert anna.ask("/casusboek", **headers).code == 403
    assert server.kernels() == []


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(server, anna):
    def seen():
        with server.engine.connect() as connection:
            query = sa.text("select max(gezien_op) from sessie where account = 'anna'")
            return connection.execute(query).scalar()

    anna.ask("/aanmelden")
    body = json.dumps({"werkboek": "casusboek", "tab": "toets"})
    sent = {"X_XSRFToken": anna.cookies["_xsrf"]}
    with server.engine.begin() as connection:
        old = {"then": str(datetime.now(UTC) - timedelta(minutes=90)).split("+")[0]}
        connection.execute(sa.text("update sessie set gezien_op = :then where account='anna'"), old)
    before = seen()

    assert anna.ask("/api/paginas", "POST", body, **sent, X_Vanzelf="ja").code == 200
    assert seen() == before
    assert anna.ask("/api/paginas", "POST", body, **sent).code == 200
    assert seen() > before
