"""For a kernel whose widgets were imported before it was there."""

from __future__ import annotations

from ipywidgets import register_comm_target


def listen_to_widgets() -> None:
    """Let this kernel answer the page; ipywidgets does so by itself only where it is imported."""
    register_comm_target()
