"""A second factor, its recovery codes and the wish to take it away; what a session knows of its start"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("sealed_seed", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_second_factor_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
    )
    op.create_index("ix_second_factor_user_id", "second_factor", ["user_id"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_recovery_code_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index("ix_recovery_code_user_id", "recovery_code", ["user_id"])
    op.create_table(
        "factor_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (is_granted IS NULL)", name=op.f("ck_factor_reset_decided")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_factor_reset_user_id_user_account")),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_factor_reset_asked_by_user_account")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_factor_reset_decided_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_reset")),
    )
    op.create_index("ix_factor_reset_user_id", "factor_reset", ["user_id"])
    op.add_column("user_account", sa.Column("factor_due_on", sa.Date(), nullable=True))
    op.add_column("login_session", sa.Column("awaits_code", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("login_session", sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("login_session", sa.Column("address", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    # A session that still waits for its code would be a whole one without the column.
    op.execute("DELETE FROM login_session WHERE awaits_code")
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.drop_column("address")
        batch_op.drop_column("proven_at")
        batch_op.drop_column("awaits_code")
    op.drop_column("user_account", "factor_due_on")
    op.drop_table("factor_reset")
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
