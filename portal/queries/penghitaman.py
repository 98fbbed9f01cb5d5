"""The redaction of one naskah as staff see it: the plan with its boxes, and the copies made so far."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portal.domain.penghitaman.kotak import Kotak
from portal.domain.penghitaman.penghitaman import OPEN_STATES, KotakFields, Page, PenghitamanState
from portal.models.berkas import Berkas
from portal.models.penghitaman import KotakHitam, Penghitaman, SalinanHitam
from portal.models.user import User


@dataclass(frozen=True)
class MadeCopy:
    """A public copy made in the portal: of which original, and the digests of both."""

    asli_id: int
    asli_sha256: str
    salinan_id: int
    salinan_sha256: str
    pages: int
    is_current: bool


@dataclass(frozen=True)
class PenghitamanPlan:
    """The plan that is open, else what the newest copies were made of; `version` 0 where none is open."""

    version: int = 0
    keadaan: PenghitamanState | None = None
    keterangan: str = ""
    updated_at: datetime | None = None
    updated_by: str = ""
    asked_at: datetime | None = None
    boxes: Mapping[Page, tuple[KotakFields, ...]] = field(default_factory=dict)
    copies: tuple[MadeCopy, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the plan is not done yet."""
        return self.keadaan in OPEN_STATES

    @property
    def is_busy(self) -> bool:
        """Whether its copies are being made."""
        return self.keadaan is PenghitamanState.MENUNGGU

    @property
    def total(self) -> int:
        """Boxes on all pages."""
        return sum(map(len, self.boxes.values()))

    def on(self, berkas_id: int, nomor: int) -> tuple[KotakFields, ...]:
        """The boxes of one page."""
        return self.boxes.get((berkas_id, nomor), ())

    def left_behind(self, present: Sequence[int]) -> int:
        """How many boxes lie on files that are no current originals."""
        return sum(len(found) for (berkas_id, _), found in self.boxes.items() if berkas_id not in present)


def find_plan(session: Session, naskah_id: int) -> PenghitamanPlan:
    """The plan of a naskah that the caller has found for the actor."""
    open_first = Penghitaman.keadaan.in_(OPEN_STATES).desc()
    row = session.execute(
        select(Penghitaman, User.nama)
        .outerjoin(User, User.id == Penghitaman.updated_by)
        .where(Penghitaman.naskah_id == naskah_id, Penghitaman.keadaan != PenghitamanState.DIBUANG)
        .order_by(open_first, Penghitaman.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return PenghitamanPlan()
    plan: Penghitaman = row.Penghitaman
    boxes: dict[Page, list[KotakFields]] = defaultdict(list)
    for one in session.scalars(
        select(KotakHitam).where(KotakHitam.penghitaman_id == plan.id).order_by(KotakHitam.nomor, KotakHitam.id)
    ):
        kotak = Kotak(one.kiri, one.atas, one.kanan, one.bawah)
        boxes[one.berkas_id, one.nomor].append(KotakFields(kotak, one.alasan, one.keterangan))
    is_open = plan.keadaan in OPEN_STATES
    return PenghitamanPlan(
        version=plan.version if is_open else 0,
        keadaan=plan.keadaan,
        keterangan=plan.keterangan,
        updated_at=plan.updated_at,
        updated_by=row.nama or "",
        asked_at=plan.asked_at,
        boxes={page: tuple(found) for page, found in boxes.items()},
        copies=_copies(session, naskah_id),
    )


def _copies(session: Session, naskah_id: int) -> tuple[MadeCopy, ...]:
    """The copies of the plan that was done last."""
    copy = aliased(Berkas)
    last = (
        select(Penghitaman.id)
        .where(Penghitaman.naskah_id == naskah_id, Penghitaman.keadaan == PenghitamanState.SELESAI)
        .order_by(Penghitaman.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(SalinanHitam, copy.replaced_by_id)
        .join(copy, copy.id == SalinanHitam.salinan_id)
        .where(SalinanHitam.penghitaman_id == last)
        .order_by(SalinanHitam.id)
    )
    return tuple(
        MadeCopy(
            row.SalinanHitam.asli_id,
            row.SalinanHitam.asli_sha256,
            row.SalinanHitam.salinan_id,
            row.SalinanHitam.salinan_sha256,
            row.SalinanHitam.pages,
            row.replaced_by_id is None,
        )
        for row in rows
    )
