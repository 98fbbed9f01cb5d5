"""Plans of redactions, their boxes, the copies made of them; the job that makes them and the holds they bring"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

JOBS = (
    "baca_berkas", "kenali_halaman", "baca_kedua", "periksa_tanda_tangan", "sarankan", "terbitkan", "indeks",
    "tandai_log",
)  # fmt: skip
HOLDS = (
    "belum_terbaca", "baca_gagal", "data_pribadi", "isian_pribadi", "tanpa_naskah", "tanpa_teks", "bukan_naskah",
    "berkas_tertanam", "komentar", "klausul", "menunggu_biro", "putusan_ppid", "embargo",
)  # fmt: skip
NEW_HOLDS = ("penghitaman", "orang_kedua")
OPEN = "keadaan IN ('draf', 'menunggu', 'gagal')"


def upgrade() -> None:
    op.create_table(
        "penghitaman",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("keadaan", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "keadaan IN ('draf', 'menunggu', 'gagal', 'selesai', 'dibuang')", name=op.f("ck_penghitaman_keadaan")
        ),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_penghitaman_naskah_id_naskah")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_penghitaman_created_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["user_account.id"], name=op.f("fk_penghitaman_updated_by_user_account")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_penghitaman_asked_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penghitaman")),
    )
    op.create_index("ix_penghitaman_naskah_id", "penghitaman", ["naskah_id"])
    op.create_index(
        "uq_penghitaman_naskah_id", "penghitaman", ["naskah_id"], unique=True,
        sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN),
    )  # fmt: skip
    op.create_table(
        "kotak_hitam",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("penghitaman_id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("kiri", sa.Integer(), nullable=False),
        sa.Column("atas", sa.Integer(), nullable=False),
        sa.Column("kanan", sa.Integer(), nullable=False),
        sa.Column("bawah", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.String(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("alasan IN ('data_pribadi', 'rahasia', 'lain')", name=op.f("ck_kotak_hitam_alasan")),
        sa.CheckConstraint("kiri >= 0 AND kiri < kanan AND kanan <= 10000", name=op.f("ck_kotak_hitam_across")),
        sa.CheckConstraint("atas >= 0 AND atas < bawah AND bawah <= 10000", name=op.f("ck_kotak_hitam_down")),
        sa.ForeignKeyConstraint(
            ["penghitaman_id"], ["penghitaman.id"], name=op.f("fk_kotak_hitam_penghitaman_id_penghitaman")
        ),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_kotak_hitam_berkas_id_berkas")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_kotak_hitam_created_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kotak_hitam")),
    )
    op.create_index("ix_kotak_hitam_penghitaman_id", "kotak_hitam", ["penghitaman_id"])
    op.create_table(
        "salinan_hitam",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("penghitaman_id", sa.Integer(), nullable=False),
        sa.Column("asli_id", sa.Integer(), nullable=False),
        sa.Column("asli_sha256", sa.String(), nullable=False),
        sa.Column("salinan_id", sa.Integer(), nullable=False),
        sa.Column("salinan_sha256", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["penghitaman_id"], ["penghitaman.id"], name=op.f("fk_salinan_hitam_penghitaman_id_penghitaman")
        ),
        sa.ForeignKeyConstraint(["asli_id"], ["berkas.id"], name=op.f("fk_salinan_hitam_asli_id_berkas")),
        sa.ForeignKeyConstraint(["salinan_id"], ["berkas.id"], name=op.f("fk_salinan_hitam_salinan_id_berkas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_salinan_hitam")),
        sa.UniqueConstraint("penghitaman_id", "asli_id", name=op.f("uq_salinan_hitam_penghitaman_id_asli_id")),
    )
    op.create_index("ix_salinan_hitam_salinan_id", "salinan_hitam", ["salinan_id"])
    _allow("job", "kind", (*JOBS, "hitamkan"))
    _allow("penahanan", "alasan", (*HOLDS, *NEW_HOLDS))


def downgrade() -> None:
    # The older release knows neither the job nor the holds. What is held stays held: for personal numbers, of which a
    # redaction speaks, until somebody answers.
    op.execute("DELETE FROM job WHERE kind = 'hitamkan'")
    op.execute(
        "UPDATE penahanan SET alasan = 'data_pribadi', is_answered = false"
        " WHERE alasan IN ('penghitaman', 'orang_kedua')"
    )
    _allow("penahanan", "alasan", HOLDS)
    _allow("job", "kind", JOBS)
    for table in ("salinan_hitam", "kotak_hitam", "penghitaman"):
        op.drop_table(table)


def _allow(table: str, column: str, values: tuple[str, ...]) -> None:
    names = ", ".join(repr(value) for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({names})")
