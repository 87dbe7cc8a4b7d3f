"""What a hostile text, a hostile browser and an ended sign-in can do: nothing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocket, expect

from vakmeten import texts

# What has run a script somewhere in some page, one for each way in.
HOSTILE = (
    "<img src=x onerror=window.__xss=1>", "<script>window.__xss=1</script>",
    "<svg onload=window.__xss=1>", "<b onmouseover=window.__xss=1>b</b>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'>", "<body onload=window.__xss=1>",
    "<a href='javascript:window.__xss=1'>klik</a>", "[klik](javascript:window.__xss=1)",
    "javascript:window.__xss=1", "{{ constructor.constructor('window.__xss=1')() }}",
    "${window.__xss=1}", '"><img src=x onerror=window.__xss=1>', "' onfocus=window.__xss=1 x='",
    "</textarea><script>window.__xss=1</script>", "</script><script>window.__xss=1</script>",
    "<details open ontoggle=window.__xss=1>", "<math><mi xlink:href='javascript:window.__xss=1'>",
    "<style>@import 'http://evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example>",
    '&lt;img src=x onerror=window.__xss=1&gt; ==HYPERLINK("http://evil.example")',
)  # fmt: skip
ALL = " ".join(HOSTILE)


def fill_all(page: Page) -> int:
    """Type all of it in each text field of the form. Returns in how many."""
    fields = page.locator("main form textarea:enabled, main form input[autocomplete=off]:visible")
    count = fields.count()
    for n in range(count):
        fields.nth(n).fill(ALL)
        expect(fields.nth(n)).to_have_value(ALL)
    return count


def shown(page: Page) -> bool:
    """Whether what was typed stands there as typed, and none of it became part of the page."""
    made = page.locator("main :is(img[src=x], iframe, script:not([type]), a[href^=javascript])")
    return made.count() == 0 and page.evaluate("window.__xss") is None


def test_twenty_hostile_texts_in_each_field_are_shown_as_typed(town: Any, someone: Any) -> None:
    naam = town.person()
    klant = town.casus(naam, dagen=5)
    person = someone(town, naam)
    person.sign_in()
    page = person.open(klant)

    assert fill_all(page) >= 8
    page.get_by_role("combobox", name="Trede nu").select_option("2")
    page.get_by_role("button", name="Diagnose bewaren").click()
    expect(page.get_by_role("heading", name="Plan:")).to_be_visible()

    page.get_by_role("radio", name="Arbeidsmarkt").check()
    page.get_by_text("Schaal:").click()
    assert fill_all(page) >= 9
    page.get_by_role("combobox", name="Aanpak").select_option(label="Werk fit")
    page.get_by_label("Wanneer").fill(town.store(naam).vandaag().isoformat())
    page.get_by_label("Welke kans").fill("50")
    page.get_by_role("button", name="Plan bewaren").click()
    expect(page.get_by_role("heading", name="Uitvoering:")).to_be_visible()

    for field, button in (("De kern", "Contact"), ("Wat is afgesproken?", "Afspraak")):
        page.get_by_label(field).fill(ALL)
        if button == "Afspraak":
            page.get_by_label("Voor", exact=True).fill(town.store(naam).vandaag().isoformat())
        page.get_by_role("button", name=f"{button} bewaren").click()
        expect(page.get_by_label(field)).to_have_value("")
    expect(page.locator("li p.tekst", has_text=ALL)).to_have_count(2)
    assert shown(page)

    person.step("Evaluatie")
    page.get_by_role("group", name="Gebeurd").get_by_label("Nee").check()
    assert fill_all(page) >= 2
    page.locator("main").get_by_label("+1").check()
    page.get_by_role("combobox", name="Trede nu").select_option("3")
    page.get_by_role("button", name="Plan bijstellen").click()
    expect(page.locator("h1")).to_contain_text("ronde 2")
    page.locator("summary", has_text="Ronde 1:").click()
    expect(page.locator("details[open] dd .tekst", has_text=ALL).first).to_be_visible()
    expect(page.locator("[data-klaar] .main-svg").first).to_be_visible()
    page.locator("[data-klaar]").hover()
    assert shown(page)
    beeld = town.dossier(naam, klant).ronde(town.dossier(naam, klant).rondes[0].id)
    assert (beeld.diagnose.vraag, beeld.doelen[0].schaal) == (ALL, (ALL,) * 5)


# Two people


def test_each_sees_only_one_s_own_and_the_team_s(town: Any, someone: Any) -> None:
    town.accounts.add_team("twee", "Team Twee")
    anna, bas, carla = town.person("twee"), town.person("twee"), town.person("zuid")
    own = town.casus(anna, naam="Klant van Anna")
    colleague = town.casus(bas, naam="Klant van Bas")
    other = town.casus(carla, naam="Klant van Carla")
    first, second = someone(town, anna), someone(town, carla)
    heard = listen(first.page)
    one, two = first.sign_in(), second.sign_in()

    expect(one.get_by_role("row", name="Klant van Anna")).to_be_visible()
    expect(two.get_by_role("row", name="Klant van Carla")).to_be_visible()
    assert two.get_by_role("row", name=own.klantnummer).count() == 0
    one.get_by_label("Het hele team").check()
    expect(one.get_by_role("row", name=colleague.klantnummer)).to_be_visible()
    assert "Klant van Bas" not in one.content()
    assert other.klantnummer not in one.content()
    assert not any(name in text for text in heard["in"] for name in ("van Bas", "van Carla"))


def test_no_message_opens_a_casus_of_another_team(town: Any, someone: Any) -> None:
    """Sent over a websocket of one's own, past every button."""
    naam, carla = town.person(), town.person("zuid")
    klant = town.casus(naam)
    other = town.dossier(carla, town.casus(carla, naam="Klant van Carla")).casus.id
    person = someone(town, naam)
    heard = listen(person.page)
    page = person.sign_in()
    expect(page.get_by_role("row", name=klant.klantnummer)).to_be_visible()
    page.get_by_role("button", name="Nieuwe klant").click()  # any action tells where they go
    expect(page.get_by_label("Naam (mag leeg)")).to_be_visible()
    sent = next(text for text in reversed(heard["out"]) if '"act"' in text)
    found = re.search(r'"comm_id":\s*"(\w+)"', sent)
    assert found

    for doe in ("open", "bewaar", "neem_terug", "_show"):
        wish = {"doe": doe, "met": {"casus_id": other} if doe == "open" else {}}
        _send(page, heard["url"][0], found[1], {"event": "act", "data": wish})
    expect(page.get_by_role("alert")).to_contain_text(texts.GEEN_TOEGANG)
    expect(page.get_by_role("heading", name="Mijn klanten")).to_be_visible()
    assert not any("van Carla" in text for text in heard["in"])


