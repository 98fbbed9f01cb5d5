"""Filing: the order of the files of a naskah, for a scan that was split over several files."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.status import Action, Status
from portal.errors import BadInputError
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.services import audit, jobs
from portal.services.editing import Act, find_for, flush_versioned, require


def arrange(session: Session, kode: str, berkas_ids: Sequence[int], act: Act) -> None:
    """Put the current files of a naskah into this order; pages are counted through in it.

    Raises BadInputError unless every current file is named once, NotAllowedError, NotFoundError or
    TransitionNotAllowedError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    query = select(Berkas).where(Berkas.naskah_id == naskah.id, Berkas.replaced_by_id.is_(None))
    files = {berkas.id: berkas for berkas in session.scalars(query.order_by(Berkas.urutan, Berkas.id))}
    if sorted(berkas_ids) != sorted(files):
        raise BadInputError("Sebutkan setiap berkas naskah ini satu kali. Muat ulang halaman.", "urutan")
    if list(berkas_ids) == list(files):
        return
    places = sorted(berkas.urutan for berkas in files.values())
    before = [berkas.nama for berkas in files.values()]
    for place, berkas_id in zip(places, berkas_ids, strict=True):
        files[berkas_id].urutan = place
    naskah.updated_at = act.now
    flush_versioned(session)
    audit.record(
        session,
        actor=act.actor,
        now=act.now,
        action="berkas.urutkan",
        object_kind="naskah",
        object_key=naskah.kode,
        before={"urutan": before},
        after={"urutan": [files[berkas_id].nama for berkas_id in berkas_ids]},
        unit=naskah.unit.kode,
    )
    if naskah.status is Status.DIAJUKAN:
        jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now)
