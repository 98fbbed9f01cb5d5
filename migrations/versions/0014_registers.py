"""The optional registers of the Lampiran: plans of cooperation and reports of explorations"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

REGISTERS = {
    "perencanaan": ("mitra", "bidang", "urgensi", "batas_waktu", "rencana_strategis", "data_dukung"),
    "penjajakan": ("calon_mitra", "ruang_lingkup", "jangka_waktu", "keterangan"),
}
STANDS = "removed_at IS NULL"


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    for table, texts in REGISTERS.items():
        naskah: tuple[sa.schema.SchemaItem, ...] = ()
        if table == "perencanaan":
            naskah = (
                number("naskah_id", nullable=True),
                points(table, "naskah_id", "naskah"),
                sa.UniqueConstraint("naskah_id", name=op.f(f"uq_{table}_naskah_id")),
            )
        op.create_table(
            table,
            number("id"),
            number("version"),
            number("unit_id"),
            number("tahun"),
            text("sidik"),
            instant("created_at"),
            number("created_by", nullable=True),
            instant("updated_at"),
            number("updated_by", nullable=True),
            instant("removed_at", nullable=True),
            number("removed_by", nullable=True),
            *(text(name) for name in texts),
            *naskah,
            sa.CheckConstraint("(removed_at IS NOT NULL) OR (removed_by IS NULL)", name=op.f(f"ck_{table}_removed")),
            points(table, "unit_id", "unit"),
            *(points(table, name, "user_account") for name in ("created_by", "updated_by", "removed_by")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_unit_id_tahun", table, ["unit_id", "tahun"])
        op.create_index(
            f"uq_{table}_stands", table, ["unit_id", "tahun", "sidik"], unique=True,
            sqlite_where=sa.text(STANDS), postgresql_where=sa.text(STANDS),
        )  # fmt: skip


def downgrade() -> None:
    for table in reversed(REGISTERS):
        op.drop_table(table)
