"""A place a tab instead of one a sign-in; other indexes for sign-ins and names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give each place a tab; where somebody was before is that of a page that names no tab."""
    # Through a table beside it: SQLite changes no primary key in place.
    op.execute("CREATE TABLE plek_oud AS SELECT sessie, inhoud FROM plek")
    op.drop_table("plek")
    op.create_table(
        "plek",
        sa.Column("sessie", sa.String(length=64), nullable=False),
        sa.Column("tab", sa.String(length=36), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sessie"], ["sessie.id"], name=op.f("fk_plek_sessie_sessie"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sessie", "tab", name=op.f("pk_plek")),
    )
    op.execute(
        "INSERT INTO plek (sessie, tab, inhoud, gewijzigd_op) "
        "SELECT o.sessie, '', o.inhoud, s.gezien_op "
        "FROM plek_oud o JOIN sessie s ON s.id = o.sessie"
    )
    op.drop_table("plek_oud")
    op.create_index(op.f("ix_sessie_geopend_op"), "sessie", ["geopend_op"])
    op.create_index(op.f("ix_aanmeldpoging_moment"), "aanmeldpoging", ["moment"])
    # Nobody asks by word alone, and PostgreSQL took it for a common name: ten times as slow.
    op.drop_index(op.f("ix_koppel_index_woord"), "koppel_index")
