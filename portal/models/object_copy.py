"""ObjectCopy: one copy of a stored object in one of the places of the originals, and when it was last found whole."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, EnumText, UtcDateTime, one_of


class Place(StrEnum):
    """Where a copy lies: the store the portal works with, or the one beside it."""

    FIRST = "first"
    SECOND = "second"


class CopyState(StrEnum):
    """What is known of a copy."""

    WAITING = "waiting"
    """Not made yet, or not known to be whole: the place did not answer when the file came."""
    WHOLE = "whole"
    """Its bytes hashed to their name when they were last read."""
    MISSING = "missing"
    ALTERED = "altered"
    ORPHAN = "orphan"
    """It lies there and no record names it: left by an upload that was cut off, or its record was changed."""


class ObjectCopy(Base):
    """A copy of an object of the store, by digest and place."""

    __tablename__ = "object_copy"
    __table_args__ = (
        CheckConstraint(one_of("place", Place), name="place"),
        CheckConstraint(one_of("state", CopyState), name="state"),
        # Oldest first within a place, and what has to be mended or made at once.
        Index("ix_object_copy_place_checked_at", "place", "checked_at"),
        Index("ix_object_copy_state_place", "state", "place"),
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[Place] = mapped_column(EnumText(Place), primary_key=True)
    size: Mapped[int]
    state: Mapped[CopyState] = mapped_column(EnumText(CopyState))
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was last read and hashed; None: never since it is listed here, which puts it first in the line."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Since when it is in this state."""
