"""What the internal index holds, made from the naskah themselves, and in what an index differs from the database.

The public one is made from the projection alone, by `queries.public.documents`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.naskah.enumerations import ReadingState
from portal.domain.tanggal import Tanggal, last_signed
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.search.interface import SearchDocument, facet_text
from portal.services.unit import nama_on


def internal_document(session: Session, naskah: Naskah) -> SearchDocument:
    """What the staff index holds of a naskah: its present state, published or not."""
    signed = last_signed(Tanggal(p.signed_on, p.signed_presisi) for p in naskah.pihak_list)
    pages = session.scalars(
        select(Halaman.teks)
        .join(Berkas, Berkas.id == Halaman.berkas_id)
        .where(Berkas.naskah_id == naskah.id, Berkas.replaced_by_id.is_(None), Berkas.keadaan == ReadingState.TERBACA)
        .order_by(Berkas.urutan, Berkas.id, Halaman.nomor)
    )
    return SearchDocument(
        kode=naskah.kode,
        judul=naskah.judul,
        nomor=tuple(p.nomor for p in naskah.pihak_list if p.nomor),
        mitra=tuple((p.mitra.slug, p.nama) for p in naskah.pihak_list if p.mitra is not None),
        unit=naskah.unit.kode,
        unit_nama=nama_on(naskah.unit, signed.on),
        lingkup=naskah.lingkup.value if naskah.lingkup else "",
        bentuk=naskah.bentuk.value if naskah.bentuk else "",
        negara=tuple(sorted({p.negara for p in naskah.pihak_list if p.negara})),
        signed_on=signed.on,
        effective_on=naskah.effective_on,
        expires_on=naskah.expires_on,
        ended_on=naskah.ended_on,
        end_kind=naskah.end_kind,  # type: ignore[arg-type]  # held to the two values by a CHECK
        pages=tuple(pages),
        keywords=(*naskah.subjek, naskah.nama_bentuk or "", naskah.ruang_lingkup),
        is_open_ended=naskah.is_open_ended,
        subjek=tuple(map(facet_text, naskah.subjek)),
        nama_bentuk=facet_text(naskah.nama_bentuk or ""),
        signed_presisi=signed.presisi,
    )


def all_internal(session: Session) -> Iterator[SearchDocument]:
    """Every document of the internal index."""
    for naskah_id in list(session.scalars(select(Naskah.id).order_by(Naskah.id))):
        naskah = session.get(Naskah, naskah_id, options=[selectinload(Naskah.pihak_list)])
        if naskah is not None:
            yield internal_document(session, naskah)
        session.expunge_all()


@dataclass(frozen=True)
class Differences:
    """Codes in which an index and the database differ, each in order."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    stale: tuple[str, ...]
    """Held in another version than the database has."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.missing or self.surplus or self.stale)


def differences(
    held: Mapping[str, str], documents: Iterable[SearchDocument], *, underway: frozenset[str]
) -> Differences:
    """What an index that holds `held` lacks, has too much, or has in another version than `documents`.

    Naskah that are `underway` are left out: their entry changes of itself.
    """
    versions = {document.kode: document.version() for document in documents}
    both = held.keys() & versions.keys()
    return Differences(
        missing=tuple(sorted(versions.keys() - held.keys() - underway)),
        surplus=tuple(sorted(held.keys() - versions.keys() - underway)),
        stale=tuple(sorted(kode for kode in both - underway if held[kode] != versions[kode])),
    )


def underway(session: Session, since: datetime) -> frozenset[str]:
    """Codes of naskah whose index entry waits to be written, is being written, or was written since an instant."""
    is_open = Job.state.in_((JobState.MENUNGGU, JobState.BERJALAN))
    is_recent = and_(Job.state == JobState.SELESAI, Job.finished_at >= since)
    query = select(Naskah.kode).join(Job, Job.subject_id == Naskah.id)
    return frozenset(session.scalars(query.where(Job.kind == JobKind.INDEKS, or_(is_open, is_recent))))
