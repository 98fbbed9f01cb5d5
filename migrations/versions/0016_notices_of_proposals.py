"""Notices about proposals and explorations abroad (Pasal 16 ayat (2), Pasal 28 ayat (5))"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

OLD = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "ingatkan", "tegur",
)  # fmt: skip
USULAN = ("usulan_h7", "usulan_h3", "usulan_h1", "usulan_hari_ini", "usulan_terlambat")
NEW = (*OLD[:9], *USULAN, *OLD[9:])


def upgrade() -> None:
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.add_column(sa.Column("usulan_id", sa.Integer(), nullable=True))
        batch_op.alter_column("naskah_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_foreign_key(
            op.f("fk_pemberitahuan_usulan_id_penerimaan_usulan"), "penerimaan_usulan", ["usulan_id"], ["id"]
        )
        batch_op.create_check_constraint(op.f("ck_pemberitahuan_subject"), "(naskah_id IS NULL) <> (usulan_id IS NULL)")
    allow(NEW)


def allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.drop_constraint(op.f("ck_pemberitahuan_jenis"), type_="check")
        names = ", ".join(repr(value) for value in kinds)
        batch_op.create_check_constraint(op.f("ck_pemberitahuan_jenis"), f"jenis IN ({names})")


def downgrade() -> None:
    op.execute("DELETE FROM pemberitahuan WHERE usulan_id IS NOT NULL")
    allow(OLD)
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.drop_constraint(op.f("ck_pemberitahuan_subject"), type_="check")
        batch_op.drop_constraint(op.f("fk_pemberitahuan_usulan_id_penerimaan_usulan"), type_="foreignkey")
        batch_op.alter_column("naskah_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("usulan_id")
