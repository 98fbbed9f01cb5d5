"""Editing: a naskah is made, changed and thrown away while it is a draft.

Every change is checked against the version the editor has seen, so nobody overwrites somebody else's work unseen.
"""

import secrets
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.fields import (
    CONTENT,
    VISIBILITY,
    HubunganFields,
    NaskahFields,
    PihakFields,
    check_complete,
    check_possible,
)
from portal.domain.naskah.kode import draw_kode
from portal.domain.naskah.nomor import plain_nomor
from portal.domain.naskah.status import Action, Status
from portal.domain.permissions import Actor, Peran
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, NotAllowedError
from portal.models.hubungan import Hubungan
from portal.models.job import JobKind
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.unit import Unit
from portal.queries.public.terbitan import is_published
from portal.services import jobs, mitra
from portal.services.acts import Act, find_at_version, flush_versioned, record, refuse, require


def create_naskah(session: Session, fields: NaskahFields, act: Act) -> Naskah:
    """A new draft of a unit. Raises FieldsRefusedError, BadInputError or NotAllowedError."""
    today = wib_today(act.now)
    unit = check_new(session, fields, act)
    taken = set(session.scalars(select(Naskah.kode).where(Naskah.kode.like(f"{today.year}-%"))))
    naskah = Naskah(
        kode=draw_kode(today.year, taken, secrets.randbelow),
        status=Status.DRAF,
        unit_id=unit.id,
        unit=unit,
        alasan_status="",
        putusan_ppid="",
        is_publication_wished=False,
        created_at=act.now,
        created_by=act.actor.user_id,
        updated_at=act.now,
        **{name: getattr(fields, name) for name in (*CONTENT, *VISIBILITY)},
    )
    session.add(naskah)
    _set_parts(session, naskah, fields, act.actor)
    _record(session, naskah, act, "naskah.buat", before=None)
    return naskah


def check_new(session: Session, fields: NaskahFields, act: Act) -> Unit:
    """The unit of a new draft. Raises FieldsRefusedError, BadInputError or NotAllowedError; nothing is written."""
    refuse(check_possible(fields, wib_today(act.now)))
    unit = _unit(session, fields.unit)
    if not act.actor.peran_for(unit.kode) & {Peran.PENGELOLA, Peran.BIRO, Peran.SISTEM}:
        raise NotAllowedError("Anda bukan pengelola unit ini.")
    return unit


def update_naskah(session: Session, kode: str, version: int, fields: NaskahFields, act: Act) -> Naskah:
    """Save what the editor filled in. Visibility has its own verb and is only taken while it is a draft.

    What was handed in already must stay complete, and is judged anew for publication.
    Raises FieldsRefusedError, StaleVersionError, NotAllowedError, NotFoundError or TransitionNotAllowedError.
    """
    naskah = find_at_version(session, kode, version, act.actor)
    require(naskah, Action.EDIT, act.actor)
    refuse(check_possible(fields, wib_today(act.now)))
    if naskah.status is Status.DIAJUKAN:
        refuse(check_complete(fields))
    before = describe(session, naskah)
    if fields.unit != naskah.unit.kode:
        _move(session, naskah, fields.unit, act.actor)
    names = CONTENT + (VISIBILITY if naskah.status is Status.DRAF else ())
    for name in names:
        setattr(naskah, name, getattr(fields, name))
    naskah.updated_at = act.now
    _set_parts(session, naskah, fields, act.actor)
    _record(session, naskah, act, "naskah.ubah", before=before)
    if naskah.status is Status.DIAJUKAN:
        jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now)
    return naskah


def describe(session: Session, naskah: Naskah) -> dict[str, object]:
    """The values of a naskah for the audit trail."""
    values: dict[str, object] = {name: getattr(naskah, name) for name in (*CONTENT, *VISIBILITY)}
    values["unit"] = naskah.unit.kode
    values["pihak"] = [
        {"nama": p.nama, "nomor": p.nomor, "jabatan": p.jabatan, "signed_on": p.signed_on, "tempat": p.tempat}
        for p in naskah.pihak_list
    ]
    values["hubungan"] = [
        f"{jenis.value}:{target}"
        for jenis, target in session.execute(
            select(Hubungan.jenis, Naskah.kode)
            .join(Naskah, Naskah.id == Hubungan.target_id)
            .where(Hubungan.naskah_id == naskah.id)
            .order_by(Hubungan.id)
        )
    ]
    return values


