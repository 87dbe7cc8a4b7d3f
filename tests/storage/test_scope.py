"""Who reaches what: every public method of the store, for every role and every kind of casus."""

from __future__ import annotations

import inspect

import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.uitvoering import Contact
from vakmeten.errors import AccessDenied, SignInExpired
from vakmeten.settings import Visitor, read_visitor
from vakmeten.storage.account_tables import account, sessie
from vakmeten.storage.database import transaction
from vakmeten.storage.store import Store

KNOWS_NOTHING = {"close", "vandaag", "nu"}  # these ask the database nothing
OWN_PAGE = {"user", "plek", "zet_plek"}  # about the sign-in itself, whatever the role
FRAMES = {"aanpakken", "toppings", "collegas", "frame"}
READS = FRAMES | {"caseload", "casus", "geschiedenis", "lookalikes"}
WRITES = {"new_klantnummer", "open_casus", "save", "save_concept", "concepten", "drop_concept"}


def call(store: Store, method: str, casus_id: str) -> object:
    """Call one method with arguments that would do for somebody who may."""
    new = Klant(klantnummer="K-900001"), Koppel(klantnummer="K-900001")
    arguments: dict[str, tuple[list[object], dict[str, object]]] = {
        "casus": ([casus_id], {}),
        "geschiedenis": ([casus_id, "casus", casus_id], {}),
        "frame": (["casus"], {}),
        "lookalikes": (["Sam Jansen"], {}),
        "open_casus": ([*new, store.vandaag()], {}),
        "save": ([casus_id, []], {"gezien": {}}),
        "save_concept": ([casus_id, "plan", {"x": 1}], {"klantnummer": "", "gezien": {}}),
        "concepten": ([casus_id], {}),
        "drop_concept": ([casus_id, "plan"], {}),
        "zet_plek": ([{"casus": casus_id}], {}),
    }
    given, named = arguments.get(method, ([], {}))
    return getattr(store, method)(*given, **named)


def about_a_casus(method: str) -> bool:
    """Whether a casus_id is asked; drop_concept reaches only one's own words."""
    has_id = "casus_id" in inspect.signature(getattr(Store, method)).parameters
    return has_id and method != "drop_concept"


def test_every_public_method_is_in_this_matrix():
    public = {name for name in dir(Store) if not name.startswith("_")}

    assert public == KNOWS_NOTHING | OWN_PAGE | READS | WRITES


def refused(store: Store, method: str, casus_id: str) -> str:
    with pytest.raises(AccessDenied) as caught:
        call(store, method, casus_id)
    return str(caught.value)


def test_each_role_may_what_it_may_and_no_more(town, casus_id):
    for method in READS:
        for naam in ("anna", "bas", "tea"):
            call(town.store(naam), method, casus_id)
        assert refused(town.store("bert"), method, casus_id) == texts.NIET_BEVOEGD
    for method in WRITES:
        for naam in ("tea", "bert"):
            assert refused(town.store(naam), method, casus_id) == texts.NIET_BEVOEGD
    for method in WRITES:
        call(town.store("bas"), method, casus_id)


def test_an_analist_has_frames_and_no_casus(town, casus_id):
    ada = {"naam": "ada", "weergavenaam": "Ada", "rol": "analist", "team": "zuid"}
    with transaction(town.engine) as connection:
        connection.execute(sa.insert(account).values(**ada, wachtwoord="-", actief=True))
    store = town.store("ada")
    for method in FRAMES:
        call(store, method, casus_id)
    for method in (READS | WRITES) - FRAMES:
        assert refused(store, method, casus_id) == texts.NIET_BEVOEGD


def test_another_team_and_an_unknown_casus_look_the_same(town, casus_id):
    carla = town.store("carla")
    unknown = ("0" * 32, "", "x" * 500, "a'b\x00", "\ud800", "Sam Jansen")
    for method in filter(about_a_casus, READS | WRITES):
        assert refused(carla, method, casus_id) == texts.GEEN_TOEGANG
        for other in unknown if method != "save_concept" else unknown[:1]:
            if other or method in ("casus", "geschiedenis", "save"):
                assert refused(carla, method, other) == texts.GEEN_TOEGANG
    assert carla.caseload(team=True, gesloten=True) == []
    assert carla.caseload(zoek="Jansen", team=True) == []
    assert carla.lookalikes("Sam Jansen") == []
    assert len(carla.frame("casus")) == len(carla.frame("klant")) == 0


