"""The whole walk of a klantmanager, with the page, the kernel and the server going down in it."""

from __future__ import annotations

import re
import signal
from datetime import date, timedelta
from typing import Any

from fixtures.waiting import wait_for
from playwright.sync_api import Locator, Page, expect

from vakmeten import texts

DUIDING = (
    "Zij vertelde dat het thuis rustiger is, en dat zij 😀 weer met de bus dur",
    "ft te reizen",
)
REDEN = ("Zij werkt graag met haar handen, en de werkpl", "ek is dichtbij")
ANDERS = ("Eerder bellen, en de werkge", "ver er meteen bij vragen")


def test_from_a_new_klant_to_a_reopened_casus(own_town: Any, someone: Any, today: date) -> None:
    """Not one letter is lost, whatever goes down in the middle of a sentence."""
    naam = own_town.person()
    person = someone(own_town, naam)
    page = person.sign_in()
    nummer = add_klant(page, today - timedelta(days=40))

    fill_diagnose(page, today - timedelta(days=38))
    break_off(person, nummer, page.get_by_label("Uw duiding"), DUIDING, page.reload)
    expect(page.get_by_text("1 van 13 gescoord")).to_be_visible()
    page.get_by_role("button", name="Diagnose bewaren").click()

    expect(page.get_by_role("heading", name="Plan:")).to_be_visible()
    fill_plan(page, today, "140")
    reden = page.get_by_label("Waarom deze aanpak bij deze klant?")
    break_off(person, nummer, reden, REDEN, lambda: kill_kernel(person))
    correct_plan(page)

    expect(page.get_by_role("heading", name="Uitvoering:")).to_be_visible()
    log_uitvoering(page, today)

    person.step("Evaluatie")
    fill_evaluatie(page)
    anders = page.get_by_label("Wat zou u een volgende keer anders doen?")
    break_off(person, nummer, anders, ANDERS, lambda: kill_server(person))
    expect(page.get_by_role("group", name="Gebeurd").get_by_label("Deels")).to_be_checked()
    page.get_by_role("button", name="Evaluatie bewaren").click()
    expect(page.get_by_text("Uw verwachting kwam niet of maar deels uit.")).to_be_visible()
    expect(page.locator("[data-klaar] .main-svg").first).to_be_visible()
    expect(page.locator("[data-klaar]")).to_have_attribute("aria-label", _holds("trede 3"))

    page.get_by_role("button", name="Plan bijstellen").click()
    walk_second_ronde(person, today)
    close_and_reopen(page)
    read_first_ronde(page)
    check_dossier(own_town.dossier(naam, nummer), today)


# The steps


def add_klant(page: Page, start: date) -> str:
    """From the caseload to a new casus. Returns the klantnummer that it got."""
    expect(page.get_by_role("heading", name="Mijn klanten")).to_be_visible()
    page.get_by_role("button", name="Nieuwe klant").click()
    page.get_by_label("Naam (mag leeg)").fill("Robin Vermeer")
    page.get_by_label("Start van de casus").fill(start.isoformat())
    page.get_by_role("button", name="Toevoegen en openen").click()
    expect(page.locator("h1")).to_contain_text("Robin Vermeer")
    return page.locator("h1").inner_text().split(" · ")[0]


def fill_diagnose(page: Page, on: date) -> None:
    page.get_by_label("De vraag van de klant").fill("Ik wil weer ritme in mijn dag")
    choice(page, "Trede nu").select_option("2")
    page.get_by_label("Datum").fill(on.isoformat())
    score(page, "Financiën", 2)


def fill_plan(page: Page, on: date, kans: str) -> None:
    page.get_by_role("radio", name="Arbeidsmarkt").check()
    page.get_by_label("Wat wil de klant bereiken?").fill("Drie dagen per week op de werkplek")
    page.get_by_text("Schaal: waaraan ziet u").click()
    page.get_by_label("0: zoals verwacht").fill("drie dagen")
    page.get_by_label("+1: meer dan verwacht").fill("vier dagen")
    choice(page, "Aanpak").select_option(label="Werk fit")
    page.get_by_label("Wat verwacht u ervan?").fill("Twee maanden zonder uitval")
    page.get_by_label("Wanneer").fill(on.isoformat())
    page.get_by_label("Welke kans geeft u het?").fill(kans)
    choice(page, "Trede dan").select_option("3")


def correct_plan(page: Page) -> None:
    """Save with a chance that is refused, and then with one that can be."""
    page.get_by_role("button", name="Plan bewaren").click()
    expect(page.get_by_role("alert").filter(has_text=texts.KANS_FOUT)).to_be_visible()
    expect(page.get_by_label("Wat verwacht u ervan?")).to_have_value("Twee maanden zonder uitval")
    page.get_by_label("Welke kans geeft u het?").fill("70")
    page.get_by_role("button", name="Plan bewaren").click()


