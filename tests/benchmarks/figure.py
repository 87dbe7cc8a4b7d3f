"""One line of the table: what we took and what a peer took, turn by turn in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(slots=True)
class Cost:
    """What one turn took.

    wall: seconds, for memory MB, or a count.
    cpu:  seconds of processor, None where that says nothing.
    """

    wall: float = 0.0
    cpu: float | None = None


@contextmanager
def stopwatch(cpu: Clock = time.process_time) -> Generator[Cost, None, None]:
    """What the block takes; `cpu` says how much processor was used so far."""
    cost = Cost()
    used, began = cpu(), time.perf_counter()
    yield cost
    cost.wall, cost.cpu = time.perf_counter() - began, cpu() - used


def median_of(costs: Sequence[Cost]) -> Cost:
    """The cost in the middle, wall and cpu each by itself."""
    used = [cost.cpu for cost in costs if cost.cpu is not None]
    return Cost(
        statistics.median(cost.wall for cost in costs), statistics.median(used) if used else None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What we took against what a peer took, one cost a round.

    bound:   the most that ours may be: so many times the peer, with `on_top` so many seconds more,
             or with `alone` so many seconds, whatever the peer takes. None where nothing was
             promised.
    """

    what: str
    peer_is: str
    ours: Sequence[Cost]
    peer: Sequence[Cost]
    unit: str = "s"
    bound: float | None = None
    on_top: bool = False
    alone: bool = False
    note: str = field(default="")

    @property
    def ratio(self) -> float:
        """Ours divided by the peer's, medians of all rounds."""
        return median_of(self.ours).wall / median_of(self.peer).wall

    @property
    def cpu_ratio(self) -> float | None:
        """The same in time of the processor, which does not feel who else works here."""
        ours, peer = median_of(self.ours).cpu, median_of(self.peer).cpu
        return ours / peer if ours is not None and peer else None

    @property
    def spread(self) -> tuple[float, float]:
        """Lowest and highest ratio of the middle half of the rounds."""
        each = sorted(a.wall / b.wall for a, b in zip(self.ours, self.peer, strict=True))
        if len(each) < 2:
            return each[0], each[0]
        low, _, high = statistics.quantiles(each, n=4, method="inclusive")
        return low, high

    @property
    def measured(self) -> float:
        """What the bound is about: the ratio, the seconds on top, or our own seconds."""
        if self.alone:
            return median_of(self.ours).wall
        if self.on_top:
            return median_of(self.ours).wall - median_of(self.peer).wall
        return self.ratio

    @property
    def held(self) -> bool:
        """Whether the bound holds; without a bound it does."""
        return self.bound is None or self.measured <= self.bound


def take_turns(
    ours: Callable[[], Cost], peer: Callable[[], Cost], rounds: int
) -> tuple[list[Cost], list[Cost]]:
    """A B A B ..., after one turn of each that does not count: what both feel, both feel."""
    ours()
    peer()
    turns = [(ours(), peer()) for _ in range(rounds)]
    return [mine for mine, _ in turns], [theirs for _, theirs in turns]
