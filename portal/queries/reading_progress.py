"""What the machine is still doing with files, and what it found out about their signatures: one query each, for all."""

import json
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.naskah import Pengenalan
from portal.domain.signature import SignatureReport
from portal.models.berkas import Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.tanda_tangan import TandaTangan
from portal.queries.reading_values import Recognition

_WAITING = (Pengenalan.MENUNGGU, Pengenalan.TANPA_MESIN)


def recognition_of(session: Session, berkas_ids: Sequence[int]) -> dict[int, Recognition]:
    """The recognition of those files that have pages for a recogniser."""
    state = Halaman.pengenalan
    rows = session.execute(
        select(
            Halaman.berkas_id,
            func.count().filter(state.not_in(_WAITING)).label("done"),
            func.count().label("total"),
            func.count().filter(state == Pengenalan.TANPA_MESIN).label("without_engine"),
            func.count().filter(state == Pengenalan.GAGAL).label("failed"),
        )
        .where(Halaman.berkas_id.in_(berkas_ids), state != Pengenalan.TIDAK_PERLU)
        .group_by(Halaman.berkas_id)
    )
    return {row.berkas_id: Recognition(row.done, row.total, row.without_engine, row.failed) for row in rows}


def being_suggested(session: Session, berkas_ids: Sequence[int]) -> frozenset[int]:
    """Files whose suggestions are about to be made (anew)."""
    rows = select(Job.subject_id).where(
        Job.kind == JobKind.SARANKAN,
        Job.subject_id.in_(berkas_ids),
        Job.state.in_((JobState.MENUNGGU, JobState.BERJALAN)),
    )
    return frozenset(session.scalars(rows))


def signatures_of(session: Session, berkas_ids: Sequence[int]) -> dict[int, tuple[SignatureReport, ...]]:
    """The reports on the signatures of files, in order of signing."""
    rows = session.execute(
        select(TandaTangan.berkas_id, TandaTangan.laporan)
        .where(TandaTangan.berkas_id.in_(berkas_ids))
        .order_by(TandaTangan.berkas_id, TandaTangan.urutan)
    )
    found: dict[int, list[SignatureReport]] = {}
    for berkas_id, packed in rows:
        found.setdefault(berkas_id, []).append(SignatureReport.from_json(json.loads(packed)))
    return {berkas_id: tuple(reports) for berkas_id, reports in found.items()}
