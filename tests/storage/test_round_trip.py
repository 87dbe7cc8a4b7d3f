"""Any record built from valid values comes back from its row as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from vakmeten.domain import codes
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.checks import holds_bsn
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import TOPPING_CODE, Aanvulling
from vakmeten.domain.uitstroom import Uitstroomreden
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import KeyUnavailable
from vakmeten.storage.database import transaction
from vakmeten.storage.records import KIND_OF, KINDS, unseal
from vakmeten.storage.tables import metadata

CIPHER = Fernet(Fernet.generate_key())
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(
    lambda t: not holds_bsn(t)
)
words = text.filter(lambda t: bool(t.strip()))
trede = st.integers(1, 6)
scores = st.dictionaries(st.sampled_from(codes.Leefgebied), st.integers(1, 5))
ids = st.from_regex(r"[A-Za-z0-9_-]{1,36}", fullmatch=True)
vervallen = st.booleans()
klantnummers = st.from_regex(r"[A-Z][A-Z0-9-]{0,7}", fullmatch=True)


def one(kind: type[codes.StrEnum]) -> st.SearchStrategy:
    return st.sampled_from(list(kind))


toppings = st.from_regex(TOPPING_CODE, fullmatch=True)
finite = st.floats(allow_nan=False, allow_infinity=False)


def ended(reasons: type[codes.StrEnum], reason: str) -> st.SearchStrategy:
    """Nothing yet, or an end with its reason."""
    both = st.fixed_dictionaries({"einddatum": days, reason: one(reasons)})
    return st.just({}) | both


HERE = {"casus_id": ids, "ronde_id": ids}
OF_RONDE = {**HERE, "id": ids, "vervallen": vervallen}
FIELDS: dict[type, dict[str, st.SearchStrategy]] = {
    Klant: {
        "klantnummer": klantnummers,
        "geboortejaar": st.none() | st.integers(1900, 2199),
        "opleidingsniveau": one(codes.Opleidingsniveau),
        "uitkering_sinds": st.none() | days,
    },
    Koppel: {"klantnummer": klantnummers, "naam": text},
    Casus: {
        "id": ids, "klantnummer": klantnummers, "klantmanager": ids, "team": ids,
        "startdatum": st.just(date(1900, 1, 1)), "heropend_reden": text,
    },
    Ronde: {"id": ids, "casus_id": ids, "nummer": st.integers(1, 999), "startdatum": days},
    Diagnose: {
        **HERE, "datum": days, "trede": trede, "groeipotentieel": st.none() | trede,
        "leefgebieden": scores, "vraag": text, "mogelijkheden": text, "belemmeringen": text,
        "domeinen": st.dictionaries(one(codes.Domein), text), "duiding": text,
    },
    Plan: {
        **HERE, "datum": days, "bestemming": one(codes.Bestemming), "toelichting": text,
        "afgesproken_met": st.lists(one(codes.Gesprekspartner), max_size=3),
    },
    Doel: {
        **OF_RONDE, "tekst": words, "tussendoel": one(codes.Tussendoel),
        "schaal": st.lists(text, min_size=5, max_size=5), "gewicht": st.integers(1, 5),
        "beginscore": st.integers(-2, 2), "vervolg_op": st.none() | ids,
    },
    Inzet: {**OF_RONDE, "aanpak": st.just("werk_fit"), "reden": text,
            "kennisbron": one(codes.Kennisbron)},
    Verwachting: {
        **OF_RONDE, "inzet_id": ids, "wat": words, "datum": days, "kans": st.integers(0, 100),
        "trede": st.none() | trede, "uitkomst_toelichting": text,
    },
    Contact: {
        **OF_RONDE, "datum": days, "vorm": one(codes.Contactvorm),
        "duur": st.none() | st.integers(0, 600), "kern": words,
    },
    Afspraak: {
        **OF_RONDE, "van": one(codes.Partij), "wat": words, "datum": days,
        "nagekomen": st.none() | st.booleans(), "toelichting": text,
    },
    Evaluatie: {
        **HERE, "datum": days, "trede": trede, "leefgebieden": scores, "anders": text,
        "doelscores": st.dictionaries(ids, st.integers(-2, 2), max_size=3),
        "elementen": st.dictionaries(one(codes.Element), one(codes.Invloed)),
        "vervolg": st.none() | one(codes.Vervolg),
    },
    Aanvulling: {
        "casus_id": ids, "record_id": ids, "bij": st.just("casus"),
        "waarden": st.dictionaries(toppings, st.booleans() | st.integers() | finite | text),
        "teksten": st.dictionaries(toppings, text),
    },
}  # fmt: skip
MORE = {
    Casus: ended(Uitstroomreden, "uitstroomreden"),
    Inzet: ended(codes.EindeInzet, "einde"),
    Verwachting: st.just({})
    | st.fixed_dictionaries({"uitkomst": one(codes.Uitkomst), "uitkomst_datum": days}),
}


def records(kind: type) -> st.SearchStrategy:
    fields = st.tuples(st.fixed_dictionaries(FIELDS[kind]), MORE.get(kind, st.just({})))
    return fields.map(lambda both: kind(**both[0], **both[1]))


def test_every_kind_is_tried():
    assert set(FIELDS) == {kind.cls for kind in KINDS}


@pytest.mark.parametrize("kind", FIELDS)
@given(data=st.data())
@settings(max_examples=40)
def test_record_to_row_to_record(kind, data):
    record = data.draw(records(kind))

    row = KIND_OF[kind].row(record, CIPHER)

    assert KIND_OF[kind].record(row, CIPHER) == record


def test_a_row_read_with_another_key_says_the_key_does_not_fit():
    row = KIND_OF[Koppel].row(Koppel(klantnummer="K-1", naam="Sam"), CIPHER)

    with pytest.raises(KeyUnavailable):
        unseal(row["naam"], Fernet(Fernet.generate_key()))


def test_each_kind_survives_the_database_too(town):
    """Records of each kind, with the hardest of texts in them, into both databases and back."""
    hard = "nul\x00 👩‍👧 مرحبا <b> =1+1 \\ ' \" \r\n\t"
    version = dict.fromkeys(("bekend_op", "vastgelegd_op"), town.clock.now)
    version |= {"versie": 1, "vastgelegd_door": "anna", "klantnummer": "K-1"}
    for record in examples(hard):
        spec = KIND_OF[type(record)]
        row = spec.row(record, CIPHER) | version
        with transaction(town.engine) as connection:
            connection.execute(spec.table.insert().values(**row))
        with transaction(town.engine) as connection:
            found = connection.execute(spec.table.select()).mappings().one()

        assert spec.record(found, CIPHER) == record
        assert not [v for v in found.values() if isinstance(v, str) and "nul" in v]


def examples(hard: str) -> list:
    here = {"casus_id": "c", "ronde_id": "r"}
    day = date(2026, 1, 5)
    return [
        Klant(klantnummer="K-1", geboortejaar=1985, uitkering_sinds=day),
        Koppel(klantnummer="K-1", naam=hard, telefoon="+31 (0)6"),
        Casus(
            id="c", klantnummer="K-1", klantmanager="anna", team="noord", startdatum=day,
            einddatum=day, uitstroomreden="arbeid", heropend_reden=hard,
        ),
        Ronde(casus_id="c", nummer=1, startdatum=day, einddatum=day),
        Diagnose(
            **here, datum=day, trede=2, leefgebieden={"financien": 3}, vraag=hard,
            domeinen={"zorg": hard, "werk": ""}, duiding="é" * 20_000,
        ),
        Plan(**here, datum=day, bestemming="scholing", afgesproken_met=("klant", "collega")),
        Doel(**here, tekst=hard, tussendoel="vaardigheden", schaal=(hard, "", "", "", "")),
        Inzet(**here, aanpak="werk_fit", kennisbron="praktijk", einddatum=day, einde="onbekend"),
        Verwachting(
            **here, inzet_id="i", wat=hard, datum=day, kans=0, uitkomst="deels",
            uitkomst_datum=day, uitkomst_toelichting=hard, vervallen=True,
        ),
        Contact(**here, datum=day, vorm="brief", kern=hard),
        Afspraak(**here, van="werkgever", wat=hard, datum=day, nagekomen=False),
        Evaluatie(
            **here, datum=day, trede=6, doelscores={"d": -2}, elementen={"klant": "hielp"},
            anders=hard, vervolg="bijstellen",
        ),
    ]  # fmt: skip


def test_the_hour_that_comes_twice_in_october_is_two_hours(town):
    """Two moments on the same wall clock are equal to Python; asked one after the other they are
    not the same to the database."""
    twice = datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    column = metadata.tables["logboek"].c.tijdstempel
    asked = sa.select(sa.literal(twice, column.type))
    again = sa.select(sa.literal(twice.replace(fold=1), column.type))

    with transaction(town.engine) as connection:
        first, second = connection.scalar(asked), connection.scalar(again)

    assert second - first == timedelta(hours=1)
