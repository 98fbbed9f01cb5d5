"""Alembic environment: runs the numbered revisions on the connection it is given."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from portal.models.all_models import Base


def render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Write our own column types as the plain types beneath them: a migration must outlive the models."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return "sa.DateTime(timezone=True)" if isinstance(item.impl, sa.DateTime) else "sa.Text()"
    return False


def run() -> None:
    """Apply the revisions inside the caller's connection (see migrations.runner)."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=render_item,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
