"""Finding a klant: one's own by any part of the name, a colleague's only by whole words."""

from __future__ import annotations

import pytest

from vakmeten.domain.klant import Koppel


@pytest.fixture
def found(town):
    """found(naam, zoek): the klantnummers in that person's team list."""
    town.open_casus("anna", "K-100001", naam="Özgür van Dam", telefoon="06 12345670")
    town.open_casus("bas", "K-100002", naam="Josée de Vries")
    town.open_casus("carla", "K-100003", naam="Ozgur Dam")

    def find(naam: str, zoek: str) -> list[str]:
        return sorted(r.klantnummer for r in town.store(naam).caseload(zoek=zoek, team=True))

    return find


def test_words_parts_accents_and_numbers_find_what_they_should(found):
    both, mine, theirs = ["K-100001", "K-100002"], ["K-100001"], ["K-100002"]
    expected = {
        "": both,
        "   ": both,
        "zgur": mine,  # part of the own klant's name, without its accent
        "VAN ÖZG": mine,
        "Dam Ozgur": mine,
        "jose\u0301e": theirs,  # a colleague's klant by a whole word, accent typed apart
        "vries josee": theirs,
        "vri": [],  # not by a part of it
        "josee dam": [],
        "100002": theirs,
        "k-10000": both,
        "06-12345670": mine,
        "0612345670 dam": mine,
        "0612345670 bos": [],
        "%": [],
        "<b>": [],
        "\x00": [],
        "\ud800": [],
    }
    assert {zoek: found("anna", zoek) for zoek in expected} == expected


def test_names_are_shown_only_of_ones_own_klanten(town, found):
    names = {r.klantnummer: r.naam for r in town.store("anna").caseload(team=True)}

    assert names == {"K-100001": "Özgür van Dam", "K-100002": ""}
    assert [r.klantnummer for r in town.store("anna").caseload()] == ["K-100001"]
    assert town.store("tea").caseload() == []
    assert [r.naam for r in town.store("tea").caseload(team=True)] == ["", ""]


def test_the_same_words_within_scope_may_be_the_same_person(town, found):
    store = town.store("anna")

    assert store.lookalikes("dam van ozgur") == ["K-100001"]
    assert store.lookalikes("Josée de Vries") == ["K-100002"]
    for other in ("Ozgur Jansen", "", "...", "Ozg"):
        assert store.lookalikes(other) == []
    assert town.store("carla").lookalikes("Ozgur Dam") == ["K-100003"]


def test_a_former_name_no_longer_finds_anybody(town, found):
    store = town.store("anna")
    (regel,) = store.caseload()
    renamed = Koppel(klantnummer="K-100001", naam="Mo Bakker")
    store.save(regel.casus_id, [renamed], gezien=store.casus(regel.casus_id).versies)

    assert (found("bas", "dam"), found("bas", "0612345670")) == ([], [])
    assert found("bas", "bakker") == ["K-100001"]
