"""Related naskah and the acts upon a naskah: what the checks of the form and the page of a naskah say of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import AlasanPengakhiran, JenisAcara
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.naskah.warnings import RelatedNaskah
from portal.domain.permissions import Actor
from portal.models.acara import Acara
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import Terbitan
from portal.models.unit import Unit
from portal.models.user import User


@dataclass(frozen=True)
class FamilyAct:
    """One recorded act: an extension that was recommended, or an ending; `on` is its day."""

    jenis: JenisAcara
    on: date | None
    alasan: tuple[AlasanPengakhiran, ...]
    dokumen: str
    catatan_biro: str
    keterangan: str
    berkas_id: int | None
    recorded_at: datetime | None
    recorded_by: str
    is_voided: bool
    alasan_batal: str

    @property
    def is_replacement(self) -> bool:
        """Whether it ended by being replaced: no grounds, and `dokumen` is the code of the naskah in its place."""
        return self.jenis is JenisAcara.BERAKHIR and not self.alasan


def load_related(session: Session, kode_list: Iterable[str], actor: Actor) -> dict[str, RelatedNaskah]:
    """What may be told of naskah by their code: all of what the actor may read, of others what is published."""
    wanted = sorted(set(kode_list))
    if not wanted:
        return {}
    signed_on = (
        select(func.max(NaskahMitra.signed_on))
        .where(NaskahMitra.naskah_id == Naskah.id)
        .correlate(Naskah)
        .scalar_subquery()
    )
    recommended = exists().where(
        Acara.naskah_id == Naskah.id, Acara.jenis == JenisAcara.DIPERPANJANG, Acara.voided_at.is_(None)
    )
    rows = session.execute(
        select(
            Naskah, Unit.kode.label("unit"), signed_on.label("signed_on"), recommended.label("recommended"), Terbitan
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Terbitan, Terbitan.kode == Naskah.kode)
        .where(Naskah.kode.in_(wanted))
    )
    found = {}
    for row in rows:
        if actor.can_read(row.unit):
            last = last_day_in_force(row.Naskah.expires_on, row.Naskah.ended_on)
            found[row.Naskah.kode] = RelatedNaskah(row.Naskah.kategori, row.signed_on, last, bool(row.recommended))
        elif row.Terbitan is not None:
            last = last_day_in_force(row.Terbitan.expires_on, row.Terbitan.ended_on)
            found[row.Naskah.kode] = RelatedNaskah(row.Terbitan.kategori, row.Terbitan.signed_on, last)
    return found


def load_acts(session: Session, naskah_id: int) -> tuple[FamilyAct, ...]:
    """The acts upon a naskah that the caller has found for the actor, the newest first."""
    rows = session.execute(
        select(Acara, User.nama)
        .outerjoin(User, User.id == Acara.recorded_by)
        .where(Acara.naskah_id == naskah_id, Acara.recorded_at.is_not(None))
        .order_by(Acara.id.desc())
    )
    return tuple(
        FamilyAct(
            row.jenis,
            row.on,
            tuple(AlasanPengakhiran(ground) for ground in row.alasan),
            row.dokumen,
            row.catatan_biro,
            row.keterangan,
            row.berkas_id,
            row.recorded_at,
            nama or "Sistem",
            row.voided_at is not None,
            row.alasan_batal,
        )
        for row, nama in rows
    )
