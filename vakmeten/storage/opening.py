"""The store for somebody who holds the database file: an analyst, a beheerder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NoReturn

from vakmeten import texts
from vakmeten.access import Rol
from vakmeten.errors import AccessDenied, KeyUnavailable
from vakmeten.settings import Settings, Visitor, read_settings
from vakmeten.storage.account_tables import Account, active_account
from vakmeten.storage.accounts import NAME
from vakmeten.storage.asking import utc_now
from vakmeten.storage.database import (
    check_schema,
    is_sqlite,
    open_engine,
    sqlite_path,
    transaction,
)
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.store import Store
from vakmeten.storage.store import open_store as open_for


def open_store(url: str = "", *, user: str) -> Store:
    """The store behind an SQLAlchemy URL as that user sees it; "" for the one of the settings.

    The keyring is looked for beside an SQLite file, else in the data folder of the settings; the
    master key where the settings say. Where there is no keyring, and for the analist of a
    pseudonymised export, frames are read without any key and whatever needs one raises
    KeyUnavailable. This protects nothing from whoever has file and key: in the server the user
    comes from the sign-in alone.
    Raises AccessDenied for an account that is not there, StoreUnavailable, MigrationNeeded,
    DatabaseIsNewer, or KeyUnavailable for keys that do not fit.
    """
    settings = read_settings()
    if url:
        settings = replace(settings, database_url=url)
        if is_sqlite(url):
            settings = replace(settings, data_map=sqlite_path(url).absolute().parent)
    account = _find_account(settings, user)
    visitor = Visitor(account=account.naam, sessie="")
    if account.rol == Rol.ANALIST.value or not settings.keyring.exists():
        return Store(open_engine(settings.url), NoKeyring(), visitor, utc_now)
    return open_for(settings, visitor)


def _find_account(settings: Settings, user: str) -> Account:
    engine = open_engine(settings.url)
    try:
        check_schema(engine)
        with transaction(engine) as connection:
            # What no account is called may not even be something that PostgreSQL can look for.
            account = active_account(connection, user) if NAME.fullmatch(user) else None
    finally:
        engine.dispose()
    if account is None:
        raise AccessDenied(texts.GEBRUIKER_ONBEKEND)
    return account


class NoKeyring(Keyring):
    """Where there are no keys: asking for one raises KeyUnavailable."""

    def __init__(self) -> None:
        """Without file and master key there is nothing to open."""

    def add(self, *klantnummers: str) -> None:
        """Raises KeyUnavailable: a key that is kept nowhere would lose what it closed."""
        _refuse()

    def has(self, klantnummer: str) -> bool:
        """Whether there is a key of this klant: no."""
        return False

    def prepare(self, klantnummers: Iterable[str]) -> None:
        """Raises KeyUnavailable unless nothing was asked for."""
        if list(klantnummers):
            _refuse()

    def fingerprint(self, word: str) -> str:
        """Raises KeyUnavailable."""
        _refuse()


def _refuse() -> NoReturn:
    raise KeyUnavailable(texts.GEEN_SLEUTELS)
