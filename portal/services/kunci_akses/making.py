"""Making an access key for a unit: its text is given back once and kept nowhere."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.kunci_akses import LONGEST_NAMA, MOST_LIVE, KeyScope, last_day, make_key
from portal.domain.plain_text import clean_line
from portal.domain.secret_digest import digest_of
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, ConflictError, NotAllowedError, Problem
from portal.models.kunci_akses import KunciAkses
from portal.models.unit import Unit
from portal.services.acts import Act, Subject, record, refuse
from portal.services.kunci_akses.opening import MAKERS


@dataclass(frozen=True)
class NewKunciAkses:
    """What it takes to make a key; `unit` is a code, `ends_on` its last day."""

    unit: str
    nama: str
    scopes: frozenset[KeyScope]
    ends_on: date | None


def make(session: Session, new: NewKunciAkses, act: Act, secret: str) -> str:
    """Make a key for a unit; gives back its text. `secret` is that of the settings.

    Raises FieldsRefusedError, BadInputError for a unit that is not there or is closed, NotAllowedError for one whose
    naskah the actor does not keep, ConflictError where it has too many keys.
    """
    unit = session.scalar(select(Unit).where(Unit.kode == new.unit).with_for_update())
    if unit is not None and not act.actor.peran_for(unit.kode) & MAKERS:
        raise NotAllowedError("Anda bukan pengelola unit ini.")
    nama, today = clean_line(new.nama), wib_today(act.now)
    refuse(_problems(new, nama, today))
    if unit is None or not unit.is_open_on(today):
        raise BadInputError("Pilih unit yang masih ada.", "unit")
    is_live = (KunciAkses.unit_id == unit.id, KunciAkses.ended_at.is_(None), KunciAkses.ends_on >= today)
    if (session.scalar(select(func.count()).where(*is_live)) or 0) >= MOST_LIVE:
        raise ConflictError(f"Unit ini sudah mempunyai {MOST_LIVE} kunci akses. Akhiri dulu yang tidak dipakai.")
    key = make_key(secret)
    row = KunciAkses(
        unit_id=unit.id,
        nama=nama,
        token_hash=digest_of(key),
        can_upload=KeyScope.UNGGAH in new.scopes,
        can_read=KeyScope.BACA in new.scopes,
        ends_on=new.ends_on,
        created_at=act.now,
        created_by=act.actor.user_id,
    )
    session.add(row)
    session.flush()
    after = {"unit": unit.kode, "nama": nama, "cakupan": sorted(new.scopes), "berakhir": new.ends_on}
    record(session, act, "kunci.buat", Subject("kunci_akses", str(row.id), unit.kode), after=after)
    return key


def _problems(new: NewKunciAkses, nama: str, today: date) -> list[Problem]:
    latest = last_day(today)
    too_late = new.ends_on is not None and new.ends_on > latest
    checks = (
        ("unit", not new.unit, "Pilih unit."),
        ("nama", not nama, "Tulis nama sistem yang akan memakainya."),
        ("nama", len(nama) > LONGEST_NAMA, f"Nama paling panjang {LONGEST_NAMA} karakter."),
        ("cakupan", not new.scopes, "Pilih sedikitnya satu cakupan."),
        ("ends_on", new.ends_on is None, "Isi hari terakhir."),
        ("ends_on", new.ends_on is not None and new.ends_on < today, "Hari terakhir tidak boleh sebelum hari ini."),
        ("ends_on", too_late, f"Paling lama setahun, sampai {latest:%d-%m-%Y}."),
    )
    return [Problem(field, message) for field, is_wrong, message in checks if is_wrong]
