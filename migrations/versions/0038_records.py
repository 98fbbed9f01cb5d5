"""Which day of the audit trail the public log was told last"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0035"


def upgrade() -> None:
    op.add_column("audit_head", sa.Column("told_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("audit_head", "told_on")
