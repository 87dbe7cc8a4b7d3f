"""The store for an analyst: everything that counts, and nobody who can be recognised by a name."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from vakmeten import open_app, open_store, texts
from vakmeten.domain.aanpak import Aanpak
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import Aanvulling, Topping
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.domain.verloop import heropen, sluit_af, stel_bij
from vakmeten.errors import AccessDenied, InvalidSettings, MigrationNeeded, StoreUnavailable
from vakmeten.storage import exporting
from vakmeten.storage.accounts import NAME, Accounts
from vakmeten.storage.columns import metadata
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.exporting import ACTOR, ExportReport, export_store
from vakmeten.storage.frame_rows import SOORTEN
from vakmeten.storage.migrate import add_aanpakken
from vakmeten.storage.pseudonyms import LISTS, STAYS_BEHIND, TABLES, Pseudonyms, check_decided
from vakmeten.storage.store import Store
from vakmeten.storage.toppings import add_toppings

WORDS = [f"kanarie{i:02}woord" for i in range(60)]
NUMMERS = {"anna": "K-31415", "bas": "ZZ-NUMMER-A", "carla": "ZZ-NUMMER-B"}
IDS = {"id", "klantnummer", "casus_id", "ronde_id", "klantmanager", "vervolg_op", "inzet_id",
       "evaluatie_id", "doel_id"}  # fmt: skip
TOPPINGS = (
    Topping(code="uren", naam="Uren werk", soort="geheel", bij="casus", eenheid="uur"),
    Topping(code="noot", naam="Noot", soort="tekst", bij="casus"),
    Topping(code="niveau", naam="Taal", soort="keuze", bij="klant", keuzes=("A1", "A2")),
    Topping(code="samen", naam="Samen", soort="ja_nee", bij="diagnose"),
    Topping(code="bedrag", naam="Bedrag", soort="getal", bij="inzet"),
)


@pytest.fixture
def full(town, maak, clock):
    """Three casussen with every kind of record, corrected, in two rondes, closed and opened again,
    with a word in each field where a person types; their ids."""
    with transaction(town.engine) as connection:
        add_toppings(connection, TOPPINGS)
    add_aanpakken(town.engine, (Aanpak(code="eigen", naam="Eigen", categorie="Eigen"),))
    word = iter(WORDS)
    opened = {
        wie: town.open_casus(wie, nummer, naam=f"Kanarie {next(word)}", telefoon="06-55570943")
        for wie, nummer in NUMMERS.items()
    }
    for wie, casus_id in opened.items():
        work(town, maak, wie, casus_id, lambda: next(word))
    return list(opened.values())


def work(town, maak, wie, casus_id, word) -> None:
    store = town.store(wie)
    dossier = store.casus(casus_id)
    doel = maak(dossier, Doel, tekst=word(), schaal=(word(), "", "", "", word()), gewicht=3)
    inzet = maak(dossier, Inzet, reden=word(), aanpak="eigen", startdatum=store.vandaag())
    verwachting = maak(dossier, Verwachting, inzet_id=inzet.id, wat=word())
    diagnose = maak(
        dossier,
        Diagnose,
        vraag=word(),
        domeinen={"zorg": word()},
        duiding=word(),
        mogelijkheden=word(),
        belemmeringen=word(),
        leefgebieden={"justitie": 4},
    )
    dossier = store.save(casus_id, [
        diagnose, maak(dossier, Plan, toelichting=word(), afgesproken_met=("klant",)), doel,
        maak(dossier, Doel, vervallen=True), inzet, verwachting,
        maak(dossier, Contact, kern=word(), duur=15), maak(dossier, Afspraak, wat=word(),
                                                           toelichting=word(), nagekomen=True),
        *toppings(NUMMERS[wie], casus_id, diagnose.id, inzet.id, word()),
    ], gezien=dossier.versies)  # fmt: skip
    town.clock.move(days=1)
    evaluatie = maak(dossier, Evaluatie, datum=store.vandaag(), doelscores={doel.id: 2},
                     elementen={"context": "hinderde"}, anders=word())  # fmt: skip
    dossier = store.save(
        casus_id, stel_bij(dossier, evaluatie, store.vandaag()), gezien=dossier.versies
    )
    verder = maak(dossier, Doel, tekst=word(), vervolg_op=doel.id)
    dossier = store.save(casus_id, [maak(dossier, Plan), verder], gezien=dossier.versies)
    last = maak(dossier, Evaluatie, datum=store.vandaag())
    ends = sluit_af(dossier, last, store.vandaag(), "arbeid")
    dossier = store.save(casus_id, ends, gezien=dossier.versies)
    town.clock.move(days=1)
    again = heropen(dossier, store.vandaag(), word())
    store.save(casus_id, again, gezien=dossier.versies)
    store.save_concept(casus_id, "contact", {"kern": word()}, klantnummer="", gezien={})


def toppings(nummer: str, casus_id: str, diagnose: str, inzet: str, word: str) -> list[Aanvulling]:
    return [
        Aanvulling(casus_id=casus_id, bij="casus", record_id=casus_id, waarden={"uren": 12},
                   teksten={"noot": word}),
        Aanvulling(casus_id=nummer, bij="klant", record_id=nummer, waarden={"niveau": "A2"}),
        Aanvulling(casus_id=casus_id, bij="diagnose", record_id=diagnose, waarden={"samen": True}),
        Aanvulling(casus_id=casus_id, bij="inzet", record_id=inzet, waarden={"bedrag": 9.5}),
    ]  # fmt: skip


@pytest.fixture
def export(town, full, tmp_path) -> Path:
    """The full town, exported."""
    path = tmp_path / "uit" / "analist.sqlite"
    path.parent.mkdir()
    report = export_store(town.settings.url, path, clock=town.clock)
    assert report == ExportReport(3, ("Bedrag", "Samen", "Taal", "Uren werk"))
    return path


@pytest.fixture
def analist(export):
    """The store as the analist opens it, without any key on that machine."""
    store = open_store(f"sqlite:///{export}", user="analist")
    yield store
    store.close()


def whole(town) -> Store:
    """The source as somebody would see it who may see everything."""
    with transaction(town.engine) as connection:
        person = sa.table("account", *map(sa.column, metadata.tables["account"].c.keys()))
        row = {"naam": "ada", "weergavenaam": "Ada", "rol": "analist", "team": "zuid"}
        connection.execute(sa.insert(person).values(**row, wachtwoord="-", actief=True))
    return town.store("ada")


def plain(frame: pd.DataFrame) -> list[str]:
    """What a frame says apart from who and which, in an order that does not depend on it."""
    kept = frame.drop(columns=[name for name in frame if name in IDS])
    return sorted(kept.to_csv(index=False).splitlines())


def test_no_word_no_name_and_no_number_of_the_source_is_in_the_file(town, full, export, canaries):
    held = export.read_bytes()
    ids = {
        row[0]
        for name in (*TABLES, "koppel")
        for column in set(metadata.tables[name].c.keys()) & (IDS - {"klantmanager"})
        for row in town.rows(f"select distinct {column} from {name} where {column} is not null")
    }
    assert len(ids) > 30
    assert [i for i in ids if i.encode() in held] == []
    assert [word for word in (*WORDS, *canaries.values()) if word.encode() in held] == []
    for word in ("anarie", "55570943", *NUMMERS.values(), "anna", "carla"):
        assert word.encode() not in held
    assert b"professional-01" in held  # so the right bytes were looked at


@pytest.mark.parametrize("soort", [soort for soort in SOORTEN if soort != "koppel"])
def test_every_frame_says_the_same_as_that_of_the_source(town, analist, soort):
    source, export = whole(town).frame(soort), analist.frame(soort)

    assert len(export) == len(source) > 0
    assert plain(export) == plain(source)
    assert list(export.dtypes.items()) == list(source.dtypes.items())


def test_names_are_in_no_export_so_that_frame_is_empty(analist):
    assert analist.frame("koppel").empty


def test_records_still_meet_each_other(town, analist):
    """Each id is the same wherever it stands, also one that follows from another."""
    casus, ronde, doel = (analist.frame(soort) for soort in ("casus", "ronde", "doel"))
    source = whole(town)
    for store in (source, analist):
        scores = store.frame("doelscore").merge(
            store.frame("doel"), left_on="doel_id", right_on="id", suffixes=("", "_doel")
        )
        assert scores[["score", "gewicht"]].to_numpy().tolist() == [[2, 3]] * 3
        assert (scores["casus_id"] == scores["casus_id_doel"]).all()
        joined = store.frame("verwachting").merge(
            store.frame("inzet"), left_on="inzet_id", right_on="id"
        )
        assert joined["aanpak"].tolist() == ["eigen"] * 3
    assert set(ronde["casus_id"]) == set(casus["id"])
    assert set(casus["klantnummer"]) == set(analist.frame("klant")["klantnummer"])
    assert set(doel["vervolg_op"].dropna()) <= set(doel["id"])
    diagnose, evaluatie = analist.frame("diagnose"), analist.frame("evaluatie")
    assert (diagnose["id"] == diagnose["ronde_id"] + "-diagnose").all()
    assert set(analist.frame("doelscore")["evaluatie_id"]) < set(evaluatie["id"])
    assert analist.frame("inzet")["bedrag"].tolist() == [9.5] * 3
    assert diagnose["samen"].tolist() == [True] * 3
    assert casus["uren"].tolist() == [12] * 3
    assert analist.frame("klant")["niveau"].tolist() == ["A2"] * 3


def test_professionals_keep_their_own_casussen_under_a_number(town, analist):
    source = whole(town).frame("casus")
    casus = analist.frame("casus")

    assert set(casus["klantmanager"]) <= {f"professional-{n:02}" for n in range(1, 4)}
    assert casus["klantmanager"].nunique() == source["klantmanager"].nunique() == 3
    assert casus.groupby("team").size().to_dict() == source.groupby("team").size().to_dict()


def test_every_version_goes_along_with_when_it_was_known_and_the_day_it_was_recorded(town, export):
    engine = open_engine(f"sqlite:///{export}")
    for name in TABLES:
        table = metadata.tables[name]
        columns = [table.c[column] for column in ("versie", "bekend_op", "vastgelegd_op")]
        found = []
        for source in (town.engine, engine):
            with transaction(source) as connection:
                found.append(sorted(map(tuple, connection.execute(sa.select(*columns)))))
        assert sorted((v, known, day_of(made)) for v, known, made in found[0]) == found[1] != []
    engine.dispose()


def day_of(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def test_the_rows_do_not_lie_in_the_order_of_the_source(town, export):
    """Else the n-th row would be the n-th line of a file that came in."""
    with closing(sqlite3.connect(export)) as connection:
        for name in TABLES:
            ids = [row[0] for row in connection.execute(f"select id from {name} order by rowid")]
            assert ids == sorted(ids)


def test_a_name_of_any_length_is_taken_or_refused_in_words(town, tmp_path):
    for length in (200, 240, 250, 255, 256, 400):
        path = tmp_path / ("x" * (length - 7) + ".sqlite")
        if length <= 255:
            assert export_store(town.settings.url, path).casussen == 0
        else:
            assert "map" in refusal(lambda path=path: export_store(town.settings.url, path))
    assert len(list(tmp_path.glob("x*"))) == 4


def test_what_is_about_people_who_work_here_stays_behind(town, export):
    with closing(sqlite3.connect(export)) as connection:

        def rows(query: str) -> list[tuple]:
            return connection.execute(query).fetchall()

        assert {name: len(rows(f"select * from {name}")) for name in STAYS_BEHIND} == {
            **dict.fromkeys(STAYS_BEHIND, 0), "account": 1,
        }  # fmt: skip
        assert rows("select naam, rol, team from account") == [("analist", "analist", "analist")]
        assert sorted(rows("select code from team")) == [("analist",), ("noord",), ("zuid",)]
        assert sorted(rows("select code from topping")) == sorted(
            (topping.code,) for topping in TOPPINGS if not topping.is_tekst
        )
        catalogue = town.rows("select code, naam, categorie from aanpak")
        assert sorted(rows("select code, naam, categorie from aanpak")) == sorted(
            map(tuple, catalogue)
        )


def test_it_is_one_file_that_only_its_owner_reads(export):
    assert [path.name for path in export.parent.iterdir()] == ["analist.sqlite"]
    assert stat.S_IMODE(export.stat().st_mode) == 0o600
    with closing(sqlite3.connect(export)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


def test_two_exports_share_no_pseudonym(town, export, tmp_path):
    """So they cannot be joined; the numbers of professionals are few, and drawn anew."""
    again = tmp_path / "nog-een.sqlite"
    export_store(town.settings.url, again)
    found = []
    for path in (export, again):
        store = open_store(f"sqlite:///{path}", user="analist")
        names = [store.frame(soort).filter(items=list(IDS - {"klantmanager"})) for soort in SOORTEN]
        found.append({value for frame in names for value in frame.to_numpy().flat} - {pd.NA})
        store.close()

    assert len(found[0]) == len(found[1]) > 30
    assert found[0] & found[1] == set()


def test_professionals_are_numbered_in_a_random_order():
    people = [f"p{number:03}" for number in range(120)]
    drawn = [Pseudonyms(people), Pseudonyms(people)]
    numbered = [[pseudonyms.professional(naam) for naam in people] for pseudonyms in drawn]

    assert numbered[0] != numbered[1]
    assert sorted(numbered[0]) == sorted(numbered[1])
    assert min(numbered[0]) == "professional-001"


def test_nobody_signs_in_and_no_casus_opens(export, analist, full):
    """One sentence each, and nothing that a key would be needed for."""
    accounts = Accounts(open_engine(f"sqlite:///{export}"))
    casus_id = analist.frame("casus")["id"].iloc[0]

    assert accounts.sign_in("analist", "-") is None
    for ask in (
        analist.caseload,
        lambda: analist.casus(casus_id),
        lambda: open_app("casusboek", store=analist),
    ):
        with pytest.raises(AccessDenied) as refused:
            ask()
        assert str(refused.value) == texts.NIET_BEVOEGD
    assert analist.aanpakken()
    assert [topping.code for topping in analist.toppings()] == ["uren", "samen", "bedrag", "niveau"]


def test_the_keys_of_another_installation_beside_it_do_not_matter(town, export):
    """Somebody may put the file in the folder of the real store."""
    (export.parent / "sleutelbos.sqlite").write_bytes(town.settings.keyring.read_bytes())
    store = open_store(f"sqlite:///{export}", user="analist")

    assert len(store.frame("casus")) == 3
    store.close()


def test_the_source_knows_that_it_was_exported(town, export):
    line = town.log()[-1]

    assert (line.actor, line.actie, line.object) == (ACTOR, "exporteren", "")
    assert (line.resultaat, line.oorsprong) == ("gelukt", "opdrachtregel")
    assert NAME.fullmatch(line.actor) is None
    assert '"casus": 3' in str(line.filter) or "'casus': 3" in str(line.filter)
    assert '"ronde": 9' in str(line.filter) or "'ronde': 9" in str(line.filter)


def test_a_store_without_anything_can_be_exported(town, tmp_path):
    path = tmp_path / "leeg % 20 # é.sqlite"

    assert export_store(town.settings.url, path) == ExportReport(0, ())
    store = open_store(f"sqlite:///{path}", user="analist")
    assert [len(store.frame(soort)) for soort in SOORTEN] == [0] * len(SOORTEN)
    store.close()


def test_who_works_does_not_wait_for_an_export_and_it_shows_one_moment(
    town, full, tmp_path, monkeypatch, bewaar
):
    """What is saved while it runs is not in it, not even half."""
    path, copy_lists = tmp_path / "analist.sqlite", exporting._copy_lists

    def slowly(source, target):
        found = copy_lists(source, target)
        bewaar(town.store("anna"), full[0], Contact, datum=town.clock().date())
        return found

    monkeypatch.setattr(exporting, "_copy_lists", slowly)
    export_store(town.settings.url, path)

    store = open_store(f"sqlite:///{path}", user="analist")
    assert len(store.frame("contact")) == 3
    assert len(town.rows("select * from contact")) == 4
    store.close()


@pytest.mark.parametrize("step", ["_copy_lists", "_copy_records", "_log", "Path.rename"])
@pytest.mark.parametrize("error", [OSError, sqlite3.OperationalError, KeyboardInterrupt])
def test_an_export_that_fails_half_way_leaves_nothing(
    town, full, tmp_path, monkeypatch, step, error
):
    folder = tmp_path / "uit"
    folder.mkdir()

    def fail(*_):
        raise error("Kanarie Vogelaar")

    target = (Path, "rename") if step == "Path.rename" else (exporting, step)
    monkeypatch.setattr(*target, fail)
    expected = KeyboardInterrupt if error is KeyboardInterrupt else StoreUnavailable
    with pytest.raises(expected) as failed:
        export_store(town.settings.url, folder / "analist.sqlite")

    assert list(folder.iterdir()) == []
    if expected is StoreUnavailable:
        assert str(failed.value) == texts.EXPORT_MISLUKT


def refusal(call, error: type[Exception] = InvalidSettings) -> str:
    with pytest.raises(error) as caught:
        call()
    return str(caught.value)


def test_a_place_where_no_new_file_can_be_is_one_sentence(town, tmp_path):
    there = tmp_path / "er-al.sqlite"
    there.write_text("van iemand")
    link = tmp_path / "wijst.sqlite"
    link.symlink_to(tmp_path / "nergens")
    cases = {
        there: texts.EXPORT_BESTAAT.format(pad=there),
        link: texts.EXPORT_BESTAAT.format(pad=link),
        tmp_path: texts.EXPORT_BESTAAT.format(pad=tmp_path),
        tmp_path / "map" / "a.sqlite": texts.EXPORT_MAP.format(pad=tmp_path / "map"),
        there / "a.sqlite": texts.EXPORT_MAP.format(pad=there),
        Path("/proc/a.sqlite"): texts.EXPORT_MAP.format(pad="/proc"),
        tmp_path / "a?b.sqlite": texts.EXPORT_NAAM,
    }
    before = sorted(tmp_path.iterdir())

    for path, sentence in cases.items():
        assert refusal(lambda path=path: export_store(town.settings.url, path)) == sentence
    assert sorted(tmp_path.iterdir()) == before
    assert there.read_text() == "van iemand"


def test_a_source_that_is_not_there_or_is_old_is_one_sentence(town, tmp_path):
    gone, path = tmp_path / "weg" / "vakmeten.sqlite", tmp_path / "a.sqlite"
    said = refusal(lambda: export_store(f"sqlite:///{gone}", path))
    assert said == texts.EXPORT_GEEN_BRON.format(pad=gone.parent)

    with transaction(town.engine) as connection:
        connection.execute(sa.text("update alembic_version set version_num='0001'"))
    said = refusal(lambda: export_store(town.settings.url, path), MigrationNeeded)
    assert said == texts.DATABASE_OUDER
    assert not path.exists()


def test_it_is_decided_of_every_column_whether_it_may_leave():
    check_decided(metadata)

    assert set(TABLES) | set(LISTS) | STAYS_BEHIND == set(metadata.tables)


@pytest.mark.parametrize("table", ["casus", "aanvulling", "team", "nieuw"])
def test_a_column_or_table_that_nobody_decided_about_stops_every_export(
    town, tmp_path, monkeypatch, table
):
    planted = sa.MetaData()
    for known in metadata.tables.values():
        known.to_metadata(planted)
    sa.Table(table, planted, sa.Column("bijnaam", sa.String), extend_existing=True)
    monkeypatch.setattr(exporting, "metadata", planted)

    with pytest.raises(LookupError, match=f"{table}.bijnaam"):
        export_store(town.settings.url, tmp_path / "a.sqlite")
    assert not (tmp_path / "a.sqlite").exists()
