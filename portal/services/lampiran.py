"""The registers of the Lampiran: rows are added, corrected, taken out and put back; a plan becomes a naskah.

Every act is an entry of the audit trail. Nothing here starts a clock: neither register is an obligation of its own.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.lampiran.columns import PERENCANAAN, Lampiran, clean_row, fingerprint
from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, JenisMitra, Lingkup
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.permissions import Actor, Peran
from portal.errors import (
    BadInputError,
    ConflictError,
    FieldsRefusedError,
    NotAllowedError,
    NotFoundError,
    Problem,
    StaleVersionError,
)
from portal.models.lampiran import Penjajakan, Perencanaan
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.queries.lampiran import KEEPERS, MODELS
from portal.services.acts import Act, Subject, record
from portal.services.naskah.editing import create_naskah

Baris = Perencanaan | Penjajakan
READERS = KEEPERS | {Peran.PIMPINAN}
SAME = "Baris yang sama sudah ada di unit dan tahun itu."


def add(session: Session, lampiran: Lampiran, unit: str, tahun: int, typed: Mapping[str, str], act: Act) -> int:
    """A new row of a unit's register; gives back its number in the database.

    Raises FieldsRefusedError, BadInputError for an unknown unit, NotAllowedError, or ConflictError for a row that
    says the same as one that is there.
    """
    owner = keepable_unit(session, unit, act.actor)
    values = _cleaned(lampiran, typed)
    row = new_row(lampiran, owner, tahun, values, act)
    session.add(row)
    _flush(session)
    _record(session, act, "tambah", lampiran, row, after={"tahun": tahun, **values})
    return row.id


def correct(
    session: Session, lampiran: Lampiran, baris_id: int, version: int, typed: Mapping[str, str], tahun: int, act: Act
) -> None:
    """Change the texts or the year of a row. Raises what `add` raises, NotFoundError, and StaleVersionError."""
    row = _standing(session, lampiran, baris_id, version, act.actor)
    values = _cleaned(lampiran, typed)
    before: dict[str, object] = {"tahun": row.tahun, **texts_of(lampiran, row)}
    after: dict[str, object] = {"tahun": tahun, **values}
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    for name in changed:
        setattr(row, name, after[name])
    row.sidik = fingerprint(lampiran, values)
    row.updated_at, row.updated_by = act.now, act.actor.user_id
    _flush(session)
    _record(
        session, act, "ubah", lampiran, row,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip


def remove(session: Session, lampiran: Lampiran, baris_id: int, version: int, act: Act) -> None:
    """Take a row out of the register; it stays, marked, and can be put back. Raises what `correct` raises."""
    row = _standing(session, lampiran, baris_id, version, act.actor)
    row.removed_at, row.removed_by = act.now, act.actor.user_id
    _flush(session)
    _record(session, act, "hapus", lampiran, row, before={"tahun": row.tahun, **texts_of(lampiran, row)})


def restore(session: Session, lampiran: Lampiran, baris_id: int, act: Act) -> None:
    """Put a row back. Raises NotFoundError, NotAllowedError, or ConflictError where an equal row is there by now."""
    row = find_row(session, lampiran, baris_id, act.actor)
    if row.removed_at is None:
        raise ConflictError("Baris ini tidak sedang dihapus. Muat ulang halaman.")
    row.removed_at = row.removed_by = None
    row.updated_at, row.updated_by = act.now, act.actor.user_id
    _flush(session)
    _record(session, act, "pulihkan", lampiran, row, after={"tahun": row.tahun, **texts_of(lampiran, row)})


def to_naskah(
    session: Session, baris_id: int, version: int, judul: str, jenis: JenisMitra, *, kementerian: str, act: Act
) -> str:
    """Make the draft that a plan becomes, with partner and field filled in; gives back its code.

    `kementerian` is the name of our own party. Raises ConflictError where the plan has its naskah already, and what
    `correct` and `create_naskah` raise.
    """
    row = _standing(session, PERENCANAAN, baris_id, None, act.actor)
    assert isinstance(row, Perencanaan)  # noqa: S101 - tells the type checker which register was asked for
    if row.naskah is not None:
        kode = f" {row.naskah.kode}" if act.actor.can_read(row.naskah.unit.kode) else ""
        raise ConflictError(f"Rencana ini sudah menjadi naskah{kode}. Satu rencana hanya menjadi satu naskah.")
    _refuse_stale(row, version)
    if jenis in FOREIGN_JENIS_MITRA:
        raise BadInputError(
            "Pilih jenis mitra dalam negeri: perencanaan ini untuk Kerja Sama dalam negeri.", "jenis_mitra"
        )
    fields = NaskahFields(
        judul=judul,
        unit=row.unit.kode,
        lingkup=Lingkup.DALAM_NEGERI,
        ruang_lingkup=row.bidang,
        pihak=(
            PihakFields(kementerian, is_kementerian=True),
            PihakFields(row.mitra, jenis=jenis, negara="ID"),
        ),
    )
    naskah: Naskah = create_naskah(session, fields, act)
    row.naskah_id, row.naskah = naskah.id, naskah
    _flush(session)
    _record(session, act, "naskah", PERENCANAAN, row, after={"naskah": naskah.kode})
    return naskah.kode


def find_row(session: Session, lampiran: Lampiran, baris_id: int, actor: Actor) -> Baris:
    """A row that the actor keeps, locked for what is done next; also one that was taken out.

    Raises NotFoundError where the actor may not even read it, NotAllowedError where they may only read it.
    """
    row = session.get(MODELS[lampiran.nama], baris_id, with_for_update=True)
    assert row is None or isinstance(row, (Perencanaan, Penjajakan))  # noqa: S101 - tells the type checker
    peran = actor.peran_for(row.unit.kode) if row is not None else frozenset()
    if row is None or not peran & READERS:
        raise NotFoundError("Baris tidak ditemukan.")
    if not peran & KEEPERS:
        raise NotAllowedError("Anda bukan pengelola unit ini.")
    return row


def keepable_unit(session: Session, kode: str, actor: Actor) -> Unit:
    """The unit, if the actor keeps its registers. Raises BadInputError or NotAllowedError."""
    unit = session.scalar(select(Unit).where(Unit.kode == kode))
    if unit is None:
        raise BadInputError(f"Unit {kode} tidak terdaftar." if kode else "Pilih unit.", "unit")
    if not actor.peran_for(unit.kode) & KEEPERS:
        raise NotAllowedError("Anda bukan pengelola unit ini.")
    return unit


def new_row(lampiran: Lampiran, unit: Unit, tahun: int, values: Mapping[str, str], act: Act) -> Baris:
    """A row that is not stored yet."""
    who = act.actor.user_id
    return MODELS[lampiran.nama](
        unit_id=unit.id,
        unit=unit,
        tahun=tahun,
        sidik=fingerprint(lampiran, values),
        created_at=act.now,
        created_by=who,
        updated_at=act.now,
        updated_by=who,
        **values,
    )


def texts_of(lampiran: Lampiran, row: Baris) -> dict[str, str]:
    """The texts of a stored row by their names."""
    return {field: getattr(row, field) for field in lampiran.fields}


def _standing(session: Session, lampiran: Lampiran, baris_id: int, version: int | None, actor: Actor) -> Baris:
    row = find_row(session, lampiran, baris_id, actor)
    if row.removed_at is not None:
        raise ConflictError("Baris ini sudah dihapus. Pulihkan dulu dari daftar yang dihapus.")
    if version is not None:
        _refuse_stale(row, version)
    return row


def _refuse_stale(row: Baris, version: int) -> None:
    if row.version != version:
        raise StaleVersionError("Baris ini baru saja diubah orang lain. Bandingkan, lalu simpan lagi.")


def _cleaned(lampiran: Lampiran, typed: Mapping[str, str]) -> dict[str, str]:
    values, problems = clean_row(lampiran, typed)
    if problems:
        named = (Problem(one.field, lampiran.describe(one)) for one in problems)
        raise FieldsRefusedError(tuple(named))
    return values


def _flush(session: Session) -> None:
    try:
        with session.begin_nested():
            session.flush()
    except StaleDataError as error:
        raise StaleVersionError("Baris ini baru saja diubah orang lain. Muat ulang halaman.") from error
    except IntegrityError as error:
        raise ConflictError(SAME) from error


def _record(
    session: Session,
    act: Act,
    verb: str,
    lampiran: Lampiran,
    row: Baris,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    subject = Subject(lampiran.nama, str(row.id), row.unit.kode)
    record(session, act, f"{lampiran.nama}.{verb}", subject, before=before, after=after)
