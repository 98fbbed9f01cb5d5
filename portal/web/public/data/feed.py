"""The Atom feed (RFC 4287) of what was published or changed last, with the filters of the search page."""

from dataclasses import replace

from flask import Response, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.errors import NotFoundError
from portal.queries.public import changes, feed, terbitan
from portal.queries.public.search import gone_since, read_question
from portal.search.params import SearchParams, read_params
from portal.web.context import public_reading, stores, today

PER_PAGE = 50


def umpan() -> Response:
    """The feed of a search; `hal` leads to earlier entries. Raises BadInputError naming the parameter."""
    params = read_params(request.args)
    with public_reading() as session:
        moved = terbitan.moved_mitra(session, params.filters.mitra)
        params = read_params(MultiDict(params.with_mitra(moved).pairs())) if moved else params
        among = _among(session, params)
        total = feed.count(session, params.filters, today(), among)
        entries = _entries(session, params, among)
        version = changes.current(session)
    if params.page > max(1, -(-total // PER_PAGE)):
        raise NotFoundError("Halaman umpan ini tidak ada.")
    base_url = stores().config.base_url

    def address(page: int) -> str:
        return base_url + url_for("public.umpan") + params.with_page(page).query_string()

    page = render_template(
        "public/data/feed.xml",
        entries=entries,
        updated=entries[0][2] if entries else version.at,
        text=params.text,
        feed_id=address(1),
        self_address=address(params.page),
        next_address=address(params.page + 1) if params.page * PER_PAGE < total else "",
        search_address=base_url + url_for("public.search") + params.with_page(1).query_string(),
    )
    return Response(page, content_type="application/atom+xml; charset=utf-8")


def _entries(session: Session, params: SearchParams, among: frozenset[str] | None) -> tuple[feed.Dated, ...]:
    offset = (params.page - 1) * PER_PAGE
    return feed.latest(session, params.filters, today(), limit=PER_PAGE, offset=offset, among=among)


def _among(session: Session, params: SearchParams) -> frozenset[str] | None:
    """Codes that the index finds; None where the database finds them itself.

    The text means what it means on the search page. As with letters, what only comes near it nobody asked to follow.
    """
    filters = params.filters
    if not (params.text or filters.nama_bentuk or filters.subjek or params.ends_within):
        return None
    parsed = read_question(session, params.parsed)
    if parsed.is_best:
        return frozenset()
    index = stores().public_index
    query = replace(params.query(today()), parsed=parsed, gone=gone_since(session, index, today()))
    return index.matching(query)
