"""Places of words for what was published before places were kept: taken from the pages it was made of."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.models.berkas import Berkas, Halaman
from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman
from portal.services.publication import changes


def lacking(session: Session) -> Sequence[str]:
    """Codes of publications of which nobody has looked where the words of some page stand."""
    query = select(TerbitanHalaman.kode).where(TerbitanHalaman.places.is_(None))
    return session.scalars(query.distinct().order_by(TerbitanHalaman.kode)).all()


def take_over(session: Session, kode: str) -> None:
    """Let the public pages have the places of the pages of the same file that hold the very same text."""
    pages = session.execute(
        select(TerbitanHalaman.id, TerbitanHalaman.teks, TerbitanHalaman.image_sha256)
        .where(TerbitanHalaman.kode == kode, TerbitanHalaman.places.is_(None))
        .order_by(TerbitanHalaman.nomor)
    ).all()
    shown = select(TerbitanBerkas.sha256).where(TerbitanBerkas.kode == kode)
    rows = session.execute(
        select(Halaman.teks, Halaman.image_sha256, Halaman.places)
        .join(Berkas, Berkas.id == Halaman.berkas_id)
        .join(Naskah, Naskah.id == Berkas.naskah_id)
        .where(Naskah.kode == kode, Berkas.sha256.in_(shown), Halaman.places.is_not(None))
    )
    # Two pages of one text stand apart by their pictures.
    known: dict[tuple[str, str | None], bytes | None] = {(row.teks, row.image_sha256): row.places for row in rows}
    found = [{"id": page.id, "places": known.get((page.teks, page.image_sha256)) or b""} for page in pages]
    if found:
        session.execute(update(TerbitanHalaman), found)
        changes.note_several(session, [kode])
