"""Formats of a published naskah: references, linked data, Akoma Ntoso, Markdown, its links for machines, its card.

Each is made from the public projection alone, at the moment it is asked for. Unknown and unpublished codes answer the
same 404, a withdrawn one 410. A copy is compared by its ETag: text that follows, a relative that goes, a file that is
hidden change an answer without a new publication, so the day of the publication decides nothing.
"""

import hashlib
from collections.abc import Callable, Mapping

from flask import Response, json, render_template, request
from flask.typing import ResponseReturnValue

from portal.queries.public import terbitan
from portal.queries.public.values import PublicHalaman, PublicNaskah, Tombstone
from portal.web.context import public_reading, stores, today
from portal.web.drawn import drawn
from portal.web.errors import TEXT, is_json_address, problem
from portal.web.public.formats import card as cards
from portal.web.public.formats.akoma_ntoso import akoma_ntoso
from portal.web.public.formats.bibtex import bibtex
from portal.web.public.formats.csl import csl_json
from portal.web.public.formats.head import dublin_core, open_graph
from portal.web.public.formats.markdown import markdown
from portal.web.public.formats.record import Record
from portal.web.public.formats.ris import ris
from portal.web.public.formats.schema_org import schema_org
from portal.web.public.formats.signposting import FORMATS, LINKSET, page_header, part_header
from portal.web.public.formats.signposting import linkset as linkset_of
from portal.web.public.formats.texts import texts_of

SUFFIXES = ",".join(f"'{suffix}'" for suffix in FORMATS)
"""The ends of the addresses, as a rule names them."""
_RECORDS: Mapping[str, Callable[[Record], str]] = {
    "ris": ris,
    "bib": bibtex,
    "csl.json": csl_json,
    "jsonld": lambda record: json.dumps(schema_org(record)),
}
"""Writers that need no text."""
_WITH_RELATIVES = frozenset({"jsonld"})
_PARTS: Mapping[str, str] = {
    "public.export": "describes",
    "public.file": "collection",
    "public.file_numbered": "collection",
}


def export(kode: str, suffix: str) -> ResponseReturnValue:
    """One of the formats."""
    writer = _RECORDS.get(suffix)
    with public_reading() as session:
        found = terbitan.find_naskah(session, kode, today(), is_alone=suffix not in _WITH_RELATIVES)
        if isinstance(found, Tombstone):
            return gone(found)
        pages: tuple[PublicHalaman, ...] = ()
        if writer is None and found.page_count:
            pages = terbitan.find_pages(session, kode, with_blocks=True)
    record = Record(found, stores().config.base_url)
    if writer is not None:
        body = writer(record)
    else:
        texts = texts_of(record, pages)
        body = (markdown if suffix == "md" else akoma_ntoso)(record, texts)
    return answer(body.encode(), FORMATS[suffix].mimetype, record.naskah, filename=f"{kode}.{suffix}")


def linkset(kode: str) -> ResponseReturnValue:
    """The typed links of a naskah (RFC 9264)."""
    found = _find(kode)
    if isinstance(found, Tombstone):
        return gone(found)
    return answer(linkset_of(Record(found, stores().config.base_url)).encode(), LINKSET, found)


def card(kode: str) -> ResponseReturnValue:
    """The drawn card for other sites."""
    found = _find(kode)
    if isinstance(found, Tombstone):
        return gone(found)
    shown = cards.card_of(Record(found, stores().config.base_url))
    key = hashlib.sha256(repr(shown).encode("utf-8", "backslashreplace")).hexdigest()
    tagged = f"{key}-{cards.DRAWING}"
    if request.if_none_match.contains_weak(tagged):
        return _headed(Response(status=304), tagged, found)
    picture = drawn().picture(f"card {key}", lambda: cards.draw(shown))
    return _headed(Response(picture, content_type="image/png"), tagged, found)


def _find(kode: str) -> PublicNaskah | Tombstone:
    with public_reading() as session:
        return terbitan.find_naskah(session, kode, today(), is_alone=True)


def gone(tombstone: Tombstone) -> ResponseReturnValue:
    """The tombstone of a withdrawn naskah: for programs where programs ask, else as its page."""
    if is_json_address(request.path):
        more = {"kode": tombstone.kode, "withdrawn_on": tombstone.withdrawn_on.isoformat(), "alasan": tombstone.alasan}
        return problem(410, TEXT[410], **more)
    return render_template("public/withdrawn.html", tombstone=tombstone), 410


def answer(body: bytes, mimetype: str, found: PublicNaskah, *, filename: str = "") -> Response:
    """A 200 with the day of the publication, or a 304 when the caller already has the very same."""
    tagged = hashlib.sha256(body).hexdigest()[:32]
    is_known = request.if_none_match.contains_weak(tagged)
    content_type = f"{mimetype}; charset=utf-8" if _is_text(mimetype) else mimetype
    response = Response(b"" if is_known else body, status=304 if is_known else 200, content_type=content_type)
    if filename:
        response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return _headed(response, tagged, found)


def _is_text(mimetype: str) -> bool:
    return mimetype.startswith("text/") or mimetype.startswith("application/x-")


def _headed(response: Response, tagged: str, found: PublicNaskah) -> Response:
    response.set_etag(tagged, weak=True)
    response.last_modified = found.item.published_at
    return response


def linked(page: str, record: Record) -> Response:
    """The page of a naskah with the links that machines follow."""
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Link"] = page_header(record)
    return response


def link_parts(response: Response) -> Response:
    """Say to which naskah a file or a metadata document belongs."""
    relation = _PARTS.get(request.endpoint or "")
    if relation and response.status_code < 300 and request.view_args:
        url = f"{stores().config.base_url}/n/{request.view_args['kode']}"
        response.headers["Link"] = part_header(url, relation)
    return response


TEMPLATE_GLOBALS: Mapping[str, Callable[..., object]] = {
    "metadata_formats": lambda: tuple(FORMATS.values()),
    "dublin_core": dublin_core,
    "open_graph": open_graph,
    "schema_org": schema_org,
}
"""What the head of the page and its box of formats are made with."""
