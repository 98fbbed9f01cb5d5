"""Naming the address of a unit's document system. The secret of its messages is given back once."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.plain_text import clean_line
from portal.domain.tanggal import wib_today
from portal.domain.webhook import is_webhook_address, make_secret
from portal.errors import BadInputError, ConflictError, NotAllowedError
from portal.models.unit import Unit
from portal.models.webhook import Webhook
from portal.services.acts import Act, record
from portal.services.kunci_akses.opening import MAKERS
from portal.services.users.seal import Seal
from portal.services.webhook.ending import subject_of


@dataclass(frozen=True)
class WebhookRegistration:
    """Where events of a unit (by code) are told; outside of production this very machine may be named too."""

    unit: str
    address: str
    is_production: bool


def register(session: Session, new: WebhookRegistration, act: Act, seal: Seal) -> str:
    """Name the address of a unit; gives back the secret with which its messages are signed.

    Raises BadInputError, NotAllowedError for a unit whose naskah the actor does not keep, ConflictError where it has an
    address already.
    """
    unit = session.scalar(select(Unit).where(Unit.kode == new.unit).with_for_update())
    if unit is not None and not act.actor.peran_for(unit.kode) & MAKERS:
        raise NotAllowedError("Anda bukan pengelola unit ini.")
    if unit is None or not unit.is_open_on(wib_today(act.now)):
        raise BadInputError("Pilih unit yang masih ada.", "unit_webhook")
    address = clean_line(new.address)
    if not is_webhook_address(address, is_production=new.is_production):
        raise BadInputError("Tulis alamat https://… yang lengkap, tanpa kata sandi di dalamnya.", "alamat")
    taken = select(Webhook.id).where(Webhook.unit_id == unit.id, Webhook.ended_at.is_(None))
    if session.scalar(taken) is not None:
        raise ConflictError("Unit ini sudah mempunyai alamat. Akhiri dulu yang lama.")
    secret = make_secret()
    row = Webhook(
        unit_id=unit.id,
        address=address,
        sealed_secret="",
        created_at=act.now,
        created_by=act.actor.user_id,
        attempts=0,
        error="",
    )
    session.add(row)
    session.flush()
    row.sealed_secret = seal.close(row.id, secret)
    session.flush()
    record(session, act, "webhook.pasang", subject_of(row, unit.kode), after={"unit": unit.kode, "alamat": address})
    return secret
