"""What every record of a casus has: an id, the casus, and mostly the ronde it belongs to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any, ClassVar


def new_id() -> str:
    """A random id that says nothing about anybody."""
    return uuid.uuid4().hex


def settle(record: object, name: str, value: Any) -> None:
    """Set a field of a frozen record while it is being made."""
    object.__setattr__(record, name, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something about one casus that can be corrected: same id, next version."""

    id: str = field(default_factory=new_id)
    casus_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RondeRecord(Record):
    """A record of one ronde, of which a ronde can have several.

    `vervallen` takes it back: it stays readable in the history and counts nowhere.
    """

    ronde_id: str
    vervallen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StapRecord:
    """The one record of a step of a ronde. Its id follows from the ronde, so there can't be two."""

    STAP: ClassVar[str] = ""

    casus_id: str
    ronde_id: str

    @property
    def id(self) -> str:
        """`<ronde>-<step>`."""
        return f"{self.ronde_id}-{self.STAP}"
