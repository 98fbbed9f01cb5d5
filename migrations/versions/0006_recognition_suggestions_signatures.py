"""Recognition of scanned pages, suggestions, signature reports"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIDANG = (
    "bentuk", "nama_bentuk", "judul", "lingkup", "bahasa", "effective_on", "expires_on", "jangka_waktu", "signed_on",
    "tempat", "pihak_nama", "pihak_kementerian", "pihak_nomor", "pihak_jenis", "pihak_negara", "penanda_tangan",
    "jabatan",
)  # fmt: skip
PENGENALAN = ("tidak_perlu", "menunggu", "tanpa_mesin", "selesai", "kosong", "gagal")
OLD_KINDS = ("baca_berkas", "terbitkan", "indeks")
NEW_KINDS = ("baca_berkas", "kenali_halaman", "periksa_tanda_tangan", "sarankan", "terbitkan", "indeks")


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.create_table(
        "saran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("bidang", sa.Text(), nullable=False),
        sa.Column("pihak", sa.Integer(), nullable=True),
        sa.Column("peringkat", sa.Integer(), nullable=False),
        sa.Column("nilai", sa.String(), nullable=False),
        sa.Column("terdaftar", sa.String(), nullable=True),
        sa.Column("keyakinan", sa.Float(), nullable=False),
        sa.Column("keterangan", sa.String(), nullable=False),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("kotak_x0", sa.Float(), nullable=True),
        sa.Column("kotak_y0", sa.Float(), nullable=True),
        sa.Column("kotak_x1", sa.Float(), nullable=True),
        sa.Column("kotak_y1", sa.Float(), nullable=True),
        sa.Column("cuplikan", sa.String(), nullable=False),
        sa.CheckConstraint(one_of("bidang", BIDANG), name=op.f("ck_saran_bidang")),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_saran_berkas_id_berkas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saran")),
    )
    op.create_index("ix_saran_berkas_id", "saran", ["berkas_id"])
    op.create_table(
        "tanda_tangan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("laporan", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_tanda_tangan_berkas_id_berkas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanda_tangan")),
        sa.UniqueConstraint("berkas_id", "urutan", name=op.f("uq_tanda_tangan_berkas_id_urutan")),
    )
    with op.batch_alter_table("berkas") as batch_op:
        batch_op.add_column(sa.Column("has_external_link", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("is_truncated", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("signatures_checked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("keterangan_tanda_tangan", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.add_column(sa.Column("pengenalan", sa.Text(), nullable=False, server_default="tidak_perlu"))
        batch_op.add_column(sa.Column("keterangan", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("tool", sa.String(), nullable=False, server_default=""))
        batch_op.create_check_constraint(op.f("ck_halaman_pengenalan"), one_of("pengenalan", PENGENALAN))
        batch_op.create_index("ix_halaman_pengenalan", ["pengenalan"])
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.add_column(sa.Column("is_publication_wished", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("job") as batch_op:
        batch_op.add_column(sa.Column("giliran", sa.Integer(), nullable=False, server_default="0"))
        batch_op.drop_constraint(op.f("ck_job_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_job_kind"), one_of("kind", NEW_KINDS))
        batch_op.drop_index("ix_job_state_priority_id")
        batch_op.create_index("ix_job_state_priority_giliran_id", ["state", "priority", "giliran", "id"])
    _recognise_what_has_no_text()


def _recognise_what_has_no_text() -> None:
    """Pages that were stored before there was an engine are read now, behind the uploads of people."""
    op.execute("UPDATE halaman SET pengenalan = 'menunggu' WHERE asal = 'none'")
    op.execute(
        "INSERT INTO job (kind, subject_id, priority, giliran, state, attempts, not_before, created_at, error,"
        " progress, progress_total) SELECT 'kenali_halaman', id, 50, nomor, 'menunggu', 0,"
        " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '', 0, 0 FROM halaman WHERE asal = 'none'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind IN ('kenali_halaman', 'periksa_tanda_tangan', 'sarankan')")
    with op.batch_alter_table("job") as batch_op:
        batch_op.drop_index("ix_job_state_priority_giliran_id")
        batch_op.create_index("ix_job_state_priority_id", ["state", "priority", "id"])
        batch_op.drop_constraint(op.f("ck_job_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_job_kind"), one_of("kind", OLD_KINDS))
        batch_op.drop_column("giliran")
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.drop_column("is_publication_wished")
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.drop_index("ix_halaman_pengenalan")
        batch_op.drop_constraint(op.f("ck_halaman_pengenalan"), type_="check")
        for name in ("tool", "keterangan", "pengenalan"):
            batch_op.drop_column(name)
    with op.batch_alter_table("berkas") as batch_op:
        for name in ("keterangan_tanda_tangan", "signatures_checked_at", "is_truncated", "has_external_link"):
            batch_op.drop_column(name)
    op.drop_table("tanda_tangan")
    op.drop_index("ix_saran_berkas_id", "saran")
    op.drop_table("saran")
