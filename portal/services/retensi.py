"""Retention and legal holds: the Biro alone keeps the facts, places a hold and lifts it. Nothing is removed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Peran
from portal.domain.retensi import FACTS, LONGEST_REASON, RetensiFields, check_retensi
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from portal.models.naskah import Naskah
from portal.models.retensi import Pembekuan, Retensi
from portal.services.acts import Act, find_for, flush_versioned, record, refuse, require_reason, require_seen

KEEPERS = frozenset({Peran.BIRO})
"""Who keeps the facts and the holds."""
NO_REASON = "Tulis alasannya."


def save_retensi(session: Session, kode: str, version: int, fields: RetensiFields, act: Act) -> None:
    """Note the facts, or correct them; `version` is the one that was seen, 0 for none.

    Raises FieldsRefusedError, NotAllowedError, NotFoundError, StaleVersionError, or ConflictError under a hold.
    """
    naskah = _find_naskah(session, kode, act)
    refuse_frozen(session, naskah)
    refuse(check_retensi(fields, wib_today(act.now)))
    row = session.scalar(select(Retensi).where(Retensi.naskah_id == naskah.id).with_for_update())
    require_seen(row, version)
    before = {} if row is None else _values(row)
    row = row or Retensi(naskah_id=naskah.id)
    for name in FACTS:
        value = getattr(fields, name)
        setattr(row, name, value.strip() if type(value) is str else value)
    row.ends_on, row.recorded_at, row.recorded_by = fields.ends_on, act.now, act.actor.user_id
    session.add(row)
    flush_versioned(session)
    if before != (after := _values(row)):
        changed = {name for name in after if before.get(name) != after[name]}
        was, now = ({name: values[name] for name in changed if name in values} for values in (before, after))
        record(session, act, "retensi.catat", naskah, before=was, after=now)


def freeze(session: Session, kode: str, alasan: str, dokumen: str, act: Act) -> int:
    """Place a legal hold; gives back its id. Raises BadInputError, NotAllowedError or NotFoundError."""
    naskah = _find_naskah(session, kode, act)
    alasan, dokumen = require_reason(alasan, NO_REASON, LONGEST_REASON, "alasan_beku"), dokumen.strip()
    if len(dokumen) > LONGEST_REASON:
        raise BadInputError(f"Paling panjang {LONGEST_REASON} karakter.", "dokumen_beku")
    row = Pembekuan(
        naskah_id=naskah.id,
        alasan=alasan,
        dokumen=dokumen,
        placed_at=act.now,
        placed_by=act.actor.user_id,
        alasan_lepas="",
    )
    session.add(row)
    session.flush()
    record(session, act, "pembekuan.pasang", naskah, after={"alasan": alasan, "dokumen": dokumen})
    return row.id


def lift(session: Session, kode: str, pembekuan_id: int, alasan: str, act: Act) -> None:
    """Lift a hold. Raises BadInputError, NotAllowedError, NotFoundError, or ConflictError where it was lifted."""
    naskah = _find_naskah(session, kode, act)
    query = select(Pembekuan).where(Pembekuan.id == pembekuan_id, Pembekuan.naskah_id == naskah.id)
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFoundError("Pembekuan tidak ditemukan.")
    if row.lifted_at is not None:
        raise ConflictError("Pembekuan ini sudah dilepas. Muat ulang halaman.")
    row.alasan_lepas = require_reason(alasan, NO_REASON, LONGEST_REASON, "alasan_lepas")
    row.lifted_at, row.lifted_by = act.now, act.actor.user_id
    record(session, act, "pembekuan.lepas", naskah, before={"alasan": row.alasan}, after={"alasan": row.alasan_lepas})


def refuse_frozen(session: Session, naskah: Naskah) -> None:
    """Raises ConflictError while a legal hold stands on this naskah. Its caller holds the row of the naskah."""
    standing = select(Pembekuan).where(Pembekuan.naskah_id == naskah.id, Pembekuan.lifted_at.is_(None))
    if (hold := session.scalar(standing.order_by(Pembekuan.id).limit(1))) is not None:
        raise ConflictError(
            f"Naskah ini dibekukan untuk keperluan hukum ({hold.alasan[:200]}). Selama itu tidak boleh dibatalkan,"
            " ditutup, diganti berkasnya, atau diubah retensinya. Pembekuan dilepas oleh Biro."
        )


def _find_naskah(session: Session, kode: str, act: Act) -> Naskah:
    naskah = find_for(session, kode, act.actor)
    if not act.actor.peran_for(naskah.unit.kode) & KEEPERS:
        raise NotAllowedError("Hanya Biro yang mencatat retensi dan pembekuan.")
    return naskah


def _values(row: Retensi) -> dict[str, object]:
    return {name: getattr(row, name) for name in FACTS}
