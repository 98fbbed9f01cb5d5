"""Acts upon a naskah as they are recorded (Pasal 36 and 37); the question of the DPR (Pasal 39 ayat (5))"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

OLD_ACTS = (
    "ditandatangani", "mulai_berlaku", "disampaikan", "diterbitkan", "diterbitkan_ulang", "ditarik", "diperpanjang",
    "berakhir",
)  # fmt: skip
NEW_ACTS = (*OLD_ACTS[:7], "diubah", *OLD_ACTS[7:])
TEXTS = ("alasan", "dokumen", "catatan_biro", "alasan_batal")


def upgrade() -> None:
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.add_column(sa.Column("persetujuan_dpr", sa.Boolean(), nullable=True))
    allow(NEW_ACTS)
    with op.batch_alter_table("acara") as batch_op:
        for name in TEXTS:
            kind = sa.Text() if name == "alasan" else sa.String()
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("berkas_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("recorded_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(op.f("fk_acara_berkas_id_berkas"), "berkas", ["berkas_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_acara_recorded_by_user_account"), "user_account", ["recorded_by"], ["id"])


def allow(acts: tuple[str, ...]) -> None:
    with op.batch_alter_table("acara") as batch_op:
        batch_op.drop_constraint(op.f("ck_acara_jenis"), type_="check")
        names = ", ".join(repr(value) for value in acts)
        batch_op.create_check_constraint(op.f("ck_acara_jenis"), f"jenis IN ({names})")


def downgrade() -> None:
    op.execute("DELETE FROM acara WHERE jenis = 'diubah'")
    allow(OLD_ACTS)
    with op.batch_alter_table("acara") as batch_op:
        batch_op.drop_constraint(op.f("fk_acara_recorded_by_user_account"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_acara_berkas_id_berkas"), type_="foreignkey")
        for name in ("voided_at", "recorded_by", "recorded_at", "berkas_id", *reversed(TEXTS)):
            batch_op.drop_column(name)
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.drop_column("persetujuan_dpr")
