"""The notice of an exemption whose term is over"""

from alembic import op

revision = "0023"
down_revision = "0022"

OLD = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "usulan_h7", "usulan_h3", "usulan_h1", "usulan_hari_ini", "usulan_terlambat", "ingatkan", "tegur",
    "akun", "dikembalikan",
)  # fmt: skip


def upgrade() -> None:
    allow((*OLD, "kecuali_habis"))


def downgrade() -> None:
    # The older release knows no word for it; what was sent stands in the audit trail.
    op.execute("DELETE FROM pemberitahuan WHERE jenis = 'kecuali_habis'")
    allow(OLD)


def allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.drop_constraint(op.f("ck_pemberitahuan_jenis"), type_="check")
        names = ", ".join(repr(value) for value in kinds)
        batch_op.create_check_constraint(op.f("ck_pemberitahuan_jenis"), f"jenis IN ({names})")
