"""A page that comes back: what was typed meanwhile lands where it belongs, or is shown as lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psutil
import pytest
from fixtures.waiting import wait_for
from playwright.sync_api import Page, expect

from vakmeten import texts


@pytest.fixture
def someone_at(town: Any, someone: Any) -> Any:
    """someone_at(stap): a person, her klant, and her page at a step of that casus."""

    def at(stap: str) -> tuple[Any, Any, Page]:
        naam = town.person()
        klant = town.casus(naam, diagnose=True)
        person = someone(town, naam)
        person.sign_in()
        page = person.open(klant)
        person.step(stap)
        return person, klant, page

    return at


def put_to_sleep(person: Any, page: Page) -> None:
    """Open so many tabs that the first one has to give its kernel back."""
    for _ in range(person.town.settings.paginas_per_persoon):
        other = page.context.new_page()
        other.goto(person.town.server.address)
        expect(other.locator(".v-application h1")).to_be_visible()
    expect(page.get_by_text(texts.VERBINDING["te-veel"])).to_be_visible()


def save_elsewhere(person: Any, klant: Any, **fields: str) -> None:
    """Somebody saves another diagnose of this klant."""
    store, dossier = person.town.store(person.naam), person.town.dossier(person.naam, klant)
    other = replace(dossier.huidig.diagnose, **fields)
    store.save(dossier.casus.id, [other], gezien=dossier.versies)


def test_what_somebody_else_saved_meanwhile_is_no_less_a_conflict(
    town: Any, someone_at: Any
) -> None:
    person, klant, page = someone_at("Diagnose")
    put_to_sleep(person, page)
    save_elsewhere(person, klant, mogelijkheden="Kan goed koken, zegt een ander")

    page.get_by_label("Mogelijkheden").fill("Kan goed rekenen")
    page.get_by_role("button", name="Diagnose bewaren").click()

    expect(page.get_by_text(texts.GEWIJZIGD)).to_be_visible()
    expect(page.get_by_text("Kan goed koken, zegt een ander")).to_be_visible()
    expect(page.get_by_label("Mogelijkheden")).to_have_value("Kan goed rekenen")
    person.expect_trouble()


def test_a_part_that_somebody_else_wrote_meanwhile_is_not_hidden(
    town: Any, someone_at: Any
) -> None:
    person, klant, page = someone_at("Diagnose")
    put_to_sleep(person, page)
    save_elsewhere(person, klant, belemmeringen="Slaapt slecht")

    page.get_by_label("Mogelijkheden").press_sequentially("Kan goed rekenen")

    expect(page.get_by_label("Belemmeringen")).to_have_value("Slaapt slecht")
    expect(page.get_by_label("Mogelijkheden")).to_have_value("Kan goed rekenen")
    expect(page.get_by_label("Mogelijkheden")).to_be_focused()
    person.expect_trouble()


def test_two_clicks_on_a_page_that_rests_save_one_contact(town: Any, someone_at: Any) -> None:
    person, klant, page = someone_at("Uitvoering")
    page.get_by_label("De kern").fill("Een keer gesproken")
    put_to_sleep(person, page)

    page.get_by_role("button", name="Contact bewaren").dblclick()

    expect(page.get_by_role("heading", name="Contacten 1")).to_be_visible()
    expect(page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    assert len(town.dossier(person.naam, klant).contacten) == 1
    person.expect_trouble()


def test_what_one_set_out_to_correct_is_there_again(town: Any, someone_at: Any) -> None:
    person, _, page = someone_at("Uitvoering")
    page.get_by_label("De kern").fill("Gesproken met de wergever")
    page.get_by_role("button", name="Contact bewaren").click()
    page.get_by_role("button", name="Verbeter contact").click()
    expect(page.get_by_role("heading", name="een contact verbeteren")).to_be_visible()
    put_to_sleep(person, page)

    page.get_by_label("De kern").fill("Gesproken met de werkgever")
    page.get_by_role("button", name="Contact bewaren").click()

    expect(page.get_by_role("heading", name="Contacten 1")).to_be_visible()
    expect(page.locator(".tekst", has_text="Gesproken met de werkgever")).to_be_visible()
    person.expect_trouble()


def test_a_copy_of_a_tab_has_a_place_of_its_own(town: Any, someone_at: Any) -> None:
    _, klant, page = someone_at("Diagnose")
    copy = page.context.new_page()

    with copy.expect_navigation(url=lambda url: "tab=" not in url):
        copy.goto(page.url)
    copy.wait_for_url("**tab=*")
    expect(copy.get_by_role("heading", name="Mijn klanten")).to_be_visible()

    assert copy.url != page.url
    page.reload()
    expect(page.locator("h1", has_text=klant.klantnummer)).to_be_visible()


def test_after_signing_out_no_dossier_stays_on_a_page_that_rests(
    town: Any, someone_at: Any
) -> None:
    person, klant, page = someone_at("Diagnose")
    put_to_sleep(person, page)
    other = page.context.pages[-1]
    other.goto(town.server.address + "/afmelden")
    other.get_by_role("button", name="Afmelden").click()
    expect(other.get_by_role("heading", name=texts.AFGEMELD)).to_be_visible()

    page.keyboard.press("Tab")

    expect(page.get_by_text(texts.VERBINDING["afgemeld"])).to_be_visible()
    expect(page.locator("h1", has_text=klant.klantnummer)).to_be_hidden()
    person.expect_trouble()


@pytest.fixture
def slow(own_town: Any, someone: Any) -> Iterator[tuple[Page, psutil.Process]]:
    """A page at the uitvoering, and its kernel, which a test may stop for a while."""
    naam = own_town.person()
    klant = own_town.casus(naam, diagnose=True)
    person = someone(own_town, naam)
    person.sign_in()
    page = person.open(klant)
    person.step("Uitvoering")
    [kernel] = own_town.server.kernels()
    yield page, kernel
    person.expect_trouble()


def test_letters_typed_while_a_part_is_saved_stay(slow: Any) -> None:
    page, kernel = slow
    page.get_by_label("De kern").fill("Gesproken")
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()
    kernel.suspend()
    page.get_by_role("button", name="Contact bewaren").click()
    page.get_by_label("Wat is afgesproken?").press_sequentially("De klant belt maandag")
    expect(page.get_by_text(texts.VERBINDING["wacht"])).to_be_visible()
    kernel.resume()

    expect(page.get_by_role("heading", name="Contacten 1")).to_be_visible()
    expect(page.get_by_text(texts.VERBINDING["wacht"])).to_be_hidden()
    expect(page.get_by_label("De kern")).to_have_value("")
    expect(page.get_by_label("Wat is afgesproken?")).to_have_value("De klant belt maandag")


def test_what_could_not_be_saved_when_a_sign_in_ended_is_shown(own_town: Any, slow: Any) -> None:
    page, _ = slow
    naam = page.evaluate("document.querySelector('.vm-ik').innerText").split(",")[0].lower()
    own_town.server.stop()
    page.get_by_label("De kern").fill("Geschreven zonder verbinding")
    own_town.accounts.set_active(naam, False)
    own_town.server.start()

    told = page.get_by_role("alert")
    expect(told).to_contain_text(texts.VERBINDING["afgemeld"])
    expect(told).to_contain_text("Geschreven zonder verbinding")


def test_a_sentence_typed_just_before_the_tab_closes_is_kept(own_town: Any, slow: Any) -> None:
    page, kernel = slow
    naam = page.evaluate("document.querySelector('.vm-ik').innerText").split(",")[0].lower()
    kernel.suspend()
    page.get_by_label("De kern").fill("Nog net getypt")
    page.goto("about:blank")
    kernel.resume()

    store = own_town.store(naam)
    casus_id = store.caseload()[0].casus_id
    wait_for(
        lambda: "Nog net getypt" in str([c.inhoud for c in store.concepten(casus_id).values()]),
        "the draft to be kept",
    )
