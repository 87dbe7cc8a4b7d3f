"""Column types and the columns that every versioned table has."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, DateTime, Integer, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# Fixed names, so that a migration can find a constraint on both databases.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps no zone, so it is taken off there and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take the zone off; a moment without one is refused, since whose clock would it be."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value if value.tzinfo is UTC else value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def bind_processor(self, dialect: Dialect) -> Any:
        """As it is, but a moment that came before is not worked out again: many rows share one."""
        process = lru_cache(maxsize=256)(super().bind_processor(dialect) or self._same)

        def bind(value: datetime | None) -> Any:
            # In UTC, since two moments in the doubled hour of October are equal to each other.
            if value is None or value.tzinfo is None:
                return process(value)
            return process(value.astimezone(UTC))

        return bind

    @staticmethod
    def _same(value: Any) -> Any:
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def version_columns() -> list[Column[Any]]:
    """The columns of one version of one record: which, when known, when and by whom recorded."""
    return [
        Column("id", String(48), primary_key=True),
        Column("versie", Integer, primary_key=True),
        Column("bekend_op", UtcDateTime, nullable=False),
        Column("vastgelegd_op", UtcDateTime, nullable=False),
        Column("vastgelegd_door", String(64), nullable=False),
    ]
