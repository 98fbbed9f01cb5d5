"""Secrets in the links of letters: 256 bits of chance, kept as their digest."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain import secret_digest
from portal.models.langganan import LanggananToken, TokenPurpose

LONGEST = 100


def digest_of(token: str) -> str:
    """What is kept of a secret; of what is too long to be one, the digest of nothing we ever gave out."""
    return secret_digest.digest_of(token[:LONGEST])


def offering(session: Session, pelanggan_id: int, langganan_id: int, now: datetime) -> str:
    """A secret that confirms one search."""
    return _make(session, pelanggan_id, langganan_id, TokenPurpose.CONFIRM, now)


def managing(session: Session, pelanggan_id: int, now: datetime) -> str:
    """A secret that lists and ends all searches of a reader."""
    return _make(session, pelanggan_id, None, TokenPurpose.MANAGE, now)


def _make(session: Session, pelanggan_id: int, langganan_id: int | None, purpose: TokenPurpose, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        LanggananToken(
            digest=digest_of(token),
            pelanggan_id=pelanggan_id,
            langganan_id=langganan_id,
            purpose=purpose,
            created_at=now,
        )
    )
    session.flush()
    return token
