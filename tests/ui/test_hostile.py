"""Whatever JSON a browser sends to whatever action: never an incident, never another casus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vakmeten.testing import incidenten

ACTIONS = (
    "ga_naar", "verwerp_concept", "sluit_melding", "bewaar", "bewaar_deel", "leeg_deel", "wijzig",
    "neem_terug", "kom_na", "stel_bij", "sluit_af", "heropen",
)  # fmt: skip
STEPS = ("diagnose", "plan", "uitvoering", "evaluatie")
# Words that mean something somewhere, so that a wish gets further than the first check.
WORDS = (
    *STEPS, "contact", "afspraak", "inzet", "arbeid", "ja", "hielp", "klant", "arbeidsmarkt",
    "werk_fit", "praktijk", "2026-03-02", "2026-02-30", "9999-12-31", "", "\ud83d", "\x00", "1e999",
    "nan", "٣", "=HYPERLINK()", "x" * 21_000,
)  # fmt: skip
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(WORDS) | st.sampled_from([0, 1, 2, 7, 140, -2, 10**30])
)  # fmt: skip
json = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


FIELDS = (
    "datum", "trede", "groeipotentieel", "leefgebieden", "financien", "domeinen", "werk", "vraag",
    "bestemming", "afgesproken_met", "doelen", "inzetten", "verwachtingen", "id", "tekst", "schaal",
    "gewicht", "beginscore", "vervolg_op", "aanpak", "kennisbron", "startdatum", "einddatum",
    "einde", "wat", "kans", "bekend", "contact", "afspraak", "inzet", "vorm", "duur", "kern", "van",
    "doelscores", "elementen", "uitkomsten", "uitkomst", "reden", "naam", "telefoon",
    "geboortejaar", "opleidingsniveau", "uitkering_sinds", "onbekend",
)  # fmt: skip
# Ids are not known here: of one's own casus, its ronde, another casus, and a ronde of that.
IDS = st.sampled_from(["<own>", "<own ronde>", "<other>", "<other ronde>", "<doel>"])
anything = json | IDS
arguments = st.dictionaries(
    st.sampled_from(["stap", "naam", "record_id", "nagekomen", "reden", "casus_id", "toch", "x"]),
    anything,
    max_size=3,
)
changes = st.dictionaries(st.sampled_from(FIELDS), anything, max_size=4)


def _changed(form: Any, change: dict[str, Any]) -> Any:
    """The form with each field of these names, at any depth, replaced."""
    if isinstance(form, dict):
        return {key: change.get(key, _changed(part, change)) for key, part in form.items()}
    return [_changed(part, change) for part in form] if isinstance(form, list) else form


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {key: _with_ids(part, ids) for key, part in value.items()}
    return [_with_ids(part, ids) for part in value] if isinstance(value, list) else value


@pytest.fixture
def other(town: Any) -> str:
    """A casus of Carla's, in another team, with which nothing may happen."""
    return town.open_casus("carla", "K-200002", naam="Een Ander")


@pytest.fixture
def ids(town: Any, other: str, casus_id: str) -> Callable[[Any], dict[str, str]]:
    ronde = town.store("carla").casus(other).huidig.ronde.id

    def find(model: Any) -> dict[str, str]:
        dossier = model._dossier
        doel = next((d.id for d in dossier.doelen), "")
        own = {"<own>": casus_id, "<own ronde>": dossier.huidig.ronde.id, "<doel>": doel}
        return {**own, "<other>": other, "<other ronde>": ronde}

    return find


def _is_quiet(page: Any, *wish: object) -> None:
    assert page.model.melding.get("soort") != "incident", (incidenten, wish)


@pytest.mark.parametrize("stap", STEPS)
def test_no_form_and_no_argument_gets_anywhere_it_should_not(
    town: Any, walked: Any, other: str, ids: Any, stap: str
) -> None:
    page, carla = walked(stap), town.store("carla")
    before = carla.casus(other)
    seen = st.sampled_from(["now", 0, None, "1"])

    @settings(max_examples=120)
    @given(doe=st.sampled_from(ACTIONS), met=arguments, change=changes, nr=seen)
    def send(doe: str, met: dict[str, Any], change: dict[str, Any], nr: object) -> None:
        page.act("ga_naar", stap=stap)
        known = ids(page.model)
        number = page.model.formulier["nr"] if nr == "now" else nr
        form = _with_ids(_changed(page.form, change), known) | {"nr": number}
        page.receive({"method": "update", "state": {"formulier": form}})
        _is_quiet(page, form)
        page.act(doe, {"formulier": form}, **_with_ids(met, known))
        _is_quiet(page, doe, met, form)
        page.act("verwerp_concept")

    send()
    assert carla.casus(other) == before
    assert carla.concepten(other) == {}


@pytest.mark.parametrize("stap", STEPS)
def test_any_json_as_a_form_is_kept_as_a_draft_and_opens_again(
    walked: Any, open_casus: Any, casus_id: str, stap: str
) -> None:
    page = walked(stap)

    @settings(max_examples=30)
    @given(form=st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), json, max_size=5))
    def send(form: dict[str, Any]) -> None:
        page.act("ga_naar", stap=stap)
        form["nr"] = page.model.formulier["nr"]
        page.receive({"method": "update", "state": {"formulier": form}})
        _is_quiet(page, form)
        page.act("bewaar")
        _is_quiet(page, form)

    send()
    assert open_casus(casus_id, stap=stap).model.stap == stap


def test_nothing_gets_through_the_caseload(open_caseload: Any, elsewhere: Any, other: str) -> None:
    page = open_caseload()
    names = ["zoek", "team", "gesloten", "stap", "formulier", "alle", "melding"]
    does = ["bewaar_nieuw", "nieuw", "annuleer", "toon_meer", "open"]

    @settings(max_examples=150)
    @given(
        doe=st.sampled_from(does), met=arguments, change=changes,
        state=st.dictionaries(st.sampled_from(names), json, max_size=3),
    )  # fmt: skip
    def send(doe: str, met: Any, change: Any, state: Any) -> None:
        page.act("nieuw")
        form = _changed(page.form, change)
        page.receive({"method": "update", "state": {"formulier": form, **state}})
        _is_quiet(page, form, state)
        page.act(doe, state, **_with_ids(met, {"<other>": other}))
        _is_quiet(page, doe, met, state)

    send()
    page.receive({"method": "update", "state": {"zoek": "", "team": True, "stap": ""}})
    assert "K-200002" not in str(page.model.state())
