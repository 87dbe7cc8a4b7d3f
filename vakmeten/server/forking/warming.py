"""What the parent makes ready for every kernel: modules, nothing of a person or a setting."""

from __future__ import annotations

from importlib import import_module

MODULES = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "sqlalchemy.dialects.sqlite", "vakmeten.app",
)  # fmt: skip


def warm_up() -> None:
    """Import whatever a kernel with a workbook open has imported."""
    for name in MODULES:
        import_module(name)
