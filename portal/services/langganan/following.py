"""Following a search by mail: ask, confirm, end; nothing here tells whether an address is known.

No audit entry is written: an entry stays for ever, and an address must be gone when its reader ends it.
"""

from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.langganan import (
    CONFIRM_WITHIN,
    KEEP_LINKS,
    MOST_REQUESTS,
    MOST_SEARCHES,
    REQUESTS_WITHIN,
    MailAddress,
)
from portal.errors import ConflictError, NotFoundError
from portal.models.insert import insert_into
from portal.models.langganan import Langganan, LanggananState, LanggananToken, Pelanggan, TokenPurpose
from portal.search.params import SearchParams
from portal.services.langganan import tokens

GONE = "Tautan ini tidak berlaku lagi."


def ask(session: Session, surel: MailAddress, params: SearchParams, now: datetime) -> None:
    """Note that somebody wants to follow this search; a letter asks the address back.

    Nothing is noted, and nothing said, where it is followed already, the address follows as many as it may, or its
    mailbox was asked often enough today.
    """
    if _requests(session, surel, now) >= MOST_REQUESTS:
        return
    pelanggan = _pelanggan(session, surel, now)
    search = params.saved()
    found = session.scalar(
        select(Langganan).where(Langganan.pelanggan_id == pelanggan.id, Langganan.search == search).with_for_update()
    )
    if found is None:
        if _active(session, pelanggan.id) < MOST_SEARCHES:
            session.add(
                Langganan(
                    pelanggan_id=pelanggan.id,
                    search=search,
                    state=LanggananState.DIMINTA,
                    asked_at=now,
                    told_until=now,
                )
            )
    elif found.state is LanggananState.DITAWARKAN:
        found.state, found.asked_at = LanggananState.DIMINTA, now
    session.flush()


def confirm(session: Session, token: str, now: datetime) -> str:
    """Let the search live that this link was written for; gives back a secret that lists and ends what is followed.

    Raises NotFoundError for a link that is unknown or ran out, ConflictError where the address follows enough.
    """
    row = session.execute(
        select(LanggananToken.pelanggan_id, LanggananToken.langganan_id).where(
            LanggananToken.digest == tokens.digest_of(token),
            LanggananToken.purpose == TokenPurpose.CONFIRM,
            LanggananToken.created_at > now - CONFIRM_WITHIN,
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(GONE)
    # Whoever confirms two at once does so one after the other.
    session.scalar(select(Pelanggan.id).where(Pelanggan.id == row.pelanggan_id).with_for_update())
    langganan = session.get(Langganan, row.langganan_id, with_for_update=True)
    if langganan is None:
        raise NotFoundError(GONE)
    if langganan.state is not LanggananState.AKTIF:
        if _active(session, row.pelanggan_id) >= MOST_SEARCHES:
            raise ConflictError(
                f"Alamat ini sudah mengikuti {MOST_SEARCHES} pencarian. Akhiri salah satunya lewat surat terakhir"
                " Anda, lalu buka tautan ini lagi."
            )
        langganan.state, langganan.asked_at, langganan.told_until = LanggananState.AKTIF, now, now
        session.flush()
    return tokens.managing(session, row.pelanggan_id, now)


def end(session: Session, token: str, langganan_id: int | None = None) -> int:
    """End one search of the reader who holds this link, or all; how many are still followed.

    With the last one the address is deleted. Raises NotFoundError for an unknown link.
    """
    pelanggan_id = session.scalar(
        select(LanggananToken.pelanggan_id).where(
            LanggananToken.digest == tokens.digest_of(token), LanggananToken.purpose == TokenPurpose.MANAGE
        )
    )
    if pelanggan_id is None:
        raise NotFoundError(GONE)
    left = 0
    if langganan_id is not None:
        session.execute(delete(Langganan).where(Langganan.id == langganan_id, Langganan.pelanggan_id == pelanggan_id))
        left = _active(session, pelanggan_id)
    if not left:
        session.execute(delete(Pelanggan).where(Pelanggan.id == pelanggan_id))
    return left


def prune(session: Session, now: datetime) -> None:
    """Delete what nobody confirmed in time, links that ran out, and addresses that follow nothing."""
    ran_out = now - CONFIRM_WITHIN
    session.execute(
        delete(LanggananToken)
        .where(
            or_(
                LanggananToken.created_at <= now - KEEP_LINKS,
                (LanggananToken.purpose == TokenPurpose.CONFIRM) & (LanggananToken.created_at <= ran_out),
            )
        )
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(Langganan)
        .where(Langganan.state != LanggananState.AKTIF, Langganan.asked_at <= ran_out)
        .execution_options(synchronize_session=False)
    )
    forget_idle(session)


def forget(session: Session, address: str) -> bool:
    """Delete a reader and everything they follow, by their address; whether there was one."""
    found = session.scalar(select(Pelanggan.id).where(Pelanggan.address == address))
    session.execute(delete(Pelanggan).where(Pelanggan.address == address))
    return found is not None


def forget_idle(session: Session, pelanggan_id: int | None = None) -> None:
    """Delete addresses that follow nothing and were asked nothing."""
    idle = ~select(Langganan.id).where(Langganan.pelanggan_id == Pelanggan.id).exists()
    statement = delete(Pelanggan).where(idle)
    if pelanggan_id is not None:
        statement = statement.where(Pelanggan.id == pelanggan_id)
    session.execute(statement.execution_options(synchronize_session=False))


def _pelanggan(session: Session, surel: MailAddress, now: datetime) -> Pelanggan:
    values = {"address": surel.address, "mailbox": surel.mailbox, "not_before": now, "attempts": 0, "refusals": 0}
    session.execute(insert_into(session, Pelanggan).values(**values).on_conflict_do_nothing(index_elements=["address"]))
    return session.scalars(select(Pelanggan).where(Pelanggan.address == surel.address).with_for_update()).one()


def _requests(session: Session, surel: MailAddress, now: datetime) -> int:
    """Letters that asked this mailbox back within a day, and those still to be sent."""
    of_mailbox = Pelanggan.mailbox == surel.mailbox
    sent = (
        select(func.count())
        .select_from(LanggananToken)
        .join(Pelanggan, Pelanggan.id == LanggananToken.pelanggan_id)
        .where(
            of_mailbox,
            LanggananToken.purpose == TokenPurpose.CONFIRM,
            LanggananToken.created_at > now - REQUESTS_WITHIN,
        )
    )
    waiting = (
        select(func.count())
        .select_from(Langganan)
        .join(Pelanggan, Pelanggan.id == Langganan.pelanggan_id)
        .where(of_mailbox, Langganan.state == LanggananState.DIMINTA)
    )
    return (session.scalar(sent) or 0) + (session.scalar(waiting) or 0)


def _active(session: Session, pelanggan_id: int) -> int:
    query = select(func.count()).where(Langganan.pelanggan_id == pelanggan_id, Langganan.state == LanggananState.AKTIF)
    return session.scalar(query) or 0
