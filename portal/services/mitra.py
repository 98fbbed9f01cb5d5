"""Mitra: found by name, or registered when a naskah names a new one. What a naskah says of it stays on the naskah."""

import hashlib
from contextlib import suppress

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.fields import PihakFields
from portal.errors import ConflictError
from portal.models.mitra import Mitra, MitraNama
from portal.services.unit import BEGINNING

_TRIES = 5
_KEY_LETTERS = 20


def find_or_add(session: Session, pihak: PihakFields) -> Mitra:
    """The registered partner with this name (any of its names, capitals aside), or a new one.

    Its class is asked for when the naskah is handed in; until then the register and the draft may not know it.
    """
    nama = " ".join(pihak.nama.split())
    if (found := find(session, nama)) is not None:
        return found
    for _ in range(_TRIES):
        # Somebody else may register the same partner at the same moment: the key is that of the name, so one of the
        # two is refused by the database, and finds what the other has made.
        mitra = Mitra(slug=key_of(nama), nama_list=[MitraNama(nama=nama, starts_on=BEGINNING)])
        with suppress(IntegrityError), session.begin_nested():
            session.add(mitra)
            session.flush()
            return mitra
        if (found := find(session, nama)) is not None:
            return found
    raise ConflictError(f"Mitra {nama} sedang didaftarkan orang lain. Simpan sekali lagi.")


def find(session: Session, nama: str) -> Mitra | None:
    """The registered partner with this name (any of its names, capitals aside); for a merged one, where it went."""
    # Databases disagree on the small form of letters beyond A to Z, so the last comparison is made here.
    rows = session.execute(
        select(MitraNama.nama, MitraNama.mitra_id)
        .where(or_(MitraNama.nama == nama, func.length(MitraNama.nama) == len(nama)))
        .order_by(MitraNama.mitra_id)
    )
    mitra_id = next((row.mitra_id for row in rows if row.nama.casefold() == nama.casefold()), None)
    if mitra_id is None:
        return None
    found = session.get_one(Mitra, mitra_id)
    # An entry is only ever merged into one that stands, so this ends.
    while found.successor_id is not None:
        found = session.get_one(Mitra, found.successor_id)
    return found


def standing(mitra: Mitra, pihak: PihakFields) -> tuple[JenisMitra | None, str | None]:
    """Class and country of a party: what the Biro has determined of the partner, else what its naskah says."""
    is_determined = mitra.determined_jenis is not None
    return (mitra.determined_jenis, mitra.determined_negara) if is_determined else (pihak.jenis, pihak.negara)


def key_of(nama: str) -> str:
    """A key that hangs on the name alone: one that counted would tell of entries that its reader may not know."""
    return hashlib.sha256(nama.casefold().encode()).hexdigest()[:_KEY_LETTERS]
