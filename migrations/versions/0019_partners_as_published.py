"""Partners as they are published; assignments that wait for a second admin, and letters about them"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

JENIS = (
    "lembaga_negara", "lembaga_pemerintah", "lembaga_nonpemerintah", "pemerintah_daerah",
    "lembaga_pemerintah_negara_asing", "organisasi_internasional", "organisasi_internasional_nonpemerintah",
    "subjek_hukum_internasional_lainnya",
)  # fmt: skip
KINDS = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "usulan_h7", "usulan_h3", "usulan_h1", "usulan_hari_ini", "usulan_terlambat", "ingatkan", "tegur",
)  # fmt: skip
PERAN = ("pengelola", "biro", "ppid", "pimpinan", "admin", "sistem")
ABOUT_RECORDS = "(naskah_id IS NULL) <> (usulan_id IS NULL)"
ABOUT_ACCOUNTS = (
    f"(jenis = 'akun' AND naskah_id IS NULL AND usulan_id IS NULL) OR (jenis <> 'akun' AND {ABOUT_RECORDS})"
)
# What is public stays as it was published; everything else keeps what the register said when it was saved.
FROM_REGISTER = """
    UPDATE naskah_mitra SET
        jenis = (SELECT mitra.jenis FROM mitra WHERE mitra.id = naskah_mitra.mitra_id),
        negara = (SELECT mitra.negara FROM mitra WHERE mitra.id = naskah_mitra.mitra_id)
"""
PUBLIC_KEYS = """
    UPDATE mitra SET public_slug = slug
    WHERE slug IN (SELECT kunci FROM terbitan_nama WHERE jenis = 'mitra')
       OR slug IN (SELECT mitra_slug FROM terbitan_pihak WHERE mitra_slug IS NOT NULL)
"""
LABELS = """
    UPDATE terbitan_nama SET nama = COALESCE(
        (SELECT p.nama FROM terbitan_pihak p JOIN terbitan t ON t.kode = p.kode
         WHERE p.mitra_slug = terbitan_nama.kunci
         ORDER BY t.signed_on IS NULL, t.signed_on DESC, t.kode DESC, p.urutan LIMIT 1), nama)
    WHERE jenis = 'mitra'
"""
# The class was required before: the first naskah that names the partner gives it back.
TO_REGISTER = """
    UPDATE mitra SET
        negara = CASE WHEN determined_jenis IS NOT NULL THEN determined_negara ELSE
            (SELECT p.negara FROM naskah_mitra p WHERE p.mitra_id = mitra.id ORDER BY p.id LIMIT 1) END,
        jenis = COALESCE(determined_jenis,
            (SELECT p.jenis FROM naskah_mitra p WHERE p.mitra_id = mitra.id ORDER BY p.id LIMIT 1),
            'lembaga_nonpemerintah')
"""
# The key in the register was the public one too: where a published partner has another, the published one is kept.
PRIVATE_KEYS = """
    UPDATE mitra SET slug = 'lama-' || id
    WHERE slug <> COALESCE(public_slug, '') AND slug IN (SELECT public_slug FROM mitra WHERE public_slug IS NOT NULL)
"""


def upgrade() -> None:
    names = quoted(JENIS)
    with op.batch_alter_table("naskah_mitra") as batch_op:
        batch_op.add_column(sa.Column("jenis", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("negara", sa.String(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_naskah_mitra_jenis"), f"jenis IN ({names})")
    op.execute(FROM_REGISTER)
    with op.batch_alter_table("mitra") as batch_op:
        batch_op.add_column(sa.Column("public_slug", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("determined_nama", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("determined_jenis", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("determined_negara", sa.String(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_mitra_determined_jenis"), f"determined_jenis IN ({names})")
        batch_op.drop_constraint(op.f("ck_mitra_jenis"), type_="check")
        batch_op.drop_column("negara")
        batch_op.drop_column("jenis")
        batch_op.create_unique_constraint(op.f("uq_mitra_public_slug"), ["public_slug"])
    op.execute(PUBLIC_KEYS)
    op.execute(LABELS)
    op.create_table(
        "terbitan_redirect",
        sa.Column("kunci", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kunci", name=op.f("pk_terbitan_redirect")),
    )
    allow_letters((*KINDS, "akun"), ABOUT_ACCOUNTS)
    create_pending()


def allow_letters(kinds: tuple[str, ...], about: str) -> None:
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.drop_constraint(op.f("ck_pemberitahuan_jenis"), type_="check")
        batch_op.drop_constraint(op.f("ck_pemberitahuan_subject"), type_="check")
        batch_op.create_check_constraint(op.f("ck_pemberitahuan_jenis"), f"jenis IN ({quoted(kinds)})")
        batch_op.create_check_constraint(op.f("ck_pemberitahuan_subject"), about)


def create_pending() -> None:
    op.create_table(
        "penugasan_pending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("peran", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.CheckConstraint(f"peran IN ({quoted(PERAN)})", name=op.f("ck_penugasan_pending_peran")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_penugasan_pending_days")),
        sa.CheckConstraint("(decided_at IS NULL) = (is_granted IS NULL)", name=op.f("ck_penugasan_pending_decided")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_penugasan_pending_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_penugasan_pending_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user_account.id"], name=op.f("fk_penugasan_pending_asked_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_penugasan_pending_decided_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penugasan_pending")),
    )
    with op.batch_alter_table("penugasan_pending") as batch_op:
        batch_op.create_index(batch_op.f("ix_penugasan_pending_user_id"), ["user_id"], unique=False)


def quoted(values: tuple[str, ...]) -> str:
    return ", ".join(repr(value) for value in values)


def downgrade() -> None:
    names = quoted(JENIS)
    op.drop_table("penugasan_pending")
    op.execute("DELETE FROM pemberitahuan WHERE jenis = 'akun'")
    allow_letters(KINDS, ABOUT_RECORDS)
    op.drop_table("terbitan_redirect")
    with op.batch_alter_table("mitra") as batch_op:
        batch_op.add_column(sa.Column("jenis", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("negara", sa.String(), nullable=True))
    for statement in (TO_REGISTER, PRIVATE_KEYS, "UPDATE mitra SET slug = COALESCE(public_slug, slug)"):
        op.execute(statement)
    with op.batch_alter_table("mitra") as batch_op:
        batch_op.alter_column("jenis", existing_type=sa.Text(), nullable=False)
        batch_op.create_check_constraint(op.f("ck_mitra_jenis"), f"jenis IN ({names})")
        batch_op.drop_constraint(op.f("uq_mitra_public_slug"), type_="unique")
        batch_op.drop_constraint(op.f("ck_mitra_determined_jenis"), type_="check")
        for name in ("determined_negara", "determined_jenis", "determined_nama", "public_slug"):
            batch_op.drop_column(name)
    with op.batch_alter_table("naskah_mitra") as batch_op:
        batch_op.drop_constraint(op.f("ck_naskah_mitra_jenis"), type_="check")
        batch_op.drop_column("negara")
        batch_op.drop_column("jenis")
