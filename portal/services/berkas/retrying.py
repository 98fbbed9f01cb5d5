"""Retrying: staff give a reading or a piece of work that failed another chance."""

from sqlalchemy.orm import Session

from portal.domain.naskah.status import Action
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.services import audit, jobs
from portal.services.berkas import reading
from portal.services.naskah.editing import Act, find_for, require


def read_again(session: Session, kode: str, berkas_id: int, act: Act) -> None:
    """Read a file of a naskah once more. Raises NotFoundError, NotAllowedError or TransitionNotAllowedError."""
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    berkas = session.get(Berkas, berkas_id)
    if berkas is None or berkas.naskah_id != naskah.id:
        raise NotFoundError("Berkas tidak ditemukan.")
    reading.ask_again(session, berkas_id, now=act.now)
    audit.record(
        session,
        actor=act.actor,
        now=act.now,
        action="berkas.baca_ulang",
        object_kind="naskah",
        object_key=kode,
        after={"nama": berkas.nama, "sha256": berkas.sha256},
        unit=naskah.unit.kode,
    )


def retry_job(session: Session, job_id: int, act: Act) -> None:
    """Give a failed job new attempts. Raises NotFoundError or ConflictError."""
    job = jobs.retry(session, job_id, now=act.now)
    audit.record(
        session,
        actor=act.actor,
        now=act.now,
        action="pekerjaan.ulangi",
        object_kind="pekerjaan",
        object_key=str(job.id),
        after={"jenis": job.kind, "objek": job.subject_id},
    )
