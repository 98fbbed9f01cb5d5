"""Fields that a person has looked at, hints put away, drafts named after their file, holds for fields and for files without a naskah"""

from pathlib import PurePath

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

OLD = (
    "belum_terbaca", "baca_gagal", "data_pribadi", "tanpa_teks", "bukan_naskah", "berkas_tertanam", "komentar",
    "klausul", "menunggu_biro", "putusan_ppid", "embargo",
)  # fmt: skip
NEW = (*OLD[:3], "isian_pribadi", "tanpa_naskah", *OLD[3:])
LONGEST = 500


def upgrade() -> None:
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.add_column(sa.Column("diperiksa", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("user_account") as batch_op:
        batch_op.add_column(sa.Column("has_closed_guide", sa.Boolean(), nullable=False, server_default=sa.false()))
    allow(NEW)
    # A draft that was called after its file has no title yet.
    for row, title in drafts():
        if row.judul == title or row.judul == "Naskah tanpa judul":
            give_title(row.id, "")


def downgrade() -> None:
    # The older portal knows no draft without a title: it bears the name of its file again.
    for row, title in drafts():
        if not row.judul:
            give_title(row.id, title)
    op.execute("UPDATE naskah SET judul = 'Naskah tanpa judul' WHERE judul = ''")
    # Nor does it know these reasons; a person looks at the naskah instead.
    op.execute(
        "UPDATE penahanan SET alasan = 'data_pribadi', is_answered = false"
        " WHERE alasan IN ('isian_pribadi', 'tanpa_naskah')"
    )
    allow(OLD)
    with op.batch_alter_table("naskah") as batch_op:
        batch_op.drop_column("diperiksa")
    with op.batch_alter_table("user_account") as batch_op:
        batch_op.drop_column("has_closed_guide")


def allow(reasons: tuple[str, ...]) -> None:
    with op.batch_alter_table("penahanan") as batch_op:
        batch_op.drop_constraint(op.f("ck_penahanan_alasan"), type_="check")
        names = ", ".join(repr(value) for value in reasons)
        batch_op.create_check_constraint(op.f("ck_penahanan_alasan"), f"alasan IN ({names})")


def drafts() -> list[tuple[sa.Row, str]]:
    """Every draft with a file, and the name of its first file as a title."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT n.id, n.judul, b.nama FROM naskah n JOIN berkas b ON b.naskah_id = n.id"
            " WHERE n.status = 'draf' ORDER BY n.id, b.id DESC"
        )
    )
    first = {row.id: row for row in rows}
    return [(row, " ".join(PurePath(row.nama).stem.replace("_", " ").split())[:LONGEST]) for row in first.values()]


def give_title(naskah_id: int, title: str) -> None:
    op.get_bind().execute(sa.text("UPDATE naskah SET judul = :judul WHERE id = :id"), {"judul": title, "id": naskah_id})
