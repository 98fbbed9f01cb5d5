"""Originals in tests of the pages: a draft signed lately, a receipt in one line, the text of a PDF."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdfium2
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import Tanggal
from portal.models.naskah_asli import Penerimaan
from portal.services.naskah import editing
from portal.web.typed import show_day
from tests.factories.naskah import Office, foreign_fields
from tests.web.staff.conftest import Browser


def draft(office: Office, *, days_ago: int = 3, **changes: Any) -> str:
    """A foreign naskah of IMI without a file, signed so many days ago."""
    signed = Tanggal(clock.today() - timedelta(days=days_ago), Presisi.HARI)
    pihak = tuple(replace(one, signed=signed) for one in foreign_fields().pihak)
    with office.stores.database.transaction() as session:
        return editing.create_naskah(session, foreign_fields(**{"pihak": pihak, **changes}), office.act()).kode


def receipts(office: Office) -> list[Penerimaan]:
    """Every receipt, in the order they were recorded."""
    with office.stores.database.reading() as session:
        return list(session.scalars(select(Penerimaan).order_by(Penerimaan.id)))


def pdf_text(data: bytes) -> str:
    """The text of all its pages."""
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def take(biro: Browser, kode: str, **data: Any) -> Any:
    """Record a receipt of today at the counter."""
    form = {"arrived_on": show_day(clock.today()), "jenis": "asli", "hasil": "diterima_lengkap", **data}
    biro.get(f"/biro/penerimaan/{kode}")
    return biro.post(f"/biro/penerimaan/{kode}", form)
