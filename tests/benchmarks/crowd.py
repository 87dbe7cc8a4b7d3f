"""Thirty people at work at once, and one: how long each waits for what they do.

Everybody signs in, opens the casusboek and works for five minutes as a person does, with pauses to
look and to think: open a klant, read, type a contact key by key (each stroke a message, one at a
time, as the page sends them), save it or leave it, look for somebody, go back; teammanagers look
around. All are in one event loop; it says what share of a core it took itself, which at thirty
people is some 0.1. SECONDS=60 makes it shorter.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tornado.httpclient import AsyncHTTPClient

from benchmarks.figure import Cost, Figure
from benchmarks.served import Served, made_town, serve_town
from benchmarks.tab import Refused, Tab
from vakmeten.settings import Settings
from vakmeten.settings import Visitor as Account
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.store import open_store

BOUND = 3.0
PEOPLE = 30
READERS = 10  # one in so many is a teammanager, who writes nothing
ARRIVAL = 0.1  # of the time, in which they come in one by one
KEYS = 4  # a second
PAGE = "open the page"
TEXT = (
    "zij belde vanochtend en vertelt dat het werken goed gaat de reis is lang maar zij is op tijd "
    "volgende week praten wij met de werkgever over meer uren"
)


@dataclass
class Heard:
    """What everybody found: seconds by kind of action, and what went wrong.

    at_work: memory in MB and cores of the server and its kernels, with everybody there.
    driver:  cores of this process.
    """

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    memory: float = 0.0
    cores: float = 0.0
    driver: float = 0.0

    def actions(self) -> list[float]:
        """All but the opening of the page."""
        return [took for kind, each in self.took.items() if kind != PAGE for took in each]


@dataclass
class Person:
    """One person at work in one tab.

    saved:  text of the contacten that were saved, by casus.
    drafts: text that was left, by casus and name of the form.
    """

    naam: str
    tab: Tab
    heard: Heard
    rng: random.Random
    pace: float = 1.0
    reads_only: bool = False
    saved: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    drafts: dict[tuple[str, str], str] = field(default_factory=dict)

    async def live(self, wachtwoord: str, until: float) -> None:
        """Come in, work until then, and stay where one is; what goes wrong is noted."""
        try:
            await self.tab.sign_in(self.naam, wachtwoord)
            self.heard.took[PAGE].append(await self.tab.open())
            one_klant = self._look if self.reads_only else self._work
            while time.monotonic() < until:
                await one_klant(until)
        except (Refused, OSError, TimeoutError, KeyError) as error:
            self.heard.errors.append(f"{self.naam}: {type(error).__name__} {error}")

    async def _do(self, kind: str, action: Awaitable[float]) -> None:
        self.heard.took[kind].append(await action)

    async def _think(self, least: float, most: float) -> None:
        await asyncio.sleep(self.rng.uniform(least, most) * self.pace)

    async def _find(self) -> str:
        """Look at the caseload, sometimes for a name in it; the casus to open."""
        await self._think(3, 10)
        lines = self.tab.screen["alle"]
        if self.rng.random() < 0.3:
            wanted = self.rng.choice(lines)
            await self._do("search", self.tab.type(zoek=wanted["klantnummer"]))
            await self._think(2, 5)
            return self.tab.screen["alle"][0]["casus_id"]
        return self.rng.choice(lines)["casus_id"]

    async def _look(self, until: float) -> None:
        await self._do("open a klant", self.tab.act("open", {"casus_id": await self._find()}))
        for stap in ("diagnose", "plan", "uitvoering", "evaluatie"):
            await self._think(4, 12)
            await self._do("another step", self.tab.act("ga_naar", {"stap": stap}))
        await self._think(4, 12)
        await self._do("back", self.tab.act("terug"))

    async def _work(self, until: float) -> None:
        casus_id = await self._find()
        await self._do("open a klant", self.tab.act("open", {"casus_id": casus_id}))
        await self._think(8, 25)
        await self._do("another step", self.tab.act("ga_naar", {"stap": "uitvoering"}))
        await self._think(2, 5)
        text = " ".join(self.rng.choices(TEXT.split(), k=12))
        await self._type(text)
        key = casus_id, self.tab.screen["formulier"]["van"].split("/")[1]
        self.drafts[key] = text
        await self._think(1, 4)
        if time.monotonic() > until:
            return  # somebody comes in; the page stays as it is
        if self.rng.random() < 0.8:
            saving = self.tab.act("bewaar_deel", {"naam": "contact"}, "formulier")
            await self._do("save", saving)
            if text not in str(self.tab.screen["inhoud"]["contacten"]):
                raise Refused("a contact was saved and is not shown")
            self.saved[casus_id].append(text)
            del self.drafts[key]
            await self._think(4, 10)
        await self._do("back", self.tab.act("terug"))

    async def _type(self, text: str) -> None:
        """Key by key; what comes while a message is under way goes along with the next."""
        began, typed = time.monotonic(), 0
        while typed < len(text):
            due = int((time.monotonic() - began) * KEYS / self.pace) + 1
            if due <= typed:
                await asyncio.sleep((typed / KEYS) * self.pace - (time.monotonic() - began))
                continue
            typed = min(due, len(text))
            form = self.tab.screen["formulier"]
            form = form | {"contact": form["contact"] | {"kern": text[:typed]}}
            await self._do("type", self.tab.type(formulier=form))


def figures(
    *, seconds: float = 0, people: int = PEOPLE, n: int = 1500, pace: float = 1.0
) -> list[Figure]:
    """Percentiles of the crowd beside those of one person in the same run.

    pace: of the pauses; small for a test. Raises AssertionError for an error, or if anything that
    was typed is not in the store afterwards.
    """
    seconds = seconds or float(os.environ.get("SECONDS", "300"))
    with made_town(n) as town, serve_town(town) as served:
        klantmanagers, readers = _accounts(town)
        looking = readers[: people // READERS]
        many = [*klantmanagers[: people - len(looking)], *looking]
        _run(town, served, klantmanagers[-1:], readers, min(seconds, 5.0), pace)  # to warm up
        one = _run(town, served, many[:1], readers, seconds, pace)
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
    served.wait_empty()
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


def lost(town: Settings, person: Person) -> list[str]:
    """What somebody saved or left and that is not in the store as it was typed."""
    store = open_store(town, Account(person.naam, ""))
    found: list[str] = []
    for casus_id, texts in person.saved.items():
        kernen = [contact.kern for contact in store.casus(casus_id).huidig.contacten]
        found += [
            f"{person.naam}: a contact stands there {kernen.count(text)} times" for text in texts
            if kernen.count(text) != texts.count(text)
        ]  # fmt: skip
    for (casus_id, form), text in person.drafts.items():
        concept = store.concepten(casus_id).get(form)
        if concept is None or concept.inhoud["contact"]["kern"] != text:
            found.append(f"{person.naam}: a draft is not as it was left")
    store.close()
    return found


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
