"""Who may sign in, with which password."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.engine import Engine

from vakmeten import texts
from vakmeten.access import ROLLEN
from vakmeten.errors import InvalidRecord, TooManyAttempts
from vakmeten.storage import sessions
from vakmeten.storage.account_tables import Account, account, people, sessie, team, to_account
from vakmeten.storage.database import transaction
from vakmeten.storage.sessions import digest, valid_session

__all__ = ["Account", "Accounts", "digest", "valid_session"]

# A name travels through the environment of a kernel, so it is plain.
NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


class Accounts:
    """Accounts and their sign-ins; one short transaction a method."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hasher: PasswordHasher | None = None,
    ) -> None:
        """hasher: a cheap one makes tests fast; the default does the work that Argon2id asks."""
        self._engine = engine
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._dummy = self._hasher.hash(secrets.token_hex())
        self._one_at_a_time = threading.Lock()

    def add_team(self, code: str, naam: str) -> None:
        """Add a team, or give an existing one another name."""
        with transaction(self._engine) as connection:
            changed = connection.execute(
                sa.update(team).where(team.c.code == code).values(naam=naam)
            )
            if not changed.rowcount:
                connection.execute(sa.insert(team).values(code=code, naam=naam))

    def add_account(
        self, naam: str, wachtwoord: str, *, weergavenaam: str, rol: str, team: str
    ) -> None:
        """Add an account. Raises InvalidRecord for a name or password that will not do."""
        if not SHORTEST_PASSWORD <= len(wachtwoord) <= LONGEST_PASSWORD:
            raise InvalidRecord(texts.WACHTWOORD_LENGTE, veld="wachtwoord")
        person = {"naam": naam, "weergavenaam": weergavenaam, "rol": rol, "team": team}
        self.add_accounts([person], wachtwoord)

    def add_accounts(self, persons: Iterable[Mapping[str, str]], wachtwoord: str) -> None:
        """Add accounts that share one password: for made-up people, whose password is public.

        persons: mappings with `naam`, `weergavenaam`, `rol` (one of `access.ROLLEN`) and `team` (a
        code).
        """
        shared = {"wachtwoord": self._hasher.hash(wachtwoord), "actief": True}
        rows = [{**person, "naam": _checked_name(person["naam"]), **shared} for person in persons]
        if not {row["rol"] for row in rows} <= set(ROLLEN):
            raise InvalidRecord(texts.ROL_FOUT, veld="rol")
        names = [row["naam"] for row in rows]
        taken = sa.select(account.c.naam).where(account.c.naam.in_(names))
        with transaction(self._engine) as connection:
            if len(set(names)) < len(names) or connection.execute(taken).first():
                raise InvalidRecord(texts.ACCOUNT_BESTAAT, veld="naam")
            if not {row["team"] for row in rows} <= set(connection.scalars(sa.select(team.c.code))):
                raise InvalidRecord(texts.TEAM_ONBEKEND, veld="team")
            connection.execute(sa.insert(account), rows)

    def set_active(self, naam: str, actief: bool) -> None:
        """Open or close an account; closing ends its sign-ins. Raises InvalidRecord if unknown."""
        with transaction(self._engine) as connection:
            changed = connection.execute(
                sa.update(account).where(account.c.naam == naam).values(actief=actief)
            )
            if not changed.rowcount:
                raise InvalidRecord(texts.ACCOUNT_ONBEKEND, veld="naam")
            if not actief:
                sessions.withdraw(connection, sessie.c.account == naam, self._clock())

    def all(self) -> list[Account]:
        """Every active account, by team and name."""
        query = people().where(account.c.actief).order_by(account.c.team, account.c.naam)
        with transaction(self._engine) as connection:
            return [to_account(row) for row in connection.execute(query)]

    def sign_in(self, naam: str, wachtwoord: str) -> str | None:
        """Return a new random id for the cookie, or None when name and password do not fit.

        An unknown name takes as long as a wrong password. Raises TooManyAttempts after five wrong
        ones within five minutes, for this name only: behind a proxy all share one address.
        """
        naam = naam.strip().lower()
        # Counted before the password is tried, one at a time: a hundred at once is still five.
        with self._one_at_a_time, transaction(self._engine) as connection:
            allowed = sessions.count_attempt(connection, naam, self._clock())
            row = _find(connection, naam)
        if not allowed:
            raise TooManyAttempts(texts.AANMELDEN_TE_VAAK)
        fits = self._fits(row.wachtwoord if row else self._dummy, wachtwoord)
        if row is None or not fits or not row.actief:
            return None
        with transaction(self._engine) as connection:
            sessions.forget_attempts(connection, naam)
            self._renew_hash(connection, row, wachtwoord)
            return sessions.open_session(connection, naam, self._clock())

    def lookup(self, sid: str, *, touch: bool = True) -> Account | None:
        """The account behind a cookie's id, None when that sign-in is no longer good."""
        with transaction(self._engine) as connection:
            row = sessions.find_session(connection, digest(sid))
            if row is None:
                return None
            return valid_session(connection, row.naam, row.id, self._clock(), touch=touch)

    def ended_by(self, sid: str) -> str:
        """Why a sign-in ended: "stil", "lang" or "ingetrokken"; "" if it did not or never was."""
        with transaction(self._engine) as connection:
            row = sessions.find_session(connection, digest(sid))
        return sessions.why_ended(row, self._clock()) if row else ""

    def still_valid(self, hashes: Iterable[str]) -> set[str]:
        """Those of these sign-ins (by hash) that are still good; looking does not prolong them."""
        with transaction(self._engine) as connection:
            return sessions.still_valid(connection, hashes, self._clock())

    def sign_out(self, sid: str) -> None:
        """End one sign-in."""
        with transaction(self._engine) as connection:
            sessions.withdraw(connection, sessie.c.id == digest(sid), self._clock())

    def _fits(self, stored: str, wachtwoord: str) -> bool:
        try:
            fits = self._hasher.verify(stored, wachtwoord[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False
        return fits and len(wachtwoord) <= LONGEST_PASSWORD

    def _renew_hash(self, connection: sa.Connection, row: Any, wachtwoord: str) -> None:
        # A newer Argon2 library asks for more work; the plain password is only here now.
        if self._hasher.check_needs_rehash(row.wachtwoord):
            renewed = self._hasher.hash(wachtwoord)
            connection.execute(
                sa.update(account).where(account.c.naam == row.naam).values(wachtwoord=renewed)
            )


def _find(connection: sa.Connection, naam: str) -> Any:
    if not NAME.fullmatch(naam):  # PostgreSQL refuses some of what a person can type
        return None
    return connection.execute(sa.select(account).where(account.c.naam == naam)).one_or_none()


def _checked_name(naam: str) -> str:
    naam = naam.strip().lower()
    if not NAME.fullmatch(naam):
        raise InvalidRecord(texts.ACCOUNT_NAAM, veld="naam")
    return naam
