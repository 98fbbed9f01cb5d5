"""Steps, places and whole records that can be taken back; the notice of a naskah that was returned"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

STEPS = ("langkah_kemlu", "langkah_pengesahan", "riwayat_asli")
OLD = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "usulan_h7", "usulan_h3", "usulan_h1", "usulan_hari_ini", "usulan_terlambat", "ingatkan", "tegur",
    "akun",
)  # fmt: skip
NEW = (*OLD, "dikembalikan")
FILES = ("naskah", "lampiran", "terjemahan", "salinan_publik", "telaahan")
ROUTES = ("tidak_perlu", "uu_dpr", "perpres")


def upgrade() -> None:
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.add_column(sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
    for table in STEPS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
            batch_op.add_column(sa.Column("voided_by", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column("alasan_batal", sa.String(), nullable=False, server_default=""))
            batch_op.create_foreign_key(
                op.f(f"fk_{table}_voided_by_user_account"), "user_account", ["voided_by"], ["id"]
            )
            batch_op.create_check_constraint(op.f(f"ck_{table}_voided"), "voided_at IS NULL OR alasan_batal != ''")
    with op.batch_alter_table("langkah_pengesahan") as batch_op:
        batch_op.add_column(sa.Column("jalur", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("kategori", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("alasan", sa.String(), nullable=False, server_default=""))
        names = ", ".join(repr(value) for value in ROUTES)
        batch_op.create_check_constraint(op.f("ck_langkah_pengesahan_jalur"), f"jalur IN ({names})")
    remember_decisions()
    allow(NEW)
    allow_files((*FILES, "ctc"))


def remember_decisions() -> None:
    """What the newest decision said stands in its case; the ones before it stand in the audit trail alone."""
    for name in ("jalur", "kategori", "alasan"):
        op.execute(
            f"UPDATE langkah_pengesahan SET {name} = "
            f"(SELECT k.{name} FROM kasus_pengesahan k WHERE k.id = langkah_pengesahan.kasus_id) "
            "WHERE id IN (SELECT max(id) FROM langkah_pengesahan WHERE tindakan = 'tentukan' GROUP BY kasus_id)"
        )


def allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.drop_constraint(op.f("ck_pemberitahuan_jenis"), type_="check")
        batch_op.drop_constraint(op.f("ck_pemberitahuan_by_hand"), type_="check")
        names = ", ".join(repr(value) for value in kinds)
        by_hand = ", ".join(repr(value) for value in kinds if value in ("ingatkan", "tegur", "dikembalikan"))
        batch_op.create_check_constraint(op.f("ck_pemberitahuan_jenis"), f"jenis IN ({names})")
        batch_op.create_check_constraint(
            op.f("ck_pemberitahuan_by_hand"), f"(jenis IN ({by_hand})) OR created_by IS NULL"
        )


def allow_files(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("berkas") as batch_op:
        batch_op.drop_constraint(op.f("ck_berkas_jenis"), type_="check")
        names = ", ".join(repr(value) for value in kinds)
        batch_op.create_check_constraint(op.f("ck_berkas_jenis"), f"jenis IN ({names})")


def downgrade() -> None:
    # The file of a certified true copy stays, as what it was taken for before: an internal paper.
    op.execute("UPDATE berkas SET jenis = 'telaahan' WHERE jenis = 'ctc'")
    allow_files(FILES)
    op.execute("DELETE FROM pemberitahuan WHERE jenis = 'dikembalikan'")
    allow(OLD)
    # A step that was taken back counts for nothing: without the mark it would stand again.
    for table in STEPS:
        op.execute(f"DELETE FROM {table} WHERE voided_at IS NOT NULL")
    with op.batch_alter_table("langkah_pengesahan") as batch_op:
        batch_op.drop_constraint(op.f("ck_langkah_pengesahan_jalur"), type_="check")
        for name in ("alasan", "kategori", "jalur"):
            batch_op.drop_column(name)
    for table in STEPS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_voided"), type_="check")
            batch_op.drop_constraint(op.f(f"fk_{table}_voided_by_user_account"), type_="foreignkey")
            for name in ("alasan_batal", "voided_by", "voided_at"):
                batch_op.drop_column(name)
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.drop_column("voided_at")
