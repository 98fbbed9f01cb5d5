"""Evaluating: the pengelola of a naskah and the Biro note what monitoring and evaluation found (Pasal 42).

Every note is one entry in the history of its naskah. Nothing of it is ever copied to what is public.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.evaluasi import EvaluasiFields, check_evaluasi
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from portal.models.evaluasi import Evaluasi
from portal.models.naskah import Naskah
from portal.services.acts import Act, find_for, flush_versioned, record, refuse, require_seen

LONGEST_REASON = 1000
WRITERS = frozenset({Peran.PENGELOLA, Peran.BIRO})
"""Who notes an evaluation: the pengelola of the Pemrakarsa, and the Biro that may take part (Pasal 42 ayat (2))."""
_DAYS = ("period_from", "period_to", "evaluated_on", "dokumen_on", "delivered_on")
_TEXTS = ("ringkasan", "rekomendasi", "dokumen_nomor", "delivered_nomor")


def add_evaluasi(session: Session, kode: str, fields: EvaluasiFields, act: Act) -> int:
    """Note an evaluation; gives back its id. Raises FieldsRefusedError, NotAllowedError or NotFoundError."""
    naskah = _find_naskah(session, kode, act)
    refuse(check_evaluasi(fields, wib_today(act.now)))
    row = Evaluasi(naskah_id=naskah.id, recorded_at=act.now, recorded_by=act.actor.user_id, alasan_batal="")
    _fill(row, fields)
    session.add(row)
    session.flush()
    record(session, act, "evaluasi.catat", naskah, after=_values(row))
    return row.id


def update_evaluasi(
    session: Session, kode: str, evaluasi_id: int, version: int, fields: EvaluasiFields, act: Act
) -> None:
    """Correct a note, or add the day it was delivered.

    Raises FieldsRefusedError, NotAllowedError, NotFoundError, or ConflictError where it was changed meanwhile.
    """
    naskah = _find_naskah(session, kode, act)
    row = _find(session, naskah, evaluasi_id, version)
    refuse(check_evaluasi(fields, wib_today(act.now)))
    before = _values(row)
    _fill(row, fields)
    flush_versioned(session)
    after = _values(row)
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if changed:
        was, now = ({name: values[name] for name in changed if name in values} for values in (before, after))
        # The day of the evaluation says which of the notes of this naskah it is.
        record(session, act, "evaluasi.ubah", naskah, before=was, after={"evaluated_on": row.evaluated_on, **now})


def void_evaluasi(session: Session, kode: str, evaluasi_id: int, version: int, alasan: str, act: Act) -> None:
    """Take a wrong note back: it stays in the history alone.

    Raises BadInputError without a reason, NotAllowedError, NotFoundError or ConflictError.
    """
    naskah = _find_naskah(session, kode, act)
    row = _find(session, naskah, evaluasi_id, version)
    if not alasan.strip():
        raise BadInputError("Tulis mengapa catatan ini dibatalkan.", "alasan_batal")
    if len(alasan) > LONGEST_REASON:
        raise BadInputError(f"Paling panjang {LONGEST_REASON} karakter.", "alasan_batal")
    row.voided_at, row.voided_by, row.alasan_batal = act.now, act.actor.user_id, alasan.strip()
    flush_versioned(session)
    after = {"evaluated_on": row.evaluated_on, "alasan_batal": row.alasan_batal}
    record(session, act, "evaluasi.batal", naskah, after=after)


def _find_naskah(session: Session, kode: str, act: Act) -> Naskah:
    naskah = find_for(session, kode, act.actor)
    if not act.actor.peran_for(naskah.unit.kode) & WRITERS:
        raise NotAllowedError("Anda tidak berwenang mencatat evaluasi naskah ini.")
    return naskah


def _find(session: Session, naskah: Naskah, evaluasi_id: int, version: int) -> Evaluasi:
    query = select(Evaluasi).where(Evaluasi.id == evaluasi_id, Evaluasi.naskah_id == naskah.id)
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFoundError("Catatan evaluasi tidak ditemukan.")
    if row.voided_at is not None:
        raise ConflictError("Catatan evaluasi ini sudah dibatalkan. Muat ulang halaman.")
    require_seen(row, version)
    return row


def _fill(row: Evaluasi, fields: EvaluasiFields) -> None:
    for name in _DAYS:
        setattr(row, name, getattr(fields, name))
    for name in _TEXTS:
        setattr(row, name, getattr(fields, name).strip())
    row.is_with_biro = fields.is_with_biro


def _values(row: Evaluasi) -> dict[str, object]:
    values = {name: getattr(row, name) for name in (*_DAYS, *_TEXTS)} | {"is_with_biro": row.is_with_biro}
    return {name: value for name, value in values.items() if value not in (None, "", False)}
