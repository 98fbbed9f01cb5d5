"""Public acts that survive a withdrawal; uploads found by their digest"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

OLD_ACTS = (
    "ditandatangani", "mulai_berlaku", "disampaikan", "diterbitkan", "diterbitkan_ulang", "diperpanjang", "berakhir",
)  # fmt: skip
NEW_ACTS = (*OLD_ACTS[:5], "ditarik", *OLD_ACTS[5:])
KEPT = ("diterbitkan", "diterbitkan_ulang", "ditarik")


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.create_table(
        "terbitan_riwayat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint(one_of("jenis", KEPT), name=op.f("ck_terbitan_riwayat_jenis")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_riwayat")),
    )
    op.create_index("ix_terbitan_riwayat_kode", "terbitan_riwayat", ["kode"])
    op.create_index("ix_unggahan_sha256", "unggahan", ["sha256"])
    allow(NEW_ACTS)
    # Of those that are withdrawn now the day of it is known; the days before it were not kept.
    op.execute(
        "INSERT INTO terbitan_riwayat (kode, jenis, \"on\") SELECT kode, 'ditarik', withdrawn_on FROM terbitan_ditarik"
    )


def allow(acts: tuple[str, ...]) -> None:
    with op.batch_alter_table("acara") as batch_op:
        batch_op.drop_constraint(op.f("ck_acara_jenis"), type_="check")
        batch_op.create_check_constraint(op.f("ck_acara_jenis"), one_of("jenis", acts))


def downgrade() -> None:
    op.execute("DELETE FROM terbitan_acara WHERE jenis = 'ditarik'")
    op.execute("DELETE FROM acara WHERE jenis = 'ditarik'")
    allow(OLD_ACTS)
    op.drop_index("ix_unggahan_sha256", "unggahan")
    op.drop_index("ix_terbitan_riwayat_kode", "terbitan_riwayat")
    op.drop_table("terbitan_riwayat")
