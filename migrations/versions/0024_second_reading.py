"""A second reading of the pages that carry the metadata, and what each worker says of its second reader"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

OLD = ("baca_berkas", "kenali_halaman", "periksa_tanda_tangan", "sarankan", "terbitkan", "indeks")
NEW = (*OLD[:2], "baca_kedua", *OLD[2:])


def upgrade() -> None:
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.add_column(sa.Column("second", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("worker_process") as batch_op:
        batch_op.add_column(sa.Column("second_reader", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("worker_process") as batch_op:
        batch_op.alter_column("second_reader", existing_type=sa.String(), existing_nullable=False, server_default=None)
    allow(NEW)


def downgrade() -> None:
    # The older portal has nobody who does them, and every page was read once.
    op.execute("DELETE FROM job WHERE kind = 'baca_kedua'")
    allow(OLD)
    with op.batch_alter_table("halaman") as batch_op:
        batch_op.drop_column("second")
    with op.batch_alter_table("worker_process") as batch_op:
        batch_op.drop_column("second_reader")


def allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("job") as batch_op:
        batch_op.drop_constraint(op.f("ck_job_kind"), type_="check")
        names = ", ".join(repr(value) for value in kinds)
        batch_op.create_check_constraint(op.f("ck_job_kind"), f"kind IN ({names})")
