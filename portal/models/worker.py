"""Worker processes: when each was last heard of, for those on other machines that nobody here can look at."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class WorkerProcess(Base):
    """A process that takes jobs, under the name by which it owns them (see `portal.process`)."""

    __tablename__ = "worker_process"

    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    second_reader: Mapped[str] = mapped_column(default="")
    """What it says of its second reader, in words for people; empty if it recognises nothing."""
