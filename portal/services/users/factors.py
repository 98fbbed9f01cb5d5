"""Second factors: codes of an application (TOTP), taken once each, and recovery codes in its place."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal.domain.plain_text import clean_line
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.models.passkey import Passkey
from portal.models.user import RecoveryCode, SecondFactor, User
from portal.queries.account_security import has_factor
from portal.services.acts import Act, Subject, record
from portal.services.users import accounts, letters
from portal.services.users.passwords import SHORTEST
from portal.services.users.seal import Seal

ISSUER = "Repositori Naskah Kerja Sama"
STEP = 30
"""Seconds that a code is shown."""
DRIFT = (0, -1, 1)
"""Steps beside the present one in which a clock may be."""
MOST_FACTORS = 5
LONGEST_NAMA = 60
RECOVERY_CODES = 10
SETTING_UP = timedelta(minutes=30)
"""How long a seed waits for its first code."""
# No letters or digits that are taken for each other; sixteen of them give 78 bits, so a fast hash keeps them.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_LENGTH = 16
_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class Setup:
    """What an application has to be told: the seed as text, and the same as an address for its camera."""

    seed: str
    address: str


def begin(session: Session, act: Act, seal: Seal) -> None:
    """Draw a seed for oneself, in place of one never confirmed. Raises ConflictError where there are enough."""
    user = _self(session, act)
    session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id, SecondFactor.confirmed_at.is_(None)))
    if len(_confirmed(session, user.id)) >= MOST_FACTORS:
        raise ConflictError(f"Paling banyak {MOST_FACTORS} aplikasi. Hapus dulu yang tidak dipakai lagi.")
    sealed = seal.close(user.id, pyotp.random_base32())
    session.add(SecondFactor(user_id=user.id, nama="", sealed_seed=sealed, created_at=act.now, last_step=0))


def setup(session: Session, act: Act, seal: Seal) -> Setup | None:
    """What is being set up; None where nothing is, or no longer."""
    row = _unconfirmed(session, act)
    seed = seal.open(row.user_id, row.sealed_seed) if row is not None else None
    if seed is None:
        return None
    return Setup(seed, pyotp.TOTP(seed).provisioning_uri(name=act.actor.email, issuer_name=ISSUER))


def confirm(session: Session, nama: str, code: str, act: Act, seal: Seal) -> tuple[str, ...]:
    """Let what is being set up count, by its first code; every session of the account ends.

    Gives back new recovery codes with the first factor. Raises BadInputError, NotFoundError where it waited too long.
    """
    row = _unconfirmed(session, act)
    if row is None:
        raise NotFoundError("Waktu penyiapan sudah habis. Mulai lagi dari halaman Keamanan akun.")
    name = clean_line(nama)
    if not name or len(name) > LONGEST_NAMA:
        raise BadInputError(f"Isi nama aplikasi atau ponsel, paling panjang {LONGEST_NAMA} karakter.", "nama")
    if not _takes(row, code, act, seal):
        raise BadInputError("Kode tidak cocok. Periksa jam ponsel Anda, lalu isi kode yang sedang tampil.", "kode")
    user = _self(session, act)
    is_first = not has_factor(session, user.id)
    row.nama, row.confirmed_at = name, act.now
    codes = settle_first(session, user, act, is_first=is_first)
    record(session, act, "akun.tambah_faktor", Subject("akun", user.email), after={"nama": name})
    told = f"Aplikasi autentikator “{name}” ditambahkan pada akun Anda."
    letters.tell_person(session, user, act, subject="Langkah kedua ditambahkan", told=told)
    return codes


def end(session: Session, factor_id: int, act: Act, *, is_needed: bool) -> None:
    """Take one of one's own factors away. Raises NotFoundError; ConflictError for the last one where it is needed."""
    user = _self(session, act)
    rows = _confirmed(session, user.id)
    row = next((row for row in rows if row.id == factor_id), None)
    if row is None:
        raise NotFoundError("Aplikasi itu tidak ada.")
    require_other(session, user, is_needed=is_needed)
    session.delete(row)
    close_gap(session, user, act)
    record(session, act, "akun.hapus_faktor", Subject("akun", user.email), before={"nama": row.nama})
    told = f"Aplikasi autentikator “{row.nama}” dihapus dari akun Anda."
    letters.tell_person(session, user, act, subject="Langkah kedua dihapus", told=told)


def require_other(session: Session, user: User, *, is_needed: bool) -> None:
    """Raises ConflictError where the account has one second factor alone and must not be without."""
    if _count(session, user.id) > 1:
        return
    if is_needed:
        raise ConflictError("Peran Anda memerlukan langkah kedua. Tambahkan yang lain dulu, lalu hapus yang ini.")
    if user.has_short_password:
        raise ConflictError(
            f"Tanpa langkah kedua, kata sandi paling sedikit {SHORTEST} karakter. Ganti dulu kata sandi Anda dengan"
            " yang lebih panjang."
        )


def close_gap(session: Session, user: User, act: Act) -> None:
    """After a factor was taken away: without any the recovery codes go too, and every session ends."""
    session.flush()
    if not _count(session, user.id):
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    accounts.end_sessions_of(session, user.id, now=act.now)


