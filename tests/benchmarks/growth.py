"""What a question costs when there are ever more casussen, on both kinds of database.

SIZES="1000 10000" takes other sizes than the four of the table; a million takes some minutes and
10 GB of the temporary folder, which are given back.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.bulk import fill, postgresql
from benchmarks.figure import Cost, Figure, median_of
from benchmarks.questions import ACTIONS, Place, open_place
from vakmeten.settings import Settings

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def figures(*, sizes: Sequence[int] = (), rounds: int = 30) -> list[Figure]:
    """A figure an action and a database: the largest beside the smallest; the whole table is said.

    The bound is that of a search in a tree: as many times as much as the logarithm of the size.
    """
    sizes = sizes or [int(size) for size in os.environ.get("SIZES", "").split()] or SIZES
    found: list[Figure] = []
    for database in ("SQLite", "PostgreSQL"):
        with _places(database, sizes) as places:
            costs = {what: _measure(action, places, rounds) for what, action in ACTIONS.items()}
        for line in lines(database, sizes, costs):
            sys.stdout.write(f"{line}\n")
        found += [
            Figure(
                what=f"{what}, {database}, {sizes[-1]:,} casussen", peer_is=f"{sizes[0]:,}",
                ours=each[-1], peer=each[0], unit="ms",
                bound=max(2.0, math.log(sizes[-1]) / math.log(sizes[0])),
            )
            for what, each in costs.items()
        ]  # fmt: skip
    return found


def lines(database: str, sizes: Sequence[int], costs: dict[str, list[list[Cost]]]) -> Iterable[str]:
    """The table: actions by size in ms, and how they grow.

    The last two columns: the largest beside the smallest, and the power of the size that this is:
    0 does not grow, 1 grows as fast as the municipality.
    """
    yield f"| {database}, ms | {' | '.join(f'{size:,}' for size in sizes)} | times | power |"
    yield f"|---|{'---|' * (len(sizes) + 2)}"
    for what, each in costs.items():
        took = [median_of(cost).wall * 1000 for cost in each]
        times = took[-1] / took[0]
        power = math.log(times) / math.log(sizes[-1] / sizes[0])
        cells = [what, *(f"{ms:.1f}" for ms in took), f"{times:.2f}", f"{power:.2f}"]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _measure(
    action: Callable[[Place], Cost], places: Sequence[Place], rounds: int
) -> list[list[Cost]]:
    """What each place took, in turn, after some turns that do not count."""
    for place in (*places, *places):
        action(place)
    turns = [[action(place) for place in places] for _ in range(rounds)]
    return [list(each) for each in zip(*turns, strict=True)]


@contextmanager
def _places(database: str, sizes: Sequence[int]) -> Generator[list[Place], None, None]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vakmeten-groei-")))
        make = stack.enter_context(postgresql()) if database == "PostgreSQL" else None
        places: list[Place] = []
        for size in sizes:
            began = time.perf_counter()
            settings = Settings(
                data_map=folder / str(size),
                hoofdsleutel=folder / f"sleutel-{size}",
                database_url=make(f"groei_{size}") if make else "",
            )
            places.append(open_place(settings, fill(settings, size)))
            took = time.perf_counter() - began
            sys.stderr.write(f"  {size:,} casussen in {database} made in {took:.0f} s\n")
        try:
            yield places
        finally:
            for place in places:
                place.store.close()
                place.engine.dispose()
