"""Whether a file is genuine, by its digest: one question to the database, whatever the answer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.publication.authenticity import Authenticity, authenticity
from portal.models.terbitan import Terbitan, TerbitanDitarik, TerbitanSidik


@dataclass(frozen=True)
class FoundFile:
    """What a file is to one code. Of a withdrawn naskah no more is told than by its tombstone."""

    kode: str
    what: Authenticity
    jenis: JenisBerkas | None = None
    judul: str = ""
    published_at: datetime | None = None
    ended_at: datetime | None = None
    withdrawn_on: date | None = None
    alasan: str = ""


def find_file(session: Session, sha256: str) -> tuple[FoundFile, ...]:
    """Everything that may be said of the file with this digest; nothing where there is nothing to say."""
    rows = session.execute(
        select(
            TerbitanSidik.kode,
            TerbitanSidik.jenis,
            TerbitanSidik.published_at,
            TerbitanSidik.ended_at,
            Terbitan.judul,
            TerbitanDitarik.withdrawn_on,
            TerbitanDitarik.alasan,
        )
        .outerjoin(Terbitan, Terbitan.kode == TerbitanSidik.kode)
        .outerjoin(TerbitanDitarik, TerbitanDitarik.kode == TerbitanSidik.kode)
        .where(TerbitanSidik.sha256 == sha256)
        .order_by(TerbitanSidik.published_at, TerbitanSidik.kode)
    )
    found = []
    for kode, jenis, published_at, ended_at, judul, withdrawn_on, alasan in rows:
        is_page_public = judul is not None
        what = authenticity(jenis, is_page_public=is_page_public, is_file_public=ended_at is None)
        if is_page_public:
            found.append(FoundFile(kode, what, jenis, judul, published_at, ended_at))
        elif withdrawn_on is not None:
            found.append(FoundFile(kode, what, withdrawn_on=withdrawn_on, alasan=alasan))
    return tuple(found)
