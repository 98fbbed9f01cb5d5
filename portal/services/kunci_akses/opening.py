"""Opening with an access key: whose it is, what it opens today, and ending those their makers may not have any more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.kunci_akses import KeyScope
from portal.domain.permissions import Actor, Peran
from portal.domain.secret_digest import digest_of
from portal.domain.tanggal import wib_today
from portal.models.kunci_akses import KunciAkses
from portal.models.unit import Unit
from portal.models.user import User
from portal.models.webhook import Webhook
from portal.services.acts import Act, Subject, record
from portal.services.kunci_akses.ending import ROLE_LOST, T, end_rows
from portal.services.users import accounts
from portal.services.webhook.ending import end_addresses

MAKERS = frozenset({Peran.PENGELOLA, Peran.BIRO})
"""Who stores naskah for a unit may let a program do it; an admin keeps accounts and no records."""
USE_STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class OpenedKey:
    """A key that opens something: its unit, and as whom its program acts there."""

    id: int
    unit: str
    scopes: frozenset[KeyScope]
    actor: Actor
    is_stale: bool
    """Whether its last use should be noted."""


def open_kunci_akses(session: Session, key: str, now: datetime) -> OpenedKey | None:
    """What a key opens; None where it is unknown or ended, its unit closed, or its maker may not have it any more."""
    today = wib_today(now)
    row = session.execute(
        select(KunciAkses, Unit.kode, User)
        .join(Unit, Unit.id == KunciAkses.unit_id)
        .join(User, User.id == KunciAkses.created_by)
        .where(KunciAkses.token_hash == digest_of(key), KunciAkses.ended_at.is_(None))
        .where(Unit.open_on(today))
    ).one_or_none()
    if row is None or today > row.KunciAkses.ends_on or not _may_have(session, row.User, row.kode, today):
        return None
    found: KunciAkses = row.KunciAkses
    told = {KeyScope.UNGGAH: found.can_upload, KeyScope.BACA: found.can_read}
    scopes = frozenset(scope for scope, is_open in told.items() if is_open)
    is_stale = found.used_at is None or not timedelta() <= now - found.used_at < USE_STEP
    return OpenedKey(found.id, row.kode, scopes, _program(found, row.kode, row.User, today), is_stale)


def _program(found: KunciAkses, unit: str, maker: User, today: date) -> Actor:
    """A program acts for its own unit alone, whatever its maker reaches, and is named beside them in the trail."""
    named = Actor(maker.id, f"{maker.email} (kunci akses {found.id})", maker.nama, (), {})
    return named.limited_to(unit, today)


def _may_have(session: Session, maker: User, unit: str, today: date) -> bool:
    return maker.is_active and bool(accounts.load_actor(session, maker, today).peran_for(unit) & MAKERS)


def note_use(session: Session, key_id: int, now: datetime) -> None:
    """Note that the key was used."""
    session.execute(
        update(KunciAkses)
        .where(KunciAkses.id == key_id)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )


def note_upload(session: Session, key: OpenedKey, kode: str, sha256: str, now: datetime) -> None:
    """Write into the trail what a key brought in."""
    after = {"unit": key.unit, "kode": kode, "sha256": sha256}
    record(session, Act(key.actor, now), "kunci.unggah", Subject("kunci_akses", str(key.id), key.unit), after=after)


def end_lost(session: Session, act: Act, maker_id: int | None = None) -> int:
    """End keys and addresses whose maker may not have them any more (of one maker, or of all); how many.

    The keys open nothing already; this keeps them from coming back when the person is given the role again.
    """
    lost_keys = list(_of_losers(session, KunciAkses, act, maker_id))
    end_rows(session, lost_keys, act, ROLE_LOST)
    lost_addresses = list(_of_losers(session, Webhook, act, maker_id))
    end_addresses(session, lost_addresses, act, ROLE_LOST)
    return len(lost_keys) + len(lost_addresses)


def _of_losers(session: Session, kind: type[T], act: Act, maker_id: int | None) -> Iterator[tuple[T, str]]:
    rows = session.execute(
        select(kind, Unit.kode, User)
        .join(Unit, Unit.id == kind.unit_id)
        .join(User, User.id == kind.created_by)
        .where(kind.ended_at.is_(None), *([User.id == maker_id] if maker_id is not None else []))
        .order_by(kind.id)
    ).all()
    today = wib_today(act.now)
    for row, unit, maker in rows:
        if not _may_have(session, maker, unit, today):
            yield row, unit
