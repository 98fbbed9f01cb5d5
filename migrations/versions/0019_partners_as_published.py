"""What a naskah says of a partner stands on the naskah; the public key of a partner comes from what is published"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0016"

JENIS = (
    "lembaga_negara", "lembaga_pemerintah", "lembaga_nonpemerintah", "pemerintah_daerah",
    "lembaga_pemerintah_negara_asing", "organisasi_internasional", "organisasi_internasional_nonpemerintah",
    "subjek_hukum_internasional_lainnya",
)  # fmt: skip
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
    names = ", ".join(repr(value) for value in JENIS)
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


def downgrade() -> None:
    names = ", ".join(repr(value) for value in JENIS)
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
