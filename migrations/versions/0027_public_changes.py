"""The version of the public projection, and the latest public change of every code

What is public already starts the list in the order in which it became so; a withdrawal is known by its day alone.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

KINDS = "'terbit', 'terbit_ulang', 'perubahan', 'ditarik'"
START = """
    INSERT INTO terbitan_change (kode, nomor, tindakan, at)
    SELECT kode, ROW_NUMBER() OVER (ORDER BY at, kode), tindakan, at FROM (
        SELECT kode, CASE WHEN nomor_terbit = 1 THEN 'terbit' ELSE 'terbit_ulang' END AS tindakan, published_at AS at
        FROM terbitan
        UNION ALL
        SELECT kode, 'ditarik', {midnight} FROM terbitan_ditarik
    ) AS known
"""
MIDNIGHT = {
    "sqlite": "withdrawn_on || ' 00:00:00.000000'",
    "postgresql": "withdrawn_on::timestamp AT TIME ZONE 'UTC'",
}


def upgrade() -> None:
    op.create_table(
        "terbitan_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reset_nomor", sa.Integer(), nullable=False, server_default="0"),
        sa.CheckConstraint("id = 1", name=op.f("ck_terbitan_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_state")),
    )
    op.create_table(
        "terbitan_change",
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("tindakan", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"tindakan IN ({KINDS})", name=op.f("ck_terbitan_change_tindakan")),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_terbitan_change")),
        sa.UniqueConstraint("nomor", name=op.f("uq_terbitan_change_nomor")),
    )
    op.create_index(op.f("ix_terbitan_change_at"), "terbitan_change", ["at"], unique=False)
    connection = op.get_bind()
    op.execute(START.format(midnight=MIDNIGHT[connection.dialect.name]))
    version = sa.table(
        "terbitan_state", sa.column("id"), sa.column("nomor"), sa.column("at", sa.DateTime(timezone=True))
    )
    count = connection.scalar(sa.text("SELECT COUNT(*) FROM terbitan_change"))
    connection.execute(version.insert().values(id=1, nomor=count, at=datetime.now(UTC)))


def downgrade() -> None:
    op.drop_table("terbitan_change")
    op.drop_table("terbitan_state")