def settle_first(session: Session, user: User, act: Act, *, is_first: bool) -> tuple[str, ...]:
    """After a factor was added: every session ends, and with the first one there are recovery codes."""
    # The days without one are used up: whoever loses it later sets another one up at once.
    user.factor_due_on = wib_today(act.now) - timedelta(days=1)
    session.flush()
    accounts.end_sessions_of(session, user.id, now=act.now)
    return _draw(session, user, act) if is_first else ()


def _count(session: Session, user_id: int) -> int:
    passkeys = session.scalars(select(Passkey.id).where(Passkey.user_id == user_id).with_for_update()).all()
    return len(_confirmed(session, user_id)) + len(passkeys)


def renew_codes(session: Session, act: Act) -> tuple[str, ...]:
    """New recovery codes for oneself; the old ones open nothing more. Raises ConflictError without a factor."""
    user = _self(session, act)
    if not has_factor(session, user.id):
        raise ConflictError("Kode pemulihan dibuat setelah ada aplikasi autentikator.")
    record(session, act, "akun.kode_baru", Subject("akun", user.email))
    letters.tell_person(
        session,
        user,
        act,
        subject="Kode pemulihan dibuat ulang",
        told="Kode pemulihan akun Anda dibuat ulang. Kode yang lama tidak berlaku lagi.",
    )
    return _draw(session, user, act)


def is_code(typed: str) -> bool:
    """Whether this can only be a code of an application: six digits, which no password is."""
    return _CODE.fullmatch(_plain(typed)) is not None


def take(session: Session, user: User, code: str, act: Act, seal: Seal) -> bool:
    """Whether this code is right for the account; it is used up by that."""
    plain = _plain(code)
    if _CODE.fullmatch(plain):
        return any(_takes(row, plain, act, seal) for row in _confirmed(session, user.id))
    return has_factor(session, user.id) and _take_recovery(session, user, plain.upper(), act)


def drop_all(session: Session, user: User, act: Act) -> None:
    """Take away every factor and recovery code of somebody; they set another one up before anything else."""
    for table in (SecondFactor, RecoveryCode, Passkey):
        session.execute(delete(table).where(table.user_id == user.id))
    user.factor_due_on = wib_today(act.now) - timedelta(days=1)
    session.flush()
    accounts.end_sessions_of(session, user.id, now=act.now)


def _takes(row: SecondFactor, code: str, act: Act, seal: Seal) -> bool:
    plain = _plain(code)
    seed = seal.open(row.user_id, row.sealed_seed)
    if seed is None or not _CODE.fullmatch(plain):
        return False
    present = int(act.now.timestamp()) // STEP
    for step in (present + drift for drift in DRIFT):
        if step > row.last_step and compare_digest(pyotp.TOTP(seed, interval=STEP).generate_otp(step), plain):
            row.last_step = step
            # So that a secret that was replaced is not needed any more once everybody has entered.
            row.sealed_seed = seal.renewed(row.sealed_seed)
            return True
    return False


def _take_recovery(session: Session, user: User, plain: str, act: Act) -> bool:
    spent = update(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.code_hash == _hash(user.id, plain), RecoveryCode.used_at.is_(None)
    )
    taken = session.execute(spent.values(used_at=act.now).execution_options(synchronize_session=False))
    if not taken.rowcount:  # type: ignore[attr-defined]
        return False
    left = session.scalar(select(func.count()).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)))
    record(session, act, "akun.pakai_kode", Subject("akun", user.email), after={"tersisa": left})
    told = f"Sebuah kode pemulihan dipakai untuk masuk ke akun Anda. Kode yang tersisa: {left}."
    letters.tell_person(session, user, act, subject="Kode pemulihan dipakai", told=told)
    return True


def _draw(session: Session, user: User, act: Act) -> tuple[str, ...]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = tuple("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(RECOVERY_CODES))
    for code in codes:
        session.add(RecoveryCode(user_id=user.id, code_hash=_hash(user.id, code), created_at=act.now))
    session.flush()
    return tuple("-".join(re.findall("....", code)) for code in codes)


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code)[:64]


def _hash(user_id: int, code: str) -> str:
    return hashlib.sha256(f"{user_id} {code}".encode("utf-8", "replace")).hexdigest()


def _confirmed(session: Session, user_id: int) -> list[SecondFactor]:
    # Locked, so that of two requests with the same code one sees that the other took it.
    query = select(SecondFactor).where(SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None))
    return list(session.scalars(query.order_by(SecondFactor.id).with_for_update()))


def _unconfirmed(session: Session, act: Act) -> SecondFactor | None:
    query = select(SecondFactor).where(
        SecondFactor.user_id == act.actor.user_id,
        SecondFactor.confirmed_at.is_(None),
        SecondFactor.created_at > act.now - SETTING_UP,
    )
    return session.scalars(query.order_by(SecondFactor.id.desc()).limit(1)).first()


def _self(session: Session, act: Act) -> User:
    user = session.get(User, act.actor.user_id) if act.actor.user_id is not None else None
    if user is None:
        raise NotFoundError("Akun tidak ditemukan.")
    return user
