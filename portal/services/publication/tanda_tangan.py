"""The part of the public projection that tells of electronic signatures: copied at publication, renewed by a check."""

import json

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.tanda_tangan.public import for_public
from portal.domain.tanda_tangan.report import SignatureReport
from portal.models.berkas import Berkas
from portal.models.tanda_tangan import TandaTangan
from portal.models.terbitan import TerbitanBerkas
from portal.services.publication import changes


def public_text(session: Session, berkas: Berkas) -> str:
    """What the public is told of the signatures of a file; empty while nobody has looked for any."""
    if berkas.signatures_checked_at is None:
        return ""
    reports = reports_of(session, berkas.id)
    return for_public(berkas.signatures_checked_at, berkas.keterangan_tanda_tangan, reports).to_text()


def reports_of(session: Session, berkas_id: int) -> list[SignatureReport]:
    """The stored reports on a file, in order of signing; empty for a file without, or one never looked at."""
    query = select(TandaTangan.laporan).where(TandaTangan.berkas_id == berkas_id).order_by(TandaTangan.urutan)
    return [SignatureReport.from_json(json.loads(packed)) for packed in session.scalars(query)]


def renew(session: Session, berkas: Berkas) -> bool:
    """Let the public page have the newest check of a file that is public now; gives back whether it is.

    Nothing else of the publication changes, and a file that is not public (any more) stays so.
    """
    shown = select(TerbitanBerkas.id).where(
        TerbitanBerkas.kode == berkas.naskah.kode, TerbitanBerkas.sha256 == berkas.sha256
    )
    found = session.scalars(shown).all()
    if found:
        text = public_text(session, berkas)
        session.execute(update(TerbitanBerkas).where(TerbitanBerkas.id.in_(found)).values(tanda_tangan=text))
        changes.note_several(session, [berkas.naskah.kode])
    return bool(found)
