"""Earlier publications, as far as they may still be read. Each question asks first whether the naskah is public now."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.models.terbitan import Terbitan, TerbitanHalaman, TerbitanVersion, TerbitanVersionHalaman
from portal.queries.public import terbitan
from portal.queries.public.record import unpack
from portal.queries.public.values import PublicBerkas, PublicHalaman, PublicNaskah, PublicVersion

NOT_SHOWN = "Terbitan itu tidak tersedia. Buka terbitan yang terbaru."


class _Kept(NamedTuple):
    """A kept publication, the newest number of its naskah, and the number whose pages are its own (None: newest)."""

    row: TerbitanVersion
    newest: int
    pages_of: int | None


def list_versions(session: Session, kode: str) -> tuple[PublicVersion, ...]:
    """The earlier publications of a naskah, the newest first."""
    rows = session.execute(
        select(TerbitanVersion.nomor, TerbitanVersion.published_at, TerbitanVersion.replaced_at)
        .join(Terbitan, Terbitan.kode == TerbitanVersion.kode)
        .where(TerbitanVersion.kode == kode)
        .order_by(TerbitanVersion.nomor.desc())
    )
    return tuple(PublicVersion(*row) for row in rows)


def newest_number(session: Session, kode: str) -> int:
    """The number of the present publication; raises NotFoundError or WithdrawnError where there is none."""
    found = session.scalar(select(Terbitan.nomor_terbit).where(Terbitan.kode == kode))
    if found is None:
        raise terbitan.absent(session, kode)
    return found


def find_version(session: Session, kode: str, nomor: int, today: date) -> PublicNaskah:
    """An earlier publication as it was; raises NotFoundError, or WithdrawnError with the whole naskah."""
    kept = _find(session, kode, nomor)
    row = unpack(kode, kept.row.record)
    pages = session.scalar(select(func.count()).select_from(_pages(kode, kept).subquery())) or 0
    version = PublicVersion(nomor, kept.row.published_at, kept.row.replaced_at)
    return terbitan.public_naskah(row, today, page_count=pages, version=version)


def find_version_pages(
    session: Session,
    kode: str,
    nomor: int,
    *,
    first: int = 1,
    last: int | None = None,
    with_blocks: bool = False,
    with_places: bool = False,
) -> tuple[PublicHalaman, ...]:
    """Pages of an earlier publication; as `terbitan.find_pages` gives those of the present one."""
    return terbitan.pages_of(
        session,
        _pages(kode, _find(session, kode, nomor)),
        first=first,
        last=last,
        with_blocks=with_blocks,
        with_places=with_places,
    )


def find_version_berkas(session: Session, kode: str, nomor: int, urutan: int, today: date) -> tuple[PublicBerkas, str]:
    """A file of an earlier publication, and the title the naskah had then."""
    found = terbitan.public_naskah(unpack(kode, _find(session, kode, nomor).row.record), today)
    for berkas in found.berkas:
        if berkas.urutan == urutan:
            return berkas, found.item.judul
    raise terbitan.absent(session, kode, "Berkas tidak ditemukan.")


def _find(session: Session, kode: str, nomor: int) -> _Kept:
    later = (
        select(func.min(TerbitanVersion.nomor))
        .where(TerbitanVersion.kode == kode, TerbitanVersion.nomor >= nomor, TerbitanVersion.has_pages)
        .scalar_subquery()
    )
    found = session.execute(
        select(TerbitanVersion, Terbitan.nomor_terbit, later)
        .join(Terbitan, Terbitan.kode == TerbitanVersion.kode)
        .where(TerbitanVersion.kode == kode, TerbitanVersion.nomor == nomor)
    ).one_or_none()
    if found is None:
        raise terbitan.absent(session, kode, NOT_SHOWN)
    return _Kept(*found)


def _pages(kode: str, kept: _Kept) -> Select[TerbitanVersionHalaman] | Select[TerbitanHalaman]:
    if kept.pages_of is None:
        return select(TerbitanHalaman).where(TerbitanHalaman.kode == kode)
    return select(TerbitanVersionHalaman).where(
        TerbitanVersionHalaman.kode == kode, TerbitanVersionHalaman.versi == kept.pages_of
    )
