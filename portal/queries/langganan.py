"""Subscriptions as their reader sees them behind the link of a letter, and their number for the office."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.langganan import CONFIRM_WITHIN
from portal.models.langganan import Langganan, LanggananState, LanggananToken, TokenPurpose


@dataclass(frozen=True)
class FollowedSearch:
    """One search; `is_active` once it was confirmed."""

    id: int
    search: str
    is_active: bool


def find_offer(session: Session, digest: str, now: datetime) -> FollowedSearch | None:
    """What the link of a letter would confirm; None for an unknown one and for one that ran out."""
    row = session.execute(
        select(Langganan.id, Langganan.search, Langganan.state)
        .join(LanggananToken, LanggananToken.langganan_id == Langganan.id)
        .where(
            LanggananToken.digest == digest,
            LanggananToken.purpose == TokenPurpose.CONFIRM,
            LanggananToken.created_at > now - CONFIRM_WITHIN,
        )
    ).one_or_none()
    return None if row is None else FollowedSearch(row.id, row.search, row.state is LanggananState.AKTIF)


def find_followed(session: Session, digest: str) -> tuple[FollowedSearch, ...] | None:
    """All confirmed searches of the reader who holds this link; None for an unknown one."""
    pelanggan_id = session.scalar(
        select(LanggananToken.pelanggan_id).where(
            LanggananToken.digest == digest, LanggananToken.purpose == TokenPurpose.MANAGE
        )
    )
    if pelanggan_id is None:
        return None
    rows = session.execute(
        select(Langganan.id, Langganan.search)
        .where(Langganan.pelanggan_id == pelanggan_id, Langganan.state == LanggananState.AKTIF)
        .order_by(Langganan.id)
    )
    return tuple(FollowedSearch(row.id, row.search, is_active=True) for row in rows)


def count_active(session: Session) -> int:
    """How many searches are followed; of whom, nobody is told."""
    query = select(func.count()).select_from(Langganan).where(Langganan.state == LanggananState.AKTIF)
    return session.scalar(query) or 0
