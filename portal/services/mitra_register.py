"""The register of partners in the hands of the Biro: an entry is corrected, merged into another, or parted again.

What the Biro determines stands on every naskah with the partner, public ones at once. The names on the naskah stay as
they were signed.
"""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.fields import LONGEST_JUDUL
from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, Problem
from portal.models.job import JobKind
from portal.models.mitra import Mitra, MitraNama
from portal.models.naskah import NaskahMitra
from portal.services import jobs, mitra
from portal.services.acts import Act, Subject, record, refuse
from portal.services.publication import mitra as public

LONGEST_ALASAN = 500


@dataclass(frozen=True)
class Determination:
    """What the Biro determines of a partner, and on what ground."""

    nama: str
    jenis: JenisMitra | None
    negara: str | None
    alasan: str


def determine(session: Session, mitra_id: int, wanted: Determination, act: Act) -> None:
    """Correct an entry. Raises NotAllowedError, NotFoundError, FieldsRefusedError, BadInputError or ConflictError."""
    row = _find(session, mitra_id, act)
    nama, alasan = " ".join(wanted.nama.split()), _reason(wanted.alasan)
    refuse(_problems(nama, wanted))
    other = mitra.find(session, nama)
    if other is not None and other.id != row.id:
        raise ConflictError("Nama itu sudah dipakai mitra lain di daftar. Gabungkan keduanya bila memang sama.")
    before = _values(row)
    row.determined_nama, row.determined_jenis, row.determined_negara = nama, wanted.jenis, wanted.negara
    _note_name(session, row, nama, act)
    _bring_up(session, row, act)
    record(session, act, "mitra.tetapkan", _subject(row), before=before, after={**_values(row), "alasan": alasan})


def merge(session: Session, source_id: int, target_nama: str, alasan: str, act: Act) -> int:
    """Merge an entry into another, named by any of its names; gives back the number of that one.

    Naskah of both stand under it, and the public address of the merged entry leads there. Raises NotAllowedError,
    NotFoundError, BadInputError or ConflictError.
    """
    source, reason = _find(session, source_id, act), _reason(alasan)
    target = mitra.find(session, " ".join(target_nama.split()))
    if target is None:
        raise BadInputError("Tidak ada mitra dengan nama itu. Salin namanya dari daftar.", "tujuan")
    if target.id == source.id:
        raise BadInputError("Pilih mitra lain: yang ini sama.", "tujuan")
    # Locked in one order, so that two merges the other way round do not end in a circle.
    rows = {row.id: row for row in _locked(session, source.id, target.id)}
    source, target = rows[source.id], rows[target.id]
    if source.successor_id is not None or target.successor_id is not None:
        raise ConflictError("Salah satunya baru saja digabungkan. Muat ulang halaman.")
    moved = update(NaskahMitra).where(NaskahMitra.mitra_id == source.id).values(mitra_id=target.id)
    session.execute(moved.execution_options(synchronize_session="fetch"))
    source.successor_id = target.id
    session.flush()
    public.join(session, source, target)
    _bring_up(session, target, act)
    after = {"ke": target.slug, "nama": _name(target), "alasan": reason}
    record(session, act, "mitra.gabung", _subject(source), before={"nama": _name(source)}, after=after)
    return target.id


def part(session: Session, source_id: int, alasan: str, act: Act) -> None:
    """Take a merge back: naskah that carry a name of the entry stand under it again, and its address is its own.

    Raises NotAllowedError, NotFoundError, BadInputError or ConflictError.
    """
    _require_biro(act)
    source, reason = session.get(Mitra, source_id), _reason(alasan)
    if source is None:
        raise NotFoundError("Mitra tidak ditemukan.")
    if source.successor_id is None:
        raise ConflictError("Mitra ini tidak sedang digabungkan.")
    target = session.get_one(Mitra, source.successor_id)
    while target.successor_id is not None:
        target = session.get_one(Mitra, target.successor_id)
    names = _names_below(session, source)
    parties = session.scalars(select(NaskahMitra).where(NaskahMitra.mitra_id == target.id)).all()
    mine = [party for party in parties if party.nama.casefold() in names]
    for party in mine:
        party.mitra_id = source.id
    source.successor_id = None
    session.flush()
    public.part(session, source, target, names)
    for row in (source, target):
        _bring_up(session, row, act)
    after = {"dari": target.slug, "nama": _name(target), "naskah": len(mine), "alasan": reason}
    record(session, act, "mitra.pisah", _subject(source), before={}, after=after)


