"""Earlier published versions of a naskah, and the public acts of its original

Nothing is made up for what was published before: its earlier versions were not kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

OLD = (
    "ditandatangani", "mulai_berlaku", "disampaikan", "diterbitkan", "diterbitkan_ulang", "ditarik", "diperpanjang",
    "diubah", "berakhir",
)  # fmt: skip
NEW = ("asli_diterima", "ctc_terbit", "disahkan")
STATES = "'tidak_perlu', 'menunggu', 'tanpa_mesin', 'selesai', 'kosong', 'gagal'"


def upgrade() -> None:
    op.create_table(
        "terbitan_version",
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("has_pages", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kode", "nomor", name=op.f("pk_terbitan_version")),
    )
    op.create_table(
        "terbitan_version_halaman",
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("teks", sa.String(), nullable=False),
        sa.Column("asal", sa.String(), nullable=False),
        sa.Column("pengenalan", sa.Text(), nullable=False),
        sa.Column("image_sha256", sa.String(), nullable=True),
        sa.Column("image_width", sa.Integer(), nullable=True),
        sa.Column("image_height", sa.Integer(), nullable=True),
        sa.Column("structure", sa.String(), nullable=False),
        sa.CheckConstraint(f"pengenalan IN ({STATES})", name=op.f("ck_terbitan_version_halaman_pengenalan")),
        sa.ForeignKeyConstraint(
            ["kode", "versi"],
            ["terbitan_version.kode", "terbitan_version.nomor"],
            name=op.f("fk_terbitan_version_halaman_kode_terbitan_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("kode", "versi", "nomor", name=op.f("pk_terbitan_version_halaman")),
    )
    allow((*OLD, *NEW))


def downgrade() -> None:
    # The older release knows no word for these acts; what they tell of stands where it was recorded.
    names = ", ".join(repr(value) for value in NEW)
    op.execute(f"DELETE FROM terbitan_acara WHERE jenis IN ({names})")
    allow(OLD)
    op.drop_table("terbitan_version_halaman")
    op.drop_table("terbitan_version")


def allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("acara") as batch_op:
        batch_op.drop_constraint(op.f("ck_acara_jenis"), type_="check")
        names = ", ".join(repr(value) for value in kinds)
        batch_op.create_check_constraint(op.f("ck_acara_jenis"), f"jenis IN ({names})")
