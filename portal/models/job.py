"""Job: work for the indexer, written in the same transaction as what it is about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, EnumText, UtcDateTime, one_of


class JobKind(StrEnum):
    """What a job does; each has a consumer in the indexer."""

    BACA_BERKAS = "baca_berkas"
    KENALI_HALAMAN = "kenali_halaman"
    BACA_KEDUA = "baca_kedua"
    PERIKSA_TANDA_TANGAN = "periksa_tanda_tangan"
    SARANKAN = "sarankan"
    TERBITKAN = "terbitkan"
    INDEKS = "indeks"
    TANDAI_LOG = "tandai_log"
    """Sign the head of the public log; about no record."""
    HITAMKAN = "hitamkan"
    """Make the public copies that the plan of a redaction asks for."""


class JobState(StrEnum):
    """Where a job stands. `GAGAL` is visible to staff and can be tried again."""

    MENUNGGU = "menunggu"
    BERJALAN = "berjalan"
    SELESAI = "selesai"
    GAGAL = "gagal"


class Job(Base):
    """One piece of work with a lease: a worker that dies loses it to the next, and cannot finish it twice."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(one_of("kind", JobKind), name="kind"),
        CheckConstraint(one_of("state", JobState), name="state"),
        Index("ix_job_state_priority_giliran_id", "state", "priority", "giliran", "id"),
        Index("ix_job_kind_subject_id_state", "kind", "subject_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[JobKind] = mapped_column(EnumText(JobKind))
    subject_id: Mapped[int]
    """The berkas (reading, signatures, suggestions), halaman (both readings), penghitaman or naskah; 0 where none."""
    priority: Mapped[int]
    """Lower goes first: uploads by people before bulk work."""
    giliran: Mapped[int]
    """Among equals the lower goes first: the n-th page of every file before page n + 1 of any, so that files share."""
    state: Mapped[JobState] = mapped_column(EnumText(JobState))
    attempts: Mapped[int]
    losses: Mapped[int] = mapped_column(default=0)
    """How often the process that did it went away; that is rarely the fault of the job, so it costs no attempt."""
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str]
    progress: Mapped[int]
    progress_total: Mapped[int]
