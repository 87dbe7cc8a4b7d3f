"""The tables. Every record is append-only: one row a version, never changed afterwards.

A column of bytes holds a JSON value encrypted with the key of the klant; NULL means empty.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from vakmeten.storage.columns import UtcDateTime, metadata, version_columns

SCHEMA_VERSION = "0003"

ID = String(48)
CODE = String(40)


def _secret(name: str) -> Column[Any]:
    return Column(name, LargeBinary)


def _versions(name: str, *columns: Column[Any]) -> Table:
    """A table of versions of records of one casus."""
    return Table(
        name,
        metadata,
        *version_columns(),
        Column("klantnummer", String(20), nullable=False, index=True),
        Column("casus_id", ID, nullable=False, index=True),
        *columns,
    )


def _of_ronde(name: str, *columns: Column[Any]) -> Table:
    return _versions(name, Column("ronde_id", ID, nullable=False), *columns)


def _vervallen() -> Column[Any]:
    return Column("vervallen", Boolean, nullable=False)


klant = Table(
    "klant",
    metadata,
    *version_columns(),
    Column("klantnummer", String(20), nullable=False),
    Column("geboortejaar", Integer),
    Column("opleidingsniveau", CODE, nullable=False),
    Column("uitkering_sinds", Date),
)
koppel = Table(
    "koppel",
    metadata,
    *version_columns(),
    Column("klantnummer", String(20), nullable=False),
    _secret("naam"),
    _secret("telefoon"),
)
# A keyed hash of each word of a name and of each telephone number: of use only with the key. No
# index by word: of a common name it would first find everybody in the municipality.
koppel_index = Table(
    "koppel_index",
    metadata,
    Column("klantnummer", String(20), primary_key=True),
    Column("woord", String(64), primary_key=True),
)
casus = Table(
    "casus",
    metadata,
    *version_columns(),
    Column("klantnummer", String(20), nullable=False, index=True),
    Column("klantmanager", String(64), nullable=False),
    Column("team", CODE, nullable=False),
    Column("startdatum", Date, nullable=False),
    Column("einddatum", Date),
    Column("uitstroomreden", CODE),
    _secret("heropend_reden"),
    Index(None, "klantmanager", "einddatum"),
    Index(None, "team", "einddatum"),
)
ronde = _versions(
    "ronde",
    Column("nummer", Integer, nullable=False),
    Column("startdatum", Date, nullable=False),
    Column("einddatum", Date),
)
diagnose = _of_ronde(
    "diagnose",
    Column("datum", Date, nullable=False),
    Column("trede", Integer, nullable=False),
    Column("groeipotentieel", Integer),
    Column("leefgebieden", JSON, nullable=False),
    _secret("vraag"),
    _secret("mogelijkheden"),
    _secret("belemmeringen"),
    _secret("domeinen"),
    _secret("duiding"),
)
plan = _of_ronde(
    "plan",
    Column("datum", Date, nullable=False),
    Column("bestemming", CODE, nullable=False),
    Column("afgesproken_met", JSON, nullable=False),
    _secret("toelichting"),
)
doel = _of_ronde(
    "doel",
    _vervallen(),
    _secret("tekst"),
    Column("tussendoel", CODE, nullable=False),
    _secret("schaal"),
    Column("gewicht", Integer, nullable=False),
    Column("beginscore", Integer, nullable=False),
    Column("vervolg_op", ID),
)
inzet = _of_ronde(
    "inzet",
    _vervallen(),
    Column("aanpak", CODE, nullable=False),
    _secret("reden"),
    Column("kennisbron", CODE, nullable=False),
    Column("startdatum", Date),
    Column("einddatum", Date),
    Column("einde", CODE),
)
verwachting = _of_ronde(
    "verwachting",
    _vervallen(),
    Column("inzet_id", ID, nullable=False),
    _secret("wat"),
    Column("datum", Date, nullable=False),
    Column("kans", Integer, nullable=False),
    Column("trede", Integer),
    Column("uitkomst", CODE),
    Column("uitkomst_datum", Date),
    _secret("uitkomst_toelichting"),
)
contact = _of_ronde(
    "contact",
    _vervallen(),
    Column("datum", Date, nullable=False),
    Column("vorm", CODE, nullable=False),
    Column("duur", Integer),
    _secret("kern"),
)
afspraak = _of_ronde(
    "afspraak",
    _vervallen(),
    Column("van", CODE, nullable=False),
    _secret("wat"),
    Column("datum", Date, nullable=False),
    Column("nagekomen", Boolean),
    _secret("toelichting"),
)
evaluatie = _of_ronde(
    "evaluatie",
    Column("datum", Date, nullable=False),
    Column("trede", Integer, nullable=False),
    Column("leefgebieden", JSON, nullable=False),
    Column("doelscores", JSON, nullable=False),
    Column("elementen", JSON, nullable=False),
    _secret("anders"),
    Column("vervolg", CODE),
)
aanvulling = _versions(
    "aanvulling",
    Column("bij", CODE, nullable=False),
    Column("record_id", ID, nullable=False),
    Column("waarden", JSON, nullable=False),
    _secret("teksten"),
)
topping = Table(
    "topping",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("naam", String(120), nullable=False),
    Column("soort", CODE, nullable=False),
    Column("bij", CODE, nullable=False),
    Column("eenheid", String(40), nullable=False),
    Column("uitleg", String(1000), nullable=False),
    Column("keuzes", JSON, nullable=False),
)
aanpak = Table(
    "aanpak",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("naam", String(120), nullable=False),
    Column("categorie", String(60), nullable=False),
    Column("srg", String(4), nullable=False),
    Column("actief", Boolean, nullable=False),
)
# What somebody typed and did not save yet; overwritten, and gone once it is saved.
concept = Table(
    "concept",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("casus_id", ID, primary_key=True),
    Column("formulier", CODE, primary_key=True),
    Column("klantnummer", String(20), nullable=False),
    Column("inhoud", LargeBinary, nullable=False),
    Column("gezien", JSON, nullable=False),
    Column("gewijzigd_op", UtcDateTime, nullable=False),
)
# Where somebody was in each tab, so that a reload opens the same page again. Ids only.
plek = Table(
    "plek",
    metadata,
    Column("sessie", String(64), ForeignKey("sessie.id", ondelete="CASCADE"), primary_key=True),
    Column("tab", String(36), primary_key=True),
    Column("inhoud", JSON, nullable=False),
    Column("gewijzigd_op", UtcDateTime, nullable=False),
)
logboek = Table(
    "logboek",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("tijdstempel", UtcDateTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("actie", CODE, nullable=False),
    Column("object", String(64), nullable=False, index=True),
    Column("resultaat", String(20), nullable=False),
    Column("oorsprong", String(20), nullable=False),
    Column("doel", String(80), nullable=False),
    Column("filter", JSON, nullable=False),
)

APPEND_ONLY = (
    klant,
    koppel,
    casus,
    ronde,
    diagnose,
    plan,
    doel,
    inzet,
    verwachting,
    contact,
    afspraak,
    evaluatie,
    aanvulling,
)
