"""What a publication asks of redactions: whether one is under way, and whose hand was in a copy."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.penghitaman.penghitaman import OPEN_STATES
from portal.models.berkas import Berkas
from portal.models.penghitaman import KotakHitam, Penghitaman, SalinanHitam


def has_open_plan(session: Session, naskah_id: int) -> bool:
    """Whether boxes are drawn of which no copies are made yet."""
    plan = select(Penghitaman.id).where(
        Penghitaman.naskah_id == naskah_id,
        Penghitaman.keadaan.in_(OPEN_STATES),
        select(KotakHitam.id).where(KotakHitam.penghitaman_id == Penghitaman.id).exists(),
    )
    return session.scalar(plan.limit(1)) is not None


def makers_of(session: Session, copies: Collection[Berkas]) -> frozenset[int | None]:
    """Whoever sent one of these redacted copies, or planned it, drew on it or asked for it."""
    plans = select(SalinanHitam.penghitaman_id).where(SalinanHitam.salinan_id.in_([berkas.id for berkas in copies]))
    people = session.execute(
        select(Penghitaman.created_by, Penghitaman.updated_by, Penghitaman.asked_by).where(Penghitaman.id.in_(plans))
    ).all()
    drawn = session.scalars(select(KotakHitam.created_by).where(KotakHitam.penghitaman_id.in_(plans)).distinct()).all()
    senders = {berkas.uploaded_by for berkas in copies}
    return frozenset({*senders, *drawn, *(one for row in people for one in row)})