def test_a_sign_in_that_is_withdrawn_too_old_or_of_another_gives_nothing(town, casus_id):
    asked = (OWN_PAGE | READS | WRITES) - {"zet_plek"}
    withdrawn, good = town.sign_in("anna"), town.sign_in("anna")
    with transaction(town.engine) as connection:
        this = sa.update(sessie).where(sessie.c.id == withdrawn)
        connection.execute(this.values(ingetrokken_op=town.clock()))
    ended = [town.store("anna", withdrawn), town.store("bas", good), town.store("anna", "0" * 64)]
    for store in ended:
        for method in asked | {"zet_plek"}:
            with pytest.raises(SignInExpired):
                call(store, method, casus_id)
    mine = town.store("anna", good)
    mine.caseload()
    town.clock.move(hours=3)
    for method in asked:
        with pytest.raises(SignInExpired):
            call(mine, method, casus_id)


def test_an_account_that_is_switched_off_or_unknown_gives_nothing(town, casus_id):
    inside, outside = town.store("anna", town.sign_in("anna")), town.store("anna")
    with transaction(town.engine) as connection:
        connection.execute(sa.update(account).where(account.c.naam == "anna").values(actief=False))
    for store in (inside, outside, town.store("niemand")):
        for method in READS | WRITES | {"user", "plek"}:
            with pytest.raises(SignInExpired) as caught:
                call(store, method, casus_id)
            assert str(caught.value) == texts.AANMELDING_VERLOPEN


def test_the_user_is_the_one_of_the_sign_in(town):
    user = town.store("bas", town.sign_in("bas")).user()

    assert (user.naam, user.rol, user.team, user.teamnaam) == (
        "bas", "klantmanager", "noord", "Noord",
    )  # fmt: skip


def test_the_colleagues_are_those_of_ones_own_team(town):
    assert set(town.store("bas").collegas()) == {"anna", "bas", "bert", "tea"}
    assert set(town.store("carla").collegas()) == {"carla"}


def test_who_wrote_a_record_comes_from_the_sign_in(town, casus_id, bewaar):
    bewaar(town.store("bas", town.sign_in("bas")), casus_id, Contact)

    assert town.rows("select vastgelegd_door from contact") == [("bas",)]


def test_the_place_of_a_sign_in_is_its_own_and_goes_with_it(town):
    one, two = (town.store("anna", town.sign_in("anna")) for _ in range(2))
    one.zet_plek({"casus": "a"})
    one.zet_plek({"casus": "b"})
    outside = town.store("anna")
    outside.zet_plek({"casus": "c"})

    assert (one.plek(), two.plek(), outside.plek()) == ({"casus": "b"}, {}, {})
    with transaction(town.engine) as connection:  # as tidying old sign-ins does
        connection.execute(sa.delete(sessie))
    assert town.rows("select * from plek") == []


def test_each_tab_of_a_sign_in_has_a_place_of_its_own(town):
    sessie = town.sign_in("anna")
    left, right, none = (town.store("anna", sessie, tab) for tab in ("links", "rechts", ""))
    left.zet_plek({"casus": "a"})
    right.zet_plek({"casus": "b"})
    left.zet_plek({"casus": "c"})

    assert (left.plek(), right.plek(), none.plek()) == ({"casus": "c"}, {"casus": "b"}, {})
    assert town.store("anna", town.sign_in("anna"), "links").plek() == {}


def test_of_more_than_twenty_tabs_the_longest_unused_is_forgotten(town):
    """Also when the clock stands still the tab that is in use stays, and nobody else's goes."""
    other = town.store("bas", town.sign_in("bas"), "t0")
    other.zet_plek({"casus": "x"})
    sessie = town.sign_in("anna")
    tabs = [town.store("anna", sessie, f"t{n}") for n in range(22)]
    for tab in (*tabs[:20], tabs[0]):
        town.clock.move(seconds=1)
        tab.zet_plek({"casus": "a"})

    tabs[20].zet_plek({"casus": "b"})
    tabs[21].zet_plek({"casus": "c"})

    kept = {row[0] for row in town.rows("select tab from plek where sessie = :s", s=sessie)}
    assert len(kept) == 20
    assert {"t0", "t21"} <= kept
    assert "t1" not in kept
    assert other.plek() == {"casus": "x"}


@pytest.mark.parametrize(
    ("given", "tab"),
    [
        ("3f0c1e2d-0a4b-4c5d-8e6f-1234567890ab", "3f0c1e2d-0a4b-4c5d-8e6f-1234567890ab"),
        ("", ""),
        ("x" * 37, ""),
        ("a b", ""),
        ("a\n", ""),
        ("é", ""),
    ],
)
def test_a_tab_is_a_short_plain_word_or_none(given, tab):
    environ = {"HTTP_X_VAK_USER": "anna", "HTTP_X_VAK_SESSION": "s", "HTTP_X_VAK_TAB": given}

    assert read_visitor(environ) == Visitor("anna", "s", tab)
    assert read_visitor({"HTTP_X_VAK_TAB": given}) is None


def test_work_keeps_a_sign_in_alive(town, casus_id):
    store = town.store("anna", town.sign_in("anna"))
    for _ in range(3):
        town.clock.move(hours=1.5)
        store.casus(casus_id)

    assert store.user().naam == "anna"
