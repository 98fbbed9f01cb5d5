"""Addresses of the JSON interface: search, one naskah, a due date, their description, and the health of the portal."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, abort, request
from sqlalchemy.exc import SQLAlchemyError

from portal.domain.naskah.kode import is_kode
from portal.errors import NotFoundError, SearchUnavailableError
from portal.queries.public import terbitan
from portal.queries.public.search import search_published
from portal.queries.public.values import PublicNaskah, Tombstone
from portal.search.interface import SearchQuery
from portal.search.opening import folder_of
from portal.search.position import IndexFolder
from portal.web import caching
from portal.web.api.answers import json_answer
from portal.web.api.description import description_json
from portal.web.api.params import parse_nothing, parse_search
from portal.web.api.serialise import Addresses, naskah_shape, search_shape, tombstone_shape
from portal.web.api.shapes import HealthShape
from portal.web.api.shapes_tenggat import tenggat_shape
from portal.web.api.tenggat import explain
from portal.web.context import public_reading, stores, today
from portal.web.errors import problem
from portal.web.law import law_of_today

WITHDRAWN = "Naskah ini sudah ditarik dari publikasi."

api = Blueprint("api", __name__)


@api.get("/api/v1/naskah")
def search() -> Response:
    """Search published naskah; a page after the last one is an error, so that a program notices."""
    query = parse_search(request.args.to_dict(flat=False), today())
    with public_reading() as session:
        query = _at_present(query, terbitan.moved_mitra(session, query.filters.mitra))
        results = search_published(session, stores().public_index, query)
    if results.is_degraded:
        caching.keep_not()
    if results.page > results.page_count:
        detail = f"Halaman hasil ini tidak ada; halaman terakhir adalah {results.page_count}."
        return problem(404, detail, parameter="page")
    shape = search_shape(results, _addresses())
    return json_answer(shape.model_dump_json(), tagged=shape.model_dump_json(exclude={"took_ms"}))


def _at_present(query: SearchQuery, moved: Mapping[str, str]) -> SearchQuery:
    """The question with merged partners under their present keys."""
    if not moved:
        return query
    present = frozenset(moved.get(key, key) for key in query.filters.mitra)
    return replace(query, filters=replace(query.filters, mitra=present))


@api.get("/api/v1/naskah/<path:kode>")
def naskah(kode: str) -> Response:
    """One naskah, or the tombstone of a withdrawn one. Unknown, unpublished and malformed codes answer alike."""
    found = _find(kode)
    if found is None:
        # Answered like an address that does not exist at all.
        abort(404)
    parse_nothing(request.args)
    if isinstance(found, Tombstone):
        return problem(410, WITHDRAWN, title=WITHDRAWN, **tombstone_shape(found).model_dump(mode="json"))
    return json_answer(naskah_shape(found, _addresses()).model_dump_json())


@api.get("/api/v1/tenggat")
def tenggat() -> Response:
    """A due date with a reason for every day; it speaks of no naskah."""
    found = explain(request.args.to_dict(flat=False), law_of_today())
    return json_answer(tenggat_shape(found).model_dump_json())


@api.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The description of this interface (OpenAPI 3.1)."""
    return json_answer(description_json(stores().config.base_url))


@api.get("/healthz")
def health() -> Response:
    """Whether the portal works: 503 without its database, `degraded` without its search or where the index of this host
    is far behind, and no details to anybody.
    """
    status = 200
    shape = HealthShape(status="ok")
    config = stores().config
    try:
        with public_reading() as session:
            terbitan.count_all(session)
        stores().public_index.search(SearchQuery(per_page=1, today=today()))
        if config.has_own_index and IndexFolder(folder_of(config.search_url)).is_behind():
            shape = HealthShape(status="degraded")
    except SQLAlchemyError:
        status, shape = 503, HealthShape(status="degraded")
    except SearchUnavailableError:
        shape = HealthShape(status="degraded")
    response = Response(shape.model_dump_json(), status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@api.get("/livez")
def live() -> Response:
    """Whether this process answers; nothing is asked of anybody, so a database that is away restarts no portal."""
    response = Response(HealthShape(status="ok").model_dump_json(), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _find(kode: str) -> PublicNaskah | Tombstone | None:
    if not is_kode(kode):
        return None
    with public_reading() as session:
        try:
            return terbitan.find_naskah(session, kode, today())
        except NotFoundError:
            return None


def _addresses() -> Addresses:
    return Addresses(stores().config.base_url)