def _problems(nama: str, wanted: Determination) -> list[Problem]:
    checks = (
        ("nama", not nama, "Isi nama mitra."),
        ("nama", len(nama) > LONGEST_JUDUL, f"Nama paling panjang {LONGEST_JUDUL} karakter."),
        ("jenis", wanted.jenis is None, "Pilih jenis mitra."),
    )
    return [Problem(field, message) for field, is_wrong, message in checks if is_wrong]


def _find(session: Session, mitra_id: int, act: Act) -> Mitra:
    _require_biro(act)
    row = next(iter(_locked(session, mitra_id)), None)
    if row is None:
        raise NotFoundError("Mitra tidak ditemukan.")
    if row.successor_id is not None:
        raise ConflictError("Mitra ini sudah digabungkan ke mitra lain.")
    return row


def _locked(session: Session, *ids: int) -> list[Mitra]:
    query = select(Mitra).where(Mitra.id.in_(ids)).order_by(Mitra.id).with_for_update()
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _require_biro(act: Act) -> None:
    if Peran.BIRO not in act.actor.peran:
        raise NotAllowedError("Hanya Biro Hukum dan Kerja Sama yang dapat membetulkan daftar mitra.")


def _reason(alasan: str) -> str:
    if not (plain := " ".join(alasan.split())):
        raise BadInputError("Tulis alasannya.", "alasan")
    return plain[:LONGEST_ALASAN]


def _note_name(session: Session, row: Mitra, nama: str, act: Act) -> None:
    """The name finds the partner from now on, beside its earlier ones."""
    if any(name.nama == nama for name in row.nama_list):
        return
    today = wib_today(act.now)
    same_day = next((name for name in row.nama_list if name.starts_on == today), None)
    if same_day is not None:
        same_day.nama = nama
    else:
        row.nama_list.append(MitraNama(nama=nama, starts_on=today))
    session.flush()


def _names_below(session: Session, row: Mitra) -> frozenset[str]:
    """The names of an entry and of all that were merged into it, in small letters."""
    found, waiting = set[str](), [row]
    while waiting:
        current = waiting.pop()
        found |= {name.nama.casefold() for name in current.nama_list}
        waiting += session.scalars(select(Mitra).where(Mitra.successor_id == current.id)).all()
    return frozenset(found)


def _bring_up(session: Session, row: Mitra, act: Act) -> None:
    """Let every naskah with the partner say what is determined, in both indexes too."""
    if row.determined_jenis is not None:
        told = {"jenis": row.determined_jenis, "negara": row.determined_negara}
        theirs = update(NaskahMitra).where(NaskahMitra.mitra_id == row.id).values(**told)
        session.execute(theirs.execution_options(synchronize_session="fetch"))
    session.flush()
    public.correct(session, row)
    for naskah_id in session.scalars(select(NaskahMitra.naskah_id).where(NaskahMitra.mitra_id == row.id).distinct()):
        jobs.enqueue(session, JobKind.INDEKS, naskah_id, now=act.now)


def _values(row: Mitra) -> dict[str, object]:
    return {"nama": row.determined_nama, "jenis": row.determined_jenis, "negara": row.determined_negara}


def _name(row: Mitra) -> str:
    return row.determined_nama or row.nama_list[-1].nama


def _subject(row: Mitra) -> Subject:
    return Subject("mitra", row.slug)
