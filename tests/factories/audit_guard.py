"""Taking away what keeps the audit trail append-only, as only somebody with the database's own rights can."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def without_guard(session: Session) -> None:
    """Let this session change and remove entries."""
    if session.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
    else:
        session.execute(text("DROP TRIGGER audit_entry_append_only ON audit_entry"))
