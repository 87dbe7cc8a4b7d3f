"""Run all benchmarks, or those that are named: `python -m benchmarks saving start`."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks import table
from benchmarks.figure import Figure

ALL = ("openen", "start", "forking", "saving", "caseload", "importing", "growth", "crowd")


def main(names: list[str]) -> int:
    """Print the table. Returns 1 if a bound is not held, 2 for a name that there is not."""
    if unknown := set(names) - set(ALL):
        _say(f"no such benchmark: {', '.join(sorted(unknown))}; choose from {', '.join(ALL)}")
        return 2
    found: list[Figure] = []
    for name in names or ALL:
        sys.stderr.write(f"{name} ...\n")
        found += import_module(f"benchmarks.{name}").figures()
    _say(f"Measured on {table.machine()}.\n")
    for line in (*table.HEAD, *table.lines(found)):
        _say(line)
    return 0 if all(figure.held for figure in found) else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
