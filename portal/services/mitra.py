"""Mitra: found by name, or registered when a naskah names a new one."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.isian import PihakFields
from portal.domain.nama_berkas import slug
from portal.errors import BadInputError
from portal.models.mitra import Mitra, MitraNama
from portal.services.units import BEGINNING


def find_or_add(session: Session, pihak: PihakFields) -> Mitra:
    """The registered partner with this name (any of its names, capitals aside), or a new one."""
    nama = " ".join(pihak.nama.split())
    found = session.scalar(
        select(Mitra).join(MitraNama).where(func.lower(MitraNama.nama) == nama.lower()).order_by(Mitra.id).limit(1)
    )
    if found is not None:
        return found
    if pihak.jenis is None:
        raise BadInputError(f"Pilih jenis mitra untuk {nama}.", "pihak")
    mitra = Mitra(
        slug=_free_slug(session, nama),
        jenis=pihak.jenis,
        negara=pihak.negara,
        nama_list=[MitraNama(nama=nama, starts_on=BEGINNING)],
    )
    session.add(mitra)
    session.flush()
    return mitra


def nama_on(mitra: Mitra, on: date | None) -> str:
    """The partner's name on a day; its newest where the day is unknown."""
    names = mitra.nama_list
    valid = [name for name in names if on is None or name.starts_on <= on] or names[:1]
    return valid[-1].nama if valid else mitra.slug


def _free_slug(session: Session, nama: str) -> str:
    base = slug(nama)
    taken = set(session.scalars(select(Mitra.slug).where(Mitra.slug.like(f"{base}%"))))
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
