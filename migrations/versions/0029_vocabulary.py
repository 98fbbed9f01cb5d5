"""Changes to the vocabulary of the search, made by the admin; what travels with the code stays there

Going back drops the changes: an older release knows only its own words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "vocabulary_change",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("istilah", sa.String(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("padanan", sa.Text(), nullable=False),
        sa.Column("is_mutual", sa.Boolean(), nullable=False),
        sa.Column("bahasa", sa.String(), nullable=False),
        sa.Column("sumber", sa.String(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "jenis IN ('singkatan', 'istilah', 'lembaga', 'hukum', 'negara')", name=op.f("ck_vocabulary_change_jenis")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["user_account.id"], name=op.f("fk_vocabulary_change_changed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_vocabulary_change")),
    )


def downgrade() -> None:
    op.drop_table("vocabulary_change")
