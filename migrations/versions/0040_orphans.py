"""A copy may also be an orphan: an object that lies in a place and that no record names."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

STATES = ("waiting", "whole", "missing", "altered")


def upgrade() -> None:
    _allow((*STATES, "orphan"))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM object_copy WHERE state = 'orphan'"))
    _allow(STATES)


def _allow(states: tuple[str, ...]) -> None:
    listed = ", ".join(repr(state) for state in states)
    with op.batch_alter_table("object_copy") as batch_op:
        batch_op.drop_constraint(op.f("ck_object_copy_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_object_copy_state"), f"state IN ({listed})")
