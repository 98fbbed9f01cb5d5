"""For machines that visit: site map, robots, and where to report a weakness (RFC 9116)."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from flask import Response, render_template, request

from portal.domain.whole_number import read_count
from portal.errors import BadInputError, NotFoundError
from portal.queries.public import terbitan
from portal.web.context import public_reading, stores, today

MOST_ADDRESSES = 22_500
"""Naskah in one site map, each with an address in two languages; the protocol allows 50,000 addresses."""
SECURITY_DAYS = 180
"""RFC 9116 asks for an expiry less than a year ahead; it moves on by itself, a day at a time."""


def sitemap() -> Response:
    """Every published naskah with the instant of its last public change; parts by `?bagian=` where there are many."""
    with public_reading() as session:
        entries = terbitan.sitemap(session)
    parts = max(1, -(-len(entries) // MOST_ADDRESSES))
    wanted = request.args.get("bagian", "")
    if not wanted and parts > 1:
        newest = [max(at for _, at in _part(entries, number)) for number in range(1, parts + 1)]
        return _xml("public/sitemap_index.xml", newest=newest)
    part = read_count(wanted, 4) if wanted else 1
    if part is None or len(request.args.getlist("bagian")) > 1:
        raise BadInputError("Nilai bagian harus satu bilangan bulat, misalnya 1.", "bagian")
    if not 1 <= part <= parts:
        raise NotFoundError("Bagian peta situs tidak ada.")
    return _xml("public/sitemap.xml", entries=_part(entries, part), is_first=part == 1)


def _part(entries: Sequence[tuple[str, datetime]], number: int) -> Sequence[tuple[str, datetime]]:
    return entries[(number - 1) * MOST_ADDRESSES : number * MOST_ADDRESSES]


def robots() -> Response:
    """Everything public may be read by machines; endless filter combinations and staff pages need not be."""
    closed = "".join(
        f"Disallow: {path}\n" for path in ("/cari?", "/en/cari?", "/masuk", "/kerja/", "/biro/", "/admin/")
    )
    return _text(f"User-agent: *\n{closed}\nSitemap: {stores().config.base_url}/sitemap.xml\n")


def security_txt() -> Response:
    """Where to report a weakness."""
    config = stores().config
    base_url, email = config.base_url, config.contact.security_email
    mail = f"Contact: mailto:{email}\n" if email else ""
    expires = datetime.combine(today() + timedelta(days=SECURITY_DAYS), time.min, UTC)
    return _text(
        f"{mail}Contact: {base_url}/tentang#hubungi\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        "Preferred-Languages: id, en\n"
        f"Canonical: {base_url}/.well-known/security.txt\n"
    )


def _text(body: str) -> Response:
    return Response(body, content_type="text/plain; charset=utf-8")


def _xml(template: str, **values: object) -> Response:
    return Response(render_template(template, **values), content_type="application/xml; charset=utf-8")
