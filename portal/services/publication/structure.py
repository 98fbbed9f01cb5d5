"""Structure and outline of what is published: taken from the public rows alone, and kept beside them.

Nothing but the published page texts is read here, so nothing that is not public can come back through a heading, an
outline or an address. Both can be derived again at any time; without them a page is shown as plain text.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, undefer

from portal.domain.document import stored
from portal.domain.document.compose import document_of
from portal.domain.document.model import SourcePage
from portal.domain.naskah.enumerations import JenisBerkas
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman

MOST_PAGES = 400
"""Pages of one naskah that are looked at; the publication waits for it. Those behind stay plain text."""

_PARTS = (JenisBerkas.NASKAH, JenisBerkas.SALINAN_PUBLIK)
"""Kinds of files of which several are the parts of one text."""


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
        .options(undefer(TerbitanHalaman.structure))
    ).all()
    for berkas in berkas_list:
        berkas.outline = stored.pack_outline(())
    for first, own in _texts(berkas_list, pages[:MOST_PAGES]):
        prefix = "" if first.urutan == berkas_list[0].urutan else f"berkas-{first.urutan}-"
        document = document_of(
            [SourcePage(page.nomor, page.teks, page.asal != "digital") for page in own], prefix=prefix
        )
        for page, structure in zip(own, document.pages, strict=True):
            page.structure = stored.pack_page(structure)
        first.outline = stored.pack_outline(document.outline)
    session.flush()


def lacking(session: Session) -> Sequence[str]:
    """Codes of publications whose structure was made by other rules than those of today, or never."""
    is_old = or_(~TerbitanBerkas.outline.startswith(stored.PREFIX), TerbitanBerkas.outline == "")
    return session.scalars(select(TerbitanBerkas.kode).where(is_old).distinct().order_by(TerbitanBerkas.kode)).all()


def _texts(
    berkas_list: Sequence[TerbitanBerkas], pages: Sequence[TerbitanHalaman]
) -> Iterator[tuple[TerbitanBerkas, list[TerbitanHalaman]]]:
    """Each text with the first of its files: the parts of one scan follow each other, all other files stand alone."""
    if not berkas_list:
        return
    owners = _owners(berkas_list, len(pages))
    texts: dict[int, TerbitanBerkas] = {}
    for before, berkas in zip([None, *berkas_list], berkas_list, strict=False):
        is_part = before is not None and berkas.jenis in _PARTS
        goes_on = is_part and before is not None and (before.jenis, before.bahasa) == (berkas.jenis, berkas.bahasa)
        texts[berkas.urutan] = texts[before.urutan] if goes_on and before is not None else berkas
    paired = zip(pages, owners, strict=False)
    for urutan, group in groupby(paired, lambda pair: texts[pair[1].urutan].urutan):
        own = [page for page, _ in group]
        yield next(berkas for berkas in berkas_list if berkas.urutan == urutan), own


def _owners(berkas_list: Sequence[TerbitanBerkas], count: int) -> list[TerbitanBerkas]:
    """The file of each page, as far as the lengths of the files tell; pages behind belong to the last one."""
    owners = [berkas for berkas in berkas_list for _ in range(min(berkas.pages or 0, count))]
    return [*owners, *[berkas_list[-1]] * max(0, count - len(owners))]
