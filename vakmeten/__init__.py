"""Functioneel meten for klantmanagers: the door for an analyst in a notebook.

`import vakmeten as vm` loads nothing else; each name below brings its room along at first use.
Rooms of vakmeten never come in by this door: they import each other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vakmeten.app import open_app
    from vakmeten.samples import open_sample, read_sample, simulate
    from vakmeten.storage.opening import open_store

__all__ = ["open_app", "open_sample", "open_store", "read_sample", "simulate"]

_ROOMS = {
    "open_app": "vakmeten.app",
    "open_sample": "vakmeten.samples",
    "open_store": "vakmeten.storage.opening",
    "read_sample": "vakmeten.samples",
    "simulate": "vakmeten.samples",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'vakmeten' has no attribute {name!r}")
    found = getattr(import_module(_ROOMS[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
