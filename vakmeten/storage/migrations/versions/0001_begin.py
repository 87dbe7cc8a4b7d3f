"""Begin: every table of the first vakmeten, and what keeps the records append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


APPEND_ONLY = (
    "klant",
    "koppel",
    "casus",
    "ronde",
    "diagnose",
    "plan",
    "doel",
    "inzet",
    "verwachting",
    "contact",
    "afspraak",
    "evaluatie",
)


def upgrade() -> None:
    """Make the tables and their guards."""
    _create_tables()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION alleen_toevoegen() RETURNS trigger AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$ LANGUAGE plpgsql"
        )
    for table in APPEND_ONLY:
        _guard(table, "UPDATE")
    _guard("logboek", "UPDATE")
    _guard("logboek", "DELETE")


def _guard(table: str, action: str) -> None:
    """Refuse to change or remove what was written once."""
    body = (
        "FOR EACH ROW EXECUTE FUNCTION alleen_toevoegen()"
        if op.get_bind().dialect.name == "postgresql"
        else "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )
    op.execute(f"CREATE TRIGGER {table}_{action.lower()} BEFORE {action} ON {table} {body}")


def _create_tables() -> None:
    op.create_table(
        "aanmeldpoging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanmeldpoging")),
    )
    with op.batch_alter_table("aanmeldpoging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aanmeldpoging_account"), ["account"], unique=False)

    op.create_table(
        "aanpak",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.Column("categorie", sa.String(length=60), nullable=False),
        sa.Column("srg", sa.String(length=4), nullable=False),
        sa.Column("actief", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_aanpak")),
    )
    op.create_table(
        "afspraak",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("vervallen", sa.Boolean(), nullable=False),
        sa.Column("van", sa.String(length=40), nullable=False),
        sa.Column("wat", sa.LargeBinary(), nullable=True),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("nagekomen", sa.Boolean(), nullable=True),
        sa.Column("toelichting", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_afspraak")),
    )
    with op.batch_alter_table("afspraak", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_afspraak_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_afspraak_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "casus",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("klantmanager", sa.String(length=64), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("startdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("uitstroomreden", sa.String(length=40), nullable=True),
        sa.Column("heropend_reden", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_casus")),
    )
    with op.batch_alter_table("casus", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_casus_klantmanager_einddatum"),
            ["klantmanager", "einddatum"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_casus_klantnummer"), ["klantnummer"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_casus_team_einddatum"), ["team", "einddatum"], unique=False
        )

    op.create_table(
        "concept",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("formulier", sa.String(length=40), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("gezien", sa.JSON(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "casus_id", "formulier", name=op.f("pk_concept")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("vervallen", sa.Boolean(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("vorm", sa.String(length=40), nullable=False),
        sa.Column("duur", sa.Integer(), nullable=True),
        sa.Column("kern", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "diagnose",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("trede", sa.Integer(), nullable=False),
        sa.Column("groeipotentieel", sa.Integer(), nullable=True),
        sa.Column("leefgebieden", sa.JSON(), nullable=False),
        sa.Column("vraag", sa.LargeBinary(), nullable=True),
        sa.Column("mogelijkheden", sa.LargeBinary(), nullable=True),
        sa.Column("belemmeringen", sa.LargeBinary(), nullable=True),
        sa.Column("domeinen", sa.LargeBinary(), nullable=True),
        sa.Column("duiding", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_diagnose")),
    )
    with op.batch_alter_table("diagnose", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_diagnose_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_diagnose_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "doel",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("vervallen", sa.Boolean(), nullable=False),
        sa.Column("tekst", sa.LargeBinary(), nullable=True),
        sa.Column("tussendoel", sa.String(length=40), nullable=False),
        sa.Column("schaal", sa.LargeBinary(), nullable=True),
        sa.Column("gewicht", sa.Integer(), nullable=False),
        sa.Column("beginscore", sa.Integer(), nullable=False),
        sa.Column("vervolg_op", sa.String(length=48), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_doel")),
    )
    with op.batch_alter_table("doel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_doel_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_doel_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "evaluatie",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("trede", sa.Integer(), nullable=False),
        sa.Column("leefgebieden", sa.JSON(), nullable=False),
        sa.Column("doelscores", sa.JSON(), nullable=False),
        sa.Column("elementen", sa.JSON(), nullable=False),
        sa.Column("anders", sa.LargeBinary(), nullable=True),
        sa.Column("vervolg", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_evaluatie")),
    )
    with op.batch_alter_table("evaluatie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluatie_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluatie_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "inzet",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("vervallen", sa.Boolean(), nullable=False),
        sa.Column("aanpak", sa.String(length=40), nullable=False),
        sa.Column("reden", sa.LargeBinary(), nullable=True),
        sa.Column("kennisbron", sa.String(length=40), nullable=False),
        sa.Column("startdatum", sa.Date(), nullable=True),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("einde", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_inzet")),
    )
    with op.batch_alter_table("inzet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inzet_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inzet_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "klant",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("geboortejaar", sa.Integer(), nullable=True),
        sa.Column("opleidingsniveau", sa.String(length=40), nullable=False),
        sa.Column("uitkering_sinds", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_klant")),
    )
    op.create_table(
        "koppel",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("naam", sa.LargeBinary(), nullable=True),
        sa.Column("telefoon", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_koppel")),
    )
    op.create_table(
        "koppel_index",
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("woord", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("klantnummer", "woord", name=op.f("pk_koppel_index")),
    )
    with op.batch_alter_table("koppel_index", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_koppel_index_woord"), ["woord"], unique=False)

    op.create_table(
        "logboek",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tijdstempel", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("actie", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=64), nullable=False),
        sa.Column("resultaat", sa.String(length=20), nullable=False),
        sa.Column("oorsprong", sa.String(length=20), nullable=False),
        sa.Column("doel", sa.String(length=80), nullable=False),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logboek")),
    )
    with op.batch_alter_table("logboek", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_logboek_object"), ["object"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("bestemming", sa.String(length=40), nullable=False),
        sa.Column("afgesproken_met", sa.JSON(), nullable=False),
        sa.Column("toelichting", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "ronde",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("startdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_ronde")),
    )
    with op.batch_alter_table("ronde", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ronde_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ronde_klantnummer"), ["klantnummer"], unique=False)

    op.create_table(
        "team",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_team")),
    )
    op.create_table(
        "verwachting",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("ronde_id", sa.String(length=48), nullable=False),
        sa.Column("vervallen", sa.Boolean(), nullable=False),
        sa.Column("inzet_id", sa.String(length=48), nullable=False),
        sa.Column("wat", sa.LargeBinary(), nullable=True),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("kans", sa.Integer(), nullable=False),
        sa.Column("trede", sa.Integer(), nullable=True),
        sa.Column("uitkomst", sa.String(length=40), nullable=True),
        sa.Column("uitkomst_datum", sa.Date(), nullable=True),
        sa.Column("uitkomst_toelichting", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_verwachting")),
    )
    with op.batch_alter_table("verwachting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verwachting_casus_id"), ["casus_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_verwachting_klantnummer"), ["klantnummer"], unique=False
        )

    op.create_table(
        "account",
        sa.Column("naam", sa.String(length=64), nullable=False),
        sa.Column("weergavenaam", sa.String(length=120), nullable=False),
        sa.Column("rol", sa.String(length=40), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("wachtwoord", sa.String(length=200), nullable=False),
        sa.Column("actief", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.code"], name=op.f("fk_account_team_team")),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_account")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_team"), ["team"], unique=False)

    op.create_table(
        "sessie",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("geopend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gezien_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account"], ["account.naam"], name=op.f("fk_sessie_account_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessie")),
    )
    with op.batch_alter_table("sessie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessie_account"), ["account"], unique=False)

    op.create_table(
        "plek",
        sa.Column("sessie", sa.String(length=64), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sessie"], ["sessie.id"], name=op.f("fk_plek_sessie_sessie"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sessie", name=op.f("pk_plek")),
    )
