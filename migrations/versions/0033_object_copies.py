"""Where copies of the originals lie and when each was last found whole; the letter that says that one is not

Every original that is stored gets its row for the first place, never checked, so that the next pass begins with it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

LETTERS = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "usulan_h7", "usulan_h3", "usulan_h1", "usulan_hari_ini", "usulan_terlambat", "kecuali_habis",
    "ingatkan", "tegur", "dikembalikan", "akun", "log",
)  # fmt: skip
WITHOUT_RECORD = ("akun", "log")


def upgrade() -> None:
    op.create_table(
        "object_copy",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place IN ('first', 'second')", name=op.f("ck_object_copy_place")),
        sa.CheckConstraint("state IN ('waiting', 'whole', 'missing', 'altered')", name=op.f("ck_object_copy_state")),
        sa.PrimaryKeyConstraint("sha256", "place", name=op.f("pk_object_copy")),
    )
    op.create_index("ix_object_copy_place_checked_at", "object_copy", ["place", "checked_at"])
    op.create_index("ix_object_copy_state_place", "object_copy", ["state", "place"])
    op.execute(
        "INSERT INTO object_copy (sha256, place, size, state, changed_at)"
        " SELECT sha256, 'first', MIN(size), 'whole', MIN(uploaded_at) FROM berkas GROUP BY sha256"
    )
    op.execute(
        "INSERT INTO object_copy (sha256, place, size, state, changed_at)"
        " SELECT foto_sha256, 'first', MIN(COALESCE(foto_size, 0)), 'whole', MIN(recorded_at) FROM penerimaan"
        " WHERE foto_sha256 IS NOT NULL AND foto_sha256 NOT IN (SELECT sha256 FROM berkas) GROUP BY foto_sha256"
    )
    _allow((*LETTERS, "rusak"), (*WITHOUT_RECORD, "rusak"))


def downgrade() -> None:
    op.execute("DELETE FROM pemberitahuan WHERE jenis = 'rusak'")
    _allow(LETTERS, WITHOUT_RECORD)
    op.drop_table("object_copy")


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
