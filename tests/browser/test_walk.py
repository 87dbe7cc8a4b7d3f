"""The whole walk of a klantmanager, with the page, the kernel and the server going down in it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from vakmeten import texts


def choice(page: Page, name: str) -> Locator:
    """A list to choose from; its label holds the options too."""
    return page.get_by_role("combobox", name=name)


def fill_plan(page: Page, on: date, kans: str) -> None:
    page.get_by_role("radio", name="Arbeidsmarkt").check()
    page.get_by_label("Wat wil de klant bereiken?").fill("Drie dagen per week op de werkplek")
    choice(page, "Aanpak").select_option(label="Werk fit")
    page.get_by_label("Wat verwacht u ervan?").fill("Twee maanden zonder uitval")
    page.get_by_label("Wanneer").fill(on.isoformat())
    page.get_by_label("Welke kans geeft u het?").fill(kans)
    choice(page, "Trede dan").select_option("3")


def test_from_a_new_klant_to_a_reopened_casus(town: Any, someone: Any, today: date) -> None:
    naam = town.person()
    person = someone(town, naam)
    page = person.sign_in()
    expect(page.get_by_role("heading", name="Mijn klanten")).to_be_visible()

    page.get_by_role("button", name="Nieuwe klant").click()
    page.get_by_label("Naam (mag leeg)").fill("Robin Vermeer")
    page.get_by_label("Start van de casus").fill((today - timedelta(days=40)).isoformat())
    page.get_by_role("button", name="Toevoegen en openen").click()
    expect(page.locator("h1")).to_contain_text("Robin Vermeer")

    page.get_by_label("De vraag van de klant").fill("Ik wil weer ritme in mijn dag")
    choice(page, "Trede nu").select_option("2")
    page.get_by_label("Datum").fill((today - timedelta(days=38)).isoformat())
    page.get_by_role("button", name="Diagnose bewaren").click()
    expect(page.get_by_role("heading", name="Plan:")).to_be_visible()

    fill_plan(page, today, "140")
    page.get_by_role("button", name="Plan bewaren").click()
    expect(page.get_by_role("alert").filter(has_text=texts.KANS_FOUT)).to_be_visible()
    expect(page.get_by_label("Wat verwacht u ervan?")).to_have_value("Twee maanden zonder uitval")
    page.get_by_label("Welke kans geeft u het?").fill("70")
    page.get_by_role("button", name="Plan bewaren").click()
    expect(page.get_by_role("heading", name="Uitvoering:")).to_be_visible()

    page.get_by_label("De kern").fill("Sprak met de werkgever")
    page.get_by_label("Duur").fill("45")
    page.get_by_role("button", name="Contact bewaren").click()
    expect(page.get_by_role("heading", name="Contacten 1")).to_be_visible()
    page.get_by_label("Wat is afgesproken?").fill("Belt voor vrijdag")
    page.get_by_label("Voor", exact=True).fill(today.isoformat())
    page.get_by_role("button", name="Afspraak bewaren").click()
    expect(page.get_by_role("heading", name="Afspraken 1")).to_be_visible()
    kept = page.get_by_role("group", name="Nagekomen: Belt voor vrijdag")
    kept.get_by_label("Ja").check()
    expect(kept.get_by_label("Ja")).to_be_checked()
    expect(page.get_by_text("de klant 1 van 1")).to_be_visible()

    person.step("Evaluatie")
    page.get_by_role("group", name="Gebeurd").get_by_label("Deels").check()
    page.get_by_role("group", name="De aanpak").get_by_label("Hielp").check()
    page.get_by_role("group", name="Drie dagen per week").get_by_label("+1").check()
    choice(page, "Trede nu").select_option("3")
    page.get_by_label("Wat zou u een volgende keer anders doen?").fill("Eerder bellen")
    page.get_by_role("button", name="Evaluatie bewaren").click()
    expect(page.get_by_text("Uw verwachting kwam niet of maar deels uit.")).to_be_visible()
    chart = page.locator("[data-klaar] .main-svg").first
    expect(chart).to_be_visible()
    expect(page.locator("[data-klaar]")).to_have_attribute("aria-label", _holds("trede 3"))

    page.get_by_role("button", name="Plan bijstellen").click()
    expect(page.locator("h1")).to_contain_text("ronde 2")
    expect(page.get_by_text("Eerder bellen").first).to_be_visible()
    expect(choice(page, "Trede nu")).to_have_value("3")
    page.get_by_label("De vraag van de klant").fill("Nu ook een opleiding")
    page.get_by_role("button", name="Diagnose bewaren").click()
    expect(page.get_by_role("heading", name="Plan:")).to_be_visible()
    expect(page.get_by_label("Wat wil de klant bereiken?")).to_have_value(_holds("Drie dagen"))
    fill_plan(page, today, "60")
    page.get_by_role("button", name="Plan bewaren").click()
    expect(page.get_by_role("heading", name="Uitvoering:")).to_be_visible()

    person.step("Evaluatie")
    page.get_by_role("group", name="Gebeurd").get_by_label("Ja").check()
    choice(page, "Trede nu").select_option("6")
    page.get_by_text("De casus afsluiten").click()
    choice(page, "Waarom stopt het?").select_option(label="Werk in loondienst")
    page.get_by_role("button", name="Casus afsluiten").click()
    expect(page.get_by_text("Werk in loondienst.")).to_be_visible()
    page.get_by_label("Waarom heropent u deze casus?").fill("Terug uit werk")
    page.get_by_role("button", name="Heropenen").click()
    expect(page.locator("h1")).to_contain_text("ronde 3")

    page.get_by_role("button", name="Mijn klanten").click()
    expect(page.get_by_role("heading", name="Mijn klanten")).to_be_visible()
    expect(page.get_by_role("row", name="Robin Vermeer")).to_be_visible()
    nummer = page.get_by_role("row", name="Robin Vermeer").get_by_role("button").inner_text()
    dossier = town.dossier(naam, nummer)
    assert [ronde.nummer for ronde in dossier.rondes] == [1, 2, 3]
    assert [v.kans for v in dossier.verwachtingen] == [70, 60]
    assert dossier.casus.heropend_reden == "Terug uit werk"


def _holds(text: str) -> Any:
    import re

    return re.compile(re.escape(text))


SENTENCE = "Zij vertelde dat het thuis rustiger is, en dat zij 😀 weer met de bus durft te re"


@pytest.mark.parametrize("what", ["reload", "kernel", "server"])
def test_what_goes_down_in_the_middle_of_a_sentence(own_town: Any, someone: Any, what: str) -> None:
    """Not one letter is lost, and the page says in Dutch what happened."""
    town, naam = own_town, own_town.person()
    klant = town.casus(naam, diagnose=True)
    person = someone(town, naam)
    person.sign_in()
    page = person.open(klant)
    person.step("Diagnose")
    duiding = page.get_by_label("Uw duiding")
    duiding.press_sequentially(SENTENCE, delay=5)
    expect(duiding).to_have_value(SENTENCE)
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()
    _wait_for_draft(town, naam, klant, SENTENCE)

    _bring_down(what, town, page)
    if what != "reload":
        expect(page.get_by_text(texts.VERBINDING_WEG)).to_be_visible()
        expect(duiding).to_have_value(SENTENCE)
        person.wrong.clear()  # a websocket that closed is an error in the console
        page.get_by_role("button", name=texts.OPNIEUW_OPENEN).click()
    expect(page.locator("h1")).to_contain_text(klant.klantnummer)
    expect(page.locator("#h-stap")).to_contain_text("Diagnose:")
    expect(page.get_by_label("Uw duiding")).to_have_value(SENTENCE)
    expect(page.get_by_text("Dit is uw concept van")).to_be_visible()
    if what != "reload":
        person.wrong.clear()  # so is the page that went on asking for its kernel


def _bring_down(what: str, town: Any, page: Page) -> None:
    if what == "reload":
        page.reload()
    elif what == "kernel":
        (kernel,) = town.server.kernels()
        kernel.send_signal(signal.SIGKILL)
    else:
        town.server.process.kill()
        town.server.process.wait()
        town.server.start()


def _wait_for_draft(town: Any, naam: str, klant: Any, text: str) -> None:
    casus_id = town.dossier(naam, klant).casus.id
    store = town.store(naam)

    def kept() -> Any:
        return any(c.inhoud.get("duiding") == text for c in store.concepten(casus_id).values())

    _until(kept)


def _until(condition: Callable[[], Any]) -> None:
    import time

    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
