"""Text that comes late: a naskah is public already, and only now an engine has read its pages.

The text follows into the public projection by itself. If it holds personal numbers or a clause on secrecy, it stays
out and the unit is asked, for the person who let the naskah pass could not know them by their text. A reading that
left pages out never takes the place of one that did not.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.berkas.completeness import PageVerdict, verdict
from portal.domain.naskah.enumerations import ReadingState
from portal.domain.naskah.status import Status
from portal.domain.publication.penahanan import HoldReason, holds
from portal.domain.tanggal import wib_today
from portal.models.berkas import Halaman
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman
from portal.services import jobs
from portal.services.acts import record, system_act
from portal.services.publication import projection, structure
from portal.services.publication.files import PublicFiles, load_files
from portal.services.publication.penahanan import publication_facts, sync_holds

_ASKED = frozenset({HoldReason.DATA_PRIBADI, HoldReason.KLAUSUL, HoldReason.BACA_GAGAL})


def bring_up(session: Session, naskah: Naskah, *, now: datetime) -> frozenset[HoldReason]:
    """Let the public pages of a naskah have text that was read since; gives back what keeps it out."""
    if naskah.status is not Status.TERBIT:
        return frozenset()
    files = load_files(session, naskah)
    pairs = _late(session, naskah, files)
    reasons: frozenset[HoldReason] = frozenset()
    if pairs:
        reasons = holds(publication_facts(session, naskah, files, waits_for_biro=False), wib_today(now)) & _ASKED
    sync_holds(session, naskah, files, reasons, now)
    if not pairs or reasons:
        return reasons
    _take(pairs)
    structure.derive(session, naskah.kode)
    record(
        session,
        system_act(now),
        "naskah.teks_menyusul",
        naskah,
        after={"halaman": [public.nomor for public, _ in pairs]},
    )
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=now)
    return frozenset()


def _late(session: Session, naskah: Naskah, files: PublicFiles) -> list[tuple[TerbitanHalaman, Halaman]]:
    """Public pages whose text or its state has become another since, each with the page that has it now.

    Empty where other files are public than the naskah has now: those await being handed in again.
    """
    shown = session.scalars(
        select(TerbitanBerkas.sha256).where(TerbitanBerkas.kode == naskah.kode).order_by(TerbitanBerkas.urutan)
    ).all()
    if not shown or [berkas.sha256 for berkas in files.shown] != list(shown):
        return []
    public = session.scalars(
        select(TerbitanHalaman).where(TerbitanHalaman.kode == naskah.kode).order_by(TerbitanHalaman.nomor)
    ).all()
    pages = [
        page
        for berkas in files.shown
        if berkas.keadaan is ReadingState.TERBACA
        for page in projection.pages_in(session, berkas)
    ]
    if len(pages) != len(public):
        return []
    return [
        (shown_page, page)
        for shown_page, page in zip(public, pages, strict=True)
        if not (shown_page.teks and verdict(page.asal, page.pengenalan) is PageVerdict.unread)
        and (shown_page.teks, shown_page.asal, shown_page.pengenalan)
        != (page.teks, page.asal, projection.public_state(page))
    ]


def _take(pairs: Sequence[tuple[TerbitanHalaman, Halaman]]) -> None:
    """Let public pages have the text that came late; entry, files and days of publication stay as they are."""
    for public, page in pairs:
        public.teks, public.asal, public.pengenalan = page.teks, page.asal, projection.public_state(page)
