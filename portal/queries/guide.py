"""Whether somebody is shown the three hints of a first upload."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.models.user import User


def is_guide_open(session: Session, actor: Actor) -> bool:
    """Whether the person has not put the hints away yet."""
    return session.scalar(select(User.has_closed_guide).where(User.id == actor.user_id)) is False
