"""The tables of accounts and sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vakmeten.storage.columns import UtcDateTime, metadata

team = sa.Table(
    "team",
    metadata,
    sa.Column("code", sa.String(40), primary_key=True),
    sa.Column("naam", sa.String(120), nullable=False),
)
account = sa.Table(
    "account",
    metadata,
    sa.Column("naam", sa.String(64), primary_key=True),
    sa.Column("weergavenaam", sa.String(120), nullable=False),
    sa.Column("rol", sa.String(40), nullable=False),
    sa.Column("team", sa.String(40), sa.ForeignKey("team.code"), nullable=False, index=True),
    sa.Column("wachtwoord", sa.String(200), nullable=False),
    sa.Column("actief", sa.Boolean, nullable=False),
)
# `id` and `aanmeldpoging.account` are hashes: whoever reads the database can use neither the
# sign-ins nor the passwords that people typed in the wrong field.
sessie = sa.Table(
    "sessie",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), sa.ForeignKey("account.naam"), nullable=False, index=True),
    sa.Column("geopend_op", UtcDateTime, nullable=False, index=True),
    sa.Column("gezien_op", UtcDateTime, nullable=False),
    sa.Column("ingetrokken_op", UtcDateTime),
)
aanmeldpoging = sa.Table(
    "aanmeldpoging",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    sa.Column("moment", UtcDateTime, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Account:
    """One person who may sign in."""

    naam: str
    weergavenaam: str
    rol: str
    team: str
    teamnaam: str


def people() -> sa.Select[Any]:
    """Every account with the name of its team."""
    return sa.select(account, team.c.naam.label("teamnaam")).join_from(account, team)


def to_account(row: Any) -> Account:
    """A row of `people` as an account; the hash of the password stays behind."""
    return Account(row.naam, row.weergavenaam, row.rol, row.team, row.teamnaam)


def names_in_team(connection: Connection, code: str) -> dict[str, str]:
    """What people call each account of a team, by its name; who was switched off too."""
    query = sa.select(account.c.naam, account.c.weergavenaam).where(account.c.team == code)
    return {row.naam: row.weergavenaam for row in connection.execute(query)}


def active_account(connection: Connection, naam: str) -> Account | None:
    """The account of that name, None if it is not there or was switched off."""
    query = people().where(account.c.naam == naam, account.c.actief)
    row = connection.execute(query).one_or_none()
    return None if row is None else to_account(row)
