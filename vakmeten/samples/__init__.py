"""A made-up town with known true effects, for demonstration, tests and analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vakmeten.samples.simulatie import Voorbeeldstad, simulate

__all__ = ["Voorbeeldstad", "simulate"]


def __getattr__(name: str) -> Any:
    # Only who asks for the town pays for numpy and pandas: a server that has it already does not.
    if name not in __all__:
        raise AttributeError(f"module 'vakmeten.samples' has no attribute {name!r}")
    from vakmeten.samples import simulatie  # noqa: PLC0415

    return getattr(simulatie, name)
