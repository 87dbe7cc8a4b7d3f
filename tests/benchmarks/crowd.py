"""Thirty people at work at once, and one: how long each waits for what they do.

Everybody signs in, opens the casusboek and works for five minutes as a person does, with pauses to
look and to think: open a klant, read, type a contact key by key (each stroke a message, one at a
time, as the page sends them), save it or leave it, look for somebody, go back; teammanagers look
around. All are in one event loop; it says what share of a core it took itself, which at thirty
people was 0.04. SECONDS=60 makes it shorter.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import psutil
from tornado.httpclient import AsyncHTTPClient

from benchmarks.figure import Cost, Figure
from benchmarks.person import Heard, Person, lost
from benchmarks.served import Served, made_town, serve_town
from benchmarks.tab import Tab
from vakmeten.settings import Settings
from vakmeten.settings import Visitor as Account
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.store import open_store

BOUND = 3.0
PEOPLE = 30
READERS = 10  # one in so many is a teammanager, who writes nothing
ARRIVAL = 0.1  # of the time, in which they come in one by one


def figures(
    *,
    seconds: float = 0,
    alone: float = 0,
    people: int = PEOPLE,
    n: int = 1500,
    pace: float = 1.0,
) -> list[Figure]:
    """Percentiles of the crowd beside those of one person in the same run.

    alone: seconds that the one person has; as long as the crowd if not given.
    pace: of the pauses; small for a test. Raises AssertionError for an error, or if anything that
    was typed is not in the store afterwards.
    """
    seconds = seconds or float(os.environ.get("SECONDS", "300"))
    with made_town(n) as town, serve_town(town) as served:
        klantmanagers, readers = _accounts(town)
        looking = readers[: people // READERS]
        many = [*klantmanagers[: people - len(looking)], *looking]
        _run(town, served, klantmanagers[-1:], readers, min(seconds, 5.0), pace)  # to warm up
        one = _run(town, served, many[:1], readers, alone or seconds, pace)
        crowd = _run(town, served, many, readers, seconds, pace)
    return [*_percentiles(crowd, one, len(many)), *_of_server(crowd, one, len(many))]


def _run(
    town: Settings, served: Served, names: Sequence[str], readers: Sequence[str],
    seconds: float, pace: float,
) -> Heard:  # fmt: skip
    """Let these people work; raises AssertionError unless all went well and nothing was lost."""
    heard = Heard()
    http = AsyncHTTPClient(force_instance=True, max_clients=2 * len(names))
    day = time.time()  # else somebody would type the same twice
    crowd = [
        Person(
            naam=naam, tab=Tab(served.address, http), heard=heard, pace=pace,
            rng=random.Random(f"{naam} {day}"), reads_only=naam in readers,
        )
        for naam in names
    ]  # fmt: skip
    asyncio.run(_day(crowd, served, seconds))
    _wait_empty(served)
    missing = [line for person in crowd for line in lost(town, person)]
    count = len(heard.actions())
    sys.stderr.write(
        f"  {len(names)} people, {seconds:.0f} s: {count} actions, {len(heard.errors)} errors, "
        f"{len(missing)} lost; server {heard.cores:.2f} cores, {heard.memory:.0f} MB; "
        f"this script {heard.driver:.2f} cores\n"
    )
    if heard.errors or missing:
        raise AssertionError("\n".join([*heard.errors, *missing]))
    return heard


def _wait_empty(served: Served) -> None:
    """Wait until all kernels are gone; some go while they are looked at."""
    while True:
        with suppress(psutil.NoSuchProcess):
            return served.wait_empty()


async def _day(crowd: Sequence[Person], served: Served, seconds: float) -> None:
    began, mine, theirs = time.monotonic(), time.process_time(), served.processor()
    heard = crowd[0].heard

    async def come(person: Person, after: float) -> None:
        await asyncio.sleep(after)
        await person.live(served.wachtwoord, began + seconds)

    gap = seconds * ARRIVAL / len(crowd)
    await asyncio.gather(*(come(person, gap * number) for number, person in enumerate(crowd)))
    took = time.monotonic() - began
    heard.driver = (time.process_time() - mine) / took
    heard.cores = (served.processor() - theirs) / took
    heard.memory = served.memory()
    await asyncio.gather(*(person.tab.leave() for person in crowd))


def _accounts(town: Settings) -> tuple[list[str], list[str]]:
    """Klantmanagers with klanten, and teammanagers."""
    engine = open_engine(town.url)
    everybody = Accounts(engine).all()
    engine.dispose()
    found: list[str] = []
    for account in everybody:
        if account.rol == "klantmanager":
            store = open_store(town, Account(account.naam, ""))
            found += [account.naam] if store.caseload() else []
            store.close()
    random.Random(1).shuffle(found)
    return found, [account.naam for account in everybody if account.rol == "teammanager"]


def _percentiles(crowd: Heard, one: Heard, many: int) -> list[Figure]:
    kinds: list[tuple[str, Callable[[Heard], list[float]], float | None]] = [
        ("an action", Heard.actions, BOUND)
    ]
    kinds += [
        (kind, lambda heard, kind=kind: heard.took[kind], None)
        for kind in crowd.took
        if one.took.get(kind)
    ]
    return [
        Figure(
            what=f"{kind}, p{p}, of {many} people ({len(of(crowd))} times)",
            peer_is=f"one person ({len(of(one))})",
            ours=[Cost(percentile(of(crowd), p))], peer=[Cost(percentile(of(one), p))],
            unit="ms", bound=bound if p == 95 else None,
        )
        for kind, of, bound in kinds
        for p in (50, 95)
    ]  # fmt: skip


def percentile(took: Sequence[float], p: int) -> float:
    """The time under which p percent stayed."""
    if len(took) < 2:
        return took[0]
    return statistics.quantiles(took, n=100, method="inclusive")[p - 1]


def _of_server(crowd: Heard, one: Heard, many: int) -> list[Figure]:
    """Memory with everybody there, and seconds of processor a second."""
    return [
        Figure(
            what=f"{what} of the server and its kernels with {many} people", peer_is="one person",
            ours=[Cost(ours)], peer=[Cost(peer)], unit=unit,
        )
        for what, ours, peer, unit in (
            ("memory", crowd.memory, one.memory, "MB"),
            ("seconds of processor a second", crowd.cores, one.cores, "s"),
        )
    ]  # fmt: skip