def _set_parts(session: Session, naskah: Naskah, fields: NaskahFields, actor: Actor) -> None:
    naskah.co_pemrakarsa = [_unit(session, kode) for kode in dict.fromkeys(fields.co_pemrakarsa) if kode != fields.unit]
    if naskah.pihak_list:
        naskah.pihak_list = []
        # The old rows must go first: the new ones take over their places in the order.
        session.flush()
    naskah.pihak_list = [_party(session, n, pihak) for n, pihak in enumerate(fields.pihak, start=1)]
    flush_versioned(session)
    _set_relations(session, naskah, fields.hubungan, actor)


def _set_relations(session: Session, naskah: Naskah, wanted: Iterable[HubunganFields], actor: Actor) -> None:
    kept = {
        (row.jenis, row.target_id): row
        for row in session.scalars(select(Hubungan).where(Hubungan.naskah_id == naskah.id))
    }
    for relation in dict.fromkeys(wanted):
        target = session.scalar(select(Naskah).where(Naskah.kode == relation.target_kode))
        if target is not None and kept.pop((relation.jenis, target.id), None) is not None:
            continue  # It stood there before, and stays although its target may have left the public eye since.
        # A naskah of another unit may be named once it is public; before that, its existence is not told.
        is_known = target is not None and target.id != naskah.id
        if target is None or not is_known or not _may_name(session, target, actor):
            raise BadInputError(f"Naskah {relation.target_kode} tidak ditemukan.", "hubungan")
        session.add(Hubungan(naskah_id=naskah.id, target_id=target.id, jenis=relation.jenis))
    for row in kept.values():
        session.delete(row)
    session.flush()


def _may_name(session: Session, target: Naskah, actor: Actor) -> bool:
    return actor.can_read(target.unit.kode) or is_published(session, target.kode)


def _party(session: Session, number: int, pihak: PihakFields) -> NaskahMitra:
    partner = None if pihak.is_kementerian else mitra.find_or_add(session, pihak)
    jenis, negara = mitra.standing(partner, pihak) if partner is not None else (None, None)
    return NaskahMitra(
        urutan=number,
        mitra_id=partner.id if partner is not None else None,
        nama=" ".join(pihak.nama.split()),
        jenis=jenis,
        negara=negara,
        nomor=" ".join(pihak.nomor.split()),
        nomor_plain=plain_nomor(pihak.nomor),
        penanda_tangan=" ".join(pihak.penanda_tangan.split()),
        jabatan=" ".join(pihak.jabatan.split()),
        signed_on=pihak.signed.on,
        signed_presisi=pihak.signed.presisi,
        tempat=" ".join(pihak.tempat.split()),
    )


def _unit(session: Session, kode: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.kode == kode))
    if unit is None:
        raise BadInputError(f"Unit {kode} tidak terdaftar.", "unit")
    return unit


def _move(session: Session, naskah: Naskah, kode: str, actor: Actor) -> None:
    unit = _unit(session, kode)
    if naskah.status is not Status.DRAF or not actor.peran_for(kode) & {Peran.PENGELOLA, Peran.BIRO, Peran.SISTEM}:
        raise NotAllowedError("Unit pemrakarsa hanya dapat diganti selagi draf, di antara unit Anda.")
    naskah.unit_id, naskah.unit = unit.id, unit


def _record(session: Session, naskah: Naskah, act: Act, action: str, *, before: dict[str, object] | None) -> None:
    after = describe(session, naskah)
    old = {key: value for key, value in (before or {}).items() if after.get(key) != value}
    new = after if before is None else {key: after[key] for key in old}
    record(session, act, action, naskah, before=old, after=new)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now)
