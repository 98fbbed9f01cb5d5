"""What the newest anchor of the audit trail outside of the database says of the trail"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("audit_head", sa.Column("broken_seq", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("audit_head", "broken_seq")
