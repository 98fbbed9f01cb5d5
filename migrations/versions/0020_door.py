"""Initial passwords that have to be changed; failures of known browsers counted apart"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("user_account") as batch_op:
        batch_op.add_column(sa.Column("must_change_password", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Whoever never changed the password that was made for them, or got another one since, has not chosen theirs.
    op.execute(
        "UPDATE user_account SET must_change_password = true WHERE EXISTS ("
        "SELECT 1 FROM audit_entry given WHERE given.object_kind = 'akun' AND given.object_key = user_account.email"
        " AND given.action IN ('akun.tambah', 'akun.setel_ulang_sandi') AND NOT EXISTS ("
        "SELECT 1 FROM audit_entry chosen WHERE chosen.object_kind = 'akun' AND chosen.object_key = user_account.email"
        " AND chosen.action = 'akun.ganti_sandi' AND chosen.seq > given.seq))"
    )
    with op.batch_alter_table("login_failure") as batch_op:
        batch_op.add_column(sa.Column("device", sa.String(), nullable=False, server_default=""))
        batch_op.create_index("ix_login_failure_device_at", ["device", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("login_failure") as batch_op:
        batch_op.drop_index("ix_login_failure_device_at")
        batch_op.drop_column("device")
    with op.batch_alter_table("user_account") as batch_op:
        batch_op.drop_column("must_change_password")
