"""The figures as one Markdown table, with the machine and the day."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.figure import Figure, median_of

HEAD = (
    "| what | ours | peer | ratio (middle half of the rounds) | processor | bound |",
    "|---|---|---|---|---|---|",
)
UNITS = {
    "s": (1, " s"), "ms": (1000, " ms"), "MB": (1, " MB"), "bytes": (1e-6, " MB"), "count": (1, ""),
}  # fmt: skip


def machine() -> str:
    """Processor, cores, memory, Python, system and day, in one line."""
    memory = psutil.virtual_memory().total / 2**30
    parts = (
        _processor(),
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GB",
        f"Python {platform.python_version()}",
        _system(),
        f"{datetime.now(UTC):%Y-%m-%d}",
    )
    return ", ".join(parts)


def lines(figures: Iterable[Figure]) -> Iterable[str]:
    """The rows of the table, one a figure."""
    for figure in figures:
        cells = (
            figure.what + (f" ({figure.note})" if figure.note else ""),
            _amount(figure.unit, median_of(figure.ours).wall),
            f"{_amount(figure.unit, median_of(figure.peer).wall)}, {figure.peer_is}",
            f"{figure.ratio:.2f} ({figure.spread[0]:.2f}-{figure.spread[1]:.2f})",
            "" if figure.cpu_ratio is None else f"{figure.cpu_ratio:.2f}",
            _bound(figure),
        )
        yield f"| {' | '.join(cells)} |"


def _amount(unit: str, value: float) -> str:
    times, name = UNITS[unit]
    shown = value * times
    digits = 0 if unit == "count" or shown >= 100 else 1 if shown >= 10 else 2
    return f"{shown:.{digits}f}{name}"


def _bound(figure: Figure) -> str:
    if figure.bound is None:
        return ""
    promised = f"{'+' if figure.on_top else ''}{figure.bound:g}"
    if figure.on_top or figure.alone:
        promised += " MB" if figure.unit == "MB" else " s"
    return f"{promised}, {'held' if figure.held else 'NOT HELD'}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _system() -> str:
    release = Path("/etc/os-release")
    if release.exists():
        for line in release.read_text("utf-8").splitlines():
            if line.startswith("PRETTY_NAME="):
                return line.split("=", 1)[1].strip('"')
    return f"{platform.system()} {platform.release()}"
