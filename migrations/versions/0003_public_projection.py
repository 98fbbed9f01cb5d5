"""Public projection"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "terbitan",
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("judul", sa.String(), nullable=False),
        sa.Column("lingkup", sa.Text(), nullable=False),
        sa.Column("kategori", sa.Text(), nullable=True),
        sa.Column("tingkat", sa.Text(), nullable=True),
        sa.Column("bentuk", sa.Text(), nullable=False),
        sa.Column("nama_bentuk", sa.String(), nullable=True),
        sa.Column("ruang_lingkup", sa.String(), nullable=False),
        sa.Column("pendanaan", sa.String(), nullable=False),
        sa.Column("subjek", sa.Text(), nullable=False),
        sa.Column("bahasa", sa.Text(), nullable=False),
        sa.Column("perjanjian_internasional", sa.Boolean(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_presisi", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("is_open_ended", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_kind", sa.String(), nullable=True),
        sa.Column("unit_kode", sa.String(), nullable=False),
        sa.Column("unit_nama", sa.String(), nullable=False),
        sa.Column("is_metadata_only", sa.Boolean(), nullable=False),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nomor_terbit", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "bentuk IN ('nota_kesepahaman', 'perjanjian_kerja_sama', 'nama_lain')", name=op.f("ck_terbitan_bentuk")
        ),
        sa.CheckConstraint("lingkup IN ('dalam_negeri', 'luar_negeri')", name=op.f("ck_terbitan_lingkup")),
        sa.CheckConstraint(
            "signed_presisi IN ('hari', 'bulan', 'tahun', 'tidak_diketahui')", name=op.f("ck_terbitan_signed_presisi")
        ),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_terbitan")),
    )
    with op.batch_alter_table("terbitan", schema=None) as batch_op:
        batch_op.create_index("ix_terbitan_published_at", ["published_at"], unique=False)
        batch_op.create_index("ix_terbitan_signed_on", ["signed_on"], unique=False)
        batch_op.create_index("ix_terbitan_unit_kode", ["unit_kode"], unique=False)

    op.create_table(
        "terbitan_ditarik",
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("alasan", sa.String(), nullable=False),
        sa.Column("published_times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_terbitan_ditarik")),
    )
    op.create_table(
        "terbitan_nama",
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("kunci", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.CheckConstraint("jenis IN ('unit', 'mitra')", name=op.f("ck_terbitan_nama_jenis")),
        sa.PrimaryKeyConstraint("jenis", "kunci", name=op.f("pk_terbitan_nama")),
    )
    op.create_table(
        "terbitan_acara",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("presisi", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["kode"], ["terbitan.kode"], name=op.f("fk_terbitan_acara_kode_terbitan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_acara")),
    )
    with op.batch_alter_table("terbitan_acara", schema=None) as batch_op:
        batch_op.create_index("ix_terbitan_acara_kode", ["kode"], unique=False)

    op.create_table(
        "terbitan_berkas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("bahasa", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["kode"], ["terbitan.kode"], name=op.f("fk_terbitan_berkas_kode_terbitan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_berkas")),
        sa.UniqueConstraint("kode", "urutan", name=op.f("uq_terbitan_berkas_kode_urutan")),
    )
    op.create_table(
        "terbitan_halaman",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("teks", sa.String(), nullable=False),
        sa.Column("asal", sa.String(), nullable=False),
        sa.Column("image_sha256", sa.String(), nullable=True),
        sa.Column("image_width", sa.Integer(), nullable=True),
        sa.Column("image_height", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["kode"], ["terbitan.kode"], name=op.f("fk_terbitan_halaman_kode_terbitan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_halaman")),
        sa.UniqueConstraint("kode", "nomor", name=op.f("uq_terbitan_halaman_kode_nomor")),
    )
    op.create_table(
        "terbitan_hubungan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("target_kode", sa.String(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('induk', 'perpanjangan', 'perubahan', 'pengganti', 'pelaksana')",
            name=op.f("ck_terbitan_hubungan_jenis"),
        ),
        sa.ForeignKeyConstraint(["kode"], ["terbitan.kode"], name=op.f("fk_terbitan_hubungan_kode_terbitan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_hubungan")),
        sa.UniqueConstraint("kode", "target_kode", "jenis", name=op.f("uq_terbitan_hubungan_kode_target_kode_jenis")),
    )
    with op.batch_alter_table("terbitan_hubungan", schema=None) as batch_op:
        batch_op.create_index("ix_terbitan_hubungan_target_kode", ["target_kode"], unique=False)

    op.create_table(
        "terbitan_pihak",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("mitra_slug", sa.String(), nullable=True),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=True),
        sa.Column("negara", sa.String(), nullable=True),
        sa.Column("nomor", sa.String(), nullable=False),
        sa.Column("nomor_plain", sa.String(), nullable=False),
        sa.Column("penanda_tangan", sa.String(), nullable=False),
        sa.Column("jabatan", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_presisi", sa.Text(), nullable=False),
        sa.Column("tempat", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["kode"], ["terbitan.kode"], name=op.f("fk_terbitan_pihak_kode_terbitan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_pihak")),
        sa.UniqueConstraint("kode", "urutan", name=op.f("uq_terbitan_pihak_kode_urutan")),
    )
    with op.batch_alter_table("terbitan_pihak", schema=None) as batch_op:
        batch_op.create_index("ix_terbitan_pihak_mitra_slug", ["mitra_slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_terbitan_pihak_nomor_plain"), ["nomor_plain"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("terbitan_pihak", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_terbitan_pihak_nomor_plain"))
        batch_op.drop_index("ix_terbitan_pihak_mitra_slug")

    op.drop_table("terbitan_pihak")
    with op.batch_alter_table("terbitan_hubungan", schema=None) as batch_op:
        batch_op.drop_index("ix_terbitan_hubungan_target_kode")

    op.drop_table("terbitan_hubungan")
    op.drop_table("terbitan_halaman")
    op.drop_table("terbitan_berkas")
    with op.batch_alter_table("terbitan_acara", schema=None) as batch_op:
        batch_op.drop_index("ix_terbitan_acara_kode")

    op.drop_table("terbitan_acara")
    op.drop_table("terbitan_nama")
    op.drop_table("terbitan_ditarik")
    with op.batch_alter_table("terbitan", schema=None) as batch_op:
        batch_op.drop_index("ix_terbitan_unit_kode")
        batch_op.drop_index("ix_terbitan_signed_on")
        batch_op.drop_index("ix_terbitan_published_at")

    op.drop_table("terbitan")
