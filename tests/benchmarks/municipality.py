"""The rows of a made-up municipality of any size, in the shape that real work has.

Free text and names are encrypted for the klanten of the one klantmanager who is measured, and for
the others noise of that length, that nobody reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

OPEN = 23  # casussen of one klantmanager that run
EACH = 30  # casussen of one klantmanager in all; the rest is closed
TEAM = 10  # klantmanagers in one team
LINES = 3  # of the log about each casus
SIGN_INS = 20  # of each klantmanager that are kept
NAMES = 5_000
TEXT = "Zij belde vanochtend: het werken gaat goed, en de dagen zijn nog lang. "
NOISE = bytes(range(256))[-180:]  # as long as TEXT is when it is encrypted

Row = tuple[Any, ...]
VERSION = ("id", "versie", "bekend_op", "vastgelegd_op", "vastgelegd_door")
PLACE = (*VERSION, "klantnummer", "casus_id")
STEP = (*PLACE, "ronde_id")


def _moments(year: int) -> list[str]:
    first = datetime(year, 1, 8, 9, tzinfo=UTC)
    return [f"{first + timedelta(hours=8 * n):%Y-%m-%d %H:%M:%S}.000000" for n in range(1000)]


# Of each version later than of the one before.
MOMENTS = (_moments(2023), _moments(2024))
DAYS = [str(date(2024, 1, 8) + timedelta(days=n)) for n in range(500)]


def word(number: int) -> str:
    """A word of a name: letters only, since digits are a telephone number."""
    return "naam" + str(number).translate(str.maketrans("0123456789", "abcdefghij"))


@dataclass(frozen=True)
class Municipality:
    """n casussen, with as many klantmanagers and teams as n asks for.

    prints: what the index of names keeps of each word, NAMES of them.
    seal:   (klantnummer, text) encrypted with the key of that klant.
    """

    n: int
    prints: list[str]
    seal: Callable[[str, str], bytes | None]

    @cached_property
    def managers(self) -> int:
        """How many klantmanagers there are."""
        return max(1, self.n // EACH)

    @property
    def measured(self) -> int:
        """The number of the klantmanager who is measured: one in the middle."""
        return self.managers // 2

    def manager(self, number: int) -> str:
        """The account of the klantmanager of a casus; the casussen of one lie far apart."""
        return f"mens{number % self.managers}"

    def team(self, number: int) -> str:
        """The team of a casus."""
        return f"team{number % self.managers // TEAM}"

    def of_measured(self) -> range:
        """The numbers of the casussen of the klantmanager who is measured."""
        return range(self.measured, self.n, self.managers)

    def place_of(self, number: int) -> int | None:
        """Where a casus stands in the caseload that is measured, None if it is of another."""
        place, rest = divmod(number, self.managers)
        return place if rest == self.measured else None

    def secret(self, number: int, text: str) -> bytes | None:
        """What stands in a column of bytes."""
        if self.place_of(number) is None:
            return NOISE
        return self.seal(klantnummer(number), text)

    def is_closed(self, number: int) -> bool:
        """Whether a casus is closed."""
        return number // self.managers >= OPEN


def klantnummer(number: int) -> str:
    """The klantnummer of a casus."""
    return f"K-{1_000_000 + number}"


def _id(kind: str, number: int) -> str:
    return f"{number:08x}{kind:0>24}"


def _versions(town: Municipality, record_id: str, number: int, many: int) -> Iterator[Row]:
    who = town.manager(number)
    for version in range(many):
        moment = MOMENTS[version][number % 1000]
        yield record_id, version + 1, moment, moment, who


def _of_casus(
    kind: str,
    columns: tuple[str, ...],
    values: Callable[[int], Row],
    many: Callable[[int], int],
    text: str = "",
) -> tuple[tuple[str, ...], Callable[[Municipality, int], Iterator[Row]]]:
    """Records of a step: `many` says how many versions there are of casus number so-and-so.

    text: the column of bytes that is filled.
    """

    def rows(town: Municipality, number: int) -> Iterator[Row]:
        place = klantnummer(number), _id("c", number), _id("r", number)
        rest = (*values(number), town.secret(number, TEXT)) if text else values(number)
        for version in _versions(town, _id(kind, number), number, many(number)):
            yield (*version, *place, *rest)

    return (*STEP, *columns, *([text] if text else [])), rows


def _klant(town: Municipality, number: int) -> Iterator[Row]:
    nummer = klantnummer(number)
    for version in _versions(town, nummer, number, 1):
        yield (*version, nummer, 1970 + number % 35, "middelbaar")


def _koppel(town: Municipality, number: int) -> Iterator[Row]:
    nummer = klantnummer(number)
    for version in _versions(town, nummer, number, 1):
        yield (*version, nummer, town.secret(number, " ".join(_names(town, number))))


def _names(town: Municipality, number: int) -> list[str]:
    return [word(which) for which in _words(town, number)]


def _words(town: Municipality, number: int) -> list[int]:
    """A first and a last name; some are far more common than others."""
    place = town.place_of(number)
    if place is not None:
        return [place + 1, 0]
    common = int(NAMES * ((number * 7919 % 10_007) / 10_007) ** 3)
    other = number * 31 % NAMES
    return [other, common] if other != common else [common]


def _koppel_index(town: Municipality, number: int) -> Iterator[Row]:
    for which in _words(town, number):
        yield klantnummer(number), town.prints[which]


def _casus(town: Municipality, number: int) -> Iterator[Row]:
    """One in five began with another klantmanager."""
    many, nummer = 2 if number % 5 == 0 else 1, klantnummer(number)
    day = DAYS[number % 400]
    end = (DAYS[-1], "werk") if town.is_closed(number) else (None, None)
    for version in _versions(town, _id("c", number), number, many):
        now = version[1] == many
        who = town.manager(number if now else number + 1)
        yield (*version, nummer, who, town.team(number), day, *(end if now else (None, None)))


def _ronde(town: Municipality, number: int) -> Iterator[Row]:
    for version in _versions(town, _id("r", number), number, 1):
        yield (*version, klantnummer(number), _id("c", number), 1, DAYS[number % 400])


def _logboek(town: Municipality, number: int) -> Iterator[Row]:
    for line in range(LINES):
        moment, casus_id = MOMENTS[1][(number + line) % 1000], _id("c", number)
        yield moment, town.manager(number), "casus_lezen", casus_id, "gelukt", "werkboek", "-", "{}"


def _contact(town: Municipality, number: int) -> Iterator[Row]:
    place = klantnummer(number), _id("c", number), _id("r", number)
    text = town.secret(number, TEXT)
    for which in range(3):
        for version in _versions(town, _id(f"t{which}", number), number, 1):
            rest = 0, DAYS[number % 400 + 10 * which], "telefonisch", text
            yield (*version, *place, *rest)


def _once(_: int) -> int:
    return 1


# By table: its columns, and the rows of one casus.
OF_CASUS = {
    "klant": ((*VERSION, "klantnummer", "geboortejaar", "opleidingsniveau"), _klant),
    "koppel": ((*VERSION, "klantnummer", "naam"), _koppel),
    "koppel_index": (("klantnummer", "woord"), _koppel_index),
    "casus": (
        (*VERSION, "klantnummer", "klantmanager", "team", "startdatum", "einddatum",
         "uitstroomreden"), _casus,
    ),
    "ronde": ((*PLACE, "nummer", "startdatum"), _ronde),
    "diagnose": _of_casus(
        "d", ("datum", "trede", "leefgebieden"),
        lambda n: (DAYS[n % 400], n % 6 + 1, '{"werk_opleiding": 3}'), lambda _: 2, "vraag",
    ),
    "plan": _of_casus(
        "p", ("datum", "bestemming", "afgesproken_met"),
        lambda n: (DAYS[n % 400], "arbeidsmarkt", "[]"), _once,
    ),
    "doel": _of_casus(
        "g", ("vervallen", "tussendoel", "gewicht", "beginscore"),
        lambda _: (0, "vaardigheden", 1, -1), _once, "tekst",
    ),
    "inzet": _of_casus(
        "i", ("vervallen", "aanpak", "kennisbron", "startdatum"),
        lambda n: (0, "werk_fit", "praktijk", DAYS[n % 400]), lambda n: n % 2 + 1,
    ),
    "verwachting": _of_casus(
        "v", ("vervallen", "inzet_id", "datum", "kans"),
        lambda n: (0, _id("i", n), DAYS[n % 400 + 60], 70), _once, "wat",
    ),
    "contact": ((*STEP, "vervallen", "datum", "vorm", "kern"), _contact),
    "afspraak": _of_casus(
        "a", ("vervallen", "van", "datum"),
        lambda n: (0, "klant", DAYS[n % 400 + 20]), _once, "wat",
    ),
    "evaluatie": _of_casus(
        "e", ("datum", "trede", "leefgebieden", "doelscores", "elementen"),
        lambda n: (DAYS[n % 400 + 60], n % 6 + 1, "{}", "{}", "{}"), lambda n: n % 2,
    ),
    "logboek": (
        ("tijdstempel", "actor", "actie", "object", "resultaat", "oorsprong", "doel", "filter"),
        _logboek,
    ),
}  # fmt: skip


def people(town: Municipality) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    """Table, columns and rows of who works there: teams, accounts and their sign-ins."""
    everybody = range(town.managers)
    teams = sorted({town.team(number) for number in everybody})
    yield "team", ("code", "naam"), [(team, team.title()) for team in teams]
    columns = ("naam", "weergavenaam", "rol", "team", "wachtwoord", "actief")
    yield (
        "account",
        columns,
        [
            (f"mens{who}", f"Mens {who}", "klantmanager", town.team(who), "-", 1)
            for who in everybody
        ],
    )
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}.000000"
    yield (
        "sessie",
        ("id", "account", "geopend_op", "gezien_op"),
        [
            (f"{who:032x}{which:032x}", f"mens{who}", now, now)
            for who in everybody
            for which in range(SIGN_INS)
        ],
    )
