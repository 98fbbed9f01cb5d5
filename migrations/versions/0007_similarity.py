"""Text sketches and pairs of similar naskah, originals of redacted copies, order of the parts of a naskah"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BERKAS = sa.table(
    "berkas",
    sa.column("id", sa.Integer),
    sa.column("naskah_id", sa.Integer),
    sa.column("jenis", sa.Text),
    sa.column("sha256", sa.String),
    sa.column("replaced_by_id", sa.Integer),
    sa.column("mewakili", sa.Text),
    sa.column("urutan", sa.Integer),
)


def upgrade() -> None:
    with op.batch_alter_table("berkas") as batch_op:
        batch_op.add_column(sa.Column("urutan", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("mewakili", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sidik_teks", sa.LargeBinary(), nullable=True))
    op.create_table(
        "kemiripan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("skor", sa.Float(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("naskah_id < other_id", name=op.f("ck_kemiripan_in_order")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_kemiripan_naskah_id_naskah")),
        sa.ForeignKeyConstraint(["other_id"], ["naskah.id"], name=op.f("fk_kemiripan_other_id_naskah")),
        sa.ForeignKeyConstraint(
            ["dismissed_by"], ["user_account.id"], name=op.f("fk_kemiripan_dismissed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kemiripan")),
        sa.UniqueConstraint("naskah_id", "other_id", name=op.f("uq_kemiripan_naskah_id_other_id")),
    )
    op.create_index("ix_kemiripan_other_id", "kemiripan", ["other_id"])
    op.execute(BERKAS.update().values(urutan=BERKAS.c.id))
    _bind_copies()


def _bind_copies() -> None:
    """A redacted copy that is there stands for the originals that lie beside it now."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(BERKAS).where(BERKAS.c.replaced_by_id.is_(None)).order_by(BERKAS.c.id)).all()
    originals: dict[int, list[str]] = {}
    for row in rows:
        if row.jenis in ("naskah", "terjemahan", "lampiran"):
            originals.setdefault(row.naskah_id, []).append(row.sha256)
    for row in rows:
        if row.jenis == "salinan_publik":
            named = "\n".join(sorted(originals.get(row.naskah_id, [])))
            connection.execute(BERKAS.update().where(BERKAS.c.id == row.id).values(mewakili=named))


def downgrade() -> None:
    op.drop_index("ix_kemiripan_other_id", "kemiripan")
    op.drop_table("kemiripan")
    with op.batch_alter_table("berkas") as batch_op:
        for name in ("sidik_teks", "mewakili", "urutan"):
            batch_op.drop_column(name)