def listen(page: Page) -> dict[str, list[str]]:
    """What goes over the websocket of the page, as text."""
    heard: dict[str, list[str]] = {"in": [], "out": [], "url": []}

    def note(socket: WebSocket) -> None:
        heard["url"].append(socket.url)
        socket.on("framesent", lambda payload: heard["out"].append(_text(payload)))
        socket.on("framereceived", lambda payload: heard["in"].append(_text(payload)))

    page.on("websocket", note)
    return heard


def _text(payload: str | bytes) -> str:
    return payload if isinstance(payload, str) else payload.decode("utf-8", "replace")


def _send(page: Page, url: str, comm_id: str, content: object) -> None:
    header = {
        "msg_id": f"m{id(content)}", "msg_type": "comm_msg", "session": "kaal", "username": "",
        "version": "5.3", "date": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    message = {
        "header": header, "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": [],
        "content": {"comm_id": comm_id, "data": {"method": "custom", "content": content}},
    }  # fmt: skip
    page.evaluate(
        """([url, text]) => new Promise((resolve, reject) => {
          const socket = new WebSocket(url);
          socket.onopen = () => { socket.send(text); setTimeout(() => socket.close(), 300); };
          socket.onclose = resolve;
          socket.onerror = reject;
        })""",
        [re.sub(r"session_id=[^&]+", "session_id=kaal", url), json.dumps(message)],
    )


# Sign-ins that end, and pages that are left


@pytest.mark.parametrize("how", ["withdrawn", "account closed"])
def test_a_sign_in_that_ends_while_somebody_types(town: Any, someone: Any, how: str) -> None:
    naam = town.person()
    klant = town.casus(naam)
    person = someone(town, naam)
    person.sign_in()
    page = person.open(klant)
    page.get_by_label("Uw duiding").fill("Voor het einde")
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()

    town.accounts.set_active(naam, False)
    # Into the field itself: the page may have heard of it already, and then takes no more keys.
    page.get_by_label("Uw duiding").evaluate(
        "(el) => { el.value += ', en erna'; el.dispatchEvent(new Event('input')); }"
    )
    expect(
        page.get_by_text(re.compile("Uw aanmelding is verlopen|U bent afgemeld")).first
    ).to_be_visible()
    expect(page.get_by_label("Uw duiding")).to_have_value("Voor het einde, en erna")
    person.expect_trouble()
    if how == "account closed":
        page.reload()
        expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
        return

    town.accounts.set_active(naam, True)
    person.sign_in()
    person.open(klant)
    expect(page.get_by_label("Uw duiding")).to_have_value("Voor het einde")
    person.expect_trouble()


def test_two_quick_clicks_save_one_contact(town: Any, someone: Any) -> None:
    naam = town.person()
    klant = town.casus(naam, diagnose=True)
    person = someone(town, naam)
    person.sign_in()
    page = person.open(klant)
    person.step("Uitvoering")
    page.get_by_label("De kern").fill("Een keer gesproken")
    page.get_by_role("button", name="Contact bewaren").dblclick()
    expect(page.get_by_role("heading", name="Contacten 1")).to_be_visible()

    assert page.get_by_role("alert").filter(visible=True).count() == 0
    assert len(town.dossier(naam, klant).contacten) == 1


def test_two_tabs_of_one_person_lose_nothing(town: Any, someone: Any) -> None:
    naam = town.person()
    klant = town.casus(naam, diagnose=True)
    person = someone(town, naam)
    person.sign_in()
    one = person.open(klant)
    person.step("Diagnose")
    two = one.context.new_page()
    two.goto(town.server.address)
    two.get_by_role("row", name=klant.klantnummer).get_by_role("button").click()
    two.locator(".vm-stappen").get_by_role("button", name="Diagnose").click()
    expect(two.locator("#h-stap", has_text="Diagnose:")).to_be_visible()
    one.get_by_label("Uw duiding").fill("In het eerste tabblad")
    one.get_by_role("button", name="Diagnose bewaren").click()
    expect(one.get_by_text("Bewaard om")).to_be_visible()
    two.get_by_label("Uw duiding").fill("In het tweede tabblad")
    two.get_by_role("button", name="Diagnose bewaren").click()

    expect(two.get_by_text(texts.GEWIJZIGD)).to_be_visible()
    expect(two.get_by_text("In het eerste tabblad")).to_be_visible()
    expect(two.get_by_label("Uw duiding")).to_have_value("In het tweede tabblad")


def test_the_back_button_leaves_and_comes_back_to_the_same_place(town: Any, someone: Any) -> None:
    naam = town.person()
    klant = town.casus(naam)
    person = someone(town, naam)
    person.sign_in()
    page = person.open(klant)
    page.get_by_label("Uw duiding").fill("Nog niet klaar")
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()
    page.goto(town.server.address + "/afmelden")
    page.go_back()

    expect(page.get_by_label("Uw duiding")).to_have_value("Nog niet klaar")
