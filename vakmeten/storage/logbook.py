"""The log: one line for everything that is read or written, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vakmeten.access import DOEL_VAN_VERWERKING
from vakmeten.storage import schema

LINE = sa.insert(schema.logboek)


def log_line(
    connection: Connection, *, tijdstempel: datetime, actor: str, actie: str, object_: str,
    resultaat: str, oorsprong: str, filter_: Mapping[str, Any],
) -> None:  # fmt: skip
    """Add one line: who did what to which object, with which result, from where, when and why.

    filter_: what was asked, without a word that a person typed.
    """
    line = {
        "tijdstempel": tijdstempel,
        "actor": actor,
        "actie": actie,
        "object": object_,
        "resultaat": resultaat,
        "oorsprong": oorsprong,
        "doel": DOEL_VAN_VERWERKING,
        "filter": dict(filter_),
    }
    connection.execute(LINE, line)
