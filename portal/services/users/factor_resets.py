"""Taking away the second factor of somebody who lost it: an admin asks, somebody independent of both consents.

The rule is that of roles that open records (`consent`), for whoever takes it away and makes a password could enter.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.errors import ConflictError, NotAllowedError
from portal.models.user import FactorReset, User
from portal.queries.account_security import has_factor
from portal.services.acts import Act, Subject, record
from portal.services.users import consent, factors, letters
from portal.services.users.penugasan import find_account

_WORDS = consent.RequestWords(
    forbidden="Hanya admin dan Biro yang menyetujui permintaan ini.",
    missing="Permintaan tidak ditemukan.",
    partial="Permintaan ini disetujui orang lain: bukan peminta, bukan pemilik akun, bukan pembuat akun atau kata sandi"
    " mereka, dan bukan orang yang akun atau kata sandinya dibuat peminta.",
)


def ask(session: Session, user_id: int, act: Act) -> bool:
    """Ask for it as an admin; False where it waits now. The operator of the server stands above this.

    Raises NotFoundError, ConflictError, NotAllowedError for one's own.
    """
    user = find_account(session, user_id)
    if user.id == act.actor.user_id:
        raise NotAllowedError("Langkah kedua Anda sendiri disetel ulang atas permintaan admin lain.")
    if not has_factor(session, user.id):
        raise ConflictError("Akun ini belum memakai langkah kedua.")
    if act.actor.user_id is None:
        _reset(session, user, act)
        return True
    if _open(session, user.id) is not None:
        raise ConflictError("Permintaan yang sama sudah menunggu persetujuan.")
    session.add(FactorReset(user_id=user.id, asked_at=act.now, asked_by=act.actor.user_id))
    session.flush()
    record(session, act, "akun.minta_lepas_faktor", Subject("akun", user.email))
    told = f"Langkah kedua akun {user.nama} ({user.email}) diminta disetel ulang. Permintaan menunggu persetujuan."
    letters.tell_office(session, user, act, subject="Langkah kedua sebuah akun diminta disetel ulang", told=told)
    letters.tell_person(
        session,
        user,
        act,
        subject="Langkah kedua Anda diminta disetel ulang",
        told="Admin meminta langkah kedua akun Anda disetel ulang. Permintaan menunggu persetujuan orang lain.",
    )
    return False


def decide(session: Session, user_id: int, reset_id: int, act: Act, *, is_granted: bool) -> None:
    """Consent to it as another admin or as the Biro, or refuse it.

    Raises what `consent.settle` raises.
    """
    row = consent.settle(session, FactorReset, reset_id, user_id, act, _WORDS, is_granted=is_granted)
    user = session.get_one(User, row.user_id)
    if is_granted:
        _reset(session, user, act)
    else:
        record(session, act, "akun.tolak_lepas_faktor", Subject("akun", user.email))


def _open(session: Session, user_id: int) -> int | None:
    query = select(FactorReset.id).where(FactorReset.user_id == user_id, FactorReset.decided_at.is_(None))
    return session.scalar(query.limit(1))


def _reset(session: Session, user: User, act: Act) -> None:
    factors.drop_all(session, user, act)
    waiting = update(FactorReset).where(FactorReset.user_id == user.id, FactorReset.decided_at.is_(None))
    decision = {"decided_at": act.now, "decided_by": act.actor.user_id, "is_granted": True}
    session.execute(waiting.values(**decision).execution_options(synchronize_session=False))
    record(session, act, "akun.lepas_faktor", Subject("akun", user.email))
    told = f"Langkah kedua akun {user.nama} ({user.email}) disetel ulang."
    letters.tell_office(session, user, act, subject="Langkah kedua sebuah akun disetel ulang", told=told)
    letters.tell_person(
        session,
        user,
        act,
        subject="Langkah kedua Anda disetel ulang",
        told="Langkah kedua akun Anda disetel ulang. Masuk dengan kata sandi, lalu siapkan aplikasi autentikator lagi.",
    )
