"""Naskah and files"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "penomoran",
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_penomoran")),
    )
    op.create_table(
        "naskah",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("judul", sa.String(), nullable=False),
        sa.Column("lingkup", sa.Text(), nullable=True),
        sa.Column("kategori", sa.Text(), nullable=True),
        sa.Column("tingkat", sa.Text(), nullable=True),
        sa.Column("bentuk", sa.Text(), nullable=True),
        sa.Column("nama_bentuk", sa.String(), nullable=True),
        sa.Column("ruang_lingkup", sa.String(), nullable=False),
        sa.Column("pendanaan", sa.String(), nullable=False),
        sa.Column("subjek", sa.Text(), nullable=False),
        sa.Column("bahasa", sa.Text(), nullable=False),
        sa.Column("alasan_tanpa_induk", sa.Text(), nullable=False),
        sa.Column("perjanjian_internasional", sa.Boolean(), nullable=True),
        sa.Column("catatan_internal", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("is_open_ended", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_kind", sa.String(), nullable=True),
        sa.Column("visibilitas", sa.Text(), nullable=False),
        sa.Column("dasar_visibilitas", sa.String(), nullable=False),
        sa.Column("putusan_ppid", sa.String(), nullable=False),
        sa.Column("tinjau_on", sa.Date(), nullable=True),
        sa.Column("embargo_until", sa.Date(), nullable=True),
        sa.Column("alasan_status", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nomor_tanda_terima", sa.String(), nullable=True),
        sa.CheckConstraint(
            "bentuk IN ('nota_kesepahaman', 'perjanjian_kerja_sama', 'nama_lain')", name=op.f("ck_naskah_bentuk")
        ),
        sa.CheckConstraint("end_kind IN ('diakhiri', 'diganti')", name=op.f("ck_naskah_end_kind")),
        sa.CheckConstraint("kategori IN ('utama', 'teknis')", name=op.f("ck_naskah_kategori")),
        sa.CheckConstraint("lingkup IN ('dalam_negeri', 'luar_negeri')", name=op.f("ck_naskah_lingkup")),
        sa.CheckConstraint(
            "status IN ('draf', 'diajukan', 'terbit', 'dikembalikan', 'ditarik')", name=op.f("ck_naskah_status")
        ),
        sa.CheckConstraint("tingkat IN ('kementerian', 'eselon1', 'kanwil', 'upt')", name=op.f("ck_naskah_tingkat")),
        sa.CheckConstraint("visibilitas IN ('publik', 'metadata', 'dikecualikan')", name=op.f("ck_naskah_visibilitas")),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_naskah_created_by_user_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_naskah_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah")),
        sa.UniqueConstraint("kode", name=op.f("uq_naskah_kode")),
        sa.UniqueConstraint("nomor_tanda_terima", name=op.f("uq_naskah_nomor_tanda_terima")),
    )
    with op.batch_alter_table("naskah", schema=None) as batch_op:
        batch_op.create_index("ix_naskah_status", ["status"], unique=False)
        batch_op.create_index("ix_naskah_unit_id_status", ["unit_id", "status"], unique=False)

    op.create_table(
        "acara",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("presisi", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.String(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('ditandatangani', 'mulai_berlaku', 'disampaikan', 'diterbitkan', 'diterbitkan_ulang', 'diperpanjang', 'berakhir')",
            name=op.f("ck_acara_jenis"),
        ),
        sa.CheckConstraint("presisi IN ('hari', 'bulan', 'tahun', 'tidak_diketahui')", name=op.f("ck_acara_presisi")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_acara_naskah_id_naskah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acara")),
    )
    with op.batch_alter_table("acara", schema=None) as batch_op:
        batch_op.create_index("ix_acara_naskah_id", ["naskah_id"], unique=False)

    op.create_table(
        "berkas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("bahasa", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("keadaan", sa.Text(), nullable=False),
        sa.Column("keterangan_baca", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("enkripsi", sa.String(), nullable=True),
        sa.Column("has_script", sa.Boolean(), nullable=True),
        sa.Column("has_launch", sa.Boolean(), nullable=True),
        sa.Column("has_embedded", sa.Boolean(), nullable=True),
        sa.Column("has_form", sa.Boolean(), nullable=True),
        sa.Column("is_counts_agree", sa.Boolean(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tool", sa.String(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('naskah', 'lampiran', 'terjemahan', 'salinan_publik', 'telaahan')", name=op.f("ck_berkas_jenis")
        ),
        sa.CheckConstraint("keadaan IN ('menunggu', 'dibaca', 'terbaca', 'gagal')", name=op.f("ck_berkas_keadaan")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_berkas_naskah_id_naskah")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["berkas.id"], name=op.f("fk_berkas_replaced_by_id_berkas")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["user_account.id"], name=op.f("fk_berkas_uploaded_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berkas")),
    )
    with op.batch_alter_table("berkas", schema=None) as batch_op:
        batch_op.create_index("ix_berkas_naskah_id", ["naskah_id"], unique=False)
        batch_op.create_index("ix_berkas_sha256", ["sha256"], unique=False)

    op.create_table(
        "hubungan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('induk', 'perpanjangan', 'perubahan', 'pengganti', 'pelaksana')", name=op.f("ck_hubungan_jenis")
        ),
        sa.CheckConstraint("naskah_id <> target_id", name=op.f("ck_hubungan_not_itself")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_hubungan_naskah_id_naskah")),
        sa.ForeignKeyConstraint(["target_id"], ["naskah.id"], name=op.f("fk_hubungan_target_id_naskah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hubungan")),
        sa.UniqueConstraint("naskah_id", "target_id", "jenis", name=op.f("uq_hubungan_naskah_id_target_id_jenis")),
    )
    with op.batch_alter_table("hubungan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hubungan_target_id"), ["target_id"], unique=False)

    op.create_table(
        "naskah_mitra",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("mitra_id", sa.Integer(), nullable=True),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("nomor", sa.String(), nullable=False),
        sa.Column("nomor_plain", sa.String(), nullable=False),
        sa.Column("penanda_tangan", sa.String(), nullable=False),
        sa.Column("jabatan", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_presisi", sa.Text(), nullable=False),
        sa.Column("tempat", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(signed_on IS NULL) = (signed_presisi = 'tidak_diketahui')", name=op.f("ck_naskah_mitra_signed_known")
        ),
        sa.CheckConstraint(
            "signed_presisi IN ('hari', 'bulan', 'tahun', 'tidak_diketahui')",
            name=op.f("ck_naskah_mitra_signed_presisi"),
        ),
        sa.ForeignKeyConstraint(["mitra_id"], ["mitra.id"], name=op.f("fk_naskah_mitra_mitra_id_mitra")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_naskah_mitra_naskah_id_naskah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah_mitra")),
        sa.UniqueConstraint("naskah_id", "urutan", name=op.f("uq_naskah_mitra_naskah_id_urutan")),
    )
    with op.batch_alter_table("naskah_mitra", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_naskah_mitra_mitra_id"), ["mitra_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_naskah_mitra_nomor_plain"), ["nomor_plain"], unique=False)

    op.create_table(
        "naskah_unit",
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_naskah_unit_naskah_id_naskah")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_naskah_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("naskah_id", "unit_id", name=op.f("pk_naskah_unit")),
    )
    op.create_table(
        "penahanan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tinjau_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("jawaban", sa.String(), nullable=False),
        sa.Column("konten", sa.String(), nullable=False),
        sa.Column("is_answered", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "alasan IN ('belum_terbaca', 'baca_gagal', 'data_pribadi', 'tanpa_teks', 'klausul', 'menunggu_biro', 'putusan_ppid', 'embargo')",
            name=op.f("ck_penahanan_alasan"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["user_account.id"], name=op.f("fk_penahanan_closed_by_user_account")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_penahanan_naskah_id_naskah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penahanan")),
    )
    with op.batch_alter_table("penahanan", schema=None) as batch_op:
        batch_op.create_index("ix_penahanan_naskah_id", ["naskah_id"], unique=False)

    op.create_table(
        "halaman",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("berkas_id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("teks", sa.String(), nullable=False),
        sa.Column("asal", sa.String(), nullable=False),
        sa.Column("keyakinan", sa.Float(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("image_sha256", sa.String(), nullable=True),
        sa.Column("image_width", sa.Integer(), nullable=True),
        sa.Column("image_height", sa.Integer(), nullable=True),
        sa.CheckConstraint("asal IN ('digital', 'embedded_ocr', 'our_ocr', 'none')", name=op.f("ck_halaman_asal")),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_halaman_berkas_id_berkas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_halaman")),
        sa.UniqueConstraint("berkas_id", "nomor", name=op.f("uq_halaman_berkas_id_nomor")),
    )
    op.create_table(
        "unggahan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("naskah_id", sa.Integer(), nullable=True),
        sa.Column("berkas_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_unggahan_berkas_id_berkas")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_unggahan_naskah_id_naskah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unggahan")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_unggahan_idempotency_key")),
    )


def downgrade() -> None:
    op.drop_table("unggahan")
    op.drop_table("halaman")
    with op.batch_alter_table("penahanan", schema=None) as batch_op:
        batch_op.drop_index("ix_penahanan_naskah_id")

    op.drop_table("penahanan")
    op.drop_table("naskah_unit")
    with op.batch_alter_table("naskah_mitra", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_naskah_mitra_nomor_plain"))
        batch_op.drop_index(batch_op.f("ix_naskah_mitra_mitra_id"))

    op.drop_table("naskah_mitra")
    with op.batch_alter_table("hubungan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hubungan_target_id"))

    op.drop_table("hubungan")
    with op.batch_alter_table("berkas", schema=None) as batch_op:
        batch_op.drop_index("ix_berkas_sha256")
        batch_op.drop_index("ix_berkas_naskah_id")

    op.drop_table("berkas")
    with op.batch_alter_table("acara", schema=None) as batch_op:
        batch_op.drop_index("ix_acara_naskah_id")

    op.drop_table("acara")
    with op.batch_alter_table("naskah", schema=None) as batch_op:
        batch_op.drop_index("ix_naskah_unit_id_status")
        batch_op.drop_index("ix_naskah_status")

    op.drop_table("naskah")
    op.drop_table("penomoran")
