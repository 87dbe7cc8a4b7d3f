"""All tables together: whoever needs the whole schema imports `metadata` from here."""

from __future__ import annotations

from vakmeten.storage import account_tables, schema
from vakmeten.storage.columns import metadata

__all__ = ["account_tables", "metadata", "schema"]
