"""Retrying: staff give a reading or a piece of work that failed another chance."""

from sqlalchemy.orm import Session

from portal.domain.naskah.status import Action
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.services import jobs
from portal.services.acts import Act, Subject, find_for, record, require
from portal.services.berkas import reading


def read_again(session: Session, kode: str, berkas_id: int, act: Act) -> None:
    """Read a file of a naskah once more. Raises NotFoundError, NotAllowedError or TransitionNotAllowedError."""
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    berkas = session.get(Berkas, berkas_id)
    if berkas is None or berkas.naskah_id != naskah.id:
        raise NotFoundError("Berkas tidak ditemukan.")
    reading.ask_again(session, berkas_id, now=act.now)
    record(session, act, "berkas.baca_ulang", naskah, after={"nama": berkas.nama, "sha256": berkas.sha256})


def retry_job(session: Session, job_id: int, act: Act) -> None:
    """Give a failed job new attempts. Raises NotFoundError or ConflictError."""
    job = jobs.retry(session, job_id, now=act.now)
    after = {"jenis": job.kind, "objek": job.subject_id}
    record(session, act, "pekerjaan.ulangi", Subject("pekerjaan", str(job.id)), after=after)
