"""What may leave the house for an analyst, column by column, and under which name."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import MetaData

from vakmeten.domain.codes import Stap

# By table: what goes along as it is, and what stays empty since a person typed it. A column that
# is in neither and not in RENAMED stops every export, until somebody has decided about it.
TABLES: dict[str, tuple[str, str]] = {
    "klant": ("geboortejaar opleidingsniveau uitkering_sinds", ""),
    "casus": ("team startdatum einddatum uitstroomreden", "heropend_reden"),
    "ronde": ("nummer startdatum einddatum", ""),
    "diagnose": (
        "datum trede groeipotentieel leefgebieden",
        "vraag mogelijkheden belemmeringen domeinen duiding",
    ),
    "plan": ("datum bestemming afgesproken_met", "toelichting"),
    "doel": ("vervallen tussendoel gewicht beginscore", "tekst schaal"),
    "inzet": ("vervallen aanpak kennisbron startdatum einddatum einde", "reden"),
    "verwachting": (
        "vervallen datum kans trede uitkomst uitkomst_datum",
        "wat uitkomst_toelichting",
    ),
    "contact": ("vervallen datum vorm duur", "kern"),
    "afspraak": ("vervallen van datum nagekomen", "wat toelichting"),
    "evaluatie": ("datum trede leefgebieden elementen vervolg", "anders"),
    "aanvulling": ("bij waarden", "teksten"),
}
OF_EVERY_VERSION = {"versie", "bekend_op", "vastgelegd_op"}
# Lists of the municipality, in which no person stands.
LISTS = {
    "team": "code naam",
    "aanpak": "code naam categorie srg actief",
    "topping": "code naam soort bij eenheid uitleg keuzes",
}
STAYS_BEHIND = {
    "koppel", "koppel_index", "concept", "plek", "logboek", "account", "sessie", "aanmeldpoging",
}  # fmt: skip

# A hash as letters: without vowels it is no word, without digits never a BSN.
LETTERS = str.maketrans("0123456789abcdef", "BCDFGHJKLMNPQRST")
KLANT_LETTERS = 16
STEPS = {stap.value for stap in Stap}


def check_decided(metadata: MetaData) -> None:
    """Raise LookupError for a table or column about which nobody decided whether it may leave."""
    tables = {name: set(table.c.keys()) for name, table in metadata.tables.items()}
    decided = {
        name: {*kept.split(), *empty.split(), *OF_EVERY_VERSION, *(RENAMED.keys() & tables[name])}
        for name, (kept, empty) in TABLES.items()
    } | {name: set(columns.split()) for name, columns in LISTS.items()}
    open_ = [
        f"{name}.{column}"
        for name, columns in tables.items()
        for column in columns ^ decided.get(name, columns if name in STAYS_BEHIND else set())
    ]
    if open_:
        raise LookupError(f"decide in pseudonyms.py whether these may leave: {sorted(open_)}")


class Pseudonyms:
    """Other names for klanten, records and professionals, the same throughout one export.

    Those of klanten and records are a keyed hash; its key is random, for this export alone and
    kept nowhere, so a table of old and new names is never made, however many there are. By name
    nobody can go back or join two exports; by exact facts and moments (`bekend_op`) somebody who
    holds both still can, which is why an export stays personal data.
    """

    def __init__(self, accounts: Iterable[str]) -> None:
        self._key = secrets.token_bytes(32)
        names = sorted(set(accounts))
        secrets.SystemRandom().shuffle(names)
        width = max(2, len(str(len(names))))
        self._professionals = {
            name: f"professional-{number:0{width}}" for number, name in enumerate(names, start=1)
        }

    def _hash(self, word: str) -> str:
        return hashlib.blake2b(word.encode(), key=self._key, digest_size=16).hexdigest()

    def klant(self, klantnummer: str) -> str:
        """A klantnummer of letters only."""
        letters = self._hash(f"klant {klantnummer}").translate(LETTERS)
        return f"K-{letters[:KLANT_LETTERS]}"

    def record(self, record_id: str | None) -> str | None:
        """The id of a record; None stays None."""
        return None if record_id is None else self._hash(f"record {record_id}")

    def professional(self, account: str) -> str:
        """An account as a number, in random order."""
        return self._professionals[account]

    def of(self, kind: str, record_id: str) -> str | None:
        """The id of a record of that kind. That of a step follows from its ronde, also here."""
        if kind == "klant":
            return self.klant(record_id)
        if kind in STEPS:
            return f"{self.record(record_id.removesuffix(f'-{kind}'))}-{kind}"
        return self.record(record_id)

    def scores(self, doelscores: Mapping[str, int]) -> dict[str | None, int]:
        """Doelscores by the pseudonym of the doel."""
        return {self.record(doel_id): score for doel_id, score in doelscores.items()}

    def row(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """One version of one record as it may leave; what a person typed is absent."""
        kept, _ = TABLES[table]
        found = {name: row[name] for name in (*kept.split(), *OF_EVERY_VERSION)}
        # A moment to the microsecond would name its row in every export.
        found["vastgelegd_op"] = datetime.combine(row["vastgelegd_op"].date(), time(), UTC)
        for name in row.keys() & RENAMED.keys():
            found[name] = RENAMED[name](self, row[name])
        if table == "aanvulling":
            own = self.of(row["bij"], row["record_id"])
            of_klant = row["bij"] == "klant"
            return found | {
                "id": f"{own}-t",
                "record_id": own,
                "casus_id": own if of_klant else found["casus_id"],
            }
        return found | {"id": self.of(table, row["id"])}


RENAMED: dict[str, Callable[[Pseudonyms, Any], Any]] = {
    "id": Pseudonyms.record,
    "klantnummer": Pseudonyms.klant,
    "casus_id": Pseudonyms.record,
    "ronde_id": Pseudonyms.record,
    "inzet_id": Pseudonyms.record,
    "vervolg_op": Pseudonyms.record,
    "record_id": Pseudonyms.record,
    "doelscores": Pseudonyms.scores,
    "klantmanager": Pseudonyms.professional,
    "vastgelegd_door": Pseudonyms.professional,
}
