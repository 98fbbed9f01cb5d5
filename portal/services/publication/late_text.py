"""Text that comes late: a naskah is public already, and only now an engine has read its pages.

The text follows into the public projection by itself. If it holds personal numbers or a clause on secrecy, it stays
out and the unit is asked, for the person who let the naskah pass could not know them by their text. A reading that
left pages out never takes the place of one that did not.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import SQLColumnExpression, select, update
from sqlalchemy.orm import Session

from portal.domain.berkas.completeness import PageVerdict, verdict
from portal.domain.naskah.enumerations import ReadingState, RecognitionState
from portal.domain.naskah.status import Status
from portal.domain.publication.penahanan import AlasanPenahanan, holds
from portal.domain.tanggal import wib_today
from portal.models.berkas import Halaman
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman
from portal.services import jobs
from portal.services.acts import record, system_act
from portal.services.publication import changes, projection, structure
from portal.services.publication.files import PublicFiles, load_files
from portal.services.publication.penahanan import publication_facts, sync_penahanan

_ASKED = frozenset({AlasanPenahanan.DATA_PRIBADI, AlasanPenahanan.KLAUSUL, AlasanPenahanan.BACA_GAGAL})


@dataclass(frozen=True)
class _Late:
    """What a public page is to say from now on."""

    id: int
    nomor: int
    teks: str
    asal: str
    pengenalan: RecognitionState
    places: bytes | None


def bring_up(session: Session, naskah: Naskah, *, now: datetime) -> frozenset[AlasanPenahanan]:
    """Let the public pages of a naskah have text that was read since; gives back what keeps it out."""
    if naskah.status is not Status.TERBIT:
        return frozenset()
    files = load_files(session, naskah)
    late = _late(session, naskah, files)
    reasons: frozenset[AlasanPenahanan] = frozenset()
    if late:
        reasons = holds(publication_facts(session, naskah, files, waits_for_biro=False), wib_today(now)) & _ASKED
    sync_penahanan(session, naskah, files, reasons, now)
    if not late or reasons:
        return reasons
    _take(session, late)
    changes.note_several(session, [naskah.kode])
    structure.derive(session, naskah.kode)
    record(
        session,
        system_act(now),
        "naskah.teks_menyusul",
        naskah,
        after={"halaman": [page.nomor for page in late]},
    )
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=now)
    return frozenset()


def _late(session: Session, naskah: Naskah, files: PublicFiles) -> list[_Late]:
    """What public pages have to take over because their text or its state has become another since.

    Empty where other files are public than the naskah has now: those await being handed in again.
    """
    shown = session.scalars(
        select(TerbitanBerkas.sha256).where(TerbitanBerkas.kode == naskah.kode).order_by(TerbitanBerkas.urutan)
    ).all()
    if not shown or [berkas.sha256 for berkas in files.shown] != list(shown):
        return []
    public = session.execute(
        select(TerbitanHalaman.id, TerbitanHalaman.nomor, *_told_of(TerbitanHalaman))
        .where(TerbitanHalaman.kode == naskah.kode)
        .order_by(TerbitanHalaman.nomor)
    ).all()
    readable = [berkas.id for berkas in files.shown if berkas.keadaan is ReadingState.TERBACA]
    pages = session.execute(
        select(Halaman.berkas_id, *_told_of(Halaman), Halaman.places)
        .where(Halaman.berkas_id.in_(readable))
        .order_by(Halaman.nomor)
    ).all()
    in_order = sorted(pages, key=lambda page: readable.index(page.berkas_id))
    if len(in_order) != len(public):
        return []
    return [
        _Late(old.id, old.nomor, page.teks, page.asal, projection.public_state(page.pengenalan), page.places)
        for old, page in zip(public, in_order, strict=True)
        if not (old.teks and verdict(page.asal, page.pengenalan) is PageVerdict.unread)
        and (old.teks, old.asal, old.pengenalan) != (page.teks, page.asal, projection.public_state(page.pengenalan))
    ]


def _told_of(table: type[Halaman] | type[TerbitanHalaman]) -> tuple[SQLColumnExpression[Any], ...]:
    """Columns and no rows of the mapper: a long file has thousands of pages, and others wait to save."""
    return (table.teks, table.asal, table.pengenalan)


def _take(session: Session, late: Sequence[_Late]) -> None:
    """Let public pages have the text that came late; entry, files and days of publication stay as they are."""
    session.execute(update(TerbitanHalaman), [asdict(page) for page in late])
