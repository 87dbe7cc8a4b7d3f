"""Whether the code on disk is still the code that the parent imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]

Fingerprint = frozenset[tuple[str, int, int]]


def fingerprint(package: Path = PACKAGE, path: Sequence[str] | None = None) -> Fingerprint:
    """Our own files, and the record of each installed distribution: path, time and size.

    path: where distributions are installed, among other folders; None for that of this Python.
    Takes a few milliseconds: no file is opened.
    """
    places = {entry for entry in path or sys.path if entry.endswith("-packages")}
    return frozenset((*_files(os.fspath(package)), *(r for p in places for r in _records(p))))


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                found = entry.stat()
                yield entry.path, found.st_mtime_ns, found.st_size


def _records(place: str) -> Iterator[tuple[str, int, int]]:
    """An installer writes the record last; of a distribution without one its folder counts."""
    try:
        entries = list(os.scandir(place))
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith((".dist-info", ".egg-info", ".pth", ".egg-link")):
            record = Path(entry.path, "RECORD")
            found = record.stat() if record.exists() else entry.stat()
            yield entry.path, found.st_mtime_ns, found.st_size
