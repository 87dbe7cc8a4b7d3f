"""One question to the store: who asks, whether that person may, and the line in the log."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.engine import Connection, Engine

from vakmeten import access, texts
from vakmeten.access import Handeling, Scope, User
from vakmeten.domain.checks import RECORD_ID
from vakmeten.domain.vastlegging import AMSTERDAM
from vakmeten.errors import AccessDenied, SignInExpired
from vakmeten.settings import Visitor
from vakmeten.storage.account_tables import active_account
from vakmeten.storage.database import transaction
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.logbook import log_line
from vakmeten.storage.sessions import valid_session

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Request:
    """One question to the store: its connection, who asks, when, and what the log will say."""

    connection: Connection
    user: User
    now: datetime
    filter: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def scope(self) -> Scope:
        """The casussen that the asker may reach."""
        return access.scope_of(self.user)

    @property
    def vandaag(self) -> date:
        """Today, in the Netherlands."""
        return self.now.astimezone(AMSTERDAM).date()


class Asking:
    """What every question has in common. A method asks through `_ask`, or is not allowed."""

    def __init__(
        self, engine: Engine, keyring: Keyring, visitor: Visitor, clock: Clock = utc_now
    ) -> None:
        """visitor: from the sign-in; with an empty `sessie` it is a user outside the server."""
        self._engine = engine
        self._keyring = keyring
        self._visitor = visitor
        self._clock = clock

    # -- who and when ------------------------------------------------------------------------

    def vandaag(self) -> date:
        """Today, in the Netherlands."""
        return self.nu().date()

    def nu(self) -> datetime:
        """The present moment, on a clock in the Netherlands."""
        return self._clock().astimezone(AMSTERDAM)

    def user(self) -> User:
        """Who asks. Raises SignInExpired if the sign-in is no longer good."""
        with transaction(self._engine) as connection:
            return self._user(connection, self._clock())

    def _user(self, connection: Connection, now: datetime) -> User:
        visitor = self._visitor
        if visitor.sessie:
            account = valid_session(connection, visitor.account, visitor.sessie, now)
        else:
            account = active_account(connection, visitor.account)
        if account is None:
            raise SignInExpired(texts.AANMELDING_VERLOPEN)
        return User(
            naam=account.naam,
            weergavenaam=account.weergavenaam,
            rol=account.rol,
            team=account.team,
            teamnaam=account.teamnaam,
        )

    @contextmanager
    def _ask(
        self, handeling: Handeling, object_: str = "", *, log: bool = True
    ) -> Generator[Request, None, None]:
        """Open the transaction of one method: visitor, right and log line belong to it."""
        try:
            with transaction(self._engine) as connection:
                request = self._request(connection, handeling)
                yield request
                if log:
                    self._log(connection, handeling, object_, "gelukt", request.filter)
        except AccessDenied:
            with transaction(self._engine) as connection:  # the refusal outlives the rollback
                self._log(connection, handeling, object_, "geweigerd", {})
            raise

    def _request(self, connection: Connection, handeling: Handeling) -> Request:
        now = self._clock()
        user = self._user(connection, now)
        if not access.may(user, handeling):
            raise AccessDenied(texts.NIET_BEVOEGD)
        return Request(connection, user, now)

    def _log(
        self, connection: Connection, handeling: Handeling, object_: str, resultaat: str,
        filter_: Mapping[str, Any],
    ) -> None:  # fmt: skip
        log_line(
            connection,
            tijdstempel=self._clock(),
            actor=self._visitor.account,
            actie=handeling.value,
            object_=object_ if RECORD_ID.fullmatch(object_) else "",
            resultaat=resultaat,
            oorsprong="werkboek" if self._visitor.sessie else "opdrachtregel",
            filter_=filter_,
        )

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()
