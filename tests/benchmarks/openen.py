"""The same page as ours, in stock Voilà, in Panel and in Streamlit, opened in a real browser.

One table of 100 klanten, one chart, three inputs. Every round starts each server anew. Somebody
else has opened the page before, so the server is warm. Then a browser that has seen nothing yet
opens it (cold), and opens it in a new tab for the third time (warm): Chromium keeps compiled
scripts from the second time on. Usable: the checkbox was used and the table shows what the server
made of that.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import psutil
from playwright.sync_api import BrowserType, sync_playwright

from benchmarks.browsing import Line, Opening, count_page, many_people, new_profile, open_page
from benchmarks.figure import Cost, Figure
from benchmarks.peers import servers
from benchmarks.peers.contenders import CASUSBOEK, TITLES, Contender, contenders

STATES = ("cold", "warm")  # in this order: the first makes the second
BOUNDS = {("panel", "cold"): 0.5, ("panel", "warm"): 0.6}
SHELL_SECONDS = 0.3
LEAST_MEMORY = 0.1  # MB; less cannot be told from nothing
PINNED = Path(__file__).with_name("peers.txt")

# What opening took and what came over the line for it, "cold" and "warm", at one start of a server.
Turn = dict[str, tuple[Opening, Line]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that is compared. bounds: by peer and state, as `Figure` has them."""

    what: str
    of: Callable[[Opening, Line], float]
    unit: str = "s"
    bounds: Mapping[tuple[str, str], float] = field(default_factory=dict)
    alone: bool = False


SHELL = {(peer, state): SHELL_SECONDS for peer in ("panel", CASUSBOEK) for state in STATES}
QUANTITIES = (
    Quantity("click to usable", lambda o, _: o.usable, bounds=BOUNDS),
    Quantity("first thing shows", lambda o, _: o.shown, bounds=SHELL, alone=True),
    Quantity("click to usable with the chart", lambda o, _: o.whole),
    Quantity("requests", lambda _, line: line.requests, "count"),
    Quantity("over the line", lambda _, line: line.bytes, "bytes"),
    Quantity("processor time of the server", lambda o, _: o.server),
)


def figures(
    *,
    rounds: int = 5,
    pages: Sequence[int] = (1, 10, 30),
    n: int = 1500,
    peers: Sequence[str] = tuple(TITLES),
) -> list[Figure]:
    """Ours beside each of the peers, and the casusboek itself beside the first.

    n: casussen in the town of the casusboek.
    pages: so many pages are open when memory is measured.
    """
    if not (servers.PYTHON.exists() and servers.BUNDLE.exists()):
        raise RuntimeError("what this runs is not all there: `make bench WHAT=openen` makes it")
    with contenders(n, peers) as (ours, casusboek, others), sync_playwright() as started:
        turns: dict[str, list[Turn]] = defaultdict(list)
        for at in range(rounds):
            for each in (ours, casusboek, *others):
                sys.stderr.write(f"  round {at + 1} of {rounds}: {each.name}\n")
                turns[each.name].append(turn(started.chromium, each))
        used = {each.name: memory(started.chromium, each, pages) for each in (ours, *others)}
    _say_what_failed(turns)
    found: list[Figure] = []
    for peer in peers:
        found += compared("100 klanten", turns[ours.name], turns[peer], peer)
        found += _memories(used[ours.name], used[peer], peer)
    return found + compared(CASUSBOEK, turns[CASUSBOEK], turns[peers[0]], peers[0])


def turn(browsers: BrowserType, contender: Contender) -> Turn:
    """Start the server and open its page, cold and warm."""
    use = contender.use(0)
    with contender.serve() as served:
        with new_profile(browsers, served) as before:
            lines = [count_page(before, served, use) for _ in STATES]
        with new_profile(browsers, served) as profile:
            cold, _, warm = (open_page(profile, served, use) for _ in range(3))
    return {"cold": (cold, lines[0]), "warm": (warm, lines[1])}


def memory(browsers: BrowserType, contender: Contender, pages: Sequence[int]) -> dict[int, float]:
    """MB a page, by the number of pages; beside one that somebody else has open all the time.

    Without that one the first page would also pay for all that the server imports only then.
    """
    found: dict[int, float] = {}
    if not hasattr(psutil.Process().memory_full_info(), "pss"):  # known on Linux only
        return found
    people = range(len(servers.PEOPLE))
    with contender.serve() as served, many_people(browsers, served, people) as profiles:
        open_page(profiles[0], served, contender.use(0))
        before, opened = served.memory(), 0
        for count in pages:
            sys.stderr.write(f"  {count} pages of {contender.name}\n")
            while opened < count:
                person = opened % len(people)
                open_page(profiles[person], served, contender.use(person))
                opened += 1
            found[count] = max((served.memory() - before) / count, LEAST_MEMORY)
    return found


def compared(page: str, mine: Sequence[Turn], theirs: Sequence[Turn], peer: str) -> list[Figure]:
    """Every quantity of a page; of the casusboek, which shows something else, only the times."""
    itself = page == CASUSBOEK
    return [
        Figure(
            what=f"{page}, {state}: {quantity.what}", peer_is=_titled(peer),
            ours=[Cost(quantity.of(*each[state])) for each in mine],
            peer=[Cost(quantity.of(*each[state])) for each in theirs],
            unit=quantity.unit, alone=quantity.alone,
            bound=quantity.bounds.get((CASUSBOEK if itself else peer, state)),
        )
        for state in STATES
        for quantity in QUANTITIES[: 2 if itself else None]
    ]  # fmt: skip


def _memories(mine: dict[int, float], theirs: dict[int, float], peer: str) -> list[Figure]:
    return [
        Figure(
            what=f"memory of the server for each open page, at {count}", peer_is=_titled(peer),
            ours=[Cost(mine[count])], peer=[Cost(theirs[count])], unit="MB",
        )
        for count in mine
    ]  # fmt: skip


def _titled(peer: str) -> str:
    """The peer with its version: stock Voilà runs in our own environment."""
    pinned = dict(line.split("==") for line in PINNED.read_text("utf-8").split() if "==" in line)
    return f"{TITLES[peer]} {pinned.get(peer) or version(peer)}"


def _say_what_failed(turns: Mapping[str, Sequence[Turn]]) -> None:
    for name, each in turns.items():
        lines = [line for one in each for _, line in one.values()]
        failed = Counter(url for line in lines for url in line.failed)
        for url, times in failed.items():
            sys.stderr.write(f"  {name}: {times} times nothing from {url}\n")
