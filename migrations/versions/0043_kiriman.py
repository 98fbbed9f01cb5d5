"""What was sent in by a watched folder or by mail, and the letter that answers"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

LETTERS = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "usulan_h7", "usulan_h3", "usulan_h1", "usulan_hari_ini", "usulan_terlambat", "kecuali_habis",
    "ingatkan", "tegur", "dikembalikan", "akun", "log", "rusak",
)  # fmt: skip
WITHOUT_RECORD = ("akun", "log", "rusak")


def upgrade() -> None:
    op.create_table(
        "kiriman",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stack", sa.String(), nullable=False),
        sa.Column("stack_size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("naskah_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("is_answered", sa.Boolean(), nullable=False),
        sa.CheckConstraint("way IN ('folder', 'surel')", name=op.f("ck_kiriman_way")),
        sa.CheckConstraint("state IN ('diterima', 'ditolak')", name=op.f("ck_kiriman_state")),
        sa.CheckConstraint(
            "(state = 'diterima' AND naskah_id IS NOT NULL AND reason = '')"
            " OR (state = 'ditolak' AND naskah_id IS NULL AND reason <> '')",
            name=op.f("ck_kiriman_outcome"),
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["user_account.id"], name=op.f("fk_kiriman_sent_by_user_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_kiriman_unit_id_unit")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_kiriman_naskah_id_naskah")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiriman")),
        sa.UniqueConstraint("kunci", name=op.f("uq_kiriman_kunci")),
    )
    op.create_index("ix_kiriman_unit_id_settled_at", "kiriman", ["unit_id", "settled_at"])
    op.create_index("ix_kiriman_letter", "kiriman", ["letter"])
    op.create_index("ix_kiriman_naskah_id", "kiriman", ["naskah_id"])
    _allow((*LETTERS, "kiriman"), (*WITHOUT_RECORD, "kiriman"))


def downgrade() -> None:
    op.execute("DELETE FROM pemberitahuan WHERE jenis = 'kiriman'")
    _allow(LETTERS, WITHOUT_RECORD)
    op.drop_table("kiriman")


def _names(values: tuple[str, ...]) -> str:
    return ", ".join(repr(value) for value in values)


def _allow(kinds: tuple[str, ...], without_record: tuple[str, ...]) -> None:
    """Letters of these kinds may be written, and those without a record are about none."""
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.drop_constraint(op.f("ck_pemberitahuan_jenis"), type_="check")
        batch_op.create_check_constraint(op.f("ck_pemberitahuan_jenis"), f"jenis IN ({_names(kinds)})")
        batch_op.drop_constraint(op.f("ck_pemberitahuan_subject"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_pemberitahuan_subject"),
            f"(jenis IN ({_names(without_record)}) AND naskah_id IS NULL AND usulan_id IS NULL)"
            f" OR (jenis NOT IN ({_names(without_record)}) AND (naskah_id IS NULL) <> (usulan_id IS NULL))",
        )
