"""The page of one naskah: facts, viewer with page images and text, files, signers, family, time line, citation."""

from datetime import date

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.whole_number import read_count
from portal.errors import QueryRefusedError
from portal.queries.public import terbitan, versions
from portal.queries.public.search import met_by, read_question
from portal.queries.public.values import PublicAcara, PublicHalaman, PublicNaskah, PublicVersion, Tombstone
from portal.search.query import ParsedQuery, parse
from portal.web.context import public_reading, stores, today
from portal.web.public.addresses import NaskahAddresses
from portal.web.public.exports import linked
from portal.web.public.formats.citation import citation
from portal.web.public.formats.record import Record, signing_place
from portal.web.public.outline import outline_links
from portal.web.public.viewer import SEARCHED_PAGES, Mode, Stretch, stretch, view
from portal.web.tanda_tangan import public_signatures


def naskah(kode: str) -> ResponseReturnValue:
    """The page of a published naskah; a withdrawn one answers 410 with its tombstone."""
    with public_reading() as session:
        found = terbitan.find_naskah(session, kode, today())
        if isinstance(found, Tombstone):
            return render_template("public/withdrawn.html", tombstone=found), 410
        earlier = versions.list_versions(session, kode) if found.nomor_terbit > 1 else ()
        return _page(session, found, earlier)


def version(kode: str, versi: int) -> ResponseReturnValue:
    """An earlier publication of a naskah, with the way to the present one; the present number leads there."""
    with public_reading() as session:
        if versi == versions.newest_number(session, kode):
            return redirect(NaskahAddresses(kode).page())
        return _page(session, versions.find_version(session, kode, versi, today()))


def _page(session: Session, found: PublicNaskah, earlier: tuple[PublicVersion, ...] = ()) -> ResponseReturnValue:
    kode = found.item.kode
    text = request.args.get("q", "")
    shown = stretch(found.page_count, request.args.get("hlm", ""))
    mode: Mode = "teks" if request.args.get("tampil") == "teks" else "naskah"
    pages: tuple[PublicHalaman, ...] = ()
    question = _question(session, text) if found.page_count else None
    if found.page_count:
        is_marked = mode == "naskah" and question is not None
        pages = _pages(session, found, shown, with_blocks=mode == "teks", with_places=is_marked)
    if question is not None:
        # Only a search reads more than is shown: it says which pages match.
        others = _pages(session, found, Stretch(1, 1, SEARCHED_PAGES))
        pages = tuple({page.nomor: page for page in (*others, *pages)}.values())
    record = Record(found, stores().config.base_url)
    page = render_template(
        "public/naskah.html",
        naskah=found,
        item=found.item,
        viewer=view(
            pages,
            shown,
            total=found.page_count,
            mode=mode,
            text=text,
            question=question,
            met=met_by(found.item, question) if question is not None else frozenset(),
            outline=found.outline,
            bahasa=found.bahasa,
            wanted_hit=read_count(request.args.get("sorot", ""), 6) or 0,
        ),
        outline=outline_links(found.outline, shown),
        addresses=NaskahAddresses(kode, found.version.nomor if found.version else None),
        earlier=earlier,
        acara=_in_order(found.acara, today()),
        today=today(),
        url=record.url,
        record=record,
        citation=citation(record),
        tempat=signing_place(found),
        ttd=[(berkas, public_signatures(berkas.signatures)) for berkas in found.berkas],
        is_signed_by_all=bool(found.pihak) and all(pihak.signed.on for pihak in found.pihak),
    )
    return linked(page, record)


def _question(session: Session, text: str) -> ParsedQuery | None:
    """The search text with what it means; None where nothing, or nothing usable, is looked for."""
    try:
        return read_question(session, parse(text)) if text.strip() else None
    except QueryRefusedError:
        return None


def _pages(
    session: Session, found: PublicNaskah, some: Stretch, *, with_blocks: bool = False, with_places: bool = False
) -> tuple[PublicHalaman, ...]:
    kode, first, last = found.item.kode, some.first, some.last
    if found.version is None:
        return terbitan.find_pages(
            session, kode, first=first, last=last, with_blocks=with_blocks, with_places=with_places
        )
    return versions.find_version_pages(
        session, kode, found.version.nomor, first=first, last=last, with_blocks=with_blocks, with_places=with_places
    )


def _in_order(acara: tuple[PublicAcara, ...], day: date) -> tuple[PublicAcara, ...]:
    """Acts by their day; an unknown day stands first, where its signing belongs."""
    return tuple(sorted(acara, key=lambda act: (act.tanggal.on is not None, act.tanggal.on or day)))
