"""Who may sign in, how a sign-in ends, and how guessing is slowed down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.engine import Engine

from vakmeten import texts
from vakmeten.errors import InvalidRecord, StoreUnavailable, TooManyAttempts
from vakmeten.storage import accounts as module
from vakmeten.storage.account_tables import aanmeldpoging, account, sessie
from vakmeten.storage.accounts import Account, Accounts, digest, valid_session
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.sessions import ABSOLUTE_LIMIT, ATTEMPT_WINDOW, IDLE_LIMIT

WACHTWOORD = "een lang wachtwoord"
CHEAP = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
ANNA = Account("anna", "Anna de Vries", "klantmanager", "noord", "Team Noord")


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def accounts(engine: Engine, clock: Clock) -> Accounts:
    accounts = Accounts(engine, clock, CHEAP)
    accounts.add_team("noord", "Team Noord")
    accounts.add_account(
        "Anna", WACHTWOORD, weergavenaam="Anna de Vries", rol="klantmanager", team="noord"
    )
    return accounts


@pytest.fixture
def sid(accounts: Accounts) -> str:
    sid = accounts.sign_in("anna", WACHTWOORD)
    assert sid is not None
    return sid


def _rows(engine: Engine, table: sa.Table) -> list[sa.Row]:
    with transaction(engine) as connection:
        return list(connection.execute(sa.select(table)))


def test_who_signs_in_is_found_again_by_the_id_in_the_cookie(accounts: Accounts, sid: str):
    assert accounts.lookup(sid) == ANNA
    assert accounts.all() == [ANNA]


def test_capitals_and_spaces_around_the_name_do_not_matter(accounts: Accounts):
    assert accounts.sign_in(" ANNA ", WACHTWOORD)


@pytest.mark.parametrize(
    ("naam", "wachtwoord"),
    [
        ("anna", "verkeerd"),
        ("anna", ""),
        ("anna", WACHTWOORD + "x" * 500),
        ("niemand", WACHTWOORD),
        ("", ""),
        ("anna' or '1'='1", WACHTWOORD),
        ("anna\x00", WACHTWOORD),
        ("😀" * 5000, "😀" * 5000),
    ],
)
def test_another_name_or_password_does_not_sign_in(accounts: Accounts, naam: str, wachtwoord: str):
    assert accounts.sign_in(naam, wachtwoord) is None


def test_an_unknown_name_costs_the_work_of_a_password(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
):
    tried = []
    fits = Accounts._fits
    monkeypatch.setattr(
        Accounts,
        "_fits",
        lambda self, stored, word: tried.append(stored) or fits(self, stored, word),
    )

    accounts.sign_in("niemand", WACHTWOORD)

    assert [stored.startswith("$argon2id$") for stored in tried] == [True]


def test_the_database_holds_neither_password_nor_cookie(engine: Engine, sid: str):
    stored = str(_rows(engine, account) + _rows(engine, sessie))

    assert WACHTWOORD not in stored
    assert sid not in stored
    assert digest(sid) in stored


def test_each_sign_in_has_an_id_of_its_own(accounts: Accounts, sid: str):
    other = accounts.sign_in("anna", WACHTWOORD)
    assert other is not None
    assert other != sid

    accounts.sign_out(other)

    assert accounts.lookup(other) is None
    assert accounts.lookup(sid) == ANNA


def test_five_wrong_passwords_close_the_name_for_five_minutes(accounts: Accounts, clock: Clock):
    for _ in range(5):
        assert accounts.sign_in("anna", "verkeerd") is None

    with pytest.raises(TooManyAttempts, match="Wacht vijf minuten"):
        accounts.sign_in("anna", WACHTWOORD)
    accounts.sign_in("bram", WACHTWOORD)  # somebody else is not held up
    clock.now += ATTEMPT_WINDOW
    assert accounts.sign_in("anna", WACHTWOORD)


def test_an_unknown_name_is_slowed_down_too(accounts: Accounts):
    for _ in range(5):
        accounts.sign_in("niemand", "verkeerd")

    with pytest.raises(TooManyAttempts):
        accounts.sign_in("niemand", "verkeerd")


def test_a_good_password_clears_the_count(accounts: Accounts, engine: Engine):
    for _ in range(4):
        accounts.sign_in("anna", "verkeerd")
    accounts.sign_in("anna", WACHTWOORD)

    assert _rows(engine, aanmeldpoging) == []


def test_what_was_typed_as_a_name_is_not_kept(accounts: Accounts, engine: Engine, clock: Clock):
    accounts.sign_in("mijn wachtwoord in het verkeerde veld", "")
    assert "wachtwoord" not in str(_rows(engine, aanmeldpoging))

    clock.now += ATTEMPT_WINDOW
    accounts.sign_in("anna", "verkeerd")
    assert len(_rows(engine, aanmeldpoging)) == 1


@pytest.mark.parametrize(
    ("away", "why"),
    [(IDLE_LIMIT, "stil"), (IDLE_LIMIT - timedelta(seconds=1), "")],
)
def test_a_screen_left_alone_signs_out(
    accounts: Accounts, sid: str, clock: Clock, away: timedelta, why: str
):
    clock.now += away

    assert accounts.ended_by(sid) == why
    assert accounts.lookup(sid) == (None if why else ANNA)


def test_work_prolongs_a_sign_in_until_the_end_of_the_day(
    accounts: Accounts, sid: str, clock: Clock
):
    begin = clock.now
    while clock.now - begin < ABSOLUTE_LIMIT:
        assert accounts.lookup(sid) == ANNA
        clock.move(hours=1)

    assert accounts.lookup(sid) is None
    assert accounts.ended_by(sid) == "lang"


def test_what_a_page_asks_by_itself_prolongs_nothing(accounts: Accounts, sid: str, clock: Clock):
    for _ in range(4):
        clock.move(minutes=29)
        assert accounts.lookup(sid, touch=False) == ANNA
        assert accounts.still_valid([digest(sid)]) == {digest(sid)}
    clock.move(minutes=29)

    assert accounts.lookup(sid, touch=False) is None


def test_seen_is_written_once_a_minute(accounts: Accounts, sid: str, clock: Clock, engine: Engine):
    begin = clock.now
    clock.move(seconds=59)
    accounts.lookup(sid)
    assert _rows(engine, sessie)[0].gezien_op == begin

    clock.move(seconds=1)
    accounts.lookup(sid)
    assert _rows(engine, sessie)[0].gezien_op == clock.now


def test_a_closed_account_is_out_at_once_and_cannot_come_back(accounts: Accounts, sid: str):
    accounts.set_active("anna", False)

    assert accounts.lookup(sid) is None
    assert accounts.ended_by(sid) == "ingetrokken"
    assert accounts.sign_in("anna", WACHTWOORD) is None
    assert accounts.all() == []

    accounts.set_active("anna", True)

    assert accounts.lookup(sid) is None  # the old sign-in stays withdrawn
    assert accounts.sign_in("anna", WACHTWOORD)


def test_a_sign_in_is_checked_inside_the_transaction_of_somebody_else(
    accounts: Accounts, sid: str, engine: Engine, clock: Clock
):
    with transaction(engine) as connection:
        assert valid_session(connection, "anna", digest(sid), clock()) == ANNA
        assert valid_session(connection, "bram", digest(sid), clock()) is None
        assert valid_session(connection, "anna", sid, clock()) is None
        assert valid_session(connection, "anna", "", clock()) is None

    accounts.sign_out(sid)

    with transaction(engine) as connection:
        assert valid_session(connection, "anna", digest(sid), clock()) is None


def test_an_id_that_never_was_has_no_reason(accounts: Accounts):
    assert accounts.lookup("verzonnen") is None
    assert accounts.ended_by("verzonnen") == ""
    assert accounts.still_valid(["verzonnen"]) == set()
    assert accounts.still_valid([]) == set()
    accounts.sign_out("verzonnen")


def test_sign_ins_of_last_month_are_tidied_away(
    accounts: Accounts, sid: str, clock: Clock, engine: Engine
):
    clock.move(days=31)
    accounts.sign_in("anna", WACHTWOORD)

    assert digest(sid) not in {row.id for row in _rows(engine, sessie)}


@pytest.mark.parametrize(
    ("naam", "wachtwoord", "team", "veld", "sentence"),
    [
        ("anna", WACHTWOORD, "noord", "naam", texts.ACCOUNT_BESTAAT),
        ("an na", WACHTWOORD, "noord", "naam", texts.ACCOUNT_NAAM),
        ("<b>anna</b>", WACHTWOORD, "noord", "naam", texts.ACCOUNT_NAAM),
        ("", WACHTWOORD, "noord", "naam", texts.ACCOUNT_NAAM),
        ("a" * 65, WACHTWOORD, "noord", "naam", texts.ACCOUNT_NAAM),
        ("bram", "te kort", "noord", "wachtwoord", texts.WACHTWOORD_LENGTE),
        ("bram", "x" * 201, "noord", "wachtwoord", texts.WACHTWOORD_LENGTE),
        ("bram", WACHTWOORD, "zuid", "team", texts.TEAM_ONBEKEND),
    ],
)
def test_an_account_that_will_not_do_is_refused_with_one_sentence(
    accounts: Accounts, naam: str, wachtwoord: str, team: str, veld: str, sentence: str
):
    with pytest.raises(InvalidRecord) as refused:
        accounts.add_account(naam, wachtwoord, weergavenaam="B", rol="klantmanager", team=team)

    assert (str(refused.value), refused.value.veld) == (sentence, veld)
    assert accounts.all() == [ANNA]


@pytest.mark.parametrize("rol", ["analist", "directeur", ""])
def test_no_account_gets_a_role_that_no_person_has(accounts: Accounts, rol: str):
    """An analist is in an export only: that role sees every casus."""
    with pytest.raises(InvalidRecord) as refused:
        accounts.add_account("bram", WACHTWOORD, weergavenaam="B", rol=rol, team="noord")

    assert (str(refused.value), refused.value.veld) == (texts.ROL_FOUT, "rol")
    assert accounts.all() == [ANNA]


def test_an_unknown_account_cannot_be_closed(accounts: Accounts):
    with pytest.raises(InvalidRecord, match="bestaat niet"):
        accounts.set_active("niemand", False)


def test_a_team_can_get_another_name(accounts: Accounts, sid: str):
    accounts.add_team("noord", "Team Noord en Oost")

    found = accounts.lookup(sid)
    assert found is not None
    assert found.teamnaam == "Team Noord en Oost"


def test_many_accounts_at_once_share_a_password_or_none_is_added(accounts: Accounts):
    people = [
        {"naam": f"km{n}", "weergavenaam": f"K {n}", "rol": "klantmanager", "team": "noord"}
        for n in range(48)
    ]
    accounts.add_accounts(people, "oefenen")

    assert accounts.sign_in("km47", "oefenen")
    with pytest.raises(InvalidRecord):
        accounts.add_accounts([{**people[0], "naam": "nieuw"}, people[1]], "oefenen")
    assert "nieuw" not in {one.naam for one in accounts.all()}


def test_an_old_hash_is_renewed_at_the_next_sign_in(engine: Engine, accounts: Accounts):
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(WACHTWOORD)
    with transaction(engine) as connection:
        connection.execute(sa.update(account).values(wachtwoord=weak))

    assert accounts.sign_in("anna", WACHTWOORD)
    assert _rows(engine, account)[0].wachtwoord != weak
    assert accounts.sign_in("anna", WACHTWOORD)


def test_a_database_that_is_gone_is_one_sentence(tmp_path):
    accounts = Accounts(open_engine(f"sqlite:///{tmp_path / 'weg.sqlite'}"), hasher=CHEAP)

    with pytest.raises(StoreUnavailable, match="niet te bereiken"):
        accounts.lookup("iets")


def test_the_limits_are_the_ones_people_are_told():
    assert "twee uur" in texts.AFGEMELD_OMDAT["stil"]
    assert timedelta(hours=2) == IDLE_LIMIT
    assert "tien uur" in texts.AFGEMELD_OMDAT["lang"]
    assert timedelta(hours=10) == ABSOLUTE_LIMIT
    assert str(module.SHORTEST_PASSWORD) in texts.WACHTWOORD_LENGTE
