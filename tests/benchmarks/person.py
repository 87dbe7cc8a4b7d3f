"""Somebody at work in the casusboek: looks, thinks, types, saves; and what came of it."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable
from dataclasses import dataclass, field

from benchmarks.tab import Refused, Tab
from vakmeten.settings import Settings, Visitor
from vakmeten.storage.store import open_store

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


def lost(town: Settings, person: Person) -> list[str]:
    """What somebody saved or left and that is not in the store as it was typed."""
    store = open_store(town, Visitor(person.naam, ""))
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
