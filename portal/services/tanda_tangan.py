"""Signatures: the reports on the electronic signatures of a file become rows; a new check replaces the old one."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.tanda_tangan.report import SignatureReport
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.models.tanda_tangan import TandaTangan
from portal.services import jobs
from portal.services.acts import record, system_act
from portal.services.publication import tanda_tangan

LONGEST_NOTE = 1000


def store_signatures(
    session: Session, berkas_id: int, reports: Sequence[SignatureReport], note: str, *, now: datetime
) -> None:
    """Replace the reports of a file, in order of signing; `note` says in words why some could not be looked for.

    A public page is told of it too. Raises NotFoundError. The state of the file, its publication and its text stay as
    they are, whatever was found.
    """
    berkas = _found(session, berkas_id)
    session.execute(delete(TandaTangan).where(TandaTangan.berkas_id == berkas_id))
    for place, report in enumerate(reports, 1):
        packed = json.dumps(report.to_json(), ensure_ascii=False, separators=(",", ":"))
        session.add(TandaTangan(berkas_id=berkas_id, urutan=place, laporan=packed, checked_at=now))
    berkas.signatures_checked_at = now
    berkas.keterangan_tanda_tangan = note[:LONGEST_NOTE]
    session.flush()
    is_public = tanda_tangan.renew(session, berkas)
    record(
        session,
        system_act(now),
        "berkas.periksa_tanda_tangan",
        berkas.naskah,
        after={
            "sha256": berkas.sha256,
            "tanda_tangan": len(reports),
            "daftar_kepercayaan": reports[0].trust_fingerprint if reports else "",
            "keterangan": berkas.keterangan_tanda_tangan,
            "tampil_di_publik": is_public,
        },
    )


def ask_check(session: Session, berkas_id: int, *, now: datetime, priority: int = jobs.PRIORITY_PERSON) -> None:
    """Ask for a check of the signatures of one file; raises NotFoundError."""
    _found(session, berkas_id)
    jobs.enqueue(session, JobKind.PERIKSA_TANDA_TANGAN, berkas_id, now=now, priority=priority)


def ask_all(session: Session, *, now: datetime) -> int:
    """Ask for a new check of every file, behind all that people wait for; gives back how many."""
    found = list(session.scalars(select(Berkas.id).order_by(Berkas.id)))
    for berkas_id in found:
        jobs.enqueue(session, JobKind.PERIKSA_TANDA_TANGAN, berkas_id, now=now, priority=jobs.PRIORITY_BULK)
    return len(found)


def _found(session: Session, berkas_id: int) -> Berkas:
    berkas = session.get(Berkas, berkas_id)
    if berkas is None:
        raise NotFoundError("Berkas tidak ditemukan.")
    return berkas
