"""How a record of the domain becomes a row, and a row the record again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Protocol, cast

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import JSON, LargeBinary, Table

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import KeyUnavailable
from vakmeten.storage import schema


class Cipher(Protocol):
    """What can encrypt: the key of a klant, or what fetches it once there is something to seal."""

    def encrypt(self, data: bytes) -> bytes:
        """The data that only this key opens."""
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its name in a frame or a log, its class and its table."""

    naam: str
    cls: type[Any]
    table: Table

    @property
    def secret(self) -> frozenset[str]:
        """The fields that are encrypted: exactly the columns of bytes."""
        return frozenset(c.name for c in self.table.c if isinstance(c.type, LargeBinary))

    def row(self, record: Any, cipher: Cipher) -> dict[str, Any]:
        """The columns of a record, without those of its version."""
        found: dict[str, Any] = {"id": record.id}
        for name, way in _ways(self):
            value = getattr(record, name)
            if way is not None:
                value = seal(value, cipher) if way is LargeBinary else plain(value)
            found[name] = value
        return found

    def record(self, row: Mapping[Any, Any], cipher: Fernet) -> Any:
        """The record of a row; a field that was stored empty gets its default."""
        values: dict[str, Any] = {}
        for name, way in _ways(self):
            value = row[name]
            if way is LargeBinary:
                if value is None:
                    continue
                value = unseal(value, cipher)
            values[name] = value
        return self.cls(**values)


@cache
def _ways(kind: Kind) -> tuple[tuple[str, type[Any] | None], ...]:
    """The fields of a record, and which go in as JSON or encrypted; the rest as they are."""
    types = {f.name: kind.table.c[f.name].type for f in fields(kind.cls)}
    special = (LargeBinary, JSON)
    return tuple(
        (name, next((way for way in special if isinstance(found, way)), None))
        for name, found in types.items()
    )


KINDS = tuple(
    Kind(table.name, cls, table)
    for cls, table in (
        (Klant, schema.klant),
        (Koppel, schema.koppel),
        (Casus, schema.casus),
        (Ronde, schema.ronde),
        (Diagnose, schema.diagnose),
        (Plan, schema.plan),
        (Doel, schema.doel),
        (Inzet, schema.inzet),
        (Verwachting, schema.verwachting),
        (Contact, schema.contact),
        (Afspraak, schema.afspraak),
        (Evaluatie, schema.evaluatie),
        (Aanvulling, schema.aanvulling),
    )
)
KIND_OF: dict[type[Any], Kind] = {kind.cls: kind for kind in KINDS}


def key_of(record: Any) -> tuple[str, str]:
    """What names a record in a dossier: kind and id (a klant and its koppel share their id)."""
    return KIND_OF[type(record)].naam, record.id


def plain(value: Any) -> Any:
    """The value as JSON knows it."""
    if isinstance(value, Mapping):
        items = cast("Mapping[Any, Any]", value).items()
        return {str(k): plain(v) for k, v in items}
    if isinstance(value, tuple | list):
        return [plain(v) for v in cast("Iterable[Any]", value)]
    return value


def seal(value: Any, cipher: Cipher) -> bytes | None:
    """Encrypt any JSON value; an empty one is stored as NULL.

    In ASCII: a draft keeps what was typed, also half a character that UTF-8 can't say.
    """
    if not value:
        return None
    return cipher.encrypt(json.dumps(plain(value)).encode())


def unseal(value: bytes, cipher: Fernet) -> Any:
    """The value behind `seal`. Raises KeyUnavailable if the key does not fit."""
    try:
        return json.loads(cipher.decrypt(value))
    except InvalidToken:
        raise KeyUnavailable(texts.SLEUTEL_KLANT_WEG) from None