def log_uitvoering(page: Page, today: date) -> None:
    """One contact, one afspraak that was kept, and an inzet that began and ended."""
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

    page.get_by_role("button", name="Start en einde van Werk fit").click()
    page.get_by_label("Begonnen op").fill((today - timedelta(days=30)).isoformat())
    page.get_by_label("Geëindigd op").fill(today.isoformat())
    choice(page, "Waarom geëindigd?").select_option(label="Helemaal afgerond")
    page.get_by_role("button", name="Inzet bewaren").click()
    expect(page.get_by_text("Helemaal afgerond").filter(visible=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Inzet bewaren")).to_have_count(0)


def fill_evaluatie(page: Page) -> None:
    page.get_by_role("group", name="Gebeurd").get_by_label("Deels").check()
    page.get_by_role("group", name="De aanpak").get_by_label("Hielp").check()
    page.get_by_role("group", name="Drie dagen per week").get_by_label("+1: vier dagen").check()
    choice(page, "Trede nu").select_option("3")
    score(page, "Financiën", 3)


def walk_second_ronde(person: Any, today: date) -> None:
    """It begins with what the first one ended with, down to what one would do otherwise."""
    page = person.page
    expect(page.locator("h1")).to_contain_text("ronde 2")
    expect(page.get_by_text("".join(ANDERS)).first).to_be_visible()
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


def close_and_reopen(page: Page) -> None:
    page.get_by_text("De casus afsluiten").click()
    choice(page, "Waarom stopt het?").select_option(label="Werk in loondienst")
    page.get_by_role("button", name="Casus afsluiten").click()
    expect(page.get_by_text("Werk in loondienst.")).to_be_visible()
    page.get_by_label("Waarom heropent u deze casus?").fill("Terug uit werk")
    page.get_by_role("button", name="Heropenen").click()
    expect(page.locator("h1")).to_contain_text("ronde 3")


def read_first_ronde(page: Page) -> None:
    """What was written in each step of it, on one page."""
    ronde = page.locator("details", has_text="Ronde 1:")
    ronde.get_by_text("Ronde 1:").click()
    for text in (
        "".join(DUIDING), "Financiën 2", "+1 vier dagen", "".join(REDEN), "Kans: 70 %",
        "45 minuten", "Belt voor vrijdag", "Waarom geëindigd: Helemaal afgerond",
        "Financiën 3", "Drie dagen per week op de werkplek: +1", "".join(ANDERS),
    ):  # fmt: skip
        expect(ronde.get_by_text(text).first).to_be_visible()


def check_dossier(dossier: Any, today: date) -> None:
    assert [ronde.nummer for ronde in dossier.rondes] == [1, 2, 3]
    assert dossier.casus.heropend_reden == "Terug uit werk"
    diagnose, evaluatie = dossier.diagnoses[0], dossier.evaluaties[0]
    assert diagnose.duiding == "".join(DUIDING)
    assert (diagnose.leefgebieden, evaluatie.leefgebieden) == ({"financien": 2}, {"financien": 3})
    assert evaluatie.anders == "".join(ANDERS)
    assert [v.kans for v in dossier.verwachtingen] == [70, 60]
    inzet, doel = dossier.inzetten[0], dossier.doelen[0]
    assert (inzet.reden, inzet.einddatum) == ("".join(REDEN), today)
    assert doel.schaal == ("", "", "drie dagen", "vier dagen", "")
    assert evaluatie.doelscores == {doel.id: 1}


# What goes down


def break_off(
    person: Any, nummer: str, veld: Locator, zin: tuple[str, str], bring_down: Any
) -> None:
    """Type the first part of a sentence, let something go down, and go on where one was."""
    page, (first, rest) = person.page, zin
    stap = page.locator("#h-stap").inner_text()
    veld.press_sequentially(first, delay=5)
    expect(veld).to_have_value(first)
    wait_for_draft(person, nummer, first)

    bring_down()
    expect(page.locator("h1")).to_contain_text(nummer)
    expect(page.locator("#h-stap")).to_have_text(stap)
    expect(veld).to_have_value(first)
    veld.press("Control+End")
    veld.press_sequentially(rest)
    expect(veld).to_have_value(first + rest)
    wait_for_draft(person, nummer, first + rest)
    expect(page.get_by_text("Dit is uw concept van")).to_be_visible()
    expect(page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    person.expect_trouble()  # a websocket that closed, and a server that is gone, are errors here


def wait_for_draft(person: Any, nummer: str, text: str) -> None:
    """Until the text stands in the database: what is on its way may be lost with the page."""
    expect(person.page.get_by_text("Concept bewaard om")).to_be_visible()
    casus_id = person.town.dossier(person.naam, nummer).casus.id
    store = person.town.store(person.naam)

    def kept() -> bool:
        return any(text in str(c.inhoud) for c in store.concepten(casus_id).values())

    wait_for(kept, "the draft to be kept")


def kill_kernel(person: Any) -> None:
    """The page gets another kernel by itself, and never leaves."""
    with person.page.expect_websocket():
        for kernel in person.town.server.kernels():
            kernel.send_signal(signal.SIGKILL)


def kill_server(person: Any) -> None:
    """The page says in Dutch that nobody listens, and finds the server when it is there again."""
    server = person.town.server
    server.process.kill()
    server.process.wait()
    expect(person.page.get_by_text(texts.VERBINDING["weg"])).to_be_visible()
    server.start()
    expect(person.page.get_by_text(texts.VERBINDING["rust"])).to_be_visible()


def choice(page: Page, name: str) -> Locator:
    """A list to choose from; its label holds the options too."""
    return page.get_by_role("combobox", name=name)


def score(page: Page, leefgebied: str, waarde: int) -> None:
    """Score one of the leefgebieden, which lie folded up in the form."""
    page.get_by_text("Leefgebieden scoren").click()
    page.get_by_role("group", name=leefgebied).get_by_label(str(waarde)).check()


def _holds(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))
