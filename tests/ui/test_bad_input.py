"""Bad input and a database that fails: one clear sentence, and nothing typed is lost."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vakmeten import texts
from vakmeten.storage import database

# Where a person can type: the step, the part of its form, and the field.
TEXT_FIELDS = [
    ("diagnose", (), "vraag"), ("diagnose", (), "mogelijkheden"),
    ("diagnose", (), "belemmeringen"), ("diagnose", (), "duiding"),
    ("diagnose", ("domeinen",), "zorg"),
    ("plan", (), "toelichting"), ("plan", ("doelen", 0), "tekst"),
    ("plan", ("doelen", 0, "schaal"), 2), ("plan", ("inzetten", 0), "reden"),
    ("plan", ("inzetten", 0, "verwachtingen", 0), "wat"),
    ("uitvoering", ("contact",), "kern"), ("uitvoering", ("afspraak",), "wat"),
    ("evaluatie", (), "anders"), ("evaluatie", ("uitkomsten", "<first>"), "toelichting"),
]  # fmt: skip
STRANGE = (
    "😀👩‍👩‍👧 naïef ﷽", "مرحبا بالعالم", "<img src=x onerror=alert(1)>", '=HYPERLINK("x";"y")',
    "'; DROP TABLE casus; --", "{{ 7*7 }} ${7*7}", "regel een\nregel twee\ttab", "\x00\x07 nul",
)  # fmt: skip


def put(page: Any, path: tuple[Any, ...], field: Any, value: object) -> dict[str, Any]:
    """Type a value in a field, and all that a step needs besides. Returns the whole form."""
    form = copy.deepcopy(page.model.formulier)
    part = form
    for key in path:
        part = part[next(iter(part)) if key == "<first>" else key]
    part[field] = value
    page.receive({"method": "update", "state": {"formulier": form}})
    return {key: found for key, found in form.items() if key != "nr"}


def save(page: Any, path: tuple[Any, ...]) -> str:
    if page.model.stap == "uitvoering":
        return page.act("bewaar_deel", naam=path[0])
    return page.act("bewaar")


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a record and what is in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        yield from texts_in(tuple(getattr(value, f.name) for f in fields(value)))


@pytest.fixture
def ready(walked: Callable[..., Any]) -> Callable[[str], Any]:
    """A page at a step, of which the form is filled in well enough to save."""

    def make(stap: str) -> Any:
        page = walked(stap)
        if stap == "diagnose":
            page.type(trede=2)
        if stap == "plan":
            doelen = [page.form["doelen"][0] | {"tekst": "Ritme"}]
            verwachting = page.form["inzetten"][0]["verwachtingen"][0] | {
                "wat": "Geen uitval", "datum": date(2026, 4, 1).isoformat(), "kans": 70,
            }  # fmt: skip
            inzet = {"aanpak": "werk_fit", "verwachtingen": [verwachting]}
            inzetten = [page.form["inzetten"][0] | inzet]
            page.type(bestemming="arbeidsmarkt", doelen=doelen, inzetten=inzetten)
        if stap == "uitvoering":
            page.type(afspraak={"datum": "2026-03-06"})
        return page

    return make


@pytest.mark.parametrize(("stap", "path", "field"), TEXT_FIELDS)
def test_each_text_field_takes_what_people_type_and_no_more(
    ready: Any, shop: Any, casus_id: str, stap: str, path: tuple[Any, ...], field: Any
) -> None:
    page = ready(stap)
    form = put(page, path, field, "a" * 50_000)
    said = save(page, path)
    assert "is te lang (50.000 tekens)" in said
    assert page.form == form

    strange = " ".join(STRANGE)
    put(page, path, field, strange)
    assert save(page, path) == ""
    assert strange in set(texts_in(shop.casus(casus_id)))


@pytest.mark.parametrize(
    ("stap", "path", "field", "value", "said"),
    [
        ("diagnose", (), "trede", 0, texts.TREDE_FOUT),
        ("diagnose", (), "trede", 7, texts.TREDE_FOUT),
        ("diagnose", (), "trede", None, texts.TREDE_FOUT),
        ("diagnose", (), "trede", "2,5", texts.TREDE_FOUT),
        ("diagnose", (), "groeipotentieel", 7, texts.TREDE_FOUT),
        ("diagnose", (), "datum", "2026-03-03", "De datum van de diagnose ligt in de toekomst"),
        ("diagnose", (), "datum", "2026-03-01", "De datum van de diagnose ligt voor de start"),
        ("diagnose", (), "datum", "2026-02-30", "De datum van de diagnose is geen geldige datum"),
        ("diagnose", (), "datum", "", "De datum van de diagnose is nog leeg"),
        ("diagnose", ("leefgebieden",), "justitie", 6, texts.LEEFGEBIED_FOUT),
        ("diagnose", (), "vraag", "Mijn nummer is 111222333", "burgerservicenummer"),
        ("plan", (), "bestemming", "", texts.KEUZE_FOUT.format(label="bestemming")),
        ("plan", ("doelen", 0), "tekst", "  ", "Het doel is nog leeg"),
        ("plan", ("doelen", 0), "gewicht", 6, texts.GEWICHT_FOUT),
        ("plan", ("inzetten", 0), "aanpak", "", texts.AANPAK_KIEZEN),
        ("plan", ("inzetten", 0), "aanpak", "toveren", texts.AANPAK_KIEZEN),
        ("plan", ("inzetten", 0), "verwachtingen", [], texts.INZET_ZONDER_VERWACHTING),
        ("plan", ("inzetten", 0, "verwachtingen", 0), "kans", 140, texts.KANS_FOUT),
        ("plan", ("inzetten", 0, "verwachtingen", 0), "kans", -1, texts.KANS_FOUT),
        ("plan", ("inzetten", 0, "verwachtingen", 0), "kans", "veel", texts.KANS_FOUT),
        ("plan", ("inzetten", 0, "verwachtingen", 0), "datum", "2026-03-01",
         texts.VERWACHTING_VERLEDEN),
        ("plan", ("inzetten", 0, "verwachtingen", 0), "trede", 7, texts.TREDE_FOUT),
        ("uitvoering", ("contact",), "kern", "", "De kern van het contact is nog leeg"),
        ("uitvoering", ("contact",), "duur", 601, texts.DUUR_FOUT),
        ("uitvoering", ("afspraak",), "datum", "", "De datum van de afspraak is nog leeg"),
        ("evaluatie", (), "trede", 0, texts.TREDE_FOUT),
        ("evaluatie", (), "datum", "2026-03-01", texts.EVALUATIE_VOOR_PLAN),
        ("evaluatie", ("doelscores",), "<first>", 3, texts.DOELSCORE_FOUT),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(
    ready: Any, shop: Any, casus_id: str, stap: str, path: Any, field: Any, value: Any, said: str
) -> None:
    page = ready(stap)
    if field == "<first>":
        field = next(iter(page.form["doelscores"]))
    before = shop.casus(casus_id)
    if path == ("contact",):
        page.type(contact={"kern": "Gesproken"})
    form = put(page, path, field, value)

    assert said in save(page, path)
    assert page.model.melding["soort"] == "fout"
    assert page.form == form
    assert shop.casus(casus_id) == before


def test_an_inzet_does_not_end_before_it_begins(walked: Any) -> None:
    page = walked("uitvoering")
    page.act("wijzig", naam="inzet", record_id=page.model.inhoud["inzetten"][0]["id"])
    page.type(inzet={"startdatum": "2026-03-02", "einddatum": "2026-03-01", "einde": "afgerond"})

    assert page.act("bewaar_deel", naam="inzet") == texts.EINDE_VOOR_START


# A database that fails


@contextmanager
def locked(path: Path) -> Iterator[None]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def gone(path: Path) -> Iterator[None]:
    elsewhere = path.rename(path.with_suffix(".weg"))
    try:
        yield
    finally:
        elsewhere.rename(path)


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """As on a disk that was mounted read-only; root may write to any file, so SQLite is told."""
    before = database.PRAGMAS.copy()
    database.PRAGMAS["query_only"] = "ON"
    try:
        yield
    finally:
        database.PRAGMAS.clear()
        database.PRAGMAS.update(before)


FAILURES = [
    (locked, texts.DATABASE_BEZET),
    (gone, texts.DATABASE_WEG),
    (read_only, texts.DATABASE_ALLEEN_LEZEN),
]


@pytest.mark.parametrize(("failure", "said"), FAILURES, ids=lambda f: getattr(f, "__name__", ""))
def test_a_database_that_fails_while_somebody_types_and_saves(
    ready: Any, town: Any, shop: Any, casus_id: str, failure: Any, said: str
) -> None:
    page = ready("diagnose")
    path = Path(town.settings.url.removeprefix("sqlite:///"))
    page.model._store._engine.dispose()
    with failure(path):
        page.type(vraag="Typt gewoon door")
        assert page.says == said
        assert page.act("bewaar") == said
        page.act("ga_naar", stap="plan")
        assert page.form["vraag"] == "Typt gewoon door"
        assert page.model.stap == "diagnose"
    page.model._store._engine.dispose()

    assert page.act("bewaar") == ""
    assert shop.casus(casus_id).huidig.diagnose.vraag == "Typt gewoon door"


@pytest.mark.parametrize(("failure", "said"), FAILURES, ids=lambda f: getattr(f, "__name__", ""))
def test_a_database_that_fails_while_somebody_searches_and_adds(
    open_caseload: Any, town: Any, failure: Any, said: str
) -> None:
    page = open_caseload()
    page.act("nieuw")
    path = Path(town.settings.url.removeprefix("sqlite:///"))
    page.model._store._engine.dispose()
    with failure(path):
        page.type(naam="Sam Jansen")
        assert page.says == said
        page.receive({"method": "update", "state": {"zoek": "sam"}})
        assert page.act("bewaar_nieuw") == said
        assert page.form["naam"] == "Sam Jansen"
    page.model._store._engine.dispose()

    page.receive({"method": "update", "state": {"zoek": ""}})
    assert page.act("bewaar_nieuw") == ""


def test_a_sign_in_that_ended_while_somebody_types(
    town: Any, casus_id: str, page: Any, elsewhere: Any
) -> None:
    from vakmeten.ui.casusboek.casus.model import CasusModel

    sessie = town.sign_in("anna")
    open_page = page(
        CasusModel(town.store("anna", sessie), casus_id, on_terug=elsewhere.terug),
        "casusboek/casus",
    )
    open_page.type(vraag="Voor het einde")
    town.clock.move(hours=11)
    open_page.type(vraag="Voor het einde, en erna")
    assert open_page.says == texts.AANMELDING_VERLOPEN

    again = town.sign_in("anna")
    model = CasusModel(town.store("anna", again), casus_id, on_terug=elsewhere.terug)
    assert page(model, "casusboek/casus").form["vraag"] == "Voor het einde"


def test_a_lost_key_is_said_without_a_path_of_the_server(
    ready: Any, town: Any, casus_id: str
) -> None:
    page = ready("diagnose")
    page.model._store._keyring._ciphers.clear()
    town.settings.keyring.rename(town.settings.keyring.with_suffix(".weg"))
    page.type(vraag="Typt gewoon door")

    assert page.says == texts.SLEUTEL_OP_PAGINA
    assert page.form["vraag"] == "Typt gewoon door"
