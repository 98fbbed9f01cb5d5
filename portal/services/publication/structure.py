"""Structure and outline of what is published: taken from the public rows alone, and kept beside them.

Nothing but the published page texts is read here, so nothing that is not public can come back through a heading, an
outline or an address. Both can be derived again at any time; without them a page is shown as plain text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, undefer

from portal.domain.document import stored
from portal.domain.document.compose import document_of
from portal.domain.document.model import Document, SourcePage
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState
from portal.models.berkas import Berkas, Halaman
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman
from portal.services.publication import changes

MOST_PAGES = 400
"""Pages of one naskah that are looked at. Those behind stay plain text."""

_PARTS = (JenisBerkas.NASKAH, JenisBerkas.SALINAN_PUBLIK)
"""Kinds of files of which several are the parts of one text."""


@dataclass(frozen=True)
class _Sheet:
    """A public file as far as it decides which pages are one text."""

    urutan: int
    jenis: JenisBerkas
    bahasa: str
    pages: int


def derive(session: Session, kode: str) -> None:
    """Write structure and outline of a publication anew, from its own public rows."""
    session.flush()
    berkas_list = session.scalars(
        select(TerbitanBerkas)
        .where(TerbitanBerkas.kode == kode)
        .order_by(TerbitanBerkas.urutan)
        .options(undefer(TerbitanBerkas.outline))
    ).all()
    pages = session.scalars(
        select(TerbitanHalaman)
        .where(TerbitanHalaman.kode == kode)
        .order_by(TerbitanHalaman.nomor)
        .limit(MOST_PAGES)
        .options(undefer(TerbitanHalaman.structure))
        .execution_options(populate_existing=True)
    ).all()
    sheets = [_Sheet(one.urutan, one.jenis, one.bahasa, one.pages or 0) for one in berkas_list]
    outlines: dict[int, str] = {}
    structures: dict[int, str] = {}
    for urutan, document in _documents(sheets, [_source(page.nomor, page.teks, page.asal) for page in pages]):
        outlines[urutan] = stored.pack_outline(document.outline)
        structures |= {structure.number: stored.pack_page(structure) for structure in document.pages}
    for berkas in berkas_list:
        berkas.outline = outlines.get(berkas.urutan, stored.pack_outline(()))
    for page in pages:
        page.structure = structures.get(page.nomor, "")
    session.flush()
    changes.note_labels(session)


def look_ahead(session: Session, shown: Sequence[Berkas]) -> None:
    """Find the structure of these files now, so that the transaction that publishes them need not."""
    sheets = [_Sheet(at, one.jenis, one.bahasa, one.pages or 0) for at, one in enumerate(shown, start=1)]
    texts: list[tuple[str, str]] = []
    for berkas in shown:
        if berkas.keadaan is ReadingState.TERBACA:
            query = select(Halaman.teks, Halaman.asal).where(Halaman.berkas_id == berkas.id).order_by(Halaman.nomor)
            texts += [(row.teks, row.asal) for row in session.execute(query.limit(MOST_PAGES))]
    sources = [_source(nomor, *text) for nomor, text in enumerate(texts[:MOST_PAGES], start=1)]
    for _ in _documents(sheets, sources):
        pass


def lacking(session: Session) -> Sequence[str]:
    """Codes of publications whose structure was made by other rules than those of today, or never."""
    is_old = or_(~TerbitanBerkas.outline.startswith(stored.PREFIX), TerbitanBerkas.outline == "")
    return session.scalars(select(TerbitanBerkas.kode).where(is_old).distinct().order_by(TerbitanBerkas.kode)).all()


def _source(nomor: int, teks: str, asal: str) -> SourcePage:
    return SourcePage(nomor, teks, asal != "digital")


@lru_cache(maxsize=4)
def _document(pages: tuple[SourcePage, ...], prefix: str) -> Document:
    """The document in these pages; those of the last few texts are remembered."""
    return document_of(pages, prefix=prefix)


def _documents(sheets: Sequence[_Sheet], pages: Sequence[SourcePage]) -> Iterator[tuple[int, Document]]:
    """Each text with the number of its first file: the parts of one scan follow each other, other files stand alone."""
    if not sheets:
        return
    first_of: dict[int, int] = {}
    before: _Sheet | None = None
    for sheet in sheets:
        is_part = (
            before is not None
            and sheet.jenis in _PARTS
            and (before.jenis, before.bahasa) == (sheet.jenis, sheet.bahasa)
        )
        first_of[sheet.urutan] = first_of[before.urutan] if is_part and before is not None else sheet.urutan
        before = sheet
    for urutan, group in groupby(zip(pages, _owners(sheets, len(pages)), strict=True), lambda pair: first_of[pair[1]]):
        prefix = "" if urutan == sheets[0].urutan else f"berkas-{urutan}-"
        yield urutan, _document(tuple(page for page, _ in group), prefix)


def _owners(sheets: Sequence[_Sheet], count: int) -> list[int]:
    """The file of each page, as far as the lengths of the files tell; pages behind belong to the last one."""
    owners = [sheet.urutan for sheet in sheets for _ in range(min(sheet.pages, count))]
    return [*owners, *[sheets[-1].urutan] * max(0, count - len(owners))][:count]
