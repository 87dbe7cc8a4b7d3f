"""The store for somebody who holds the database file and the keys: an analyst, a beheerder."""

from __future__ import annotations

from dataclasses import replace

from vakmeten.settings import Visitor, read_settings
from vakmeten.storage.database import is_sqlite, sqlite_path
from vakmeten.storage.store import Store
from vakmeten.storage.store import open_store as open_for


def open_store(url: str = "", *, user: str) -> Store:
    """The store behind an SQLAlchemy URL as that user sees it; "" for the one of the settings.

    The keyring is looked for beside an SQLite file, else in the data folder of the settings; the
    master key where the settings say. This protects nothing from whoever has file and key: in the
    server the user comes from the sign-in alone.
    Raises StoreUnavailable, MigrationNeeded, DatabaseIsNewer or KeyUnavailable.
    """
    settings = read_settings()
    if url:
        settings = replace(settings, database_url=url)
        if is_sqlite(url):
            settings = replace(settings, data_map=sqlite_path(url).absolute().parent)
    return open_for(settings, Visitor(account=user, sessie=""))
