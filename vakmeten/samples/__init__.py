"""Samples: a made-up town with known true effects, and real people that others published."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vakmeten.samples.practice import open_sample
    from vakmeten.samples.published import read_sample
    from vakmeten.samples.simulatie import Voorbeeldstad, simulate

__all__ = ["Voorbeeldstad", "open_sample", "read_sample", "simulate"]

_MODULES = {
    "Voorbeeldstad": "vakmeten.samples.simulatie",
    "open_sample": "vakmeten.samples.practice",
    "read_sample": "vakmeten.samples.published",
    "simulate": "vakmeten.samples.simulatie",
}


def __getattr__(name: str) -> Any:
    # Only who asks for one pays for numpy and pandas: a server that has it already does not.
    if name not in _MODULES:
        raise AttributeError(f"module 'vakmeten.samples' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
