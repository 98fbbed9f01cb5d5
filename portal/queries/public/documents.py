"""What the public index holds: documents made from the public projection alone."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.terbitan import Terbitan, TerbitanHalaman
from portal.search.interface import SearchDocument, facet_text


def public_document(session: Session, kode: str) -> SearchDocument | None:
    """What the public index holds of a naskah; None where nothing is published (then it is taken out)."""
    row = session.get(Terbitan, kode)
    if row is None:
        return None
    pages = session.scalars(
        select(TerbitanHalaman.teks).where(TerbitanHalaman.kode == kode).order_by(TerbitanHalaman.nomor)
    )
    return SearchDocument(
        kode=row.kode,
        judul=row.judul,
        nomor=tuple(p.nomor for p in row.pihak_list if p.nomor),
        mitra=tuple((p.mitra_slug, p.nama) for p in row.pihak_list if p.mitra_slug is not None),
        unit=row.unit_kode,
        unit_nama=row.unit_nama,
        lingkup=row.lingkup.value,
        bentuk=row.bentuk.value,
        negara=tuple(sorted({p.negara for p in row.pihak_list if p.negara})),
        signed_on=row.signed_on,
        effective_on=row.effective_on,
        expires_on=row.expires_on,
        ended_on=row.ended_on,
        end_kind=row.end_kind,  # type: ignore[arg-type]  # held to the two values by a CHECK
        pages=tuple(pages),
        keywords=(*row.subjek, row.nama_bentuk or "", row.ruang_lingkup),
        is_open_ended=row.is_open_ended,
        subjek=tuple(map(facet_text, row.subjek)),
        nama_bentuk=facet_text(row.nama_bentuk or ""),
        signed_presisi=row.signed_presisi,
    )


def all_public(session: Session) -> Iterator[SearchDocument]:
    """Every document of the public index, a bounded number in memory at a time."""
    for kode in list(session.scalars(select(Terbitan.kode).order_by(Terbitan.kode))):
        document = public_document(session, kode)
        session.expunge_all()
        if document is not None:
            yield document
