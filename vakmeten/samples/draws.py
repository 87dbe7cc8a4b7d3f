"""Draws of one casus: plain numbers and choices from its own generator, never from a global one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

BLOCK = 256
IDS = 32

T = TypeVar("T")


class Draws:
    """Choices from a generator. Uniform numbers come in blocks, so a choice is a list look-up."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._block: list[float] = []
        self._digits = ""

    def uniform(self) -> float:
        """A number from 0 up to 1."""
        try:
            return self._block.pop()
        except IndexError:
            self._block = self._rng.random(BLOCK).tolist()
            return self._block.pop()

    def chance(self, p: float) -> bool:
        """True with chance p."""
        return self.uniform() < p

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included; `low` if `high` lies under it."""
        return low + int(self.uniform() * (high - low + 1)) if high > low else low

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely."""
        return items[int(self.uniform() * len(items))]

    def weighted(self, items: Mapping[T, float]) -> T:
        """One of the keys, as likely as its weight."""
        left = self.uniform() * sum(items.values())
        *rest, last = items.items()
        for item, weight in rest:
            left -= weight
            if left < 0:
                return item
        return last[0]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """So many different items, in random order; all of them if there are not enough."""
        rest, found = list(items), []
        while rest and len(found) < count:
            found.append(rest.pop(int(self.uniform() * len(rest))))
        return found

    def id(self) -> str:
        """The id of a record, a version 4 uuid as `domain.record.new_id` gives."""
        if not self._digits:
            self._digits = self._rng.bytes(16 * IDS).hex()
        found, self._digits = self._digits[:32], self._digits[32:]
        variant = "89ab"[int(found[16], 16) % 4]
        return f"{found[:12]}4{found[13:16]}{variant}{found[17:]}"
