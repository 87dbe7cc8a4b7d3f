"""Sign-ins: how long they last, how they end, and the brake on guessing passwords.

These functions work inside somebody else's transaction: the store asks `valid_session` in every
one of its own, so that a sign-in that is withdrawn stops working in pages that are already open.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vakmeten.storage.account_tables import (
    Account,
    aanmeldpoging,
    account,
    people,
    sessie,
    to_account,
)

# A conversation with a klant easily takes an hour; a screen left alone over lunch is safe.
IDLE_LIMIT = timedelta(hours=2)
# One working day: who starts in the morning signs in once, and nobody stays in overnight.
ABSOLUTE_LIMIT = timedelta(hours=10)
# Writing "seen" at every read would make each read a write.
SEEN_EVERY = timedelta(seconds=60)
KEEP_SESSIONS = timedelta(days=30)

ATTEMPTS = 5
ATTEMPT_WINDOW = timedelta(minutes=5)


def digest(text: str) -> str:
    """What is kept of a cookie's id, or of a name somebody typed: its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def valid_session(
    connection: Connection, naam: str, sessie_hash: str, now: datetime, *, touch: bool = True
) -> Account | None:
    """The account behind a sign-in that is still good; None if it ended or never was.

    touch: this is a person at work. False for what a page asks by itself, so that an unattended
    page still ends after IDLE_LIMIT.
    """
    row = find_session(connection, sessie_hash)
    if row is None or row.naam != naam or why_ended(row, now):
        return None
    if touch and now - row.gezien_op >= SEEN_EVERY:
        connection.execute(
            sa.update(sessie).where(sessie.c.id == sessie_hash).values(gezien_op=now)
        )
    return to_account(row)


def find_session(connection: Connection, sessie_hash: str) -> Any:
    """The row of one sign-in with its account, or None."""
    return connection.execute(_one_session(), {"hash": sessie_hash}).one_or_none()


@cache  # asked in every transaction of the store
def _one_session() -> sa.Select[Any]:
    return _sessions().where(sessie.c.id == sa.bindparam("hash"))


def still_valid(connection: Connection, hashes: Iterable[str], now: datetime) -> set[str]:
    """Those of these sign-ins that are still good; looking does not prolong them."""
    rows = connection.execute(_sessions().where(sessie.c.id.in_(list(hashes)))).all()
    return {row.id for row in rows if not why_ended(row, now)}


def why_ended(row: Any, now: datetime) -> str:
    """Return "stil" (idle), "lang" (a working day) or "ingetrokken"; "" while it is good."""
    if row.ingetrokken_op is not None or not row.actief:
        return "ingetrokken"
    if now - row.geopend_op >= ABSOLUTE_LIMIT:
        return "lang"
    if now - row.gezien_op >= IDLE_LIMIT:
        return "stil"
    return ""


def open_session(connection: Connection, naam: str, now: datetime) -> str:
    """Begin a sign-in and return its id, which is kept nowhere; old sign-ins are tidied away."""
    sid = secrets.token_urlsafe(32)
    connection.execute(sa.delete(sessie).where(sessie.c.geopend_op < now - KEEP_SESSIONS))
    connection.execute(
        sa.insert(sessie).values(id=digest(sid), account=naam, geopend_op=now, gezien_op=now)
    )
    return sid


def withdraw(connection: Connection, which: Any, now: datetime) -> None:
    """End the sign-ins that meet a condition on `sessie`."""
    connection.execute(
        sa.update(sessie).where(which, sessie.c.ingetrokken_op.is_(None)).values(ingetrokken_op=now)
    )


def count_attempt(connection: Connection, naam: str, now: datetime) -> bool:
    """Note one attempt for this name, known or not; False when there were too many already."""
    key = digest(naam)
    connection.execute(
        sa.delete(aanmeldpoging).where(aanmeldpoging.c.moment <= now - ATTEMPT_WINDOW)
    )
    recent = sa.select(sa.func.count()).where(aanmeldpoging.c.account == key)
    if (connection.scalar(recent) or 0) >= ATTEMPTS:
        return False
    connection.execute(sa.insert(aanmeldpoging).values(account=key, moment=now))
    return True


def forget_attempts(connection: Connection, naam: str) -> None:
    """Clear the count after a sign-in that worked."""
    connection.execute(sa.delete(aanmeldpoging).where(aanmeldpoging.c.account == digest(naam)))


def _sessions() -> sa.Select[Any]:
    return (
        people()
        .add_columns(sessie.c.id, sessie.c.geopend_op, sessie.c.gezien_op, sessie.c.ingetrokken_op)
        .join(sessie, sessie.c.account == account.c.naam)
    )
