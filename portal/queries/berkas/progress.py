"""What the machine is still doing with files, and what it found out about their signatures."""

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.tanda_tangan.report import SignatureReport
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.tanda_tangan import TandaTangan
from portal.queries.berkas.values import Recognition

_WAITING = (RecognitionState.MENUNGGU, RecognitionState.TANPA_MESIN)


def recognition_by_file(condition: ColumnElement[bool]) -> Select[int, int, int, int, int]:
    """The recognition of each file that has pages for a recogniser: done, total, without_engine, failed."""
    state = Halaman.pengenalan
    return (
        select(
            Halaman.berkas_id,
            func.count().filter(state.not_in(_WAITING)).label("done"),
            func.count().label("total"),
            func.count().filter(state == RecognitionState.TANPA_MESIN).label("without_engine"),
            func.count().filter(state == RecognitionState.GAGAL).label("failed"),
        )
        .where(condition, state != RecognitionState.TIDAK_PERLU)
        .group_by(Halaman.berkas_id)
    )


def recognition_of(session: Session, berkas_ids: Sequence[int]) -> dict[int, Recognition]:
    """The recognition of those files that have pages for a recogniser."""
    rows = session.execute(recognition_by_file(Halaman.berkas_id.in_(berkas_ids)))
    return {row.berkas_id: Recognition(row.done, row.total, row.without_engine, row.failed) for row in rows}


IS_BEING_SUGGESTED: ColumnElement[bool] = (
    exists()
    .where(
        Job.kind == JobKind.SARANKAN,
        Job.subject_id == Berkas.id,
        Job.state.in_((JobState.MENUNGGU, JobState.BERJALAN)),
    )
    .correlate(Berkas)
)
"""Condition on `Berkas`: its suggestions are about to be made (anew)."""


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
