"""Every page for everybody: axe finds nothing, the keyboard is enough, 400 pixels are enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from vakmeten.domain.codes import Leefgebied
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import Aanvulling, Topping
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.storage.database import transaction
from vakmeten.storage.toppings import add_toppings

STEPS = ("Diagnose", "Plan", "Uitvoering", "Evaluatie")


def full_casus(town: Any, naam: str, contacts: int = 3) -> Any:
    """A casus with everything in it: two rondes, an open and a late afspraak, a due verwachting."""
    klant = town.casus(naam, naam="Sam Jansen-van der Heuvel", dagen=90, diagnose=True)
    dossier = town.dossier(naam, klant)
    store, ronde = town.store(naam), dossier.huidig.ronde
    today = store.vandaag()
    here = {"casus_id": dossier.casus.id, "ronde_id": ronde.id}
    inzet = Inzet(**here, aanpak="werk_fit", reden="Wil met de handen werken",
                  kennisbron="praktijk", startdatum=today - timedelta(days=60))  # fmt: skip
    doel = Doel(**here, tekst="Drie dagen per week naar de werkplek", tussendoel="vaardigheden",
                schaal=("niets", "een dag", "twee dagen", "drie dagen", "vier dagen"))  # fmt: skip
    records = [
        Diagnose(**here, datum=today - timedelta(days=90), trede=2, vraag="Ik wil ritme",
                 leefgebieden=dict.fromkeys(Leefgebied, 2), domeinen={"werk": "Keuken"}),
        Plan(**here, datum=today - timedelta(days=80), bestemming="arbeidsmarkt"),
        doel,
        inzet,
        Verwachting(**here, inzet_id=inzet.id, wat="Geen uitval", datum=today, kans=70, trede=4),
        Evaluatie(**here, datum=today - timedelta(days=1), trede=3, anders="Eerder bellen",
                  doelscores={doel.id: 1}, elementen={"aanpak": "hielp", "context": "hinderde"}),
        Afspraak(**here, van="klant", wat="Belt de werkplek", datum=today - timedelta(days=3)),
        Afspraak(**here, van="klantmanager", wat="Belt Inkomen", datum=today, nagekomen=True),
        *(
            Contact(**here, datum=today - timedelta(days=n % 80), vorm="telefonisch", duur=20,
                    kern=f"Gesprek {n} over hoe het thuis en op de werkplek gaat")
            for n in range(contacts)
        ),
        *toppings(town, dossier.casus.id, inzet.id),
    ]  # fmt: skip
    store.save(dossier.casus.id, records, gezien=dossier.versies)
    return klant


def toppings(town: Any, casus_id: str, inzet_id: str) -> list[Aanvulling]:
    """What a municipality records beside the core: of the casus, and of one inzet."""
    loon = Topping(code="loon", naam="Verdiensten in het laatste hele jaar", soort="getal",
                   bij="casus", eenheid="euro per jaar", uitleg="Bruto")  # fmt: skip
    bron = Topping(code="bron", naam="Bron", soort="tekst", bij="inzet", uitleg="Uit welk systeem")
    with transaction(town.server.engine) as connection:
        add_toppings(connection, [loon, bron])
    return [
        Aanvulling(casus_id=casus_id, bij="casus", record_id=casus_id, waarden={"loon": 9930.05}),
        Aanvulling(casus_id=casus_id, bij="inzet", record_id=inzet_id, teksten={"bron": "x" * 90}),
    ]


@pytest.fixture
def check(request: pytest.FixtureRequest) -> Iterator[Callable[[Page, str], None]]:
    """check(page, what): axe finds nothing, and nothing is wider than the window."""
    found: list[str] = []

    def look(page: Page, what: str) -> None:
        for violation in Axe().run(page).response["violations"]:
            nodes = "; ".join(node["html"][:150] for node in violation["nodes"][:3])
            found.append(f"{what}: {violation['id']} ({violation['help']}): {nodes}")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            found.append(f"{what}: {wide} pixels too wide")

    yield look
    assert found == []


@pytest.mark.parametrize("width", [1280, 400])
def test_the_pages_around_a_workbook(town: Any, someone: Any, check: Any, width: int) -> None:
    person = someone(town, "nobody", width)
    page = person.page
    page.goto(town.server.address)
    check(page, "sign-in")
    page.get_by_label("Accountnaam").fill("nobody")
    page.get_by_label("Wachtwoord").fill("not the password")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page, "failed sign-in")
    person.naam = town.person()
    person.sign_in()
    page.goto(town.server.address + "/bestaat-niet")
    expect(page.get_by_role("heading", name="Dat lukt niet")).to_be_visible()
    check(page, "error page")
    page.goto(town.server.address + "/afmelden")
    check(page, "signing out")
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", name="U bent afgemeld.")).to_be_visible()
    check(page, "signed out")
    person.expect_trouble()  # 401 and 404 stand in the console


@pytest.mark.parametrize("width", [1280, 400])
def test_every_step_of_an_empty_casus(town: Any, someone: Any, check: Any, width: int) -> None:
    naam = town.person()
    person = someone(town, naam, width)
    page = person.sign_in()
    check(page, "empty caseload")
    page.get_by_role("button", name="Nieuwe klant").click()
    expect(page.get_by_label("Naam (mag leeg)")).to_be_visible()
    check(page, "new klant")
    page.get_by_role("button", name="Toevoegen en openen").click()
    expect(page.locator("#h-stap")).to_be_visible()
    for step in STEPS:
        person.step(step)
        check(page, f"empty {step}")


@pytest.mark.parametrize("width", [1280, 400])
def test_every_step_of_a_full_casus(town: Any, someone: Any, check: Any, width: int) -> None:
    naam = town.person()
    klant = full_casus(town, naam)
    person = someone(town, naam, width)
    page = person.sign_in()
    expect(page.get_by_role("row", name=klant.klantnummer)).to_be_visible()
    check(page, "caseload")
    person.open(klant)
    expect(page.locator("[data-klaar]")).to_be_visible()
    expect(page.get_by_text("9.930,05 euro per jaar")).to_be_visible()
    for step in STEPS:
        person.step(step)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        check(page, f"full {step}")
    page.get_by_role("group", name="Gebeurd").get_by_label("Ja").check()
    page.get_by_role("button", name="Plan bijstellen").click()
    expect(page.locator("h1")).to_contain_text("ronde 2")
    expect(page.get_by_text("Ronde 1:")).to_be_visible()
    check(page, "second ronde")
    page.get_by_label("Uw duiding").fill("Een concept")
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()
    page.get_by_role("button", name="Diagnose bewaren").click()
    person.step("Evaluatie")
    page.get_by_text("De casus afsluiten").click()
    page.get_by_role("button", name="Casus afsluiten").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page, "refused")
    page.get_by_role("combobox", name="Waarom stopt het?").select_option("onbekend")
    page.get_by_role("button", name="Casus afsluiten").click()
    expect(page.get_by_role("button", name="Heropenen")).to_be_visible()
    check(page, "closed casus")


@pytest.mark.parametrize("width", [1280, 400])
def test_a_conflict_between_two_people(town: Any, someone: Any, check: Any, width: int) -> None:
    naam = town.person()
    klant = town.casus(naam, diagnose=True)
    person = someone(town, naam, width)
    person.sign_in()
    page = person.open(klant)
    person.step("Diagnose")
    dossier = town.dossier(naam, klant)
    theirs = Diagnose(
        casus_id=dossier.casus.id, ronde_id=dossier.huidig.ronde.id, trede=3,
        datum=dossier.casus.startdatum, duiding="Zo ziet een collega het",
    )  # fmt: skip
    town.store(town.person()).save(dossier.casus.id, [theirs], gezien=dossier.versies)
    page.get_by_label("Uw duiding").fill("Zo zie ik het")
    page.get_by_role("button", name="Diagnose bewaren").click()

    expect(page.get_by_text("Zo ziet een collega het")).to_be_visible()
    expect(page.get_by_label("Uw duiding")).to_have_value("Zo zie ik het")
    check(page, "conflict")
    page.get_by_role("button", name="Diagnose bewaren").click()
    expect(page.get_by_text("Zo ziet een collega het")).not_to_be_visible()
    assert town.dossier(naam, klant).huidig.diagnose.duiding == "Zo zie ik het"


# The keyboard


def tab_to(page: Page, locator: Any) -> list[str]:
    """Press Tab until the focus is there. Returns what it came along, each with visible focus."""
    seen: list[str] = []
    for _ in range(120):
        if locator.evaluate("el => el === document.activeElement"):
            return seen
        page.keyboard.press("Tab")
        name, shown = page.evaluate(FOCUS)
        assert shown, f"no visible focus on {name}"
        seen.append(name)
    pytest.fail(f"Tab never reached {locator}: {seen}")


FOCUS = """() => {
  const el = document.activeElement;
  const drawn = (e) => e && getComputedStyle(e).outlineStyle !== "none"
                          && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
  const box = el.getBoundingClientRect();
  return [`${el.tagName} ${(el.innerText || el.type || "").slice(0, 30)}`,
          el === document.body || !!(drawn(el) || drawn(el.nextElementSibling)) && box.width > 0];
}"""


def test_from_sign_in_to_a_saved_diagnose_without_a_mouse(town: Any, someone: Any) -> None:
    naam = town.person()
    klant = town.casus(naam)
    person = someone(town, naam)
    page = person.page
    page.goto(town.server.address)
    expect(page.get_by_label("Accountnaam")).to_be_focused()
    page.keyboard.type(naam)
    page.keyboard.press("Tab")
    page.keyboard.type(town.wachtwoord)
    page.keyboard.press("Enter")
    person.wait_open()

    first = tab_to(page, page.get_by_role("row", name=klant.klantnummer).get_by_role("button"))
    assert first[0].startswith("A Naar de inhoud")
    page.keyboard.press("Enter")
    expect(page.locator("#h-stap")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "H1"

    tab_to(page, page.get_by_label("De vraag van de klant"))
    page.keyboard.type("Ik wil ritme")
    order = tab_to(page, page.get_by_role("button", name="Diagnose bewaren"))
    trede = page.get_by_role("combobox", name="Trede nu")
    trede.focus()
    page.keyboard.type("2")
    expect(trede).to_have_value("2")
    assert [name.split()[0] for name in order[:5]] == [
        "SELECT", "SELECT", "INPUT", "INPUT", "INPUT",
    ]  # fmt: skip
    tab_to(page, page.get_by_role("button", name="Diagnose bewaren"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Plan:")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "h-stap"
    assert town.dossier(naam, klant).huidig.diagnose.vraag == "Ik wil ritme"


def test_the_focus_never_falls_back_to_the_top(town: Any, someone: Any, today: date) -> None:
    """Whatever button goes away when it is pressed."""
    naam = town.person()
    klant = full_casus(town, naam)
    person = someone(town, naam)
    page = person.sign_in()

    def press(name: str, then: Any) -> None:
        page.get_by_role("button", name=name).first.focus()
        page.keyboard.press("Enter")
        expect(then).to_be_visible()
        assert page.evaluate("document.activeElement.tagName") != "BODY", name

    press("Nieuwe klant", page.get_by_role("heading", name="Nieuwe klant"))
    press("Niet toevoegen", page.get_by_role("button", name="Nieuwe klant"))
    press(klant.klantnummer, page.locator("#h-stap"))
    press("Diagnose", page.get_by_role("heading", name="Diagnose:"))
    page.get_by_label("Uw duiding").fill("x")
    page.get_by_role("button", name="Plan", exact=False).first.click()
    press("Diagnose", page.get_by_text("Dit is uw concept van"))
    press("Concept weggooien", page.get_by_role("heading", name="Diagnose:"))
    press("Plan", page.get_by_role("heading", name="Plan:"))
    press("Nog een doel", page.get_by_role("group", name="Doel 2"))
    press("Doel 2 weghalen", page.get_by_role("group", name="Doel 1"))
    press("Uitvoering", page.get_by_role("heading", name="Uitvoering:"))
    press("Verbeter contact", page.get_by_role("heading", name="een contact verbeteren"))
    press("Laat maar", page.get_by_role("heading", name="wat gebeurde er?"))
    press("Haal contact", page.get_by_role("heading", name="Contacten 2"))
    press("Mijn klanten", page.get_by_role("heading", name="Mijn klanten"))


def test_a_hundred_contacts_can_be_scrolled_through(town: Any, someone: Any, check: Any) -> None:
    naam = town.person()
    klant = full_casus(town, naam, contacts=100)
    person = someone(town, naam, 400)
    person.sign_in()
    page = person.open(klant)
    person.step("Uitvoering")
    expect(page.get_by_role("heading", name="Contacten 100")).to_be_visible()
    check(page, "a hundred contacts")
