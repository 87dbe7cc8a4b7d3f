"""The form: who gets in, what the cookie is like, and the ways that should not work."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.storage.account_tables import aanmeldpoging, sessie
from vakmeten.storage.accounts import digest
from vakmeten.storage.database import transaction


def body(answer):
    return html.unescape(answer.body.decode())


def sid_of(visitor):
    """The id inside the signed cookie."""
    import base64

    [value] = [value for name, value in visitor.cookies.items() if "vakmeten" in name]
    return base64.b64decode(value.split("|")[4].split(":")[1]).decode()


@pytest.fixture(autouse=True)
def _no_attempts_left_behind(server):
    yield
    with transaction(server.engine) as connection:
        connection.execute(sa.delete(aanmeldpoging))


def test_the_form_is_a_page_for_everybody(server):
    page = body(server.visitor().ask("/aanmelden"))

    assert '<html lang="nl">' in page
    assert "<h1>Aanmelden</h1>" in page
    assert page.count("<main") == 1
    assert '<label for="naam">' in page
    assert '<label for="wachtwoord">' in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "<script" not in page
    assert "style=" not in page
    assert texts.OEFENOMGEVING in page
    assert 'role="alert"' not in page


def test_who_signs_in_goes_to_the_workbook(server):
    visitor = server.visitor()
    answer = visitor.ask("/casusboek")
    assert answer.headers["Location"] == "/aanmelden?next=%2Fcasusboek"

    answer = visitor.sign_in("anna", verder="%2Fcasusboek")

    assert (answer.code, answer.headers["Location"]) == (303, "/casusboek")
    assert visitor.ask("/aanmelden").headers["Location"] == "/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(server):
    answer = server.visitor().sign_in("anna")

    [cookie] = [one for one in answer.headers.get_list("Set-Cookie") if "vakmeten" in one]
    assert cookie.startswith(f"vakmeten-{server.port}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "expires" not in cookie.lower()  # gone when the browser closes


@pytest.mark.parametrize("naam", ["dirk", "niemand"])
def test_a_wrong_password_says_the_same_for_every_name(server, naam):
    answer = server.visitor().sign_in(naam, "verkeerd")
    page = body(answer)

    assert answer.code == 401
    assert texts.AANMELDEN_FOUT in page
    assert page.count('aria-describedby="fout"') == 2
    assert re.search(r'id="fout" role="alert"', page)
    assert f'value="{naam}"' in page
    assert "verkeerd" not in page


@pytest.mark.parametrize("naam", ["dirk", "niemand"])
def test_guessing_is_slowed_down(server, naam):
    visitor = server.visitor()
    for _ in range(5):
        assert visitor.sign_in(naam, "verkeerd").code == 401

    answer = visitor.sign_in(naam)

    assert answer.code == 429
    assert answer.headers["Retry-After"] == "300"
    assert texts.AANMELDEN_TE_VAAK in body(answer)


def test_what_is_typed_in_the_name_field_is_only_text(server):
    answer = server.visitor().sign_in('"><script>alert(1)</script>', "x")

    assert b"<script" not in answer.body
    assert b"&lt;script&gt;" in answer.body


@pytest.mark.parametrize(
    "next_",
    [
        "//kwaad.example", "https://kwaad.example", "/\\kwaad.example", "%2f%2fkwaad.example",
        "javascript:alert(1)", "/casusboek/../x", "/casusboek%0d%0aX:y", "kwaad.example",
        "/casusboek@kwaad.example", "",
    ],
)  # fmt: skip
def test_signing_in_never_leads_to_another_site(server, next_):
    visitor = server.visitor()
    visitor.ask("/aanmelden")

    answer = visitor.post(f"/aanmelden?next={next_}", naam="anna", wachtwoord="welkom in de stad")

    assert answer.headers["Location"] in ("/", "/casusboek")
    assert "kwaad" not in body(server.visitor().ask(f"/aanmelden?next={next_}"))


def test_a_form_without_its_token_is_shown_again(server):
    visitor = server.visitor()
    form = "naam=anna&wachtwoord=welkom+in+de+stad"
    answer = visitor.ask(
        "/aanmelden", "POST", form, Content_Type="application/x-www-form-urlencoded"
    )

    assert answer.code == 403
    assert texts.AANMELDEN_OPNIEUW in body(answer)
    assert not [name for name in visitor.cookies if "vakmeten" in name]


def test_a_form_from_another_site_is_refused(server):
    visitor = server.visitor()
    visitor.ask("/aanmelden")
    answer = visitor.ask(
        "/aanmelden", "POST",
        f"naam=anna&wachtwoord=welkom+in+de+stad&_xsrf={visitor.cookies['_xsrf']}",
        Content_Type="application/x-www-form-urlencoded", Origin="https://kwaad.example",
    )  # fmt: skip

    assert answer.code in (403, 404)
    assert not [name for name in visitor.cookies if "vakmeten" in name]


def test_each_sign_in_gets_a_new_id_and_ends_the_old_one(server):
    visitor = server.visitor("anna")
    first = sid_of(visitor)

    visitor.post("/aanmelden", naam="bram", wachtwoord="welkom in de stad")

    assert sid_of(visitor) != first
    assert server.accounts.lookup(first) is None


@pytest.mark.parametrize(
    "cookie", ["", "x", "2|1:0|10:1|4:test|4:eHh4|" + "0" * 64, "a" * 5000, "é", '"; Path=/']
)
def test_a_forged_cookie_is_nobody(server, cookie):
    visitor = server.visitor()
    visitor.cookies[f"vakmeten-{server.port}"] = cookie

    assert visitor.ask("/api/paginas/1-1-1-1-1").code == 403


def test_a_forged_header_is_nobody(server):
    answer = server.visitor().ask(
        "/api/paginas/1-1-1-1-1", X_Vak_User="anna", X_Vak_Session="x", Authorization="token x"
    )

    assert answer.code == 403


@pytest.mark.parametrize(
    ("column", "ago", "why"),
    [
        ("gezien_op", timedelta(hours=2), "stil"),
        ("geopend_op", timedelta(hours=10), "lang"),
        ("ingetrokken_op", timedelta(0), "ingetrokken"),
    ],
)
def test_a_sign_in_that_ended_says_why(server, column, ago, why):
    visitor = server.visitor("anna")
    moment = datetime.now(UTC) - ago
    with transaction(server.engine) as connection:
        connection.execute(
            sa.update(sessie).where(sessie.c.id == digest(sid_of(visitor))).values({column: moment})
        )

    assert visitor.ask("/casusboek").code == 302
    assert texts.AFGEMELD_OMDAT[why] in body(visitor.ask("/aanmelden"))


def test_signing_out_asks_first_and_then_ends_it(server):
    visitor = server.visitor("anna")
    cookies = dict(visitor.cookies)

    assert "<form" in body(visitor.ask("/afmelden"))
    assert visitor.ask("/api/paginas/1-1-1-1-1").code == 404
    assert texts.AFGEMELD in body(visitor.post("/afmelden"))

    visitor.cookies = cookies  # also for who kept the cookie
    assert visitor.ask("/api/paginas/1-1-1-1-1").code == 403
    assert server.visitor().post("/afmelden").code == 200  # nothing to end is no error


def test_a_closed_account_is_out_at_the_next_request(server):
    visitor = server.visitor("dirk")
    try:
        server.accounts.set_active("dirk", False)

        assert visitor.ask("/casusboek").code == 302
        assert server.visitor().sign_in("dirk").code == 401
    finally:
        server.accounts.set_active("dirk", True)
