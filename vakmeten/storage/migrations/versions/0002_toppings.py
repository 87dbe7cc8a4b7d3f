"""Toppings: what a municipality records beside the core, and their definitions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let the values only be added to."""
    op.create_table(
        "topping",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("bij", sa.String(length=40), nullable=False),
        sa.Column("eenheid", sa.String(length=40), nullable=False),
        sa.Column("uitleg", sa.String(length=1000), nullable=False),
        sa.Column("keuzes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_topping")),
    )
    op.create_table(
        "aanvulling",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=64), nullable=False),
        sa.Column("klantnummer", sa.String(length=20), nullable=False),
        sa.Column("casus_id", sa.String(length=48), nullable=False),
        sa.Column("bij", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=48), nullable=False),
        sa.Column("waarden", sa.JSON(), nullable=False),
        sa.Column("teksten", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_aanvulling")),
    )
    op.create_index(op.f("ix_aanvulling_casus_id"), "aanvulling", ["casus_id"])
    op.create_index(op.f("ix_aanvulling_klantnummer"), "aanvulling", ["klantnummer"])
    body = (
        "FOR EACH ROW EXECUTE FUNCTION alleen_toevoegen()"
        if op.get_bind().dialect.name == "postgresql"
        else "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )
    op.execute(f"CREATE TRIGGER aanvulling_update BEFORE UPDATE ON aanvulling {body}")
